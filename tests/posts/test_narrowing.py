"""Lines of a comparison for a terminal: never too wide, and what differs is to be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.changes import Change
from posts.narrowing import columns, narrow, shorten

WORDS = "We keep notes on the build farm in the open so that anyone can start where we stopped, "


@pytest.mark.parametrize(
    ("text", "width", "start", "short"),
    [
        pytest.param("short", 10, 0, "short", id="fits"),
        pytest.param("one two three", 8, 0, "one two…", id="cut"),
        pytest.param("one two three", 20, 4, "…two three", id="from-inside"),
        pytest.param("云原生社区", 7, 0, "云原生…", id="wide-signs"),
        pytest.param("云原生社区", 6, 0, "云原…", id="a-wide-sign-does-not-half-fit"),
    ],
)
def test_a_line_is_shortened(text, width, start, short):
    assert shorten(text, width, start) == short
    assert columns(short) <= width


@given(st.text("ab云 \n", max_size=300), st.text("ab云 \n", max_size=300), st.integers(10, 60))
def test_no_line_is_wider_than_asked(before, after, width):
    lines = Change("body_en", before, after).unified()
    assert all(columns(line) <= max(width, 24) for line in narrow(lines, max(width, 24)))
    assert sum(1 for _line in narrow(lines, width)) == len(lines)


def test_the_difference_is_seen_however_late_in_a_line_it_is():
    before, after = WORDS * 9 + "and three of us stay.", WORDS * 9 + "and four of us stay."
    gone, come = list(narrow(Change("body_en", before, after).unified(), 60))[1:]
    assert "three" in gone
    assert "four" in come


def test_a_line_without_a_counterpart_shows_its_beginning():
    _hunk, _same, line = narrow(Change("body_en", "one", f"one\n{WORDS * 9}").unified(), 60)
    assert line.startswith("+We keep notes")
