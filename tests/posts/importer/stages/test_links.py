"""Lines that are another post's title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.identity import title_key
from posts.importer.records import Context, Kind
from posts.importer.stages.links import link_titles
from tests.posts.importer.drafts import bullets, draft, heading

OTHER = "The Council Votes to Move Rook Up"
CONTEXT = Context(
    titles={
        title_key(OTHER): "rook-moves-up",
        title_key("My Own Title Here"): "own",
        title_key("What’s Next?"): "whats-next",
        title_key("云原生的未来"): "future",
    },
    slug="own",
)


@pytest.mark.parametrize(
    "line",
    [OTHER, OTHER.upper(), f"“{OTHER}”", f"  {OTHER} 🗓", OTHER.replace(" ", "\u00a0")],
    ids=["same", "capitals", "quoted", "emoji", "odd-spaces"],
)
def test_a_paragraph_that_is_a_title_becomes_a_link(line):
    done = link_titles(draft("Before.", line), CONTEXT)
    link = done.texts[0].blocks[1]
    assert (link.kind, link.label, link.text) == (Kind.LINK, "rook-moves-up", line)
    assert [(note.stage, note.line) for note in done.notes] == [("links", 4)]


def test_the_original_that_a_translation_names_is_for_an_editor():
    done = link_titles(draft("之前。", f"原文标题：{OTHER}", language="zh-hans"), CONTEXT)
    assert (done.texts[0].blocks[1].kind, done.texts[0].blocks[1].label) == (Kind.LINK, "rook-moves-up")
    assert [(note.line, note.review) for note in done.notes] == [(4, False), (4, True)]


def test_an_original_that_is_nowhere_stays_text():
    done = link_titles(draft("之前。", "原文标题：Nobody’s Title At All", language="zh-hans"), CONTEXT)
    assert (done.texts[0].blocks[1].kind, done.notes) == (Kind.PARAGRAPH, ())


def test_a_title_taken_for_a_heading_becomes_a_link():
    assert link_titles(draft(heading(OTHER)), CONTEXT).texts[0].blocks[0].kind is Kind.LINK


def test_a_list_item_that_is_a_title_links():
    items = link_titles(draft(bullets("Something else", OTHER)), CONTEXT).texts[0].blocks[0].items
    assert [item.link for item in items] == ["", "rook-moves-up"]


def test_a_chinese_title_links():
    assert link_titles(draft("云原生的未来"), CONTEXT).texts[0].blocks[0].label == "future"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("My Own Title Here", id="the-post-itself"),
        pytest.param("What’s Next?", id="generic"),
        pytest.param(f"{OTHER} and on", id="more-than-the-title"),
        pytest.param(f"We wrote “{OTHER}”.", id="a-sentence"),
        pytest.param(f"{OTHER}\nA second line", id="two-lines"),
        pytest.param("Nobody’s Title At All", id="unknown"),
        pytest.param("", id="empty"),
    ],
)
def test_other_lines_stay(line):
    before = draft(line)
    assert link_titles(before, CONTEXT) is before


@given(st.lists(st.text(max_size=40), max_size=5))
def test_no_text_raises(lines):
    assert len(link_titles(draft(*lines), CONTEXT).texts[0].blocks) == len(lines)
