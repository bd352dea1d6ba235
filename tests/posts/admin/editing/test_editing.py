"""What the form of a post asks the server for while somebody writes."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from posts.models import Image, Post, PreviewLink, UnsavedText
from posts.services.preview_links import make_link, path_of
from posts.services.texts import refresh_texts
from tests.factories import make_post
from tests.posts.admin.editors import form_of
from tests.posts.services.test_images import picture
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db
UPLOAD, LINKS, IMAGES, ADD, KEEP_NEW = (
    reverse(f"admin:posts_post_{name}") for name in ("upload", "links", "images", "add", "keep_new")
)


@pytest.fixture
def editor(client):
    client.force_login(make_member("Editor", username="ada"))
    return client


@pytest.fixture
def translator():
    client = Client()
    client.force_login(make_member("Translator", languages=("zh-hans",)))
    return client


def of(name: str, post: Post) -> str:
    return reverse(f"admin:posts_post_{name}", args=[post.pk])


# The preview


def test_the_preview_is_what_the_page_would_show(editor):
    body = "## Why\n\n**问：**可以 <script>alert(1)</script>\n\n| a |\n|---|\n| b |"
    page = editor.post(reverse("admin:posts_post_preview", args=["zh-hans"]), {"title": "灯笼", "body": body})
    html = page.content.decode()
    post = make_post("Lanterns", zh="灯笼", body_zh_hans=body)
    refresh_texts(post)
    site = Client().get("/zh-hans/blog/灯笼/").content.decode()
    prose = html[html.index('<div class="prose">') : html.index("</article>")].strip()
    assert prose.replace('aria-label="Table"', 'aria-label="表格"') in site
    assert '<html lang="zh-hans">' in html
    assert "<script>alert" not in html
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]


# Pictures


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def send(client, content: bytes, name: str = "a.png", **values):
    file = BytesIO(content)
    file.name = name
    return client.post(UPLOAD, {"file": file, "language": "en", "alt-en": "A lantern", **values})


def test_a_picture_is_uploaded_and_the_page_gives_its_size(editor, media):
    told = send(editor, picture()).json()
    image = Image.objects.get()
    assert told == {"address": f"/media/{image.name}", "alt": "A lantern"}
    assert image.by.username == "ada"
    refresh_texts(make_post("Lanterns", body_en=f"![{told['alt']}]({told['address']})"))
    page = Client().get("/blog/lanterns/").content.decode()
    assert f'<img width="4" height="3" src="{told["address"]}" alt="A lantern">' in page
    served = Client().get(told["address"])
    assert (served.status_code, served["Content-Type"]) == (200, "image/png")


@pytest.mark.parametrize(
    ("content", "values", "field"),
    [
        pytest.param(b"none", {}, "file", id="no-picture"),
        pytest.param(picture(), {"alt-en": ""}, "alt", id="no-words"),
        pytest.param(picture(), {"language": "fr"}, "file", id="no-language"),
    ],
)
def test_what_is_wrong_with_an_upload_is_said_at_its_field(editor, media, content, values, field):
    response = send(editor, content, **values)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]
    assert not list(media.rglob("*.*"))


def test_an_upload_of_fifty_megabytes_is_refused_before_it_is_read(editor, media):
    response = editor.generic("POST", UPLOAD, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="50000000")
    assert response.status_code == 413
    assert response.json()["errors"]["file"] == ["The file has 50 MB; at most 10 MB are taken."]


def test_an_upload_needs_a_token_and_somebody_who_writes(media):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_member("Editor"))
    assert send(strict, picture()).status_code == 403
    nobody = Client()
    nobody.force_login(make_member())
    assert send(nobody, picture()).status_code == 403
    assert not Image.objects.exists()


def test_a_picture_that_is_here_is_used_again_and_learns_its_words(editor, media):
    send(editor, picture())
    image = Image.objects.get()
    [offered] = editor.get(IMAGES, {"q": "LANTERN"}).json()["images"]
    assert offered == {"key": str(image.pk), "small": f"/media/images/small/{image.digest}.webp", "alt": {"en": "A lantern"}}
    assert editor.get(IMAGES, {"q": "boat"}).json() == {"images": []}
    again = {"image": offered["key"], "language": "zh-hans", "alt-zh-hans": "一盏灯笼"}
    assert editor.post(UPLOAD, again).json() == {"address": f"/media/{image.name}", "alt": "一盏灯笼"}
    image.refresh_from_db()
    assert image.alt == {"en": "A lantern", "zh-hans": "一盏灯笼"}
    assert list(editor.post(UPLOAD, again | {"alt-zh-hans": " "}).json()["errors"]) == ["alt"]


@pytest.mark.parametrize("key", ["", "0", "x", "9" * 30])
def test_a_picture_that_is_not_here_is_not_used_again(editor, media, key):
    send(editor, picture())
    assert list(editor.post(UPLOAD, {"image": key, "language": "en", "alt-en": "x"}).json()["errors"]) == ["file"]


# Links


def test_posts_to_link_to_are_found_in_the_language_of_the_text(editor):
    both = make_post("Lanterns", zh="灯笼")
    draft = make_post("Lantern oil", status="draft")
    for post in (both, draft):
        refresh_texts(post)
    english = editor.get(LINKS, {"q": "lantern", "language": "en"}).json()["posts"]
    assert {post["address"] for post in english} == {"/blog/lanterns/", "/blog/lantern-oil/"}
    assert "not published" in next(post["note"] for post in english if "oil" in post["title"])
    [chinese] = editor.get(LINKS, {"q": "灯笼", "language": "zh-hans"}).json()["posts"]
    assert chinese["title"] == "灯笼"
    assert chinese["address"].startswith("/zh-hans/blog/")


def test_an_author_is_not_offered_drafts_of_others():
    author = Client()
    author.force_login(make_member("Author"))
    for title, status in (("Lanterns", "published"), ("Lantern oil", "draft")):
        refresh_texts(make_post(title, status=status))
    assert [post["title"] for post in author.get(LINKS, {"q": "lantern", "language": "en"}).json()["posts"]] == ["Lanterns"]


@pytest.mark.parametrize("query", ["", " ", '"', "NEAR(", "x" * 5_000], ids=range(5))
def test_a_hostile_search_finds_nothing(editor, query):
    assert editor.get(LINKS, {"q": query, "language": "en"}).json() == {"posts": []}


# What was typed and not saved


def test_what_is_typed_is_kept_apart_from_the_post_and_restored(editor):
    post = make_post("Lanterns", zh="灯笼", body_en="Stored.")
    loaded = form_of(editor.get(of("change", post)))["loaded"]
    told = editor.post(
        of("keep", post), {"body_en": "Typed 🏮 مصباح", "title_en": "Lights", "status": "draft", "loaded": loaded}
    )
    assert told.json()["said"].startswith("Not saved yet; kept at ")
    post.refresh_from_db()
    assert (post.body_en, post.title_en, post.status) == ("Stored.", "Lanterns", "published")
    page = editor.get(of("change", post))
    assert "You have unsaved text, typed" in page.content.decode()
    assert form_of(page)["body_en"] == "Stored."
    restored = form_of(editor.get(of("change", post), {"unsaved": "restore"}))
    assert (restored["body_en"], restored["title_en"]) == ("Typed 🏮 مصباح", "Lights")
    assert editor.post(of("change", post), restored).status_code == 302
    post.refresh_from_db()
    assert post.body_en == "Typed 🏮 مصباح"
    assert not UnsavedText.objects.exists(), "saved: nothing is kept any more"


def test_what_is_restored_overwrites_nobody(editor):
    post = make_post("Lanterns", body_en="One.\n\nBetween.\n\nTwo.")
    opened = form_of(editor.get(of("change", post)))
    editor.post(of("keep", post), {"body_en": "One.\n\nBetween.\n\nMy two.", "loaded": opened["loaded"]})
    another = Client()
    another.force_login(make_member("Editor"))
    another.post(of("change", post), {**form_of(another.get(of("change", post))), "body_en": "Their one.\n\nBetween.\n\nTwo."})
    answer = editor.post(of("change", post), form_of(editor.get(of("change", post), {"unsaved": "restore"})))
    assert form_of(answer)["body_en"] == "Their one.\n\nBetween.\n\nMy two."


def test_a_new_post_is_kept_too_and_can_be_discarded(editor):
    editor.post(KEEP_NEW, {"title_en": "Just begun"})
    assert form_of(editor.get(ADD, {"unsaved": "restore"}))["title_en"] == "Just begun"
    assert editor.post(KEEP_NEW, {"discard": "1"}).status_code == 302
    assert "unsaved text" not in editor.get(ADD).content.decode()
    editor.post(KEEP_NEW, {"title_en": "Just begun"})
    assert editor.post(ADD, form_of(editor.get(ADD, {"unsaved": "restore"}))).status_code == 302
    assert not UnsavedText.objects.exists()


def test_nobody_else_sees_what_is_typed(editor, translator):
    post = make_post("Lanterns", zh="灯笼")
    editor.post(of("keep", post), {"body_en": "Secret"})
    page = translator.get(of("change", post), {"unsaved": "restore"}).content.decode()
    assert "Secret" not in page
    assert "unsaved text" not in page


def test_only_texts_that_somebody_may_write_are_kept(translator):
    post = make_post("Lanterns", zh="灯笼")
    translator.post(of("keep", post), {"body_en": "Forged", "body_zh_hans": "灯"})
    assert UnsavedText.objects.get().fields == {"body_zh_hans": "灯"}


def test_nothing_is_kept_by_a_link_or_a_foreign_page(editor):
    post = make_post("Lanterns")
    assert editor.get(of("keep", post)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_member("Editor"))
    assert strict.post(of("keep", post), {"body_en": "x"}).status_code == 403


# Links for people without an account


@pytest.fixture
def draft() -> Post:
    post = make_post("A draft", zh="草稿", status="draft", body_zh_hans="尚未发布的正文。")
    refresh_texts(post)
    return post


def shared(client, post: Post, language: str = "zh-hans", days: int = 7) -> str:
    """The path of a link that was made on the page for it."""
    assert client.post(of("share", post), {"language": language, "days": days}).status_code == 302
    return path_of(post.preview_links.get())


def test_whoever_has_the_address_reads_the_draft_in_its_language(editor, draft):
    path = shared(editor, draft)
    response = Client().get(path)
    page = response.content.decode()
    assert (response.status_code, path[:17]) == (200, "/zh-hans/preview/")
    for said in ("尚未发布的正文。", '<html lang="zh-hans">', 'content="noindex, nofollow"', "notice-preview"):
        assert said in page
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "/blog/a-draft/" not in page, "what is not published is not linked to"
    assert Client().get("/zh-hans/blog/草稿/").status_code == 404
    assert Client().get(path.removeprefix("/zh-hans")).headers["Location"] == path


def test_a_link_shows_the_text_as_it_is_now_and_not_another_language(editor, draft):
    path = shared(editor, draft)
    draft.body_zh_hans = "改过的正文。"
    draft.save()
    refresh_texts(draft)
    assert "改过的正文。" in Client().get(path).content.decode()
    draft.title_zh_hans = draft.body_zh_hans = draft.slug_zh_hans = ""
    draft.save()
    refresh_texts(draft)
    response = Client().get(path)
    assert response.status_code == 410
    assert "A draft" not in response.content.decode()


def test_a_link_expires_and_can_be_taken_back(editor, draft):
    path = shared(editor, draft, days=1)
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = Client().get(path)
    assert response.status_code == 410
    assert "此链接已失效" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    PreviewLink.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert path in editor.get(of("change", draft)).content.decode()
    assert editor.post(of("share", draft), {"revoke": draft.preview_links.get().pk}).status_code == 302
    assert Client().get(path).status_code == 410
    assert path not in editor.get(of("change", draft)).content.decode()


@pytest.mark.parametrize("signed", ["1", "1.forged", "x", "%00", "9" * 30 + ".x"], ids=range(5))
def test_an_address_nobody_made_leads_nowhere(draft, signed):
    make_link(draft, "en", days=1, by=make_member("Editor"))
    assert Client().get(f"/preview/{signed}/").status_code == 404


def test_only_who_may_edit_a_text_shares_it(translator, draft):
    assert translator.post(of("share", draft), {"language": "en", "days": 7}).status_code == 200
    assert not PreviewLink.objects.exists()
    path = shared(translator, draft)
    assert Client().get(path).status_code == 200
    link = make_link(draft, "en", days=1, by=make_member("Editor"))
    assert path_of(link) not in translator.get(of("share", draft)).content.decode()
    assert translator.post(of("share", draft), {"revoke": link.pk}).status_code == 403


def test_a_link_is_open_for_the_days_that_are_offered_and_no_others(editor, draft):
    assert editor.post(of("share", draft), {"language": "en", "days": 3_650}).status_code == 200
    assert not PreviewLink.objects.exists()


# Bad input


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("body_en", "🏮👩‍🚀 \u202eمرحبا\u202c שלום", id="emoji-and-right-to-left"),
        pytest.param("body_en", "<script>alert(1)</script>\n\nAnd on.", id="script"),
        pytest.param("body_en", "A line of a long text.\n\n" * 45_000, id="a-megabyte"),
        pytest.param("body_zh_hans", "很长的一段正文。\n\n" * 40_000, id="a-megabyte-of-han"),
        pytest.param("body_zh_hans", "很长的一段正文，没有尽头。" * 80_000, id="three-megabytes-in-a-line"),
        pytest.param("slug_zh_hans", "海上的灯笼", id="slug-in-han"),
    ],
)
def test_what_is_unusual_is_stored_as_typed(editor, field, value):
    post = make_post("Lanterns", zh="灯笼")
    response = editor.post(of("change", post), {**form_of(editor.get(of("change", post))), field: value})
    assert response.status_code == 302
    post.refresh_from_db()
    assert getattr(post, field) == value
    page = Client().get(f"/blog/{post.slug_en}/").content.decode()
    assert "<script>alert" not in page


def test_a_slug_for_a_text_that_is_not_there_is_not_dropped_without_a_word(editor):
    post = make_post("Lanterns")
    sent = form_of(editor.get(of("change", post)))
    answer = editor.post(of("change", post), sent | {"slug_zh_hans": "灯笼"})
    assert "There is no text in Simplified Chinese yet" in answer.content.decode()
    assert form_of(answer)["slug_zh_hans"] == "灯笼"
    assert editor.post(of("change", post), sent | {"slug_zh_hans": "灯笼", "title_zh_hans": "灯笼"}).status_code == 302


def test_a_slug_goes_with_the_text_that_is_emptied(editor):
    post = make_post("Lanterns", zh="灯笼", status="draft")
    emptied = {"title_zh_hans": "", "body_zh_hans": ""}
    assert editor.post(of("change", post), form_of(editor.get(of("change", post))) | emptied).status_code == 302
    post.refresh_from_db()
    assert post.slug_zh_hans == ""


@pytest.mark.parametrize(("prefix", "said"), [("", "larger than this site takes"), ("/zh-hans", "超过本站可接受的大小")])
def test_a_form_that_is_far_too_large_is_refused_in_words(editor, settings, prefix, said):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    post = make_post("Lanterns")
    answer = editor.post(prefix + of("change", post), {"body_en": "x" * 2_000})
    assert answer.status_code == 400
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    "refused", [{"slug_en": "taken"}, {"slug_en": "no slug!"}, {"published_at_0": "", "published_at_1": ""}], ids=str
)
def test_what_was_typed_is_there_again_when_something_is_refused(editor, refused):
    make_post("Taken")
    post = make_post("Lanterns")
    typed = {"title_en": "Lights 🏮", "body_en": "  Typed.\n\n<b>مرحبا</b>\n"}
    answer = editor.post(of("change", post), {**form_of(editor.get(of("change", post))), **typed, **refused})
    assert answer.status_code == 200
    again = form_of(answer)
    assert {name: again[name] for name in typed} == typed
