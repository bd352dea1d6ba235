"""Translators and reviewers are named for the text they worked on."""

import pytest
from django.core.exceptions import PermissionDenied

from posts.models import DeskPerson, Post
from posts.services.credits import credit, name_translator, offered, reviewer_box, translator_box
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


def test_nobody_is_named_for_a_text_that_there_is_not():
    assert offered(make_known("Editor"), make_post("Lanterns"), "zh-hans") == []


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


def box_of(role: str, status: str, named: str = "") -> str:
    """The box on the translator's screen of somebody: "none", "empty" or "ticked". ``named``: who is named as translator."""
    post, member = make_post("Lanterns", zh="灯塔"), make_known(role)
    post.translations.filter(language="zh-hans").update(status=status)
    if named:
        person = member.desk_person.person if named == "self" else make_person("Bo Example")
        post.credits.create(person=person, role="translator", language="" if named == "self of all" else "zh-hans")
    box = translator_box(member, Post.objects.get(pk=post.pk), "zh-hans")
    return "none" if box is None else "ticked" if box.is_ticked else "empty"


@pytest.mark.parametrize(
    ("role", "status", "named", "box"),
    [
        pytest.param("Translator", "draft", "", "ticked", id="who-begins"),
        pytest.param("Translator", "in_review", "", "ticked", id="in-review"),
        pytest.param("Translator", "draft", "another", "empty", id="of-another"),
        pytest.param("Translator", "draft", "self", "ticked", id="named-already"),
        pytest.param("Translator", "published", "self", "ticked", id="named-and-public"),
        pytest.param("Translator", "published", "", "empty", id="public-and-of-nobody"),
        pytest.param("Author", "draft", "", "none", id="who-may-not-write-it"),
    ],
)
def test_the_box_says_who_is_named_or_is_to_be(role, status, named, box):
    assert box_of(role, status, named) == box


def test_an_editor_who_mends_a_word_is_not_named_for_it_unasked():
    editor = make_member("Editor")
    DeskPerson.objects.create(user=editor, person=make_person("Ada Example"))
    post = make_post("Lanterns", zh="灯塔", status="draft")
    assert translator_box(editor, post, "zh-hans").is_ticked is False
    assert translator_box(editor, post, "en") is None, "the source has no translator"
    assert translator_box(make_member("Editor"), post, "zh-hans") is None, "nobody stands behind the account"


def test_who_is_named_for_the_whole_post_is_left_to_editors():
    post, translator = make_post("Lanterns", zh="灯塔"), make_known("Translator")
    post.credits.create(person=translator.desk_person.person, role="translator")
    assert translator_box(translator, post, "zh-hans") is None
    assert not name_translator(post, "zh-hans", False, by=translator)
    assert post.credits.count() == 1


def test_the_box_names_once_and_takes_back_only_what_is_ones_own():
    post, translator = make_post("Lanterns", zh="灯塔"), make_known("Translator")
    post.credits.create(person=make_person("Bo Example"), role="translator", language="zh-hans")
    named = [name_translator(post, "zh-hans", is_named, by=translator) for is_named in (True, True, False, False)]
    assert named == [True, False, True, False]
    assert [str(one.person) for one in post.credits.all()] == ["Bo Example"]
    assert [revision.made_by for revision in post.revisions.all()] == [translator], "what is in a save is in its revision"


@pytest.mark.parametrize(
    ("role", "status", "box"),
    [
        ("Editor", "in_review", True),
        ("Publisher", "draft", False),
        ("Editor", "ready", None),
        ("Editor", "published", None),
        ("Translator", "in_review", None),
    ],
)
def test_who_accepts_a_translation_may_be_named_as_reviewer(role, status, box):
    post, member = make_post("Lanterns", zh="灯塔", status="draft"), make_known(role)
    post.translations.update(status=status)
    found = reviewer_box(member, post, "zh-hans")
    assert (found and found.is_ticked) == box
    assert reviewer_box(member, post, "en") is None, "it is no translation"


def test_nobody_reviews_what_they_translated():
    post, editor = make_post("Lanterns", zh="灯塔", status="draft"), make_known("Editor")
    credit(post, "zh-hans", "translator", by=editor)
    assert reviewer_box(editor, post, "zh-hans") is None
