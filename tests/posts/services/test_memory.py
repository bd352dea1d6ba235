"""Blocks translated before."""

import pytest

from posts.models import MemoryUnit, Post
from posts.services.memory import not_remembered, offers, remember, remember_imported
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
    assert remember_imported([post.pk]) == 2
    with django_assert_max_num_queries(6):
        offers({number: f"The lanterns burn {number}" for number in range(250)}, "en", "zh-hans")


def remembered() -> dict[str, str]:
    return dict(MemoryUnit.objects.order_by("source").values_list("source", "target"))


def say(post: Post, **texts: str) -> None:
    """As an import does: past whatever remembers."""
    Post.objects.filter(pk=post.pk).update(**texts)


LINE = "The lanterns burn all night along the harbour wall."


def test_what_an_import_wrote_is_no_more_than_what_it_says(post):
    assert remember_imported([post.pk]) == 2
    assert remembered() == {"# Lanterns": "# 灯笼", LINE: "灯笼沿着港口的墙整夜亮着。"}
    before = remembered()
    say(post, body_zh_hans=ZH.replace("整夜", "彻夜"), body_en=f"{EN}\n\nThe end of them.")
    assert remember_imported([post.pk]) == 1
    assert remembered()[LINE] == "灯笼沿着港口的墙彻夜亮着。"
    say(post, body_zh_hans=ZH, body_en=EN)
    remember_imported([post.pk])
    assert remembered() == before


def test_what_is_as_it_was_writes_nothing(post, django_assert_num_queries):
    remember_imported([post.pk])
    with django_assert_num_queries(5):  # posts, texts, units, and a savepoint around them
        assert remember_imported([post.pk]) == 0
    assert not not_remembered().exists()


def test_what_people_saved_stands_before_what_an_import_brings(post):
    remember(post, "zh-hans", [(LINE, "人说的。"), ("An older line of the lanterns.", "旧的一行。")])
    remember_imported([post.pk])
    assert remembered()[LINE] == "人说的。"
    assert remembered()["An older line of the lanterns."] == "旧的一行。"


def test_what_people_save_over_it_is_theirs(post):
    remember_imported([post.pk])
    remember(post, "zh-hans", [(LINE, "人说的。")])
    say(post, body_zh_hans="# 灯笼\n\n彻夜亮着。")
    remember_imported([post.pk])
    assert remembered()[LINE] == "人说的。"


def test_a_translation_whose_source_moved_on_is_left_as_it_was(post):
    post.translations.all().delete()
    refresh_texts(post)
    remember_imported([post.pk])
    before = remembered()
    post.body_en = EN.replace("all night", "until dawn")
    post.save()
    refresh_texts(post)
    assert remember_imported([post.pk]) == 0
    assert remembered() == before
