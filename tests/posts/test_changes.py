"""What differs between two states: fields, lines, words."""

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.changes import GONE, NEW, SAME, SKIPPED, Change, changes, lines_of_diff

TEXT = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight"


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        pytest.param({"title": "A"}, {"title": "A"}, [], id="nothing"),
        pytest.param({"title": "A"}, {"title": "B"}, ["title"], id="a-text"),
        pytest.param({"tags": ["x"]}, {"tags": ["x", "y"]}, ["tags"], id="a-list"),
        pytest.param({}, {"title": "B"}, ["title"], id="a-new-field"),
        pytest.param({"title": "A"}, {}, ["title"], id="a-field-that-is-gone"),
        pytest.param({"title": "", "tags": []}, {"summary": None}, [], id="one-kind-of-empty-for-another"),
        pytest.param({"b": "1", "a": "1"}, {"c": "1"}, ["b", "a", "c"], id="in-their-order"),
    ],
)
def test_the_fields_that_differ(before, after, fields):
    assert [change.field for change in changes(before, after)] == fields


@pytest.mark.parametrize(
    ("before", "after", "context", "diff"),
    [
        pytest.param("a", "b", 1, ["@@ -1 +1 @@", "-a", "+b"], id="one-line"),
        pytest.param("", "b", 1, ["@@ -0,0 +1 @@", "+b"], id="from-nothing"),
        pytest.param(["x", "y"], ["y"], 1, ["@@ -1,2 +1 @@", "-x", " y"], id="a-member-of-a-list"),
        pytest.param(
            TEXT,
            TEXT.replace("two", "2").replace("seven", "7"),
            1,
            ["@@ -1,3 +1,3 @@", " one", "-two", "+2", " three", "@@ -6,3 +6,3 @@", " six", "-seven", "+7", " eight"],
            id="two-places",
        ),
        pytest.param(
            TEXT,
            TEXT.replace("two", "2").replace("five", "5"),
            1,
            ["@@ -1,6 +1,6 @@", " one", "-two", "+2", " three", " four", "-five", "+5", " six"],
            id="places-whose-surroundings-touch-are-one",
        ),
        pytest.param(TEXT, TEXT + "\nnine", 0, ["@@ -8,0 +9 @@", "+nine"], id="no-surroundings"),
    ],
)
def test_a_unified_diff(before, after, context, diff):
    assert list(Change("body_en", before, after).unified(context)) == diff


lines = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(lines, lines, st.integers(0, 3))
def test_applied_to_the_one_it_gives_the_other(before, after, context):
    patched, line = [], 0
    for row in Change("tags", before, after).unified(context):
        if row.startswith("@@"):
            start, count = (*(int(number) for number in row.split()[1][1:].split(",")), 1)[:2]
            patched += before[line : (line := start - 1 if count else start)]
        elif row[0] == NEW:
            patched.append(row[1:])
        else:
            assert before[line] == row[1:]
            patched += [row[1:]] if row[0] == SAME else []
            line += 1
    assert patched + before[line:] == after


@given(lines, lines)
def test_it_finds_what_the_standard_library_finds(before, after):
    ours = Change("tags", before, after).unified(3)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    assert sum(row[0] in "-+" for row in ours) <= len(before) + len(after) - 2 * matcher.find_longest_match().size
    assert bool(ours) == (before != after)


@given(lines, lines)
def test_line_by_line_both_sides_are_whole(before, after):
    found = Change("tags", before, after).lines()
    assert [line.text for line in found if line.mark != NEW] == before
    assert [line.text for line in found if line.mark != GONE] == after


def test_words_that_differ_are_marked():
    gone, come = Change("body_en", "The cluster runs on three nodes.", "The cluster runs on four nodes.").lines()
    assert [text for text, differs in gone.parts if differs] == ["three"]
    assert [text for text, differs in come.parts if differs] == ["four"]


def test_han_is_marked_sign_by_sign():
    gone, come = Change("body_zh_hans", "集群有三个节点。", "集群有四个节点。").lines()
    assert ([text for text, differs in gone.parts if differs], [text for text, differs in come.parts if differs]) == (
        ["三"],
        ["四"],
    )


def test_lines_with_little_in_common_are_marked_whole():
    gone, come = Change("title_en", "Notes from a conference", "云原生").lines()
    assert (gone.parts, come.parts) == ((("Notes from a conference", True),), (("云原生", True),))


def test_spaces_in_common_are_not_enough():
    gone, come = Change("summary_en", "A summary that an editor wrote.", "What the archive says in short.").lines()
    assert (len(gone.parts), len(come.parts)) == (1, 1)


@given(lines, lines, st.integers(0, 3))
def test_a_diff_that_was_kept_shows_the_same(before, after, context):
    change = Change("tags", before, after)
    kept = [line for line in lines_of_diff(change.unified(context)) if line.mark != SKIPPED]
    assert kept == [line for line in change.lines(context) if line.mark != SKIPPED]


def test_lines_left_out_are_told():
    found = Change("body_en", TEXT, TEXT.replace("four", "4")).lines(context=1)
    assert [line.mark for line in found] == [SKIPPED, SAME, GONE, NEW, SAME, SKIPPED]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("\n".join(map(str, range(9_000))), "\n".join(map(str, range(9_000, 0, -1))), id="lines"),
        pytest.param(" ".join(map(str, range(9_000))), " ".join(map(str, range(9_000, 0, -1))), id="words"),
    ],
)
def test_a_text_of_any_length_is_compared_in_time(before, after):
    assert Change("body_en", before, after).lines()
