from datetime import date

import pytest

from posts.importer.survey.dates_file import BadRow, Fact, parse_dates

DAY = date(2018, 9, 25)


@pytest.mark.parametrize(
    ("row", "titles", "paths"),
    [
        pytest.param("A title,2018-09-25", ("A title",), (), id="title"),
        pytest.param('"One, two, three",2018-09-25', ("One, two, three",), (), id="commas"),
        pytest.param("https://example.org/blog/2018/09/25/a-post/,2018-09-25", (), ("/blog/2018/09/25/a-post/",), id="address"),
        pytest.param("/blog/a-post,2018/09/25", (), ("/blog/a-post/",), id="path"),
        pytest.param('A title,https://example.org/a?x=1,"September 25, 2018"', ("A title",), ("/a/",), id="both"),
        pytest.param("A title,2018-09-25T08:00:00Z,", ("A title",), (), id="time-and-empty-cell"),
        pytest.param("云原生,2018-09-25", ("云原生",), (), id="chinese"),
    ],
)
def test_a_row_names_a_post_and_its_day(row, titles, paths):
    assert list(parse_dates([row])) == [Fact(1, DAY, titles, paths)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param("A title,soon 1", "“soon 1” is no date", id="no-date"),
        pytest.param("A title,2018-02-30", "is no date", id="no-such-day"),
        pytest.param("2018-09-25", "one of them is missing", id="no-title"),
        pytest.param(",2018-09-25", "names no post", id="empty-title"),
        pytest.param("https://example.org/,2018-09-25", "not of a post", id="address-of-the-site"),
        pytest.param("/,2018-09-25", "not of a post", id="path-of-the-site"),
    ],
)
def test_a_bad_row_is_named_with_its_line(row, said):
    _fact, bad = parse_dates(["A title,2018-09-25", row])
    assert isinstance(bad, BadRow)
    assert bad.line == 2
    assert said in bad.message


def test_columns_names_and_empty_rows_are_passed_over():
    assert [fact.line for fact in parse_dates(["title,date", "", "A title,2018-09-25"])] == [3]


def test_an_address_tells_its_slug():
    (fact,) = parse_dates(["https://example.org/blog/2018/09/25/a-post/,2018-09-25"])
    assert fact.slugs == ("a-post",)
