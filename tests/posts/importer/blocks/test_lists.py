"""Lists of bullets and numbers, deeper ones by indent."""

import pytest

from posts.importer.blocks.lists import is_item, to_items
from posts.importer.records import Kind
from tests.posts.importer.blocks.reading import PROSE, blocks, kinds, of


@pytest.mark.parametrize(
    ("text", "items"),
    [
        pytest.param("  • one\n  • two", [("one", 0, False, 1), ("two", 0, False, 1)], id="bullets"),
        pytest.param("•one\n•two", [("one", 0, False, 1), ("two", 0, False, 1)], id="without-a-space"),
        pytest.param("  • one", [("one", 0, False, 1)], id="one-bullet"),
        pytest.param(
            "  • one\n    • deep\n  • two", [("one", 0, False, 1), ("deep", 1, False, 1), ("two", 0, False, 1)], id="deep"
        ),
        pytest.param(
            "• a\n  ◦ b\n    ▪ c\n• d",
            [("a", 0, False, 1), ("b", 1, False, 1), ("c", 2, False, 1), ("d", 0, False, 1)],
            id="deeper",
        ),
        pytest.param("  1. one\n  2. two", [("one", 0, True, 1), ("two", 0, True, 2)], id="numbers"),
        pytest.param("1)    one\n2)    two", [("one", 0, True, 1), ("two", 0, True, 2)], id="brackets"),
        pytest.param("1) one thing", [("one thing", 0, True, 1)], id="one-bracket"),
        pytest.param("- one\n- two", [("one", 0, False, 1), ("two", 0, False, 1)], id="dashes"),
        pytest.param("* one\n* two", [("one", 0, False, 1), ("two", 0, False, 1)], id="stars"),
        pytest.param("1、第一\n2、第二", [("第一", 0, True, 1), ("第二", 0, True, 2)], id="chinese"),
        pytest.param("• one\n\n• two", [("one", 0, False, 1), ("two", 0, False, 1)], id="over-a-blank-line"),
        pytest.param("1. one\n\n2. two", [("one", 0, True, 1), ("two", 0, True, 2)], id="numbers-over-a-blank-line"),
        pytest.param("3. three\n4. four", [("three", 0, True, 3), ("four", 0, True, 4)], id="from-three"),
    ],
)
def test_a_list(text, items):
    (block,) = blocks(text)
    assert block.kind is Kind.LIST
    assert [(item.text, item.depth, item.ordered, item.number) for item in block.items] == items


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- so she said", id="a-single-dash"),
        pytest.param("1.5 times faster than before.", id="a-decimal"),
        pytest.param("2018 was a good year.", id="a-year"),
        pytest.param("A • B", id="a-bullet-inside"),
        pytest.param("-5 degrees", id="a-minus"),
        pytest.param("•", id="a-lone-bullet"),
    ],
)
def test_no_list(text):
    assert "list" not in kinds(text)


def test_a_list_ends_where_prose_begins():
    assert kinds(f"{PROSE}\n• one\n• two\n{PROSE}") == ["paragraph", "list", "paragraph"]
    assert [(block.start, block.end) for block in blocks(f"{PROSE}\n• one\n• two\n{PROSE}")] == [(1, 1), (2, 3), (4, 4)]


def test_a_wide_gap_starts_another_list():
    assert len(of(Kind.LIST, "• one\n\n\n\n• two")) == 2


def test_numbers_that_start_anew_are_another_list():
    assert len(of(Kind.LIST, "1. one\n2. two\n\n1. one\n2. two")) == 2


@pytest.mark.parametrize(
    ("line", "expected"), [("• one", True), ("1. one", True), ("- one", False), ("one", False), ("", False)]
)
def test_is_item(line, expected):
    assert is_item(line) is expected


def test_depth_returns_to_where_it_was():
    assert [item.depth for item in to_items(["• a", "    • b", "  • c", "• d", "\t• e"])] == [0, 1, 1, 0, 1]
