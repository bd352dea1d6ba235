"""Blocks translated before."""

import pytest

from posts.models import MemoryUnit, Post
from posts.services.memory import offers, rebuild, remember
from posts.services.texts import refresh_texts
from tests.factories import make_post

pytestmark = pytest.mark.django_db

EN = "# Lanterns\n\nThe lanterns burn all night along the harbour wall.\n\n`code` only\n\n![A cat](cat.jpg)"
ZH = "# 灯笼\n\n灯笼沿着港口的墙整夜亮着。\n\n`code` only\n\n![A cat](cat.jpg)"


@pytest.fixture
def post() -> Post:
    post = make_post("Lanterns", zh="灯笼", body_en=EN, body_zh_hans=ZH)
    refresh_texts(post)
    return post


def offered(text: str) -> list[tuple[str, int]]:
    return [(offer.text, offer.percent) for offer in offers({7: text}, "en", "zh-hans").get(7, [])]


def test_what_was_translated_is_remembered_once(post):
    assert remember(post, "zh-hans") == 2, "the title is its heading, too"
    assert remember(post, "zh-hans") == 0
    assert set(MemoryUnit.objects.values_list("target", flat=True)) == {"# 灯笼", "灯笼沿着港口的墙整夜亮着。"}


def test_a_better_translation_takes_the_place_of_the_former(post):
    remember(post, "zh-hans")
    post.body_zh_hans = ZH.replace("整夜", "彻夜")
    post.save()
    assert remember(post, "zh-hans") == 1
    assert offered("The lanterns burn all night along the harbour wall.") == [("灯笼沿着港口的墙彻夜亮着。", 100)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The lanterns *burn*\nall night along the harbour wall.", [("灯笼沿着港口的墙整夜亮着。", 100)], id="the-same"
        ),
        pytest.param("The lanterns burn all day along the harbour wall.", [("灯笼沿着港口的墙整夜亮着。", 89)], id="nearly"),
        pytest.param("The lanterns burn all of us.", [], id="only-the-beginning"),
        pytest.param("Something else.", [], id="nothing"),
        pytest.param("***", [], id="no-words"),
    ],
)
def test_what_is_offered(post, text, expected):
    remember(post, "zh-hans")
    assert offered(text) == expected


def test_another_language_is_not_offered(post):
    remember(post, "zh-hans")
    assert offers({0: "The lanterns burn all night along the harbour wall."}, "zh-hans", "en") == {}


def test_a_source_has_nothing_to_remember(post):
    assert remember(post, "en") == 0


def test_all_posts_are_remembered_in_few_queries(post, django_assert_max_num_queries):
    assert rebuild([post]) == 2
    with django_assert_max_num_queries(6):
        offers({number: f"The lanterns burn {number}" for number in range(250)}, "en", "zh-hans")
