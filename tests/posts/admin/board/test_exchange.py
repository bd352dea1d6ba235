"""Translations out as XLIFF and back: what is saved, and what is refused with its reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from posts.models import Post
from posts.services.texts import refresh_texts
from posts.services.translate import Texts, load, save_translation, texts_of
from posts.states import State, state_of
from tests.factories import make_post
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

BODY = "# Lanterns\n\nThey burn all night.\n\n```sh\nlight --all\n```\n\nThe end."


@pytest.fixture
def post() -> Post:
    post = make_post("Lanterns", body_en=BODY)
    refresh_texts(post)
    return post


@pytest.fixture
def translator(db) -> Client:
    browser = Client()
    browser.force_login(make_member("Translator", languages=("zh-hans",)))
    return browser


def exported(browser: Client, *posts: Post) -> str:
    response = browser.post(reverse("board_export") + "?language=zh-hans", {"post": [post.pk for post in posts]})
    assert response["Content-Type"] == "application/xliff+xml"
    return response.content.decode()


def imported(browser: Client, file: str, **query):
    address = reverse("board_import", query=query)
    return browser.post(address, {"file": SimpleUploadedFile("x.xlf", file.encode())})


def filled(file: str) -> str:
    for source, target in (
        ("Lanterns", "灯笼"),
        ("# Lanterns", "# 灯笼"),
        ("They burn all night.", "它们整夜亮着。"),
        ("The end.", "完。"),
    ):
        written = f'<source xml:space="preserve">{source}</source>'
        file = file.replace(written, f'{written}<target xml:space="preserve">{target}</target>')
    return file


def zh(post: Post) -> Texts:
    return texts_of(Post.objects.get(pk=post.pk), "zh-hans")


def test_what_was_translated_elsewhere_comes_back(translator, post):
    html = imported(translator, filled(exported(translator, post))).content.decode()
    assert "Saved." in html
    assert zh(post) == Texts("灯笼", "灯笼", "", "# 灯笼\n\n它们整夜亮着。\n\n```sh\nlight --all\n```\n\n完。")
    row = post.translations.get(language="zh-hans")
    assert state_of(row, post.translations.get(is_source=True)) == State.DRAFT


def test_it_is_checked_as_on_the_screen(translator, post):
    html = imported(translator, filled(exported(translator, post)).replace("完。", "完,了。")).content.decode()
    assert "Half-width punctuation" in html


def test_what_nobody_translated_changes_nothing(translator, post):
    assert "Nothing had changed." in imported(translator, exported(translator, post)).content.decode()
    assert zh(post) == Texts()


def test_several_posts_are_taken_one_by_one(translator, post):
    other = make_post("Bells", body_en="They ring.")
    refresh_texts(other)
    file = filled(exported(translator, post, other))
    Post.objects.filter(pk=other.pk).update(body_en="They rang.")
    html = imported(translator, file).content.decode()
    assert zh(post).title == "灯笼"
    assert "The source says something else than when it was exported" in html
    assert zh(other) == Texts()


def change_translation(post: Post) -> None:
    loaded = load(Post.objects.get(pk=post.pk), "zh-hans")
    save_translation(post.pk, "zh-hans", Texts("灯"), loaded=loaded, follows=False, by=None)


@pytest.mark.parametrize(
    ("meanwhile", "change", "said"),
    [
        pytest.param(change_translation, {}, "was changed here after the export", id="translated-here-meanwhile"),
        pytest.param(None, {'id="block-1"': 'id="block-9"'}, "Parts of the post are missing", id="parts-missing"),
        pytest.param(None, {'id="post-': 'id="post-9'}, "There is no such post", id="no-such-post"),
        pytest.param(None, {"<xliff": "<xlif"}, "not an XLIFF 2 file", id="broken"),
        pytest.param(
            None,
            {'srcLang="en" trgLang="zh-Hans"': 'srcLang="zh-Hans" trgLang="en"'},
            "in another language",
            id="other-way-round",
        ),
    ],
)
def test_what_is_refused_says_why(translator, post, meanwhile, change, said):
    file = filled(exported(translator, post))
    for old, new in change.items():
        file = file.replace(old, new)
    if meanwhile:
        meanwhile(post)
    before = zh(post)
    assert said in imported(translator, file).content.decode()
    assert zh(post) == before


def test_a_file_of_another_post_is_refused_where_one_is_expected(translator, post):
    response = imported(translator, filled(exported(translator, post)), post=post.pk + 1)
    assert response.status_code == 422
    assert "The file is of another post: Lanterns." in response.content.decode()
    assert zh(post) == Texts()


def test_a_language_that_is_not_ones_own_is_neither_exported_nor_imported(translator, post):
    file = filled(exported(translator, post))
    stranger = Client()
    stranger.force_login(make_member("Translator", languages=("en",)))
    assert "<file" not in exported(stranger, post)
    assert "You may not translate this post" in imported(stranger, file).content.decode()
    assert zh(post) == Texts()


@pytest.mark.parametrize("roles", [("Author",), ()], ids=["author", "no-role"])
def test_who_does_not_translate_gets_nothing(post, roles):
    browser = Client()
    browser.force_login(make_member(*roles))
    assert browser.post(reverse("board_export") + "?language=zh-hans", {"post": [post.pk]}).status_code == 403
    assert browser.get(reverse("board_import")).status_code == 403


def test_nothing_chosen_is_a_file_with_nothing(translator):
    file = exported(translator)
    assert "The file holds no post" in imported(translator, file).content.decode()


def test_no_file_says_so(translator):
    response = translator.post(reverse("board_import"), {})
    assert response.status_code in (200, 422)


def act(browser: Client, language: str, *posts: Post, **sent):
    chosen = {"action": f"export_into_{language}", "_selected_action": [post.pk for post in posts], **sent}
    return browser.post(reverse("admin:posts_post_changelist"), chosen)


def test_the_list_of_posts_gives_the_file_that_the_board_gives(translator, post):
    other = make_post("Bells", body_en="They ring.")
    chinese = make_post(None, zh="港")
    response = act(translator, "zh-hans", post, other, chinese)
    assert response["Content-Type"] == "application/xliff+xml"
    assert response["Content-Disposition"] == 'attachment; filename="2-posts.zh-hans.xlf"'
    assert response.content.decode() == exported(translator, post, other)
    assert "Saved." in imported(translator, filled(response.content.decode())).content.decode()


def test_the_list_offers_own_languages_only(translator, post):
    page = translator.get(reverse("admin:posts_post_changelist")).content.decode()
    assert "Export as XLIFF, to translate into Simplified Chinese" in page
    assert "to translate into English" not in page
    assert act(translator, "en", post).status_code == 403


def test_what_cannot_be_translated_is_said(post):
    editor = Client()
    editor.force_login(make_member("Editor"))
    response = act(editor, "en", post)
    assert response.status_code == 302
    assert "None of these is for you to translate into English." in editor.get(response["Location"]).content.decode()


def test_too_many_for_one_file_are_refused(translator, post):
    Post.objects.bulk_create(Post(title_en=f"Post {number}", slug_en=f"post-{number}") for number in range(500))
    response = act(translator, "zh-hans", *Post.objects.all()[:50], select_across="1")
    assert "Choose at most 500 posts for one file." in translator.get(response["Location"]).content.decode()
