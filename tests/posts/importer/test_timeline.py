"""Listing order and evidence → when each post appeared."""

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posts.importer.dating.clues import Evidence
from posts.importer.records import Entry, Meta
from posts.importer.stages.dates import evidence
from posts.importer.timeline import date_posts, problems

TODAY = date(2021, 6, 1)


def says(*lines: str, title: str = "A post", day: date | None = None) -> Evidence:
    return evidence(Entry("a.txt", 1, title, 1, Meta(3, date=day), lines, 5))


def days(*pages, found, given=None):
    return {ref: dated.when.day for ref, dated in date_posts(pages, found, given, TODAY).items()}


def bounds(*pages, found, given=None):
    return {ref: (dated.when.earliest, dated.when.latest) for ref, dated in date_posts(pages, found, given, TODAY).items()}


def test_a_stated_date_is_the_day():
    dated = date_posts(["a"], {"a": says("Join us on June 1, 2019.", day=date(2018, 5, 26))}, today=TODAY)["a"]
    assert (dated.when.day, dated.when.basis) == (date(2018, 5, 26), "stated")
    assert dated.when.earliest == dated.when.latest == date(2018, 5, 26)


def test_a_given_date_beats_a_stated_one():
    dated = date_posts(["a"], {"a": says(day=date(2018, 5, 26))}, {"a": date(2018, 5, 20)}, TODAY)["a"]
    assert (dated.when.day, dated.when.basis) == (date(2018, 5, 20), "given")


def test_known_days_hold_their_neighbours_which_spread_between_them():
    found = {"a": says(day=date(2018, 5, 31)), "e": says(day=date(2018, 5, 3))}
    assert days("abcde", found=found) == {
        "a": date(2018, 5, 31),
        "b": date(2018, 5, 24),
        "c": date(2018, 5, 17),
        "d": date(2018, 5, 10),
        "e": date(2018, 5, 3),
    }
    assert bounds("abcde", found=found)["c"] == (date(2018, 5, 3), date(2018, 5, 31))


def test_a_date_set_by_an_editor_pulls_the_neighbours():
    found = {"a": says("Proposals are due by May 12, 2018.")}
    assert bounds("abc", found=found, given={"b": date(2018, 5, 10)}) == {
        "a": (date(2018, 5, 10), date(2018, 5, 12)),
        "b": (date(2018, 5, 10), date(2018, 5, 10)),
        "c": (None, date(2018, 5, 10)),
    }


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        pytest.param("Proposals are due by Friday, August 24.", None, date(2018, 8, 24), id="weekday"),
        pytest.param("Proposals are due by August 24.", date(2018, 5, 1), date(2018, 8, 24), id="neighbours"),
        pytest.param("We met on April 20 and it was fun.", date(2018, 5, 1), None, id="already-known-better"),
        pytest.param("RootConf is next week in Oslo (June 11-15).", date(2018, 5, 29), date(2018, 6, 10), id="next-week"),
        pytest.param("大会将于11月13日至15日举行。", date(2018, 5, 1), date(2018, 11, 15), id="han"),
    ],
)
def test_a_year_that_is_not_said_is_found(text, earliest, latest):
    low, high = bounds("ab", found={"a": says(text), "b": says(day=date(2018, 5, 1))})["a"]
    assert low == max(earliest or date.min, date(2018, 5, 1))
    assert high == (latest or TODAY)


def test_a_year_that_could_be_any_binds_nobody():
    dated = date_posts(["a"], {"a": says("Proposals are due by August 23.")}, today=TODAY)["a"]
    assert (dated.when.earliest, dated.when.latest) == (None, TODAY)
    assert (dated.when.day.month, dated.when.day.day) <= (8, 23)


def test_bounds_reach_along_the_order():
    found = {"b": says("RootConf was held on June 7-9, 2018."), "d": says("Version 2 is planned for May 2018.")}
    assert bounds("abcde", found=found) == {
        "a": (date(2018, 6, 7), TODAY),
        "b": (date(2018, 6, 7), TODAY),
        "c": (None, TODAY),
        "d": (None, date(2018, 5, 31)),
        "e": (None, date(2018, 5, 31)),
    }


def test_bounds_reach_across_pages_that_overlap_but_not_to_others():
    found = {"a": says("Proposals are due by May 12, 2018.")}
    latest = {ref: high for ref, (_low, high) in bounds("ab", "bc", "xy", found=found).items()}
    assert latest == {**dict.fromkeys("abc", date(2018, 5, 12)), **dict.fromkeys("xy", TODAY)}


def test_one_wrong_clue_loses_against_many_and_says_so():
    found = {ref: says(f"RootConf was held on June {day}, 2018.") for ref, day in zip("abcd", (9, 7, 5, 3), strict=True)}
    found["a"] = says("Proposals are due by May 12, 2014.", "RootConf was held on June 9, 2018.")
    dated = date_posts(["abcd"], found, today=TODAY)
    assert dated["a"].when.earliest == date(2018, 6, 9)
    assert any("set aside" in reason and "2014-05-12" in reason for reason in dated["a"].reasons)
    assert not any("set aside" in reason for ref in "bcd" for reason in dated[ref].reasons)


def test_the_weaker_of_two_contradicting_clues_goes():
    found = {"a": says("The beta is planned for 2016."), "b": says("RootConf was held on June 7, 2018.")}
    dated = date_posts(["ab"], found, today=TODAY)
    assert dated["b"].when.earliest == date(2018, 6, 7)
    assert any("set aside" in reason for reason in dated["a"].reasons)


def test_reasons_name_the_line_and_the_post():
    found = {"a": says("", "Proposals are due by May 12, 2018.")}
    dated = date_posts(["ab"], found, today=TODAY)
    assert "not after 2018-05-12: “Proposals are due by May 12, 2018” (line 6)" in dated["a"].reasons
    assert "like the newer post “a”: not after 2018-05-12: “Proposals are due by May 12, 2018” (line 6)" in dated["b"].reasons


def test_an_old_year_says_little_beside_neighbours_that_speak_of_newer_ones():
    found = {"a": says("Beetroot began in 2014."), "c": says("Beetroot 2 was released in 2018.")}
    assert days("abc", found={"a": found["a"]})["a"] < date(2016, 1, 1)
    assert days("abc", found=found)["a"] >= date(2018, 1, 1)
    assert days("cba", found=found)["a"] >= date(2018, 1, 1)


def test_without_any_evidence_a_post_is_dated_and_the_reason_says_that_it_is_a_guess():
    dated = date_posts(["ab"], {}, today=TODAY)
    assert {item.when.day for item in dated.values()} == {TODAY}
    assert dated["a"].reasons == ("nothing in its text or around it says when: a guess",)
    assert dated["a"].when.earliest is None


def test_without_any_evidence_a_page_stands_in_the_middle_of_the_archive_rather_than_today():
    assert days("ab", "x", found={"x": says(day=date(2017, 3, 1))})["a"] == date(2017, 3, 1)


def test_a_post_on_top_of_a_page_for_good_keeps_its_own_date():
    found = {ref: says(day=date(2018, 1, day)) for ref, day in zip("sabc", (1, 9, 8, 7), strict=True)}
    dated = date_posts(["sabc"], found, today=TODAY)
    assert dated["s"].when.day == date(2018, 1, 1)
    assert any("out" in reason or "contradicts" in reason for reason in dated["s"].reasons)


def test_posts_of_one_day_keep_their_place():
    dated = date_posts(["abc"], {ref: says(day=date(2018, 1, 1)) for ref in "ac"}, today=TODAY)
    assert [dated[ref].place for ref in "abc"] == [0, 1, 2]


def test_problems_names_what_is_wrong():
    dated = date_posts(["ab"], {"a": says(day=date(2018, 1, 1)), "b": says(day=date(2018, 1, 2))}, today=TODAY)
    assert problems(["ba"], dated) == []
    assert problems(["ab"], dated) == ["a (2018-01-01) is listed before b (2018-01-02)"]


SENTENCES = st.sampled_from(
    [
        *("Proposals are due by May 12.", "Proposals are due by Friday, August 24.", "RootConf was held on June 7-9, 2018."),
        *("RootConf is next week (May 7-11).", "We attended KubeCon Berlin.", "KubeCon in Seattle will be great."),
        *("In April, it began.", "By 2025 all will run it.", "Since 2014, it grew.", "Kubernetes 1.9 is out.", "No date."),
        *("GSoC 2018 came to an end.", "RootConf was held on June 7-9, 2030.", "Join us on June 1, 2013."),
    ]
)
DAYS = st.dates(date(2014, 1, 1), date(2021, 1, 1))
POSTS = "abcdefghijkl"
PAGES = st.lists(st.lists(st.sampled_from(POSTS), max_size=7), max_size=6)
FOUND = st.dictionaries(
    st.sampled_from(POSTS), st.builds(lambda lines, day: says(*lines, day=day), st.lists(SENTENCES, max_size=3), st.none())
)
GIVEN = st.dictionaries(st.sampled_from(POSTS), st.one_of(DAYS, st.just(date.max), st.just(date.min)), max_size=3)


@settings(deadline=None)
@given(PAGES, FOUND, GIVEN, st.randoms())
def test_whatever_is_claimed_every_post_has_a_day_within_its_bounds(pages, found, given, random):
    dated = date_posts(pages, found, given, TODAY)
    assert set(dated) == {*found, *(ref for page in pages for ref in page)}
    assert problems([], dated) == []
    assert all(dated[ref].when.day == day for ref, day in given.items() if ref in dated)
    assert all(item.reasons for item in dated.values())
    shuffled, items = pages[:], list(found.items())
    random.shuffle(shuffled)
    random.shuffle(items)
    assert date_posts(shuffled, dict(items), given, TODAY) == dated


@settings(deadline=None)
@given(st.permutations(POSTS), st.lists(st.tuples(st.integers(0, 11), st.integers(2, 6))), FOUND)
def test_pages_of_one_order_stay_newest_first(order, cuts, found):
    pages = ["".join(order[start : start + length]) for start, length in cuts] + ["".join(order[::3])]
    dated = date_posts(pages, found, today=TODAY)
    assert problems(pages, dated) == []
    for page in pages:
        assert all(dated[newer].place < dated[older].place for newer, older in pairwise(page))


def test_ten_thousand_posts_are_dated_in_a_moment():
    refs = [f"post {number:05}" for number in range(10_000)]
    newest = date(2020, 12, 31)
    found = {}
    for number, ref in enumerate(refs):
        day = newest - timedelta(days=number // 5)
        if number % 50 == 0:
            found[ref] = says(day=day)
        elif number % 7 == 0:
            found[ref] = says(f"Join us on {day + timedelta(days=20):%B %d, %Y}.")
        elif number % 11 == 0:
            found[ref] = says(f"We met on {day - timedelta(days=20):%B %d}, it was fun.")
        elif number % 97 == 0:
            found[ref] = says("Join us on May 1, 2014.")  # wrong
    pages = [refs[start : start + 10] for start in range(0, 10_000, 5)]
    started = time.process_time()
    dated = date_posts(pages, found, today=TODAY)
    assert time.process_time() - started < 5  # about a second; the limit only catches what grows with the square
    assert problems(pages, dated) == []
    errors = sorted(abs((dated[ref].when.day - newest).days + number // 5) for number, ref in enumerate(refs))
    assert errors[9_900] <= 10
