"""The admin of people and organizations: found by any name, merged, never forgotten."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Organization, OtherName, Person
from posts.models import Credit
from tests.factories import make_organization, make_person, make_post
from tests.posts.admin.editors import form_of, sign_in
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

PEOPLE, ORGANIZATIONS = (
    reverse("admin:people_person_changelist"),
    reverse("admin:people_organization_changelist"),
)
ADD = reverse("admin:people_person_add")


@pytest.fixture
def editor():
    return sign_in()


def change(person: Person) -> str:
    return reverse("admin:people_person_change", args=[person.pk])


def names_sent(*rows: tuple[str, str]) -> dict:
    sent = {"other_names-TOTAL_FORMS": len(rows), "other_names-INITIAL_FORMS": 0}
    for number, (name, slug) in enumerate(rows):
        sent |= {f"other_names-{number}-name": name, f"other_names-{number}-slug": slug}
    return sent


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("Käldström", True, id="as-it-is"),
        pytest.param("kaldstrom lucas", True, id="plain-and-in-any-order"),
        pytest.param("卢卡斯", True, id="chinese"),
        pytest.param("Luxas", True, id="other-name"),
        pytest.param("Lucas Nobody", False, id="one-word-wrong"),
        pytest.param("%", False, id="no-letter"),
    ],
)
def test_people_are_found_by_any_name(editor, words, found):
    lucas = make_person("Lucas Käldström", name_zh_hans="卢卡斯")
    OtherName.objects.create(person=lucas, name="Luxas")
    make_person("Ada Example")
    assert list(editor.get(PEOPLE, {"q": words}).context["cl"].queryset) == ([lucas] if found else [])


def test_the_list_counts_credits(editor):
    ada = make_person("Ada Example", name_zh_hans="艾达")
    make_post(authors=[ada])
    make_post(authors=[ada])
    OtherName.objects.create(person=ada, name="A. E.")
    [row] = editor.get(PEOPLE).context["cl"].queryset
    assert row.credit_count == 2
    assert "艾达" in editor.get(PEOPLE).content.decode()


def test_names_that_may_be_one_are_found_together(editor):
    alike = {make_person("Anirudh Morali"), make_person("Anirudh Murali")}
    make_person("Ada Example")
    assert set(editor.get(PEOPLE, {"similar": "yes"}).context["cl"].queryset) == alike
    assert len(editor.get(PEOPLE, {"similar": "nonsense"}).context["cl"].queryset) == 3


@pytest.mark.parametrize(
    ("values", "slug"),
    [
        pytest.param({"name_en": "Zoë Example"}, "zoe-example", id="latin"),
        pytest.param({"name_zh_hans": "张三"}, "张三", id="han"),
        pytest.param({"name_en": "Zoë Example", "slug": "zoe"}, "zoe", id="written-by-hand"),
    ],
)
def test_a_new_person_gets_an_address(editor, values, slug):
    response = editor.post(ADD, {**names_sent(), **values})
    assert response.status_code == 302, response.context["errors"]
    assert Person.objects.get().slug == slug


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        pytest.param({}, "__all__", "at least one language", id="nameless"),
        pytest.param({"name_en": "Ada Example"}, "slug", "is the slug of “Ada Example”", id="slug-taken"),
        pytest.param({"name_en": "!!!"}, "slug", "write a slug", id="no-letter"),
    ],
)
def test_who_cannot_be_is_said_at_the_field(editor, values, field, said):
    make_person("Ada Example")
    errors = editor.post(ADD, {**names_sent(), **values}).context["adminform"].form.errors
    assert list(errors) == [field]
    assert said in errors[field][0]


def test_a_renamed_person_is_still_known_by_the_former_name_and_address(editor, client):
    person = make_person("Anirudh Morali", name_zh_hans="莫拉里")
    sent = form_of(editor.get(change(person))) | {
        "name_en": "Anirudh Murali",
        "slug": "anirudh-murali",
        "name_zh_hans": "穆拉里",
    }
    assert editor.post(change(person), sent).status_code == 302
    for name in ("Anirudh Morali", "Anirudh Murali", "莫拉里"):
        assert Person.objects.known_as(name).get() == person
    make_post(authors=[person])
    response = client.get(reverse("people:person", args=["anirudh-morali"]))
    assert (response.status_code, response["Location"]) == (301, "/people/anirudh-murali/")


def test_saving_without_a_change_leaves_no_other_name(editor):
    person = make_person()
    assert editor.post(change(person), form_of(editor.get(change(person)))).status_code == 302
    assert not OtherName.objects.exists()


def test_two_spellings_an_import_takes_for_one_name_are_refused(editor):
    person = make_person()
    sent = form_of(editor.get(change(person))) | names_sent(("A. Exemple", ""), ("a exemple", ""))
    page = editor.post(change(person), sent)
    assert "for one name: remove one of them" in page.content.decode()
    assert not OtherName.objects.exists()


# Merging


def ask(client, *rows, address=PEOPLE, **values):
    return client.post(address, {"action": "merge", "_selected_action": [row.pk for row in rows], **values}, follow=True)


def test_the_page_between_shows_both_sides(editor):
    ada, adda = make_person("Ada Example"), make_person("Adda Example", homepage="https://adda.example")
    OtherName.objects.create(person=ada, name="A. E.")
    for number in range(10):
        make_post(f"Post number {number}", authors=[adda])
    response = ask(editor, ada, adda)
    page = response.content.decode()
    assert response.templates[0].name == "admin/merge.html"
    for shown in ("Ada Example", "Adda Example", "A. E.", "https://adda.example", "Post number 5", "and 2 more"):
        assert shown in page
    assert response.context["candidates"][0] == adda  # who has more is proposed
    assert Person.objects.count() == 2


def test_the_chosen_one_is_kept(editor):
    ada, adda, third = make_person("Ada Example"), make_person("Adda Example"), make_person("Someone Else")
    make_post(authors=[adda])
    page = ask(editor, ada, adda, keep=ada.pk)
    assert "Adda Example merged into Ada Example: 1 credit moved." in page.content.decode()
    assert page.redirect_chain[0][0] == change(ada)
    assert set(Person.objects.all()) == {ada, third}
    assert Credit.objects.get().person == ada
    history = editor.get(reverse("admin:people_person_history", args=[ada.pk])).content.decode()
    assert "merged with Adda Example" in history


def test_organizations_too(editor):
    larkspur, lark = make_organization("Larkspur"), make_organization("Lark Spur")
    ask(editor, larkspur, lark, address=ORGANIZATIONS, keep=larkspur.pk)
    assert list(Organization.objects.all()) == [larkspur]


def test_an_editor_merges_and_the_log_keeps_what_found_no_place():
    client = Client()
    client.force_login(make_member("Editor"))
    ada, adda = (make_person(name, homepage=f"https://{name[:4].strip()}.example") for name in ("Ada Example", "Adda Example"))
    ask(client, ada, adda, keep=ada.pk)
    assert Person.objects.get().homepage == "https://Ada.example"
    assert "https://Adda.example" in client.get(reverse("admin:people_person_history", args=[ada.pk])).content.decode()


@pytest.mark.parametrize("keep", ["", "987654", "x", "third"])
def test_one_that_was_not_chosen_cannot_be_kept(editor, keep):
    ada, adda, third = (make_person() for _ in range(3))
    page = ask(editor, ada, adda, keep=third.pk if keep == "third" else keep)
    assert "Choose which one to keep." in page.content.decode()
    assert Person.objects.count() == 3


@pytest.mark.parametrize("number", [1, 21])
def test_too_few_or_too_many_are_refused(editor, number):
    people = [make_person() for _ in range(number)]
    assert "Choose at least two" in ask(editor, *people, keep=people[0].pk).content.decode()
    assert Person.objects.count() == number


@pytest.mark.parametrize(
    ("permissions", "may"),
    [
        pytest.param(["view_person", "change_person", "change_post"], True, id="all"),
        pytest.param(["view_person", "change_person", "delete_person"], False, id="no-posts"),
        pytest.param(["view_person", "change_post"], False, id="no-people"),
        pytest.param(["view_person"], False, id="reader"),
        pytest.param(["view_organization", "change_organization", "change_post", "view_person"], False, id="of-others"),
    ],
)
def test_merging_needs_people_and_posts(permissions, may):
    client, ada, adda = sign_in(*permissions), make_person(), make_person()
    ask(client, ada, adda, keep=ada.pk)
    assert Person.objects.filter(pk=adda.pk).exists() != may
