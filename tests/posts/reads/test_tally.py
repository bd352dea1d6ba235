"""What is new in a log: logs grow, are renamed, split days and are given again."""

from datetime import date

import pytest

from posts.reads.lines import LONGEST
from posts.reads.tally import Mark, Tally, tally

PLACES = {"/blog/": "en", "/zh-hans/blog/": "zh-hans"}
FIRST, TODAY = date(2026, 9, 1), date(2026, 11, 20)
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def line(
    slug: str = "bells", *, day: str = "20/Nov/2026", second: int = 0, method="GET", status=200, agent: str = AGENT
) -> bytes:
    return (
        f'192.0.2.7 - - [{day}:12:00:{second:02} +0000] "{method} /blog/{slug}/ HTTP/1.1" {status} 512 "-" "{agent}"\n'
    ).encode()


def count(lines: list[bytes], *marks: Mark, since: date = FIRST) -> Tally:
    return tally(lines, places=PLACES, since=since, until=TODAY, marks=marks)


def reads(told: Tally) -> dict[str, int]:
    found: dict[str, int] = {}
    for (address, _day), number in told.reads.items():
        found[address.slug] = found.get(address.slug, 0) + number
    return found


LINES = [line("bells", second=1), line("ropes", second=2), line("bells", second=3), line("anchors", second=4)]


def test_reads_are_counted():
    told = count(LINES)
    assert reads(told) == {"bells": 2, "ropes": 1, "anchors": 1}
    assert {(address.language, day) for address, day in told.reads} == {("en", TODAY)}
    assert (told.lines, told.mark.lines, told.last_day) == (4, 4, TODAY)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        pytest.param(line(method="HEAD"), "elsewhere", id="head"),
        pytest.param(line(method="POST"), "elsewhere", id="post"),
        pytest.param(line(status=301), "elsewhere", id="redirect"),
        pytest.param(line(status=404), "elsewhere", id="not-found"),
        pytest.param(line(status=410), "elsewhere", id="gone"),
        pytest.param(line("bells/x"), "elsewhere", id="no-page-of-a-post"),
        pytest.param(line(agent="curl/8.5.0"), "robots", id="robot"),
        pytest.param(line(day="31/Aug/2026"), "early", id="early"),
        pytest.param(b"garbage\n", "bad", id="garbage"),
        pytest.param(line(day="21/Nov/2036"), "bad", id="a-clock-that-is-wrong"),
        pytest.param(b"x" * LONGEST, "bad", id="too-long"),
    ],
)
def test_what_is_no_read(other, field):
    told = count([other, line("ropes", status=304)])
    assert reads(told) == {"ropes": 1}
    assert {name: getattr(told, name) for name in ("elsewhere", "robots", "early", "bad") if getattr(told, name)} == {field: 1}
    assert told.bad_lines == ([1] if field == "bad" else [])


def test_the_first_bad_lines_are_named_and_blank_ones_are_none():
    told = count([b"\n", *[b"x\n"] * 9])
    assert (told.bad, told.bad_lines) == (9, [2, 3, 4, 5, 6])


def test_without_an_agent_everybody_is_a_reader():
    assert reads(count([line().rsplit(b' "-"')[0] + b"\n"])) == {"bells": 1}


def test_the_same_log_adds_nothing_and_leaves_no_second_mark():
    told = count(LINES, count(LINES).mark)
    assert (reads(told), told.known, told.mark) == ({}, 4, None)


def test_of_a_log_that_has_grown_only_the_rest_is_new():
    told = count(LINES, count(LINES[:1]).mark, count(LINES[:3]).mark)
    assert (reads(told), told.known, told.mark.lines) == ({"anchors": 1}, 3, 4)


def test_an_older_copy_of_it_adds_nothing():
    assert reads(count(LINES[:3], count(LINES).mark, count(LINES[:3]).mark)) == {}


def test_another_log_of_the_same_day_is_added():
    other = [line("bells", second=9), *LINES[1:]]
    assert reads(count(other, count(LINES).mark)) == {"bells": 2, "ropes": 1, "anchors": 1}


def test_a_line_that_is_being_written_waits():
    half = count([*LINES[:2], LINES[2][:-1]])
    assert (reads(half), half.mark.lines) == ({"bells": 1, "ropes": 1}, 2)
    assert reads(count(LINES, half.mark)) == {"bells": 1, "anchors": 1}


def test_bad_lines_are_told_of_once():
    told = count([b"garbage\n", *LINES], count([b"garbage\n", LINES[0]]).mark)
    assert (told.bad, told.bad_lines) == (0, [])


def test_days_that_were_left_out_are_counted_when_asked_for():
    lines = [line(day="02/Sep/2026"), line("ropes", day="19/Nov/2026"), line("anchors")]
    later = count(lines, since=date(2026, 11, 1))
    assert reads(later) == {"ropes": 1, "anchors": 1}
    told = count(lines, later.mark)
    assert (reads(told), told.known, told.mark) == ({"bells": 1}, 2, Mark(3, later.mark.digest, FIRST))
    assert count(lines, later.mark, told.mark, since=date(2026, 11, 5)).mark is None


def test_an_empty_log_leaves_nothing():
    assert count([]) == Tally()
