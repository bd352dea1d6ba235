"""Numbers as shapes."""

from datetime import date

import pytest

from posts import charts


def test_bars_are_in_proportion_and_never_invisible():
    [year] = charts.years({201809: 200, 201810: 100, 201811: 1}, part={201810: 50})
    heights = {bar.month: bar.height for bar in year.bars if bar.count}
    assert heights == {9: charts.BARS_HEIGHT, 10: charts.BARS_HEIGHT / 2, 11: 2.0}
    assert [(bar.month, bar.part_height) for bar in year.bars if bar.part] == [(10, charts.BARS_HEIGHT / 4)]


def test_years_share_one_scale_and_stand_newest_first():
    newer, older = charts.years({201809: 10, 201701: 5}, part={})
    assert (newer.year, older.year) == (2018, 2017)
    assert older.bars[0].height == newer.bars[8].height / 2


def test_year_knows_its_sum_and_its_highest_month():
    [year] = charts.years({201801: 2, 201809: 3}, part={})
    assert (year.count, year.most.month, len(year.bars)) == (5, 9, 12)


def test_bars_stay_inside_the_drawing():
    [year] = charts.years({201801: 1, 201812: 7}, part={201812: 7})
    for bar in year.bars:
        assert 0 <= bar.x <= bar.x + year.bar_width <= year.width
        assert 0 < bar.label_y < bar.y + bar.height <= year.height


def test_a_low_year_takes_no_more_room_than_its_bars():
    high, low = charts.years({201809: 200, 201701: 50}, part={})
    assert high.height - low.height == charts.BARS_HEIGHT * 0.75
    assert [year.bars[at].label_y for year, at in ((high, 8), (low, 0))] == [charts.HEADROOM - 5] * 2


@pytest.mark.parametrize(("part", "is_mixed"), [({201801: 2, 201809: 3}, False), ({201801: 2, 201809: 2}, True), ({}, True)])
def test_year_knows_whether_its_bars_have_two_colours(part, is_mixed):
    [year] = charts.years({201801: 2, 201809: 3}, part)
    assert year.is_mixed is is_mixed


def test_nothing_has_no_years():
    assert charts.years({}, {}) == []


@pytest.mark.parametrize(
    ("months", "strokes"),
    [
        pytest.param({201401: 1, 201412: 4}, "M1.5 24V11.7M398.5 24V0", id="from-the-first-month-to-the-last"),
        pytest.param({201412: 4}, "M398.5 24V0", id="late"),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_strip(months, strokes):
    assert charts.strip(months, first=201401, last=201412) == strokes


def test_strip_of_a_single_month():
    assert charts.strip({201809: 1}, first=201809, last=201809) == "M1.5 24V0"


@pytest.mark.parametrize(
    ("changes", "levels"),
    [
        pytest.param([], [], id="nothing-known"),
        pytest.param([(date(2018, 1, 1), "sandbox")], ["sandbox"], id="one"),
        pytest.param(
            [(date(2018, 7, 1), "incubating"), (date(2018, 1, 1), "sandbox")],
            ["sandbox", "incubating"],
            id="in-the-order-of-time",
        ),
        pytest.param([(date(2018, 1, 1), "sandbox"), (date(2018, 3, 1), "sandbox")], ["sandbox"], id="stated-again-is-no-step"),
    ],
)
def test_road(changes, levels):
    assert [stretch.level for stretch in charts.road(changes, date(2018, 1, 1), date(2019, 1, 1))] == levels


def test_stretches_of_a_road_join():
    changes = [(date(2018, 1, 1), "sandbox"), (date(2018, 7, 1), "graduated")]
    young, old = charts.road(changes, date(2018, 1, 1), date(2019, 1, 1))
    assert young.x == 0
    assert young.width == pytest.approx(old.x, abs=0.1)
    assert old.x + old.width == pytest.approx(charts.ROAD_WIDTH, abs=0.1)
    assert old.height > young.height


def test_a_level_reached_on_the_last_day_is_inside_the_drawing():
    changes = [(date(2018, 1, 1), "sandbox"), (date(2019, 1, 1), "incubating")]
    _before, reached = charts.road(changes, date(2018, 1, 1), date(2019, 1, 1))
    assert (reached.x, reached.width) == (charts.ROAD_WIDTH - charts.SHORTEST, charts.SHORTEST)
