"""The archive: the collection by month."""

import re
from datetime import UTC, date, datetime

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from posts.models import Post, Series
from tests.factories import make_post, make_series

pytestmark = pytest.mark.django_db

MOST_QUERIES = 8


@pytest.fixture
def posts() -> None:
    notes = make_series("Field Notes")
    make_post("September", zh="九月", day=date(2018, 9, 25), series=notes)
    make_post("September too", day=date(2018, 9, 1), date_basis="inferred")
    make_post("New year's eve", day=date(2018, 12, 31))
    make_post(None, zh="很早", day=date(2016, 1, 1))


def bars(text: str) -> dict[str, str]:
    """What each bar is called, by where it leads."""
    return dict(re.findall(r'<a class="bar" href="([^"]*)">\s*<title>([^<]*)</title>', text))


def test_every_month_with_posts_is_a_bar_that_leads_there(client, posts):
    assert bars(client.get("/archive/").content.decode()) == {
        "/archive/2018/09/": "September 2018: 2 posts",
        "/archive/2018/12/": "December 2018: 1 post",
        "/archive/2016/01/": "January 2016: 1 post, none of them in English",
    }


def test_chinese_says_months_and_years_its_own_way(client, posts):
    text = client.get("/zh-hans/archive/").content.decode()
    assert bars(text)["/zh-hans/archive/2018/09/"] == "2018年9月：2篇文章，其中1篇有简体中文版"
    assert '<a href="/zh-hans/archive/2018/">2018年</a>' in text
    assert '<th scope="row">2018年</th>' in text
    assertContains(client.get("/zh-hans/archive/2018/"), "<h1>2018年</h1>")


def test_numbers_stand_in_a_table_too(client, posts):
    """With those that can be read in the page's language, wherever the picture shows that others cannot."""
    rows = re.findall(r'<tr><th scope="row">(\d+)</th>((?:<td>[^<]+</td>)+)</tr>', client.get("/archive/").content.decode())
    assert [(year, re.findall(r"<td>([^<]+)</td>", cells)) for year, cells in rows] == [
        ("2018", [*"00000000", "2", "0", "0", "1", "3"]),
        ("2016", ["1 (0)", *"00000000000", "1 (0)"]),
    ]


def test_estimates_are_counted(client, posts):
    assertContains(client.get("/archive/"), "The date of 1 is an estimate.")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "language=zh-hans",
            {
                "/archive/2018/09/?language=zh-hans": "1 post",
                "/archive/2016/01/?language=zh-hans": "1 post, none of them in English",
            },
        ),
        ("series=field-notes", {"/archive/2018/09/?series=field-notes": "1 post"}),
    ],
)
def test_split(client, posts, query, expected):
    found = bars(client.get(f"/archive/?{query}").content.decode())
    assert {path: name.partition(": ")[2] for path, name in found.items()} == expected


def test_split_goes_on_in_the_month(client, posts):
    response = client.get("/archive/2018/09/?language=zh-hans")
    assertContains(response, ">September</a>")
    assertNotContains(response, "September too")


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("/archive/2018/", ["New year&#x27;s eve", "September", "September too"]),
        ("/archive/2018/09/", ["September", "September too"]),
        ("/archive/2018/12/", ["New year&#x27;s eve"]),
        ("/zh-hans/archive/2016/01/", ["很早"]),
    ],
)
def test_lists(client, posts, path, titles):
    text = client.get(path).content.decode()
    assert re.findall(r'class="card-title"[^>]*><a [^>]*>([^<]*)<', text) == titles


def test_neighbours_are_those_with_posts(client, posts):
    response = client.get("/archive/2018/09/")
    assertContains(response, 'rel="prev" href="/archive/2016/01/"')
    assertContains(response, 'rel="next" href="/archive/2018/12/"')


@pytest.mark.parametrize(
    "path",
    [
        "/archive/2017/", "/archive/0000/", "/archive/9999/", "/archive/20180/", "/archive/2018/10/", "/archive/2018/13/",
        "/archive/2018/00/", "/archive/2018/9/", "/archive/abcd/", "/archive/?language=tlh", "/archive/?series=none",
        "/archive/2018/?page=2", "/archive/2018/?page=abc", "/archive/2018/09/?language=tlh",
    ],
)  # fmt: skip
def test_what_does_not_exist(client, posts, path):
    assert client.get(path).status_code == 404


def said(text: str) -> str:
    """The sentence above the picture, without its markup."""
    return re.sub(r"<[^>]+>", "", re.search(r'<p class="page-intro">(.*?)</p>', text).group(1))


@pytest.mark.parametrize(
    ("path", "days", "sentence"),
    [
        ("/archive/", [(2018, 9, 1)], "1 post, of September 2018."),
        ("/archive/", [(2018, 9, 1), (2018, 9, 30)], "2 posts, all of September 2018."),
        ("/archive/", [(2018, 9, 1), (2018, 10, 1)], "2 posts from September 2018 to October 2018."),
        ("/zh-hans/archive/", [(2018, 9, 1)], "1篇文章，发表于2018年9月。"),
        ("/zh-hans/archive/", [(2018, 9, 1), (2018, 10, 1)], "2篇文章，发表于2018年9月至2018年10月。"),
    ],
)
def test_it_says_from_when_to_when(client, path, days, sentence):
    for day in days:
        make_post(day=date(*day))
    assert said(client.get(path).content.decode()) == sentence


def test_months_are_for_machines_too(client, posts):
    assertContains(client.get("/archive/"), '<time datetime="2016-01">January 2016</time>')


def test_neighbours_are_narrowed_alike(client, posts):
    assertContains(client.get("/archive/2018/?language=zh-hans"), 'rel="prev" href="/archive/2016/?language=zh-hans"')
    assertContains(client.get("/archive/2018/09/?language=en"), 'rel="next" href="/archive/2018/12/?language=en"')


@pytest.mark.parametrize("path", ["/archive/?series=field-notes&language=en", "/archive/2016/?language=en"])
def test_a_narrowed_list_without_posts_says_why(client, posts, path):
    Post.objects.filter(title_en="September").update(series=None)
    make_post(None, zh="九月的笔记", day=date(2018, 9, 1), series=Series.objects.get())
    response = client.get(path)
    assertContains(response, "Remove a filter to see more")
    assertNotContains(response, "Nothing is published here yet")


def test_bars_of_two_colours_are_explained(client, posts):
    legend = 'class="legend-part"'
    assertContains(client.get("/archive/"), legend)
    assertContains(client.get("/zh-hans/archive/2018/"), legend)
    assertNotContains(client.get("/archive/2018/"), legend)
    assertNotContains(client.get("/archive/?language=en"), legend)


def test_counts_of_languages_are_not_shown_of_a_part(client, posts):
    counted = '简体中文</a> <span class="index-note">2</span>'
    assertContains(client.get("/archive/"), counted)
    assertContains(client.get("/archive/?language=en"), counted)
    assertNotContains(client.get("/archive/?series=field-notes"), counted)
    assertNotContains(client.get("/archive/?series=field-notes&language=en"), counted)


def test_hidden_posts_are_not_counted(client, posts):
    make_post("Draft", day=date(2015, 5, 5), status="draft")
    make_post("Future", published_at=datetime(2100, 1, 1, tzinfo=UTC))
    text = client.get("/archive/").content.decode()
    assert "2015" not in text
    assert "2100" not in text
    assert client.get("/archive/2100/").status_code == 404


def test_empty_archive(client):
    assertContains(client.get("/archive/"), "Nothing is published here yet")


@pytest.mark.parametrize("method", ["head", "options", "post"])
def test_methods(client, posts, method):
    assert getattr(client, method)("/archive/").status_code == {"head": 200, "options": 200, "post": 405}[method]


@pytest.mark.parametrize("count", [10, 60])
@pytest.mark.parametrize("path", ["/archive/", "/archive/?language=en", "/archive/2018/", "/archive/2018/09/"])
def test_queries_do_not_grow(client, django_assert_max_num_queries, path, count):
    for number in range(count):
        make_post(f"Note {number}", day=date(2018, 9 - number % 4, 1), series=make_series())
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(path).status_code == 200
