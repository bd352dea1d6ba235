"""People and organizations become one: nothing of either is lost, and imports keep to it."""

import pytest
from django.urls import reverse

from people.models import Organization, OtherName, Person
from posts.importer.run import import_archive
from posts.models import Credit, DeskPerson, Post
from posts.services.merge import CannotMerge, merge
from tests.factories import make_organization, make_person, make_post
from tests.posts.importer.listing import body, entry, write
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep() -> Person:
    return make_person("Ada Example")


@pytest.fixture
def other() -> Person:
    return make_person("Ada Exemple")


def test_credits_move_and_the_other_is_gone(keep, other):
    own, theirs = make_post(authors=[keep]), make_post(authors=[other])
    merged = merge(keep=keep, others=[other])
    assert (merged.keep, merged.credits, merged.doubles) == (keep, 1, 0)
    assert set(Post.objects.filter(credits__person=keep)) == {own, theirs}
    assert not Person.objects.filter(pk=other.pk).exists()


def test_whoever_is_credited_as_the_other_is_credited_as_the_one_that_is_kept(keep, other):
    members = [make_member("Translator") for _ in range(2)]
    for member, person in zip(members, (keep, other), strict=True):
        DeskPerson.objects.create(user=member, person=person)
    merge(keep=keep, others=[other])
    assert [desk.person for desk in DeskPerson.objects.filter(user__in=members)] == [keep, keep]


def test_everything_that_refers_to_people_is_moved_or_told():
    """A new reference must be thought of in the service."""
    related = {
        relation.related_model.__name__
        for model in (Person, Organization)
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }
    assert related == {"OtherName", "Credit", "DeskPerson"}


def test_several_at_once(keep, other):
    third = make_person("A. Example")
    for person in (other, third):
        make_post(authors=[person])
    assert merge(keep=keep, others=[other, third]).credits == 2
    assert list(Person.objects.all()) == [keep]


@pytest.mark.parametrize(
    ("kept", "double", "left"),
    [
        pytest.param(("CTO", None), ("", None), ("CTO", None), id="fuller-is-kept"),
        pytest.param(("", None), ("CTO", "Larkspur"), ("CTO", "Larkspur"), id="fuller-is-the-other"),
        pytest.param(("CTO", None), ("", "Larkspur"), ("CTO", "Larkspur"), id="each-has-a-part"),
        pytest.param(("CTO", "Larkspur"), ("Chief of Staff", "Brook"), ("Chief of Staff", "Brook"), id="parts-stay-together"),
        pytest.param(("", None), ("", None), ("", None), id="bare"),
    ],
)
def test_a_role_on_a_post_that_both_had_is_one_credit(keep, other, kept, double, left):
    post = make_post()
    for order, (person, (title, employer)) in enumerate([(other, double), (keep, kept)]):
        organization = make_organization(employer) if employer else None
        Credit.objects.create(post=post, person=person, title=title, organization=organization, order=order)
    merged = merge(keep=keep, others=[other])
    assert (merged.credits, merged.doubles) == (1, 1)
    credit = post.credits.get()
    assert (credit.person, credit.title, credit.organization and credit.organization.name_en) == (keep, *left)
    assert credit.order == 0


def test_another_role_on_the_same_post_is_another_credit(keep, other):
    post = make_post(authors=[keep])
    Credit.objects.create(post=post, person=other, role=Credit.Role.TRANSLATOR)
    assert merge(keep=keep, others=[other]).doubles == 0
    assert set(post.credits.values_list("role", flat=True)) == {"author", "translator"}


def test_what_is_empty_is_filled_and_what_is_there_stays(keep, other):
    Person.objects.filter(pk=other.pk).update(homepage="https://ada.example", bio_en="Theirs", name_zh_hans="艾达")
    Person.objects.filter(pk=keep.pk).update(bio_en="Own")
    merge(keep=keep, others=[other])
    keep.refresh_from_db()
    assert (keep.homepage, keep.bio_en, keep.name_zh_hans, keep.name_en) == (
        "https://ada.example",
        "Own",
        "艾达",
        "Ada Example",
    )


def test_former_names_and_addresses_lead_to_the_one_kept(client, keep, other):
    other.other_names.create(name="Ada X", slug="ada-x")
    make_post(authors=[other])
    merge(keep=keep, others=[other])
    assert set(keep.other_names.values_list("name", "slug")) == {("Ada Exemple", "ada-exemple"), ("Ada X", "ada-x")}
    for slug in ("ada-exemple", "ada-x"):
        response = client.get(reverse("people:person", args=[slug]))
        assert (response.status_code, response["Location"]) == (301, keep.get_absolute_url())


def test_every_address_is_kept_even_where_a_name_is_known_already(keep, other):
    keep.other_names.create(name="Ada X", slug="ada-x")
    other.other_names.create(name="Ada X.", slug="ada-x-2")
    merge(keep=keep, others=[other])
    assert set(keep.other_names.values_list("slug", flat=True)) == {"ada-exemple", "ada-x", "ada-x-2"}


def test_one_who_gets_a_first_english_name_is_still_found_by_the_other(other):
    chinese = Person.objects.create(name_zh_hans="艾达", slug="艾达")
    merge(keep=chinese, others=[other])
    chinese.refresh_from_db()
    assert (chinese.name_en, chinese.name_zh_hans) == ("Ada Exemple", "艾达")
    for name in ("艾达", "Ada Exemple"):
        assert Person.objects.known_as(name).get() == chinese


def test_namesakes_become_one():
    keep, other = make_person("Ada Example"), make_person("Ada Example", slug="ada-example-2")
    merge(keep=keep, others=[other])
    assert list(keep.other_names.values_list("slug", flat=True)) == ["ada-example-2"]


def test_organizations_merge_as_employers_and_as_signers(keep):
    larkspur, lark = make_organization("Larkspur"), make_organization("Larkspur Inc")
    post = make_post()
    Credit.objects.create(post=post, organization=larkspur)
    Credit.objects.create(post=post, organization=lark, title="Press office")
    Credit.objects.create(post=post, person=keep, organization=lark, title="CTO")
    merged = merge(keep=larkspur, others=[lark])
    assert (merged.credits, merged.doubles) == (2, 1)
    assert set(post.credits.values_list("person", "organization", "title")) == {
        (None, larkspur.pk, "Press office"),
        (keep.pk, larkspur.pk, "CTO"),
    }
    assert OtherName.objects.get().organization == larkspur


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        pytest.param(lambda keep, other: [], "at least two", id="nobody"),
        pytest.param(lambda keep, other: [keep], "twice", id="itself"),
        pytest.param(lambda keep, other: [other, other], "twice", id="one-twice"),
        pytest.param(lambda keep, other: [make_organization()], "organization", id="of-another-kind"),
        pytest.param(lambda keep, other: [Person(pk=987654)], "deleted meanwhile", id="gone"),
    ],
)
def test_nonsense_is_refused_and_nothing_changes(keep, other, others, reason):
    make_post(authors=[other])
    with pytest.raises(CannotMerge, match=reason):
        merge(keep=keep, others=others(keep, other))
    assert Credit.objects.get().person == other
    assert OtherName.objects.count() == 0


# With the importer


def bylined(title: str, byline: str, text: str = "") -> str:
    return entry(title, f"{byline}\n\n{text or body(title)}")


@pytest.fixture
def pages(tmp_path):
    """Writes a page and imports it."""

    def run(*entries: str):
        return import_archive([write(tmp_path / "pages", one=list(entries))])

    return run


FIRST = bylined("Lanterns", "By Ada Example, CTO, Larkspur")
SECOND = bylined("Anchors", "By Ada Exemple, CTO, Larkspur Labs")


def test_the_same_import_after_a_merge_changes_nothing(pages):
    pages(FIRST, SECOND)
    merge(keep=Person.objects.get(slug="ada-example"), others=[Person.objects.get(slug="ada-exemple")])
    merge(keep=Organization.objects.get(slug="larkspur"), others=[Organization.objects.get(slug="larkspur-labs")])
    report = pages(FIRST, SECOND)
    assert report.counts["unchanged"] == 2
    assert Person.objects.get().credits.count() == 2
    assert Organization.objects.count() == 1


def test_a_changed_text_and_a_new_post_keep_to_the_merge(pages):
    pages(FIRST, SECOND)
    ada = Person.objects.get(slug="ada-example")
    merge(keep=ada, others=[Person.objects.get(slug="ada-exemple")])
    new = bylined("Bells", "By Ada Exemple, CTO, Larkspur")
    report = pages(new, FIRST, bylined("Anchors", "By Ada Exemple, CTO, Larkspur Labs", body("Anchors") + "\n\nOne more line."))
    assert (report.counts["created"], report.counts["conflict"], report.counts["failed"]) == (1, 0, 0)
    assert list(Person.objects.all()) == [ada]
    assert ada.credits.count() == 3
    assert "One more line." in Post.objects.get(slug_en="anchors").body_en
