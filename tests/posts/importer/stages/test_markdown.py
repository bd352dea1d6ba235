"""Blocks written as Markdown that reads as the archive did, whatever characters it holds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posts.importer.records import Block, Context, Item, Kind
from posts.importer.stages.markdown import escape, escape_start, to_markdown, write_markdown
from posts.markdown import render
from tests.posts.importer.drafts import bullets, draft, heading, paragraph
from tests.posts.importer.pages import ALPHABET, clean_text, text_of


def block(kind: Kind, text: str, **fields) -> Block:
    return Block(kind, text, 1, 1, **fields)


@pytest.mark.parametrize("text", ["__name__", "count by (__name__)", "_one_ two_", "snake_case", "a__b", "__x"])
def test_underscores_stay(text):
    assert render(escape(text)) == f"<p>{text}</p>\n"


@pytest.mark.parametrize(
    ("made", "markdown"),
    [
        pytest.param(paragraph("One."), "One.\n", id="paragraph"),
        pytest.param(paragraph("One\ntwo"), "One\\\ntwo\n", id="line-break"),
        pytest.param(heading("What We Did"), "## What We Did\n", id="heading"),
        pytest.param(heading("What We Did", level=3), "### What We Did\n", id="deeper-heading"),
        pytest.param(heading("Why C # #"), "## Why C # \\#\n", id="heading-that-ends-in-its-mark"),
        pytest.param(bullets("one", "two"), "- one\n- two\n", id="list"),
        pytest.param(
            block(Kind.LIST, "", items=(Item("one"), Item("deep", 1), Item("first", 1, True, 1))),
            "- one\n    - deep\n    1. first\n",
            id="deeper-items",
        ),
        pytest.param(block(Kind.LIST, "", items=(Item("one", 0, True, 3),)), "3. one\n", id="number"),
        pytest.param(
            block(Kind.LIST, "", items=(Item("A Title", link="a-title"),)), "- [A Title](/blog/a-title/)\n", id="linked-item"
        ),
        pytest.param(block(Kind.QUOTE, "“Well.”"), "> “Well.”\n", id="quote"),
        pytest.param(block(Kind.QUOTE, "“Well.”", label="– Ada"), "> “Well.”\n>\n> – Ada\n", id="attributed-quote"),
        pytest.param(block(Kind.CAPTION, "Figure 1:\na queue"), "![Figure 1: a queue]()\n", id="caption"),
        pytest.param(block(Kind.CODE, "a *b*"), "```\na *b*\n```\n", id="code"),
        pytest.param(block(Kind.CODE, "```"), "````\n```\n````\n", id="code-with-a-fence"),
        pytest.param(block(Kind.TURN, "Yes.", label="Ada:"), "**Ada:** Yes.\n", id="turn"),
        pytest.param(block(Kind.LINK, "A Title", label="a-title"), "[A Title](/blog/a-title/)\n", id="link"),
    ],
)
def test_each_kind_of_block(made, markdown):
    assert to_markdown([made]) == markdown


def test_blocks_stand_apart():
    assert to_markdown([heading("One"), paragraph("Two.")]) == "## One\n\nTwo.\n"
    assert to_markdown([]) == ""


@pytest.mark.parametrize(
    ("mark", "text", "written"),
    [
        pytest.param("(", "Fast (1) and sound.", "Fast [^1] and sound.", id="round"),
        pytest.param("[", "Fast [1] and sound.", "Fast [^1] and sound.", id="square"),
        pytest.param("(", "Fast [1] and sound.", "Fast \\[1\\] and sound.", id="another-bracket"),
        pytest.param("(", "Fast (2) and sound.", "Fast (2) and sound.", id="another-number"),
    ],
)
def test_references_lead_to_their_footnotes(mark, text, written):
    note = block(Kind.FOOTNOTE, "As of May.", level=1, label=mark)
    assert to_markdown([paragraph(text), note]) == f"{written}\n\n[^1]: As of May.\n"


def test_code_refers_to_no_footnote():
    note = block(Kind.FOOTNOTE, "As of May.", level=1, label="(")
    assert to_markdown([block(Kind.CODE, "f(1)"), note]).startswith("```\nf(1)\n```")


def test_the_stage_writes_every_text():
    done = write_markdown(draft("One *two*."), Context())
    assert [text.body for text in done.texts] == ["One \\*two\\*.\n"]


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain, snake_case & 3 < 4", "plain, snake_case & 3 < 4"),
        ("*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~c\\~"),
        ("[a](b)", "\\[a\\](b)"),
        ("<b> </b> <!-- -->", "\\<b> \\</b> \\<!-- -->"),
        ("&amp; &copy; AT&T", "\\&amp; \\&copy; AT&T"),
        ("a | b \\ c", "a \\| b \\\\ c"),
        ("`a*b` * `", "`a*b` \\* \\`"),
        ("https://example.org/a_b*c", "https://example.org/a_b*c"),
        ("[https://example.org/a]", "\\[<https://example.org/a>\\]"),
    ],
)
def test_escape(text, escaped):
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("line", "escaped"),
    [
        ("# one", "\\# one"),
        ("> one", "\\> one"),
        ("+ one", "\\+ one"),
        ("- one", "\\- one"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("1. one", "1\\. one"),
        ("2018) one", "2018\\) one"),
        ("1.5 times", "1.5 times"),
        ("one # two", "one # two"),
        ("", ""),
    ],
)
def test_a_line_that_would_start_a_block_stays_a_line(line, escaped):
    assert escape_start(line) == escaped


def visible(text: str) -> str:
    """``text`` without white space, and without the backticks that mark code."""
    return re.sub(r"[\s`]", "", text)


# Lines as paragraphs hold them. (An address that starts with "www." alone may take an escape behind it for a part of itself.)
archive_text = clean_text.map(lambda text: "\n".join(line.strip() for line in text.split("\n") if line.strip()))


@settings(max_examples=400, deadline=None)
@given(archive_text)
def test_a_paragraph_reads_as_it_did(text):
    assert visible(text_of(render(to_markdown([paragraph(text)])))) == visible(text)


@settings(max_examples=200, deadline=None)
@given(archive_text.map(lambda text: text.replace("\n", " ")), st.sampled_from(["heading", "item", "quote", "caption", "turn"]))
def test_so_does_every_other_block(text, kind):
    made = {
        "heading": heading(text),
        "item": bullets(text, "another"),
        "quote": block(Kind.QUOTE, text),
        "caption": block(Kind.CAPTION, text),
        "turn": block(Kind.TURN, text, label="Ada:"),
    }[kind]
    seen = visible(text_of(render(to_markdown([made]))))
    assert visible(text) in seen


@settings(max_examples=150, deadline=None)
@given(st.text(ALPHABET + "\n", max_size=80))
def test_code_is_kept_to_the_letter(text):
    made = block(Kind.CODE, text)
    assert text_of(render(to_markdown([made]))).rstrip("\n") == text.rstrip("\n")
