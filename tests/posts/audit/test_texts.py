"""Whether copies agree and whether texts break off."""

import pytest

from posts.audit.records import Verdict
from posts.audit.texts import DIFF_LINES, breaks_off, compare

SENTENCES = ["We lit the lanterns at dusk. They burned all night.", "", "By morning the oil was gone."]


@pytest.mark.parametrize(
    "last",
    [
        pytest.param("The lanterns burned through the night and by the morning nobody could say how", id="prose"),
        pytest.param("We bought oil, wicks,", id="comma"),
        pytest.param("It was as simple as the", id="small-word"),
        pytest.param("灯笼整夜都亮着，到了早上没有人能说清楚这些油究竟去了哪里", id="chinese"),
        pytest.param("我们买了灯油，", id="chinese-comma"),
    ],
)
def test_a_text_breaks_off(last):
    assert breaks_off(["It began well.", "", last, ""])


@pytest.mark.parametrize(
    "last",
    [
        "They burned all night.",
        "“They burned all night.”",
        "Will you come? (We will!)",
        "灯笼整夜都亮着。",
        "Happy to help! 🙂",
        "See the notes of every lantern keeper who wrote to us at https://example.org/lanterns",
        "Ada Example, Keeper of Lanterns, Example Co",
        "  • a longer item of a list that tells what the oil was bought for and when it was used",
        "",
    ],
)
def test_a_text_ends(last):
    assert not breaks_off(["It began well.", "", last, ""])


def test_spaces_and_line_ends_do_not_matter():
    assert compare(SENTENCES, ["We lit the  lanterns at dusk.", "They burned all night.", "By morning the oil was gone. "]) == (
        Verdict.SAME,
        (),
        0,
    )


@pytest.mark.parametrize(
    ("other", "lacking"),
    [
        pytest.param(["We lit the lanterns at dusk."], 2, id="after-a-sentence"),
        pytest.param(["We lit the lanterns at dusk. They burned"], 2, id="inside-a-sentence"),
        pytest.param([], 3, id="no-body"),
    ],
)
def test_a_cut_copy_is_told_from_another_text(other, lacking):
    assert compare(SENTENCES, other) == (Verdict.CUT, (), lacking)


def test_a_difference_is_shown_in_its_place():
    verdict, diff, _lacking = compare(SENTENCES, ["We lit the lanterns at dusk. They burned an hour.", *SENTENCES[1:]])
    assert verdict is Verdict.DIFFERS
    assert diff == (" We lit the lanterns at dusk.", "-They burned all night.", "+They burned an hour.")


def test_a_long_difference_is_shortened():
    one, two = ([f"{word} {number}." for number in range(5_000)] for word in ("Lantern", "Anchor"))
    _verdict, diff, _lacking = compare(one, two)
    assert len(diff) == DIFF_LINES + 1
