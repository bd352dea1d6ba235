"""Which page a file is, and which numbers are missing."""

import pytest

from posts.audit.numbers import candidates, file_number, number_pages, pager_of, ranges, spell
from posts.audit.records import Seen, Sheet


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        pytest.param(["1 31 32 33 39"], {32}, id="between-its-neighbours"),
        pytest.param(["1 … 31 32 33 … 39"], {32}, id="dots"),
        pytest.param(["1 2 3 … 39"], {1, 2}, id="at-the-start"),
        pytest.param(["« Previous", "1 2 3 … 39"], {2}, id="which-has-a-newer-page"),
        pytest.param(["« Previous 1 2 3 4 5 6 Next »"], {2, 3, 4, 5}, id="all-pages-named"),
        pytest.param(["1 … 37 38 39"], {38, 39}, id="at-the-end"),
        pytest.param(["1 … 37 38 39", "« Older Entries"], {38}, id="which-has-an-older-page"),
        pytest.param(["« Older Entries"], set(), id="no-numbers"),
        pytest.param(["1 5 6 20 39"], set(), id="no-pagination-looks-so"),
        pytest.param([], set(), id="nothing"),
    ],
)
def test_a_pagination_tells_its_page(lines, pages):
    assert candidates(pager_of(lines)) == pages


@pytest.mark.parametrize(
    ("file", "pattern", "number"),
    [
        pytest.param("page-031.txt", "page-#.txt", 31, id="named"),
        pytest.param("blog/page/7/index.txt", "blog/page/#/index.txt", 7, id="folder"),
        pytest.param("blog-2018-page3.txt", "blog-2018-page#.txt", 3, id="after-a-year"),
        pytest.param("archive/012_9f3a77.txt", "archive/#", 12, id="leading"),
        pytest.param("listing 4.txt", "listing #.txt", 4, id="trailing"),
    ],
)
def test_a_name_holds_a_number(file, pattern, number):
    found = file_number(file)
    assert (found.pattern, found.number) == (pattern, number)


@pytest.mark.parametrize("file", ["stdin", "9f3a77.txt", "20180925.txt", "notes.txt", "k8s.txt"])
def test_a_name_may_hold_none(file):
    assert file_number(file) is None


def sheet(file: str, pagination: str = "") -> Sheet:
    return Sheet(file, (Seen(1, "Lanterns", file, 1, 9, ""),), pager=pager_of([pagination]))


@pytest.mark.parametrize(
    ("sheets", "pages"),
    [
        pytest.param([sheet("page-1.txt"), sheet("page-3.txt")], {"page-1.txt": 1, "page-3.txt": 3}, id="names"),
        pytest.param([sheet("page-0.txt"), sheet("page-2.txt")], {"page-0.txt": 1, "page-2.txt": 3}, id="counted-from-0"),
        pytest.param([sheet("1.txt"), sheet("2.txt")], {}, id="numbers-of-anything"),
        pytest.param([sheet("1.txt", "1 2 3 … 9"), sheet("2.txt")], {"1.txt": 1, "2.txt": 2}, id="a-pagination-vouches"),
        pytest.param([sheet("page-1.txt", "1 31 32 33 39"), sheet("page-2.txt")], {"page-1.txt": 32}, id="one-contradicts"),
    ],
)
def test_names_and_paginations_together(sheets, pages):
    assert number_pages(sheets)[0] == pages


def test_runs_are_spelled():
    assert spell(ranges([1, 2, 3, 7, 9, 10]), width=3) == "001–003, 007, 009–010"
