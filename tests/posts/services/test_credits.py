"""Translators and reviewers are named for the text they worked on."""

import pytest
from django.core.exceptions import PermissionDenied

from posts.models import DeskPerson
from posts.services.credits import credit, offered
from tests.factories import make_person, make_post
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db


def make_known(role: str, name: str = "Ada Example"):
    member = make_member(role, languages=("zh-hans",))
    DeskPerson.objects.create(user=member, person=make_person(name))
    return member


@pytest.mark.parametrize(
    ("role", "language", "roles"),
    [
        ("Translator", "zh-hans", ["translator"]),
        ("Translator", "en", []),
        ("Editor", "zh-hans", ["translator", "reviewer"]),
        ("Editor", "en", ["reviewer"]),
        ("Author", "zh-hans", []),
    ],
)
def test_what_somebody_can_be_named_for(role, language, roles):
    assert offered(make_known(role), make_post(zh="灯塔"), language) == roles


def test_who_is_no_person_to_the_public_is_not_named():
    assert offered(make_member("Editor"), make_post(zh="灯塔"), "zh-hans") == []


def test_somebody_is_named_once_and_last():
    post, translator = make_post(zh="灯塔", authors=[make_person()]), make_known("Translator")
    named = credit(post, "zh-hans", "translator", by=translator)
    assert (named.person, named.language, named.order) == (translator.desk_person.person, "zh-hans", 1)
    with pytest.raises(PermissionDenied):
        credit(post, "zh-hans", "translator", by=translator)
    assert post.credits.count() == 2


def test_nobody_is_named_for_the_work_of_others():
    post = make_post(zh="灯塔")
    for role, language in (("translator", "en"), ("reviewer", "zh-hans"), ("author", "zh-hans"), ("translator", "fr")):
        with pytest.raises(PermissionDenied):
            credit(post, language, role, by=make_known("Translator", f"{role} {language}"))


@pytest.mark.parametrize("status", ["draft", "published"])
@pytest.mark.parametrize("path", ["/people/", "/people/?role=translator", "/people/ada-example/", "/sitemap-people.xml"])
def test_the_public_learns_who_translated_a_text_when_it_is_published(client, status, path):
    post, translator = make_post("Lanterns", zh="灯塔", authors=[make_person("Bo Example")]), make_known("Translator")
    credit(post, "zh-hans", "translator", by=translator)
    post.translations.filter(language="zh-hans").update(status=status)
    response = client.get(path)
    is_named = response.status_code == 200 and "ada-example" in response.content.decode()
    assert is_named == (status == "published")


def test_the_page_of_a_text_names_its_own_translator_and_a_persons_page_the_language(client):
    post, translator = make_post("Lanterns", zh="灯塔", authors=[make_person("Bo Example")]), make_known("Translator")
    credit(post, "zh-hans", "translator", by=translator)
    for path, is_named in (("/zh-hans/blog/灯塔/", True), ("/blog/lanterns/", False)):
        page = client.get(path).content.decode()
        assert "Bo Example" in page
        assert ("Ada Example" in page) == is_named
    page = client.get("/people/ada-example/").content.decode()
    assert "Translated" in page
    assert "Simplified Chinese" in page
