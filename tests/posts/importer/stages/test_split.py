"""Where posts begin on a listing page, and what belongs to none."""

from datetime import date

import pytest
from hypothesis import given, settings

from posts.importer.glued import unglue
from posts.importer.meta_line import parse_meta
from posts.importer.records import Page
from posts.importer.stages.split import split
from tests.posts.importer.pages import any_lines, page

POST = "How We Moved the Queue\n\nBy | Blog\n\nIt took us a week."


def listing(*parts: str) -> str:
    return "\n\n".join(parts)


@pytest.mark.parametrize(
    ("line", "author", "stated", "categories"),
    [
        pytest.param("By | Blog", "", None, ("Blog",), id="nobody"),
        pytest.param("  By | Blog  ", "", None, ("Blog",), id="indented"),
        pytest.param("By Ada Example | Blog", "Ada Example", None, ("Blog",), id="author"),
        pytest.param("By | Announcement, Blog", "", None, ("Announcement", "Blog"), id="two-categories"),
        pytest.param("By | End User, Case Study", "", None, ("End User", "Case Study"), id="categories-of-two-words"),
        pytest.param("By | Galaxies", "", None, ("Galaxies",), id="any-category-without-an-author"),
        pytest.param("By May 26, 2017Blog", "", date(2017, 5, 26), ("Blog",), id="date-glued"),
        pytest.param("By December 4, 2018 Blog", "", date(2018, 12, 4), ("Blog",), id="date"),
        pytest.param(
            "By Ada Example | May 26, 2017 | Blog", "Ada Example", date(2017, 5, 26), ("Blog",), id="date-between-bars"
        ),
        pytest.param("By Ada Example May 26, 2017Blog", "Ada Example", date(2017, 5, 26), ("Blog",), id="author-and-date"),
        pytest.param("By Ada Example | Blog | 2 Comments", "Ada Example", None, ("Blog",), id="comments"),
        pytest.param("By | Blog | No Comments", "", None, ("Blog",), id="no-comments"),
        pytest.param("By | Blog, Blog", "", None, ("Blog",), id="repeated"),
        pytest.param("By February 31, 2018 | Blog", "", None, ("Blog",), id="no-such-day"),
    ],
)
def test_meta_lines(line, author, stated, categories):
    meta = parse_meta(line, 3)
    assert meta is not None
    assert (meta.line, meta.author, meta.date, meta.categories) == (3, author, stated, categories)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By Ada Example", id="a-byline"),
        pytest.param("By Ada Example, CTO, Example Co", id="a-long-byline"),
        pytest.param("By Ada Example | CTO at Example Co", id="a-byline-with-a-bar"),
        pytest.param("By default, pods share a network.", id="prose"),
        pytest.param("Bylines | Blog", id="another-word"),
        pytest.param("by | Blog", id="lower-case"),
        pytest.param("By May 26, 2017 we had moved everything.", id="prose-with-a-date"),
        pytest.param("By |", id="no-category"),
        pytest.param("Written By | Blog", id="words-before"),
        pytest.param("By " + "a" * 300 + " | Blog", id="too-long"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_lines_are_none(line):
    assert parse_meta(line, 3) is None


def test_a_page_is_cut_at_titles_and_meta_lines():
    result = split(page(listing("First", "By | Blog", "One.", "Two.", "Second?", "By Ada Example | Blog", "Three.")))
    first, second = result.entries
    assert (first.position, first.title, first.title_line, first.meta.line, first.body_start) == (1, "First", 1, 3, 4)
    assert [line for line in first.lines if line] == ["One.", "Two."]
    assert (second.position, second.title, second.title_line, second.meta.author) == (2, "Second?", 9, "Ada Example")
    assert (first.line_start, second.line_end) == (1, 13)
    assert result.chrome == result.failures == ()


@pytest.mark.parametrize(
    "title",
    [
        "Are We There Yet?",
        "We Did It!",
        "Ready 🎉 Set 🎉 Go",
        "Welcome to ExampleCon! Here Is What Is New",
        "A Long Title About " + "Many Things and " * 9 + "More",
        "1. Measure",
        "示例公司如何迁移",
    ],
)
def test_titles_of_any_shape(title):
    (entry,) = split(page(f"{title}\n\nBy | Blog\n\nText.")).entries
    assert entry.title == title
    assert not entry.title_glued


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"])
def test_blank_lines_between_title_and_meta_line(gap):
    (entry,) = split(page(f"A Title{gap}By | Blog\n\nText.")).entries
    assert entry.title == "A Title"


@pytest.mark.parametrize(
    "top",
    [
        pytest.param("All Posts By", id="author-page"),
        pytest.param("All Posts By\n\nAda Example", id="author-page-with-name"),
        pytest.param("ExampleCon | Oslo, May 1-3 | Learn more", id="banner"),
        pytest.param("1 2 3 … 39\n\n« Older Entries", id="pagination"),
    ],
)
def test_chrome_above_the_posts(top):
    result = split(page(listing(top, POST)))
    assert [entry.title for entry in result.entries] == ["How We Moved the Queue"]
    assert len(result.chrome) == sum(bool(line) for line in top.split("\n"))
    assert not result.failures


@pytest.mark.parametrize(
    "bottom",
    [
        "1 31 32 33 39",
        "1 2 3 … 39",
        "« Older Entries",
        "Next »",
        "« Previous 1 2 3 Next »",
        "« Older Entries\n\nNext Entries »",
        "« 上一页 下一页 »",
        "Share this: Facebook Twitter LinkedIn",
        "Share this:\n\nTwitter | Facebook\n\n1 2 3",
    ],
)
def test_pagination_below_the_posts(bottom):
    result = split(page(listing(POST, bottom)))
    assert [line for entry in result.entries for line in entry.lines if line] == ["It took us a week."]
    assert len(result.chrome) == sum(bool(line) for line in bottom.split("\n"))


@pytest.mark.parametrize(
    "bottom", ["42", "Next week we rest.", "1 of us stayed", "Older entries burn better", "Twitter", "Share this with us"]
)
def test_a_last_line_that_only_resembles_pagination_is_text(bottom):
    result = split(page(listing(POST, bottom)))
    assert [line for line in result.entries[-1].lines if line] == ["It took us a week.", bottom]
    assert not result.chrome


def test_text_above_the_first_title_is_kept_as_a_failure():
    lost = "This post began on a page that was not saved, and what is left of it is a sentence or two. " * 3
    result = split(page(listing("All Posts By", lost.strip(), POST)))
    (failure,) = result.failures
    assert (failure.line_start, failure.line_end, failure.raw_text) == (3, 3, lost.strip())
    assert "By | Blog" in failure.message
    assert [span.start for span in result.chrome] == [1]


@pytest.mark.parametrize("text", ["", "\n\n", "Only a line.\n\nAnd another."])
def test_a_page_without_posts_fails_with_advice(text):
    result = split(page(text))
    assert result.entries == ()
    (failure,) = result.failures
    assert "By | Blog" in failure.message


GLUED = [
    pytest.param(
        "come and find us in the hall – we would love to talk! Recognized for Its Community Work",
        "Recognized for Its Community Work",
        id="after-an-exclamation",
    ),
    pytest.param(
        "Thanks to everyone who stayed until the very end. Joins the Example Foundation as a Member",
        "Joins the Example Foundation as a Member",
        id="after-a-stop",
    ),
    pytest.param(
        "we would not have had the courage to do it “without them.” Ships Its First Stable Release",
        "Ships Its First Stable Release",
        id="after-a-quote",
    ),
]


@pytest.mark.parametrize(("line", "title"), GLUED)
def test_a_title_glued_to_the_previous_post_is_cut_off_and_flagged(line, title):
    above, below = split(page(listing("Before", "By | Blog", line, "By | Blog", "Text."))).entries
    assert (below.title, below.title_glued) == (title, True)
    assert [note.review for note in below.notes] == [True]
    assert above.lines[-1] + " " + title == line


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Announcing ExampleCon! Tickets Are Out Now for Everyone", id="title-of-two-sentences"),
        pytest.param("Who Moved My Queue? A Story in Three Acts", id="question"),
        pytest.param("Example Co. Moves Its Build Farm", id="abbreviation"),
        pytest.param("Short. Title", id="short"),
        pytest.param("Ready? We are now moving everything to the new cluster.", id="a-sentence-behind"),
    ],
)
def test_titles_that_hold_a_sentence_end_stay_whole(line):
    assert unglue(line) is None


def test_the_first_title_of_a_page_is_glued_to_nothing():
    line = GLUED[0].values[0]
    assert split(page(listing(line, "By | Blog", "Text."))).entries[0].title == line


def test_a_title_in_the_text_is_a_mention():
    result = split(
        page(listing("First", "By | Blog", "Read also", "Second", "which explains it.", "Second", "By | Blog", "Text."))
    )
    assert [entry.title for entry in result.entries] == ["First", "Second"]
    assert "Second" in result.entries[0].lines


@pytest.mark.parametrize(
    ("title", "lost"),
    [
        ("A Conversation With the Maintainers of", True),
        ("From Source to Image, with", True),
        ("The Tools We Work With", False),
        ("What the Queue Is For", False),
    ],
)
def test_a_title_that_goes_on_is_for_an_editor_to_check(title, lost):
    (entry,) = split(page(f"{title}\n\nBy | Blog\n\nText.")).entries
    assert any(note.review for note in entry.notes) == lost


def test_a_very_long_title_is_for_an_editor_to_check():
    (entry,) = split(page(f"{'A Word ' * 40}\n\nBy | Blog\n\nText.")).entries
    assert [note.review for note in entry.notes] == [True]


@settings(max_examples=200, deadline=None)
@given(any_lines)
def test_entries_follow_each_other_and_point_into_the_page(lines):
    last = 0
    for position, entry in enumerate(split(Page("page.txt", lines)).entries, start=1):
        assert entry.position == position
        assert entry.title
        assert last <= entry.title_line < entry.meta.line < entry.body_start
        assert lines[entry.title_line - 1].strip().endswith(entry.title)
        last = entry.line_end
