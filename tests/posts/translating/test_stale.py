"""When a text says something else than it did, and what."""

import pytest

from posts.translating.blocks import cut
from posts.translating.stale import Piece, changes, compare, digest


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param("Two  words\r\n", "Two\nwords", id="white-space"),
        pytest.param("* one\n* two", "- one\n- two", id="bullets"),
        pytest.param("Lanterns\n---", "# Lanterns", id="headings"),
        pytest.param("*so* it __is__", "_so_ it **is**", id="emphasis"),
        pytest.param("text ![a cat](cat.jpg)", "text ![two cats](cats.png)", id="pictures"),
        pytest.param("[here](https://a.example)", "[here](https://b.example)", id="addresses"),
        pytest.param("a \\* b", "a &#42; b", id="escapes"),
    ],
)
def test_the_same_said_otherwise(before, now):
    assert digest(before) == digest(now)
    assert changes(cut(before), cut(now)) == []


def test_a_new_picture_says_nothing_else_and_is_shown():
    now = "text\n\n![a cat](cat.jpg)"
    assert digest("text") == digest(now)
    assert [change.now for change in changes(cut("text"), cut(now))] == [tuple(cut(now)[1:])]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param("We use C", "We use C#", id="a-sign-that-is-read"),
        pytest.param("12 pods", "13 pods", id="number"),
        pytest.param("`a`", "`b`", id="code"),
        pytest.param("pods", "Pods", id="case"),
        pytest.param("![a cat](cat.jpg 'Ours')", "![a cat](cat.jpg 'Theirs')", id="caption"),
        pytest.param("![Figure 1]()", "![Figure 2]()", id="caption-without-picture"),
        pytest.param("text", "", id="nothing-left"),
    ],
)
def test_something_else_said(before, now):
    assert digest(before) != digest(now)


def test_nothing_has_no_digest():
    assert digest("") == ""


@pytest.mark.parametrize(
    ("before", "now", "pieces"),
    [
        pytest.param("Same.", "Same.", [("same", "Same.")], id="same"),
        pytest.param("", "New.", [("new", "New.")], id="new"),
        pytest.param("Old.", "", [("gone", "Old.")], id="gone"),
        pytest.param(
            "It rained. We slept.",
            "It rained. It stopped. We slept.",
            [("same", "It rained. "), ("new", "It stopped. "), ("same", "We slept.")],
            id="a-sentence-more",
        ),
        pytest.param(
            "下雨了。我们睡了。",
            "下雨了。我们醒了。",
            [("same", "下雨了。我们"), ("gone", "睡"), ("new", "醒"), ("same", "了。")],
            id="han",
        ),
    ],
)
def test_a_diff_by_sentence_and_word(before, now, pieces):
    assert compare(before, now) == [Piece(*piece) for piece in pieces]


def test_blocks_are_told_that_changed_came_or_went():
    before = cut("# Lanterns\n\nIt rained.\n\nWe slept.\n\nThe end.")
    now = cut("# Lanterns\n\nIt snowed.\n\nThe end.\n\nAfterword.")
    told = [(change.at, [b.text for b in change.before], [b.text for b in change.now]) for change in changes(before, now)]
    assert told == [(1, ["It rained."], ["It snowed."]), (2, ["We slept."], []), (3, [], ["Afterword."])]


def test_a_huge_change_is_shown_whole():
    before, now = "old " * 5_000, "new " * 5_000
    assert [piece.state for piece in compare(before, now)] == ["gone", "new"]
