"""The list of posts, narrowed and in pages."""

import re
from datetime import date, timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from posts.views.listing import POSTS_PER_PAGE
from tests.factories import DAY, make_post, make_project, make_series

pytestmark = pytest.mark.django_db

MOST_QUERIES = 8


@pytest.fixture
def posts() -> None:
    linkerd, notes = make_project("Linkerd"), make_series("Field Notes", name_zh_hans="田野笔记")
    make_post("Mesh", zh="网格", projects=[linkerd], series=notes)
    make_post("Mentioned").project_links.create(project=linkerd, relation="mentions")
    make_post("Early", day=date(2016, 12, 31), series=notes)
    make_post("Hidden", projects=[make_project("Secret")], series=make_series("Secrets"), day=date(2001, 1, 1), status="draft")


def titles(response) -> list[str]:
    return re.findall(r'class="card-title"[^>]*><a [^>]*>([^<]*)<', response.content.decode())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("year=2016", {"Early"}),
        ("project=linkerd", {"Mesh"}),
        ("series=field-notes", {"Mesh", "Early"}),
        ("language=zh-hans", {"Mesh"}),
        ("series=field-notes&year=2018", {"Mesh"}),
        ("year=&project=&series=&language=", {"Mesh", "Mentioned", "Early"}),
    ],
)
def test_narrowed(client, posts, query, expected):
    assert set(titles(client.get(f"/blog/?{query}"))) == expected


def test_choices_are_named_and_counted(client, posts):
    response = client.get("/zh-hans/blog/?series=field-notes")
    for option in (
        '<option value="field-notes" selected>田野笔记（2）</option>',
        '<option value="linkerd" lang="en">Linkerd（1）</option>',
        '<option value="2016">2016年（1）</option>',
        '<option value="zh-hans" lang="zh-hans">简体中文（1）</option>',
    ):
        assertContains(response, option, html=True)
    for secret in ("Secret", "2001"):
        assertNotContains(response, secret)


def test_choice_can_be_taken_back(client, posts):
    assertContains(
        client.get("/blog/?year=2018&series=field-notes"), 'class="chip chip-chosen" href="/blog/?series=field-notes"'
    )


def test_combination_without_posts_says_so(client, posts):
    assertContains(client.get("/blog/?year=2016&project=linkerd"), "Remove a filter to see more")


@pytest.mark.parametrize(
    "query",
    [
        "year=2017",
        "year=2001",
        "year=abc",
        "year=%00",
        "project=none",
        "project=secret",
        "series=none",
        "language=tlh",
        "language=%ff",
    ],
)
def test_choice_that_leads_nowhere(client, posts, query):
    assert client.get(f"/blog/?{query}").status_code == 404


@pytest.mark.parametrize("page", ["abc", "0", "-1", "2", "1.5", "99999999999999999999", "%00"])
def test_page_that_does_not_exist(client, posts, page):
    assert client.get(f"/blog/?page={page}").status_code == 404


@pytest.mark.parametrize("page", ["1", "last", ""])
def test_page_that_does(client, posts, page):
    assert client.get(f"/blog/?page={page}").status_code == 200


def test_pages_hold_every_post_once_and_keep_the_filter(client):
    notes = make_series("Field Notes")
    count = 2 * POSTS_PER_PAGE + 3
    for number in range(count):
        make_post(f"Note {number}", day=DAY - timedelta(days=number // 3), series=notes)
    pages = [client.get(f"/blog/?series=field-notes&page={page}") for page in (1, 2, 3)]
    assert [title for page in pages for title in titles(page)] == [
        f"Note {number}" for number in sorted(range(count), key=lambda n: (n // 3, -n))
    ]
    assertContains(pages[0], 'href="/blog/?series=field-notes&amp;page=2"')


@pytest.mark.parametrize("count", [10, 60])
@pytest.mark.parametrize("query", ["", "year=2018", "project=linkerd&series=field-notes&language=en", "page=last"])
def test_queries_do_not_grow(client, django_assert_max_num_queries, query, count):
    linkerd, notes = make_project("Linkerd"), make_series("Field Notes")
    for number in range(count):
        make_post(f"Note {number}", projects=[linkerd, make_project()], series=notes)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(f"/blog/?{query}").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_counts_do_not_outlive_a_change(client):
    make_post("First", series=make_series("Field Notes"))
    assertContains(client.get("/blog/"), "Field Notes (1)")
    make_post("Second", series=make_series("Sea Notes"))
    assertContains(client.get("/blog/?series=sea-notes"), "Sea Notes (1)")
