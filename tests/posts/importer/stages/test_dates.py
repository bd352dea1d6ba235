"""What a post's own text says about its day."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.dating.clues import Clue, Evidence
from posts.importer.records import Entry, Meta
from posts.importer.stages.dates import FORESIGHT, evidence


def entry(*lines: str, title: str = "A day with Beetroot", day: date | None = None) -> Entry:
    return Entry("a.txt", 1, title, 1, Meta(3, date=day), lines, 5)


def clues(*lines: str, title: str = "A day with Beetroot") -> list[Clue]:
    return list(evidence(entry(*lines, title=title)).clues)


def bounds(text: str) -> set[str]:
    """How the post stands to each moment, with its first day; the year 2017 where none is said."""
    found = set()
    for clue in clues(text):
        first, last = clue.moment.spans([2017])[0]
        if clue.low not in (None, -FORESIGHT):
            found.add(f"{clue.low:+} {first}")
        if clue.high is not None:
            found.add(f"{clue.high:+} {last} at most")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Proposals are due by May 12.", {"+0 2017-05-12 at most"}, id="deadline"),
        pytest.param("Early bird prices end on May 12, so register today.", {"+0 2017-05-12 at most"}, id="prices"),
        pytest.param("Nominations close May 31st.", {"+0 2017-05-31 at most"}, id="closes"),
        pytest.param("RootConf will be held on June 7-9, 2018.", {"+0 2018-06-09 at most"}, id="will-be-held"),
        pytest.param("RootConf, taking place on June 7-9, has a new keynote.", {"+0 2017-06-09 at most"}, id="taking-place"),
        pytest.param("Join our webinar on June 12, 2018 at 10:00 AM.", {"+0 2018-06-12 at most"}, id="join"),
        pytest.param("I start at the foundation on July 3, and will move to Oslo.", {"+0 2017-07-03 at most"}, id="plan"),
        pytest.param("By 2022, analysts expect every firm to run it.", {"+0 2022-12-31 at most"}, id="forecast"),
        pytest.param("Version 2 is planned for Q3 2018.", {"+0 2018-09-30 at most"}, id="planned"),
        pytest.param("RootConf was held on June 7-9, 2018.", {"+0 2018-06-07"}, id="was-held"),
        pytest.param("In June 2018 we released version 2.", {"+0 2018-06-01"}, id="released"),
        pytest.param("Beetroot was open sourced in 2014.", {"+0 2014-01-01"}, id="open-sourced"),
        pytest.param("Beetroot joined the foundation back in January of this year.", {"+0 2017-01-01"}, id="back-in"),
        pytest.param("We surveyed 200 gardeners in late 2016.", {"+0 2016-09-01"}, id="survey"),
        pytest.param("I attended RootConf in Oslo, May 2-4, 2018.", {"+1 2018-05-04"}, id="attended-so-after-its-end"),
        pytest.param("GSoC 2018 has come to an end.", {"+1 2018-08-22"}, id="programme-over"),
        pytest.param("Posted at: September 7, 2016 by Ada Example", {"+0 2016-09-07"}, id="first-published-elsewhere"),
        pytest.param("OSLO, May 8, 2018 – Beetroot Works today announced …", {"+0 2018-05-08"}, id="dateline-without-a-dash"),
        pytest.param("OSLO, Norway – May 8, 2018 – Beetroot Works today announced …", {"+0 2018-05-08"}, id="dateline"),
        pytest.param("See example.org/blog/2018/05/04/turnip for more.", {"+0 2018-05-04"}, id="address-of-a-post"),
        pytest.param("RootConf is next week in Oslo (May 7-11).", {"-13 2017-05-07", "-1 2017-05-07 at most"}, id="next-week"),
        pytest.param("Apply until next Friday, November 3.", {"-13 2017-11-03", "-1 2017-11-03 at most"}, id="next-friday"),
        pytest.param("At last week’s RootConf (May 7-11) we met.", {"+1 2017-05-07", "+14 2017-05-07 at most"}, id="last-week"),
        pytest.param("大会将于11月13日至15日在奥斯陆举行。", {"+0 2017-11-15 at most"}, id="han-to-come"),
        pytest.param("大会于2018年11月15日圆满结束。", {"+0 2018-11-15"}, id="han-past"),
        # Not what they seem:
        pytest.param(
            "In May, we announced that RootConf will be held on June 7.", {"+0 2017-05-01", "+0 2017-06-07 at most"}, id="both"
        ),
        pytest.param(
            "This week we announced the schedule of RootConf, June 7-9.", {"+0 2017-06-07"}, id="week-of-something-else"
        ),
        pytest.param("RootConf, June 7-9.", set(), id="neither-past-nor-to-come"),
        pytest.param("We gave grants to students to attend KubeCon Europe 2017.", {"+0 2017-03-29"}, id="to-attend-is-no-call"),
        pytest.param("Kubernetes 1.9 brings a new planner.", {"-120 2017-12-15"}, id="a-release-is-spoken-of-early"),
        pytest.param("No date here: HTTP/2, port 2017, some 2018 attendees.", set(), id="no-dates"),
    ],
)
def test_bounds(text, expected):
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("We have caught our breath after KubeCon Berlin.", date(2017, 4, 1), date(2017, 4, 29), id="soon-after"),
        pytest.param("KubeCon Berlin is two weeks away.", date(2017, 3, 12), date(2017, 3, 19), id="two-weeks-away"),
        pytest.param("Six months ago at KubeCon Berlin we met.", date(2017, 9, 9), date(2017, 10, 16), id="months-ago"),
        pytest.param(
            "It joined in January 2017. Now, 8 months later, it grows.", date(2017, 8, 8), date(2017, 10, 25), id="later"
        ),
        pytest.param("We grew in 2016.", date(2016, 1, 1), date(2017, 6, 29), id="newest-year"),
        pytest.param("As 2016 draws to a close, thank you.", date(2016, 11, 6), date(2017, 3, 1), id="end-of-the-year"),
    ],
)
def test_likely_days(text, first, last):
    likely = [clue for clue in clues(text) if clue.early is not None]
    narrowest = min(likely, key=lambda clue: clue.late - clue.early)
    (start, end), *_ = narrowest.moment.spans([2017])
    assert (start.toordinal() + narrowest.early, end.toordinal() + narrowest.late) == (first.toordinal(), last.toordinal())


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param("KubeCon Europe 2019 takes place from May 20-23.", 2019, id="the-event-tells"),
        pytest.param("See you on May 23 and 24th at RootConf 2017.", 2017, id="the-name-tells"),
        pytest.param("RootConf 2017 was fun. The next one is on May 20.", 0, id="another-sentence"),
    ],
)
def test_a_day_takes_the_year_of_its_sentence(text, year):
    (day,) = [clue for clue in clues(text) if clue.moment.precision == "day"]
    assert day.moment.year == year


def test_an_event_of_many_years_is_known_by_its_days():
    (event,) = [clue for clue in clues("We return to KubeCon Shanghai from June 24-26.") if clue.moment.series]
    assert event.moment.year == 2019


def test_nobody_names_the_day_of_a_meeting_years_ahead():
    (clue,) = clues("RootConf will be held on June 7-9, 2018.")
    assert clue.low == -FORESIGHT


def test_clues_name_their_line_and_quote_it():
    (title, body) = clues("Nothing here.", "", "Proposals are due by May 12.", title="Due June 1: your talk")
    assert (title.line, title.quote) == (1, "Due June 1: your talk")
    assert (body.line, body.quote) == (7, "Proposals are due by May 12")


def test_the_stated_date_is_taken_from_the_meta_line():
    assert evidence(entry("Text.", day=date(2017, 5, 26))).stated == date(2017, 5, 26)
    assert evidence(entry("Text.")) == Evidence()


def test_evidence_survives_json():
    found = evidence(entry("Due by Friday, May 12.", "KubeCon in Seattle was great.", "Since 2016.", day=date(2017, 5, 1)))
    assert len(found.clues) > 2
    assert Evidence.from_json(json.loads(json.dumps(found.to_json()))) == found


WORDS = st.sampled_from(
    [
        *("May", "7-11", "2018", "next week", "will be", "held", "was", "KubeCon", "Berlin", "\n", ". ", "–", "Friday, ", "Q3"),
        *("/2018/05/04", "11月13日", "至15日", "将于", "Posted at:", "2 months later", "GSoC 18", "by the end of", "OSLO –"),
        *("\x00", "\ud800", "’"),
    ]
)


@given(
    st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join)),
    st.text().map(lambda title: title.replace("\n", " ")),
)
def test_no_text_raises(text, title):
    found = evidence(entry(*text.split("\n"), title=title))
    assert Evidence.from_json(found.to_json()) == found
    assert all(1 <= clue.line <= 4 + text.count("\n") + 1 for clue in found.clues)


@pytest.mark.parametrize("piece", ["May 2018 – ", "posted ", "a", "(", "1", "月", "KubeCon + ", "Friday, "])
def test_a_line_of_megabytes_is_read_in_no_time(piece):
    found = evidence(entry(piece * (5_000_000 // len(piece)) + "May 2, 2018"))
    assert len(found.clues) <= 202
