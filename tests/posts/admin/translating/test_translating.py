"""The translator's screen, as its server answers: who may, what is saved, what is refused; without script and with it."""

from html.parser import HTMLParser

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from posts.models import DeskPerson, Image, Post, Revision
from posts.services.texts import refresh_texts
from posts.services.translate import Texts, load, save_translation, texts_of
from posts.translating.stale import digest
from tests.factories import make_person, make_post
from tests.posts.admin.editors import form_of
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

BODY = "# Lanterns\n\nThey burn all night.\n- oil\n- wick\n\n```sh\nlight --all\n```\n\nThe end.\n"
JSON = {"Accept": "application/json"}


@pytest.fixture
def post() -> Post:
    post = make_post("Lanterns", body_en=BODY)
    refresh_texts(post)
    return post


def client(*roles: str, languages: tuple[str, ...] = ()) -> Client:
    browser = Client()
    browser.force_login(make_member(*roles, languages=languages))
    return browser


@pytest.fixture
def translator(db) -> Client:
    return client("Translator", languages=("zh-hans",))


def address(post: Post, language: str = "zh-hans", name: str = "translate") -> str:
    return reverse(f"admin:posts_post_{name}", args=[post.pk, language])


class Fields(HTMLParser):
    """What the form of the translation would send if nobody touched it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: dict[str, str] = {}
        self.inside, self.area = False, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.inside = found.get("id") == "translate_form" or "meanwhile" in found.get("class", "")
        elif (
            self.inside
            and tag == "input"
            and found.get("type") in ("hidden", "text")
            and found["name"] != "csrfmiddlewaretoken"
        ):
            self.sent[found["name"]] = found.get("value", "")
        elif self.inside and tag == "textarea":
            self.area = found["name"]
            self.sent[self.area] = ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.sent[self.area] = self.sent[self.area].removeprefix("\n")
            self.area = ""

    def handle_data(self, data):
        if self.area:
            self.sent[self.area] += data


def fields(browser: Client, post: Post) -> dict[str, str]:
    return Fields(browser.get(address(post)).content.decode()).sent


def zh(post: Post) -> Texts:
    return texts_of(Post.objects.get(pk=post.pk), "zh-hans")


def test_a_translator_fills_block_by_block_and_saves(translator, post):
    sent = fields(translator, post)
    assert [name for name in sent if name.startswith("block-")] == [f"block-{number}" for number in range(5)]
    sent |= {"title": "灯笼", "block-0": "# 灯笼", "block-1": "它们整夜亮着。\r\n第二行。", "block-4": "完。"}
    response = translator.post(address(post), sent)
    assert response.status_code == 302
    assert zh(post) == Texts("灯笼", "灯笼", "", "# 灯笼\n\n它们整夜亮着。\n第二行。\n\n完。")
    assert post.translations.get(language="zh-hans").status == "draft"
    assert LogEntry.objects.count() == Revision.objects.count() == 1


def test_a_form_that_nobody_touched_changes_no_byte(translator, post):
    post.title_zh_hans, post.slug_zh_hans, post.body_zh_hans = "灯笼", "denglong", "一。\n- 二\n\n\n\n# 三\n"
    post.save()
    refresh_texts(post)
    translator.post(address(post), fields(translator, post))
    assert zh(post).body == "一。\n- 二\n\n\n\n# 三\n"
    assert not Revision.objects.exists()


def test_saving_without_leaving_says_what_was_saved(translator, post):
    response = translator.post(address(post), fields(translator, post) | {"title": "灯笼", "block-0": "# 灯"}, headers=JSON)
    told = response.json()
    assert told["slug"] == "灯笼"
    assert "draft</span>" in told["facts"]
    assert "3 blocks to translate" in told["facts"]
    assert "Not translated yet" in told["checks"]
    again = translator.post(address(post), {**fields(translator, post), "loaded": told["loaded"]}, headers=JSON)
    assert again.json()["said"] == "Nothing had changed."


def test_what_somebody_else_saved_is_shown_with_what_was_typed(translator, post):
    sent = fields(translator, post) | {"title": "灯笼", "block-0": "# 灯笼", "block-1": "我的。"}
    loaded = load(Post.objects.get(pk=post.pk), "zh-hans")
    theirs = Texts("灯笼", "denglong", "", "# 灯笼\n\n他的。")
    save_translation(post.pk, "zh-hans", theirs, loaded=loaded, follows=False, by=None)
    assert translator.post(address(post), sent, headers=JSON).status_code == 409
    response = translator.post(address(post), sent)
    assert response.status_code == 409
    assert zh(post) == theirs
    shown = Fields(response.content.decode()).sent
    assert [line in shown["body"] for line in ("我的。", "他的。", "<<<<<<< what you typed")] == [True] * 3
    assert translator.post(address(post), shown).status_code == 422, "the marks are still there"
    assert translator.post(address(post), shown | {"body": "# 灯笼\n\n我们的。"}).status_code == 302
    assert zh(post).body == "# 灯笼\n\n我们的。"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"slug": "bells"}, "leads to another post", id="slug-of-another"),
        pytest.param({"slug": "two words"}, "valid", id="no-slug"),
        pytest.param({"title": "x" * 3_000}, "2500", id="long-title"),
        pytest.param({"block-1": "a\x00b"}, "Null", id="nul"),
        pytest.param({"loaded": "forged"}, "changed on its way", id="forged"),
    ],
)
def test_what_is_refused_says_why_and_loses_nothing(translator, post, change, said):
    make_post("Bells")
    sent = fields(translator, post) | {"title": "灯笼", "block-0": "# 我写的"} | change
    response = translator.post(address(post), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Fields(response.content.decode()).sent["block-0"] == "# 我写的"
    assert zh(post) == Texts()
    assert translator.post(address(post), sent, headers=JSON).json()["errors"]


def change_source(post: Post) -> None:
    post = Post.objects.get(pk=post.pk)
    post.body_en = BODY.replace("all night", "until dawn")
    post.save()
    refresh_texts(post)


def translated(post: Post) -> None:
    loaded = load(Post.objects.get(pk=post.pk), "zh-hans")
    save_translation(
        post.pk, "zh-hans", Texts("灯笼", "denglong", "", "# 灯笼\n\n整夜亮着。"), loaded=loaded, follows=False, by=None
    )


def test_what_changed_in_the_source_is_marked_and_still_valid_clears_it(translator, post):
    translated(post)
    change_source(post)
    html = translator.get(address(post)).content.decode()
    assert "outdated" in html
    assert "They burn <del>all</del><ins>until</ins> <del>night</del><ins>dawn</ins>." in html
    sent = {"source": digest(load(Post.objects.get(pk=post.pk), "zh-hans").source)}
    assert translator.post(address(post, name="still_valid"), sent, follow=True).status_code == 200
    assert "<del>" not in translator.get(address(post)).content.decode()
    assert LogEntry.objects.count() == 1


def test_a_minor_edit_names_what_stays_current(post):
    translated(post)
    before = digest(load(Post.objects.get(pk=post.pk), "zh-hans").source)
    change_source(post)
    editor = client("Editor")
    page = reverse("admin:posts_post_minor_edit", args=[post.pk])
    assert "Simplified Chinese" in editor.get(page, {"before": before}).content.decode()
    editor.post(page, {"before": before})
    assert post.translations.get(language="zh-hans").pin_digest != before
    assert "nothing is to be decided" in editor.get(page, {"before": before}).content.decode()


@pytest.mark.parametrize("name", ["translate", "translate_preview", "still_valid"])
@pytest.mark.parametrize(
    ("roles", "languages", "language", "status"),
    [
        pytest.param(("Translator",), ("zh-hans",), "zh-hans", 200, id="own-language"),
        pytest.param(("Translator",), ("en",), "zh-hans", 403, id="another-language"),
        pytest.param(("Translator",), (), "zh-hans", 403, id="no-language"),
        pytest.param(("Translator",), ("en", "zh-hans"), "en", 404, id="the-source"),
        pytest.param(("Translator",), ("zh-hans",), "fr", 404, id="unknown-language"),
        pytest.param(("Editor",), (), "zh-hans", 200, id="editor"),
        pytest.param(("Author",), (), "zh-hans", 403, id="author-of-nothing"),
        pytest.param((), (), "zh-hans", 404, id="no-role"),
    ],
)
def test_who_may(post, roles, languages, language, status, name):
    browser = client(*roles, languages=languages)
    sent = {"source": "?", "loaded": load(post, "zh-hans").seal()}
    answers = [browser.post(address(post, language, name), sent).status_code]
    if name == "translate":
        answers.append(browser.get(address(post, language)).status_code)
    assert {200 if answer == 302 else answer for answer in answers} == {status}


def test_a_translator_may_not_call_an_edit_of_the_source_minor(translator, post):
    assert translator.post(reverse("admin:posts_post_minor_edit", args=[post.pk]), {"before": "x"}).status_code == 403


def test_nothing_is_confirmed_by_merely_looking(translator, post):
    assert translator.get(address(post, name="still_valid")).status_code == 405


def test_the_preview_is_what_the_site_shows_and_stands_in_a_frame_of_ours_only(translator, post):
    response = translator.post(
        address(post, name="translate_preview"), {"title": "<b>", "body": "**云**<script>alert(1)</script>"}
    )
    html = response.content.decode()
    assert "<strong>云</strong>" in html
    assert "<h1>&lt;b&gt;</h1>" in html
    assert "<script>alert" not in html
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_what_stands_in_a_text_is_not_markup_of_the_page(translator, post):
    post.body_en = "Text <script>alert(1)</script> & </textarea><script>alert(2)</script>"
    post.body_zh_hans = "</textarea><script>alert(3)</script>"
    post.save()
    refresh_texts(post)
    html = translator.get(address(post)).content.decode()
    assert "<script>alert" not in html


def test_a_text_of_thousands_of_blocks_is_one_form(translator, post):
    post.body_en = "\n\n".join(f"Block {number}." for number in range(3_000))
    post.save()
    refresh_texts(post)
    sent = fields(translator, post)
    assert len(sent) < 1_000
    assert translator.post(address(post), sent | {"title": "灯笼", "block-0": "块。"}).status_code == 302


def test_long_and_short_texts_take_as_many_queries(translator, post, django_assert_max_num_queries):
    post.body_en = "\n\n".join(f"Block {number} of the harbour." for number in range(300))
    post.save()
    refresh_texts(post)
    with django_assert_max_num_queries(30):
        translator.get(address(post))


def saved_form(browser: Client, post: Post, **changes):
    page = reverse("admin:posts_post_change", args=[post.pk])
    sent = form_of(browser.get(page)) | changes
    return browser.post(page, sent, follow=True).content.decode()


def test_the_form_of_a_post_leads_to_its_translations(post):
    html = client("Administrator").get(reverse("admin:posts_post_change", args=[post.pk])).content.decode()
    assert f'<a href="{address(post)}">Translate into Simplified Chinese (missing)</a>' in html
    assert address(post, "en") not in html


@pytest.mark.parametrize(
    ("changes", "is_asked"),
    [
        pytest.param({"body_en": BODY.replace("all night", "until dawn")}, True, id="a-word"),
        pytest.param({"body_en": BODY.replace("- oil", "* oil")}, False, id="markup"),
        pytest.param({"syndicated_from": "The Example"}, False, id="no-text"),
        pytest.param({"body_zh_hans": "另一个。"}, False, id="the-translation"),
    ],
)
def test_after_an_edit_of_what_is_read_it_is_asked_whether_it_is_minor(post, changes, is_asked):
    translated(post)
    html = saved_form(client("Administrator"), post, **changes)
    assert ("Was it a minor edit?" in html) is is_asked


def test_an_edit_at_the_desk_is_dated_until_it_is_called_minor(post):
    translated(post)
    editor, source = client("Administrator"), post.translations.filter(language="en")
    before = source.get().text_digest
    saved_form(editor, post, body_en="Altogether new words.")
    assert source.get().changed_at is not None
    editor.post(reverse("admin:posts_post_minor_edit", args=[post.pk]), {"before": before})
    assert source.get().changed_at is None


@pytest.fixture
def known(db) -> Client:
    """A translator whom the public knows."""
    member = make_member("Translator", languages=("zh-hans",))
    DeskPerson.objects.create(user=member, person=make_person("Ada Example"))
    browser = Client()
    browser.force_login(member)
    return browser


def translators(post: Post) -> list[tuple[str, str, str]]:
    return [(str(one.person), one.role, one.language) for one in post.credits.all()]


BOX = {"asks_for_credit": "on", "is_named": "on"}
ADA = ("Ada Example", "translator", "zh-hans")


def test_a_translator_is_named_with_the_first_save_and_never_twice(known, post):
    assert 'name="is_named" checked> Credit me as translator: Ada Example' in known.get(address(post)).content.decode()
    sent = fields(known, post) | BOX
    assert known.post(address(post), sent, headers=JSON).json()["said"] == "Nothing had changed."
    assert translators(post) == [], "nothing is translated yet"
    for title in ("灯笼", "灯"):
        known.post(address(post), fields(known, post) | BOX | {"title": title})
    assert translators(post) == [ADA]
    assert "credits" in Revision.objects.order_by("pk").first().before, "one change with the text"


def test_who_unticks_the_box_is_not_named(known, post):
    known.post(address(post), fields(known, post) | BOX | {"title": "灯笼"})
    without = {"asks_for_credit": "on", "is_named": ""}
    assert known.post(address(post), fields(known, post) | without, headers=JSON).json()["said"] == "Saved."
    assert translators(post) == []
    assert 'name="is_named" checked' in known.get(address(post)).content.decode(), "asked again: nobody is named yet"


def test_where_there_was_no_box_nobody_is_named_or_taken_out(known, translator, post):
    assert "is_named" not in translator.get(address(post)).content.decode(), "nobody stands behind the account"
    translator.post(address(post), fields(translator, post) | BOX | {"title": "灯笼"})
    assert translators(post) == []
    known.post(address(post), fields(known, post) | BOX)
    sent = {name: value for name, value in fields(known, post).items() if name != "asks_for_credit"}
    known.post(address(post), sent | {"title": "灯"})
    assert translators(post) == [ADA]


def test_what_is_refused_keeps_the_box_as_it_was(known, post):
    sent = fields(known, post) | {"asks_for_credit": "on", "slug": "two words"}
    html = known.post(address(post), sent).content.decode()
    assert 'name="is_named"> Credit me' in html


@pytest.mark.parametrize(
    ("target", "is_offered"),
    [
        pytest.param("", True, id="not-there-yet"),
        pytest.param("![A lantern](ADDRESS)", True, id="copied"),
        pytest.param("![](ADDRESS)", True, id="without-words"),
        pytest.param("![一只灯笼](ADDRESS)", False, id="said"),
    ],
)
def test_the_words_of_a_picture_are_offered_where_they_are_missing(translator, target, is_offered):
    image = Image.objects.create(
        digest="0a" * 16, name=f"images/{'0a' * 16}-4x3.png", width=4, height=3, alt={"zh-hans": "亮着的灯笼"}
    )
    address_of_image = f"/media/{image.name}"
    body = target.replace("ADDRESS", address_of_image)
    post = make_post("Lanterns", zh="灯笼", body_en=f"![A lantern]({address_of_image})", body_zh_hans=body)
    html = translator.get(address(post)).content.decode()
    assert (f"![亮着的灯笼]({address_of_image})</span>" in html) is is_offered
    assert '<span class="quiet">The picture shows</span> A lantern</p>' in html
