"""Where a post appeared first, as its text tells it."""

import pytest
from hypothesis import given, settings

from posts.importer.credits.sources import parse_source
from posts.importer.records import Context, Draft, Goes, Syndication
from posts.importer.stages.languages import split_languages
from posts.importer.stages.syndication import find_syndication
from tests.posts.importer.pages import any_text, bodies, unread

PROSE = "It took us a week and a half to move the queue, and in the end nobody noticed that it had moved."


def stage(text: str) -> Draft:
    return find_syndication(split_languages(unread(text), Context()), Context())


@pytest.mark.parametrize(
    ("line", "publication", "people"),
    [
        pytest.param("Originally published on Medium.", "Medium", [], id="on"),
        pytest.param("Originally posted on the Example Cloud blog", "Example Cloud blog", [], id="on-the"),
        pytest.param("This post originally appeared on the Example blog.", "Example blog", [], id="appeared"),
        pytest.param("This article was first published in Sample Weekly.", "Sample Weekly", [], id="first-in"),
        pytest.param("*Blog originally posted on sample.io", "sample.io", [], id="star-and-domain"),
        pytest.param(
            "Originally published on Medium by Ada Example, Sr. Director of Engineering, Example Co",
            "Medium",
            [("Ada Example", "Sr. Director of Engineering", "Example Co")],
            id="on-by",
        ),
        pytest.param(
            "Originally published by Ada Example on the Example Cloud blog, here.",
            "Example Cloud blog",
            [("Ada Example", "", "")],
            id="by-on-here",
        ),
        pytest.param(
            "Guest post by Ada Example, CTO, Example Co originally published on Medium",
            "Medium",
            [("Ada Example", "CTO", "Example Co")],
            id="guest-post-by",
        ),
        pytest.param(
            "Cross-posted from the Example blog by Ada Example", "Example blog", [("Ada Example", "", "")], id="cross-posted"
        ),
        pytest.param("Reposted with permission from the Example blog.", "Example blog", [], id="with-permission"),
        pytest.param("Originally published by the Sample team", "Sample", [("", "", "Sample team")], id="team"),
        pytest.param("This post was originally published on Example Cloud. Read it here.", "Example Cloud", [], id="read-it"),
        pytest.param(
            "Originally posted on Medium by Ada Example. Ada is a Storage Engineer at Example Co",
            "Medium",
            [("Ada Example", "Storage Engineer", "Example Co")],
            id="who-that-is",
        ),
        pytest.param("本文最初发表于示例博客", "示例博客", [], id="chinese"),
        pytest.param("本文转自示例公众号", "示例公众号", [], id="chinese-taken-from"),
        pytest.param("来源 | 示例公众号", "示例公众号", [], id="chinese-source-bar"),
        pytest.param("作者：张三 来源：示例公众号", "示例公众号", [("张三", "", "")], id="chinese-author-and-source"),
        pytest.param("Cross posted from Example by Ada Example", "Example", [("Ada Example", "", "")], id="cross"),
        pytest.param(
            "本文作者为张三，示例公司工程师。原文发布于示例博客。",
            "示例博客",
            [("张三", "工程师", "示例公司")],
            id="chinese-byline-first",
        ),
        pytest.param("本文由张三撰写，首发于示例博客。", "示例博客", [("张三", "", "")], id="chinese-written-by"),
    ],
)
def test_a_line_that_tells_nothing_else(line, publication, people):
    source = parse_source(line)
    assert source is not None
    assert source.syndication.publication == publication
    assert [(credit.name, credit.title, credit.organization) for credit in source.credits] == people
    assert source.complete
    assert not source.lost


def test_an_address_is_kept():
    source = parse_source("Originally published at https://blog.example.org/queue.")
    assert source is not None
    assert source.syndication == Syndication("blog.example.org", "https://blog.example.org/queue")


def test_a_lost_name_is_not_invented():
    source = parse_source("Originally published on by Ada Example")
    assert source is not None
    assert source.syndication.publication == ""
    assert [credit.name for credit in source.credits] == ["Ada Example"]
    assert source.lost


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Sample DB was originally released in May by a student.", id="released"),
        pytest.param("We published our findings on Monday.", id="published"),
        pytest.param("The queue first ran on a laptop.", id="ran"),
        pytest.param("Ada shared her screen with the room.", id="shared"),
        pytest.param("Originally, it was written in Perl.", id="written-in"),
        pytest.param("Sample DB, originally written by Bo Sample, joins the sandbox.", id="a-project"),
        pytest.param("Videos will be posted on Friday.", id="will-be"),
        pytest.param("", id="nothing"),
    ],
)
def test_prose_tells_nothing(line):
    assert parse_source(line) is None


def test_a_line_that_says_nothing_else_leaves_the_text():
    done = stage(f"Originally published on the Example blog by Ada Example.\n\n{PROSE}")
    assert done.syndication == Syndication("Example blog")
    assert [credit.name for credit in done.credits] == ["Ada Example"]
    assert bodies(done.texts[0]) == [PROSE]
    assert [(span.start, span.goes) for span in done.spans] == [(5, Goes.SYNDICATION)]
    assert [note.line for note in done.notes if note.stage == "syndication"] == [5]


def test_a_sentence_that_says_more_stays():
    sentence = "This post was originally published on the Example blog. Since then the queue has moved twice, and so have we."
    done = stage(f"{sentence}\n\n{PROSE}")
    assert done.syndication == Syndication("Example blog")
    assert bodies(done.texts[0]) == [sentence, PROSE]
    assert done.spans == ()


def test_a_lost_name_is_for_an_editor_to_find():
    done = stage(f"Originally published on by Ada Example\n\n{PROSE}")
    assert [note.line for note in done.notes if note.review] == [5]


def test_it_is_found_at_the_end_too():
    done = stage(f"{PROSE}\n\n" * 12 + "Originally published on the Example blog.")
    assert done.syndication == Syndication("Example blog")
    assert len(bodies(done.texts[0])) == 12


def test_the_middle_is_not_searched():
    done = stage(f"{PROSE}\n\n" * 12 + "Originally published on the Example blog.\n\n" + f"{PROSE}\n\n" * 12)
    assert done.syndication is None


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_any_line_tells_something_or_nothing(text):
    source = parse_source(text)
    assert source is None or isinstance(source.complete, bool)
