"""The days and periods a text names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.dating.moments import Moment, find_moments

YEARS = range(2014, 2022)


def named(text: str) -> list[str]:
    """Each moment found, as "first day/last day", with "????" for a year that is not said."""
    found = []
    for hit in find_moments(text):
        moment = hit.moment
        spans = moment.spans(YEARS if moment.year or moment.years else [2017])
        year = "" if moment.year or moment.series else "????"
        found += [f"{year or first.year}-{first:%m-%d}/{year or last.year}-{last:%m-%d}" for first, last in spans[:1]]
    return found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("on May 7", ["????-05-07/????-05-07"], id="day"),
        pytest.param("(May 7-11)", ["????-05-07/????-05-11"], id="days"),
        pytest.param("May 23 and 24th", ["????-05-23/????-05-24"], id="two-days"),
        pytest.param("May 31–June 2, 2019", ["2019-05-31/2019-06-02"], id="over-a-month-end"),
        pytest.param("Dec. 30 - Jan. 2, 2019", ["2019-12-30/2020-01-02"], id="over-a-year-end"),
        pytest.param("October 5th, 2018", ["2018-10-05/2018-10-05"], id="ordinal"),
        pytest.param("7–11 May 2018", ["2018-05-07/2018-05-11"], id="day-first"),
        pytest.param("the 3rd of September, 2016", ["2016-09-03/2016-09-03"], id="of"),
        pytest.param("2018-09-25", ["2018-09-25/2018-09-25"], id="iso"),
        pytest.param("/blog/2018/09/25/beetroot", ["2018-09-25/2018-09-25"], id="in-an-address"),
        pytest.param("March 2018", ["2018-03-01/2018-03-31"], id="month"),
        pytest.param("Feb ’16", ["2016-02-01/2016-02-29"], id="short-year"),
        pytest.param("in April", ["????-04-01/????-04-30"], id="month-alone"),
        pytest.param("late 2016", ["2016-09-01/2016-12-31"], id="part-of-a-year"),
        pytest.param("the summer of 2018", ["2018-06-01/2018-09-22"], id="season"),
        pytest.param("in mid-2017", ["2017-04-15/2017-08-31"], id="hyphenated"),
        pytest.param("Q3 2017", ["2017-07-01/2017-09-30"], id="quarter"),
        pytest.param("since 2016", ["2016-01-01/2016-12-31"], id="year"),
        pytest.param("11月13日至15日", ["????-11-13/????-11-15"], id="han-days"),
        pytest.param("2018 年 11 月 13 日", ["2018-11-13/2018-11-13"], id="han-day"),
        pytest.param("今年 4 月", ["????-04-01/????-04-30"], id="han-month"),
        pytest.param("2019年", ["2019-01-01/2019-12-31"], id="han-year"),
        pytest.param("KubeCon EU 2018", ["2018-05-02/2018-05-04"], id="event-by-region"),
        pytest.param("CloudNativeCon + KubeCon North America 2017 in Austin", ["2017-12-06/2017-12-08"], id="event-in-full"),
        pytest.param("KubeCon San Diego", ["2019-11-18/2019-11-21"], id="event-by-city"),
        pytest.param("GSoC 18", ["2018-02-12/2018-08-22"], id="programme"),
        pytest.param("Kubernetes v1.10", ["2018-03-26/2018-03-26"], id="release"),
    ],
)
def test_moments(text, days):
    assert named(text) == days


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("HTTP/2 and version 1.10", id="versions"),
        pytest.param("listening on port 2017", id="port"),
        pytest.param("some 2018 attendees", id="a-count"),
        pytest.param("over 2019 commits", id="more-than-a-count"),
        pytest.param("$2018", id="money"),
        pytest.param("2,018 people", id="thousands"),
        pytest.param("© 2019 Beetroot Works", id="copyright"),
        pytest.param("CVE-2018-1002105", id="vulnerability"),
        pytest.param("release 2018.1.3", id="calendar-version"),
        pytest.param("You may use it. May I? March on, April!", id="words"),
        pytest.param("Feb 30", id="no-such-day"),
        pytest.param("3个月", id="han-duration"),
        pytest.param("Maybe 12", id="longer-word"),
        pytest.param("KubeCon", id="which-one"),
    ],
)
def test_not_moments(text):
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        pytest.param("Friday, August 24", [2018], id="weekday-tells-the-year"),
        pytest.param("August 24", list(YEARS), id="any-year"),
        pytest.param("KubeCon in Shanghai", [2018, 2019], id="city-of-two-years"),
    ],
)
def test_possible_years(text, years):
    (found,) = find_moments(text)
    assert [first.year for first, _last in found.moment.spans(YEARS)] == years


def test_the_weekday_of_a_stated_year_must_be_right():
    assert Moment("day", 2017, (8, 24), (8, 24), weekday=4).spans(()) == []


@given(st.text(alphabet=st.sampled_from("0123456789 -–/.,:’年月日至MayJanSeptQKubCoEU+2018\n"), max_size=80))
def test_any_text_has_valid_moments_in_order(text):
    ends = 0
    for found in find_moments(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.end > ends
        ends = found.end
        for first, last in found.moment.spans(YEARS):
            assert first <= last


def test_a_text_full_of_dates_is_read_to_a_limit():
    assert len(list(find_moments("May 7, 2018; " * 100_000))) <= 200
