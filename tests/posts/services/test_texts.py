"""What is made of a text follows it."""

import pytest

from posts.models import Translation
from posts.search.query import search_ids
from posts.services.texts import refresh_texts
from tests.factories import make_post, make_text

pytestmark = pytest.mark.django_db


def rows(post) -> dict[str, tuple]:
    return {row.language: (row.is_source, row.body_html, row.length) for row in post.translations.all()}


def test_a_changed_body_is_rendered_measured_and_found():
    post = make_post("Lanterns")
    post.body_en = "Now with **anchors** aboard"
    post.save()
    refresh_texts(post)
    assert rows(post) == {"en": (True, "<p>Now with <strong>anchors</strong> aboard</p>\n", 4)}
    assert search_ids("anchors") == [post.pk]


def test_a_new_translation_is_a_draft_pinned_to_its_source():
    post = make_post("Lanterns", summary_en="In short")
    post.title_zh_hans, post.slug_zh_hans, post.body_zh_hans = "灯笼", "灯笼", "云原生"
    post.save()
    refresh_texts(post)
    row = post.translations.get(language="zh-hans")
    assert (row.is_source, row.length, row.status) == (False, 3, Translation.Status.DRAFT)
    assert row.source_text == "Lanterns\n\nIn short\n\nText of Lanterns."
    assert row.published_at is None


def test_the_pin_of_an_old_translation_stays():
    post = make_post("Lanterns", zh="灯笼")
    post.translations.filter(language="zh-hans").update(source_text="as it was")
    post.body_en = "Altogether different"
    post.save()
    refresh_texts(post)
    assert post.translations.get(language="zh-hans").source_text == "as it was"


def test_a_state_somebody_set_stays():
    post = make_post("Lanterns")
    make_text(post, "zh-hans", status=Translation.Status.IN_REVIEW)
    post.body_zh_hans = "灯笼"
    post.save()
    refresh_texts(post)
    assert post.translations.get(language="zh-hans").status == Translation.Status.IN_REVIEW


@pytest.mark.parametrize(("emptied", "left"), [("en", "zh-hans"), ("zh_hans", "en")])
def test_a_language_without_text_loses_its_row_and_the_other_is_the_source(emptied, left):
    post = make_post("Lanterns", zh="灯笼")
    if emptied == "zh_hans":  # so that either source goes once
        post.translations.filter(language="en").update(is_source=False)
        post.translations.filter(language="zh-hans").update(is_source=True)
    setattr(post, f"title_{emptied}", "")
    setattr(post, f"body_{emptied}", "")
    post.save()
    refresh_texts(post)
    assert {language: is_source for language, (is_source, *_rest) in rows(post).items()} == {left: True}


def test_markup_of_an_editor_is_made_safe():
    post = make_post("Lanterns")
    post.body_en = "Hello <script>alert(1)</script> [x](javascript:alert(1))"
    post.save()
    refresh_texts(post)
    html = post.translations.get().body_html
    assert "<script" not in html
    assert "javascript:" not in html
