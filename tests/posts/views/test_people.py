"""The pages of people: who is listed, and what they did."""

import re

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from people.models import OtherName
from posts.models import Credit
from posts.views import people
from tests.factories import make_organization, make_person, make_post

pytestmark = pytest.mark.django_db


def test_everybody_credited_is_listed_once(client):
    ada, han = make_person("Ada Example"), make_person("张晓明")
    make_person("Uncredited Nobody")
    for _ in range(2):
        make_post(authors=[ada, han])
    response = client.get("/people/")
    assert re.findall(r'href="/people/([^"]+)/"', response.content.decode()) == [
        "ada-example",
        "%E5%BC%A0%E6%99%93%E6%98%8E",
    ]
    assertNotContains(response, "Uncredited Nobody")


def test_posts_stand_under_what_the_person_did(client):
    ada = make_person("Ada Example")
    make_post("Her own", authors=[ada])
    asked = make_post("Her questions")
    Credit.objects.create(
        post=asked, person=ada, role="interviewer", title="Editor", organization=make_organization("Example Co")
    )
    text = client.get("/people/ada-example/").content.decode()
    assert re.findall(r"(Written|Her own|Asked the questions|Her questions|Editor, Example Co) ?<", text) == [
        "Written",
        "Her own",
        "Asked the questions",
        "Her questions",
        "Editor, Example Co",
    ]


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/people/张晓明/", '<h1 lang="zh-hans">张晓明</h1>'), ("/zh-hans/people/张晓明/", "<h1>张晓明</h1>")],
)
def test_name_in_han_has_a_page(client, path, heading):
    make_post("标题", authors=[make_person("张晓明")])
    assertContains(client.get(path), heading)


def test_former_address_redirects_permanently(client):
    ada = make_person("Ada Example")
    make_post(authors=[ada])
    OtherName.objects.create(person=ada, name="Ada Exampel", slug="ada-exampel")
    assertRedirects(client.get("/people/ada-exampel/"), "/people/ada-example/", status_code=301)
    assertRedirects(client.get("/zh-hans/people/ada-exampel/"), "/zh-hans/people/ada-example/", status_code=301)


def test_former_address_taken_by_another_person_is_theirs(client):
    first, second = make_person("Ada Example"), make_person("Ada X")
    make_post(authors=[first, second])
    OtherName.objects.create(person=first, name="Ada X", slug="ada-x")
    assertContains(client.get("/people/ada-x/"), "<h1>Ada X</h1>")


def test_unknown_person(client):
    assert client.get("/people/nobody/").status_code == 404


def test_homepage_is_linked_where_it_is_a_web_address(client):
    make_post(authors=[make_person("Ada Example", homepage="javascript:alert(1)")])
    assertNotContains(client.get("/people/ada-example/"), "javascript:")


def test_people_are_counted_and_found_by_what_they_did(client):
    ada, bo = make_person("Ada Example"), make_person("Bo Example")
    Credit.objects.create(post=make_post(authors=[ada, bo]), person=ada, role="mentor")
    hidden = make_post(status="draft")
    Credit.objects.create(post=hidden, person=bo, role="translator")
    response = client.get("/people/?role=mentor")
    assertContains(
        response, '<a href="/people/?role=mentor" aria-current="true">Mentored</a> <span class="index-note">1</span>'
    )
    assertContains(response, '<a href="/people/?role=author">Written</a> <span class="index-note">2</span>')
    assertContains(response, "Ada Example")
    assertNotContains(response, "Bo Example")
    assertNotContains(response, "Translated")


def test_unknown_role(client):
    assert client.get("/people/?role=wizard").status_code == 404


def test_posts_of_a_role_are_counted(client):
    ada = make_person("Ada Example")
    for _ in range(3):
        make_post(authors=[ada])
    assertContains(client.get("/people/ada-example/"), '>Written <span class="index-note">3</span></h2>')


@pytest.fixture
def crowd(monkeypatch) -> None:
    """Five people on pages of two."""
    monkeypatch.setattr(people.PersonList, "paginate_by", 2)
    monkeypatch.setattr(people, "PEOPLE_PER_PAGE", 2)
    monkeypatch.setattr(people, "FEW", 4)
    make_post(authors=[make_person(name) for name in ("陈静", "Bo Example", "欧阳明月", "Ada Example", "Al Example")])


def test_people_stand_under_their_letter_and_han_in_the_order_of_its_sounds(client, crowd):
    texts = [client.get(f"/people/?page={number}").content.decode() for number in (1, 2, 3)]
    assert [re.findall(r'id="names-(\w+)"|/people/[^/]+/"[^>]*>([^<]+)<', text) for text in texts] == [
        [("A", ""), ("", "Ada Example"), ("", "Al Example")],
        [("B", ""), ("", "Bo Example"), ("other", ""), ("", "陈静")],
        [("other", ""), ("", "欧阳明月")],
    ]


def test_each_letter_leads_to_its_names(client, crowd):
    def led(path: str) -> list[tuple[str, str]]:
        row = re.search(r'<nav class="initials".*?</nav>', client.get(path).content.decode(), re.DOTALL)
        return re.findall(r'<a href="([^"]+)">([^<]+)</a>', row.group())

    others = "Other scripts and digits"
    assert led("/people/?page=2") == [("/people/#names-A", "A"), ("#names-B", "B"), ("#names-other", others)]
    assert led("/people/?role=author") == [
        ("#names-A", "A"),
        ("/people/?role=author&amp;page=2#names-B", "B"),
        ("/people/?role=author&amp;page=2#names-other", others),
    ]


def test_few_people_need_no_way_to_their_letters(client, crowd):
    assertContains(client.get("/people/?role=author"), "initials")
    Credit.objects.filter(person__name="Bo Example").update(role="mentor")
    assertNotContains(client.get("/people/?role=author"), "initials")
