"""Pairs of people, or organizations, that may be one: merged, or kept apart for good."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import NotTheSame, Organization, Person
from posts.desk.alike import alike, keep_apart, shown
from tests.factories import make_organization, make_person, make_post
from tests.posts.admin.editors import sign_in

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/people/person/similar/"


@pytest.fixture
def two() -> list[Person]:
    return [make_person("Ada Lovejoy"), make_person("Ada Lovejoi")]


def keys(people) -> set[int]:
    return {person.pk for person in people}


@pytest.mark.parametrize(
    ("one", "other", "is_suggested"),
    [
        pytest.param("Ada Lovejoy", "Ada Lovejoi", True, id="a-letter"),
        pytest.param("Ada Lovejoy", "ADA LOVEJOY", True, id="the-same"),
        pytest.param("Ada Lovejoy", "Bo Sample", False, id="others"),
    ],
)
def test_who_is_suggested(one, other, is_suggested):
    found = [Person.objects.create(name_en=name, slug=f"slug-{n}") for n, name in enumerate((one, other))]
    assert [set(pair) for pair in alike(Person)] == ([keys(found)] if is_suggested else [])


def test_a_person_and_an_organization_are_never_a_pair():
    make_person("Ada Lovejoy")
    make_organization("Ada Lovejoi")
    assert alike(Person) == alike(Organization) == []


def test_who_was_kept_apart_is_not_suggested_again(two):
    keep_apart(two[1], two[0])
    keep_apart(*two)
    assert NotTheSame.objects.count() == 1
    assert alike(Person) == []
    Person.objects.all().delete()
    make_person("Ada Lovejoy")
    make_person("Ada Lovejoi")
    assert alike(Person) == [], "an import made them anew"


def test_each_is_shown_with_the_latest_posts(two):
    for number in range(5):
        make_post(f"Post {number} of hers", authors=[two[1]])
    [pair] = shown(Person, alike(Person))
    assert (pair.one, pair.one.credit_count, len(pair.one.latest), pair.other.latest) == (two[1], 5, 3, [])
    html = sign_in().get(PEOPLE).content.decode()
    assert "Ada Lovejoi" in html
    assert "Post 4 of hers" in html


def test_not_the_same_and_back_again(two):
    editor = sign_in()
    answer = editor.post(PEOPLE, {"one": two[0].pk, "other": two[1].pk}, follow=True)
    assert "are not suggested again" in answer.content.decode()
    said = NotTheSame.objects.get()
    assert (said.one, said.other, str(said.said_by)) == ("ada lovejoi", "ada lovejoy", "editor-0")
    editor.post(PEOPLE, {"again": said.pk})
    assert len(alike(Person)) == 1


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"one": "1", "other": "x"}, id="no-number"),
        pytest.param({"one": "9" * 40, "other": "9" * 40}, id="huge"),
        pytest.param({"again": "999999"}, id="gone"),
    ],
)
def test_what_makes_no_sense_changes_nothing(two, sent):
    assert sign_in().post(PEOPLE, sent, follow=True).status_code == 200
    assert len(alike(Person)) == 1


def test_the_button_leads_to_the_page_of_a_merge(two):
    answer = sign_in().post("/admin/people/person/", {"action": "merge", "_selected_action": keys(two)})
    assert "Which one is to be kept?" in answer.content.decode()


def test_who_edits_no_posts_keeps_apart_but_does_not_merge(two):
    editor = sign_in("view_person", "change_person")
    html = editor.get(PEOPLE).content.decode()
    assert "Merge …" not in html
    assert "Not the same" in html
    assert sign_in("view_person").get(PEOPLE).status_code == 403


def test_the_cost_does_not_grow_with_the_pairs():
    editor = sign_in()

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(PEOPLE).status_code == 200
        return len(queries)

    def add(first: str) -> None:
        for name in (f"{first} Lovejoy", f"{first} Lovejoi"):
            make_post(authors=[make_person(name)])

    add("Ada")
    few = cost()
    for first in ("Berta", "Cleo", "Dora", "Edda"):
        add(first)
    assert cost() == few
