"""Which language a reader is given."""

import pytest
from django.utils import translation

from posts import reading
from posts.models import Post
from tests.factories import make_post, make_text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("titles", "hidden", "wanted", "language", "languages"),
    [
        pytest.param(("Title", "标题"), None, "en", "en", ("en", "zh-hans"), id="both"),
        pytest.param(("Title", "标题"), None, "zh-hans", "zh-hans", ("en", "zh-hans"), id="both-wants-chinese"),
        pytest.param(("Title", ""), None, "zh-hans", "en", ("en",), id="english-only"),
        pytest.param((None, "标题"), None, "en", "zh-hans", ("zh-hans",), id="chinese-only"),
        pytest.param(("Title", "标题"), "zh-hans", "zh-hans", "en", ("en",), id="translation-unpublished"),
        pytest.param(("Title", "标题"), "en", "en", "zh-hans", ("zh-hans",), id="source-unpublished"),
    ],
)
def test_language_given(titles, hidden, wanted, language, languages):
    post = make_post(titles[0], zh=titles[1])
    post.translations.filter(language=hidden).update(status="draft")
    text = reading.read(Post.objects.for_linking().get(), wanted)
    assert (text.language, text.languages) == (language, languages)
    assert text.is_wanted is (language == wanted)
    assert text.title == {"en": "Title", "zh-hans": "标题"}[language]


def test_drafts_are_read_only_where_asked_for():
    post = make_post("Title", zh="标题")
    post.translations.update(status="in_review")
    assert reading.read(post, "zh-hans", drafts=True).languages == ("en", "zh-hans")
    assert reading.read(post, "zh-hans").languages == ()


@pytest.mark.parametrize(
    ("language", "length", "minutes"),
    [("en", 0, 1), ("en", 100, 1), ("en", 1150, 5), ("zh-hans", 400, 1), ("zh-hans", 2000, 5)],
)
def test_reading_time_counts_words_or_characters(language, length, minutes):
    post = make_post("Title")
    post.translations.all().delete()
    make_text(post, language, length=length, is_source=True)
    assert reading.read(post, language).minutes == minutes


def test_address_takes_the_slug_of_its_language():
    post = make_post("Title", zh="Biaoti")
    assert [reading.address(post, code) for code in ("en", "zh-hans")] == ["/blog/title/", "/zh-hans/blog/biaoti/"]
    assert translation.get_language() == "en"
