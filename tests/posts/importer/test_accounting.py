"""Nothing is lost: every line of a page that is not blank ends in exactly one place."""

import re
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings

from posts.importer.pipeline import make_draft
from posts.importer.records import Context, Entry, Goes, Page
from posts.importer.stages.split import Split, split
from posts.markdown import render
from tests.posts.importer import pages
from tests.posts.importer.pages import any_lines, clean_text, listings, page, text_of


def filled(lines: tuple[str, ...], start: int = 1) -> Counter[int]:
    return Counter(number for number, line in enumerate(lines, start) if line.strip())


def places(result: Split) -> Counter[int]:
    """Line → in how many places it ended up."""
    found = Counter(number for span in result.chrome for number in range(span.start, span.end + 1))
    for failure in result.failures:
        found.update(range(failure.line_start, failure.line_end + 1))
    for entry in result.entries:
        found.update([entry.meta.line] if entry.title_glued else [entry.title_line, entry.meta.line])
        found.update(filled(entry.lines, entry.body_start))
    return found


def body_places(entry: Entry) -> Counter[int]:
    draft = make_draft(entry, Context())
    return Counter(number for span in draft.spans for number in range(span.start, span.end + 1))


def own_lines(entry: Entry) -> Counter[int]:
    own = filled(entry.lines, entry.body_start)
    own.update([entry.meta.line] if entry.title_glued else [entry.title_line, entry.meta.line])
    return own


@settings(max_examples=300, deadline=None)
@given(any_lines)
def test_every_line_of_any_page_is_in_one_place(lines):
    result = split(Page("page.txt", lines))
    found = places(result)
    if any(failure.line_start == 1 for failure in result.failures) and not any(filled(lines)):
        return  # an empty page fails as a whole
    assert {number: found[number] for number in filled(lines)} == dict(filled(lines))


@settings(max_examples=300, deadline=None)
@given(any_lines)
def test_every_line_of_any_post_is_in_one_place(lines):
    for entry in split(Page("page.txt", lines)).entries:
        assert body_places(entry) == own_lines(entry)


@settings(max_examples=60, deadline=None)
@given(listings)
def test_the_same_entry_always_makes_the_same_draft(lines):
    for entry in split(Page("page.txt", lines)).entries:
        assert make_draft(entry, Context()) == make_draft(entry, Context())


NUMBER = re.compile(r"^\s*(?:\d{1,3}[.)）、]|[(\[]\d{1,2}[)\]])")  # an item's or a note's is markup in HTML
WORD = re.compile(r"[^\W_]+")


def words(texts: Iterable[str]) -> Counter[str]:
    return Counter(WORD.findall(" ".join(texts).replace("`", "")))  # backticks mark code, and go


def lost_words(entry: Entry) -> list[str]:
    """The words of an entry's text that no reader of its post would see."""
    draft = make_draft(entry, Context())
    seen = words(text_of(render(text.body)) + f" {text.title}" for text in draft.texts)
    lines = {number for span in draft.spans if span.goes is Goes.TEXT for number in range(span.start, span.end + 1)}
    text = [line for number, line in enumerate(entry.lines, entry.body_start) if number in lines]
    return list((words(NUMBER.sub(" ", line) for line in text) - seen).elements())


@settings(max_examples=100, deadline=None)
@given(listings)
def test_every_word_of_a_listing_is_shown(lines):
    for entry in split(Page("page.txt", lines)).entries:
        assert lost_words(entry) == []


@settings(max_examples=300, deadline=None)
@given(clean_text)
def test_every_word_of_any_text_is_shown(text):
    assert lost_words(pages.entry(text)) == []


PAGE = """All Posts By

Ada Example

How We Moved the Queue

By | Blog

By Ada Example, CTO, Example Co

Originally published on the Example blog.

It took us a week and a half to move the queue, and in the end nobody noticed. Five Lessons From the Move

By | Blog

We learned a lot.
作者：张三

1 2 3 … 39"""


@pytest.fixture
def entries() -> tuple[Entry, ...]:
    return split(page(PAGE)).entries


def test_where_each_line_of_a_post_went(entries):
    first, second = (make_draft(entry, Context()) for entry in entries)
    assert sorted((span.start, span.end, span.goes) for span in first.spans) == [
        (5, 5, Goes.TITLE),
        (7, 7, Goes.META),
        (9, 9, Goes.CREDIT),
        (11, 11, Goes.SYNDICATION),
        (13, 13, Goes.TEXT),
    ]
    assert sorted((span.start, span.end, span.goes) for span in second.spans) == [
        (15, 15, Goes.META),
        (17, 17, Goes.TEXT),
        (18, 18, Goes.CREDIT),
    ], "the glued title shares line 13 with the post above it"


def test_chrome_is_accounted_for_too():
    assert [(span.start, span.goes) for span in split(page(PAGE)).chrome] == [
        (1, Goes.CHROME),
        (3, Goes.CHROME),
        (20, Goes.CHROME),
    ]
