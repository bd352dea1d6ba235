"""The words a card shows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.records import Context
from posts.importer.stages.summary import LENGTH, summarise, to_summary
from tests.posts.importer.drafts import bullets, draft, heading, paragraph

SHORT = "Hello there."
LONG = "It took us a week and a half to move the queue, and in the end nobody noticed. "
HAN = "我们花了一个半星期迁移队列，最后没有人注意到它已经迁移完成。"


@pytest.mark.parametrize(
    ("blocks", "summary"),
    [
        pytest.param((paragraph(LONG.strip()),), LONG.strip(), id="whole"),
        pytest.param((paragraph(SHORT), paragraph(LONG.strip())), LONG.strip(), id="greeting-passed-over"),
        pytest.param((paragraph(SHORT),), SHORT, id="nothing-longer"),
        pytest.param((heading(LONG), bullets(LONG), paragraph(SHORT)), SHORT, id="only-paragraphs"),
        pytest.param((paragraph(LONG * 5),), (LONG * 3).strip(), id="cut-at-a-sentence"),
        pytest.param((paragraph("Run `a --b` and ``c``, don`t ask"),), "Run a --b and c, don`t ask", id="code"),
        pytest.param((paragraph("One line\nand another"),), "One line and another", id="line-breaks"),
        pytest.param((paragraph(HAN * 9),), HAN * 4, id="han-counts-twice"),
        pytest.param((heading("Only a Heading"),), "", id="no-paragraph"),
        pytest.param((), "", id="nothing"),
    ],
)
def test_summary(blocks, summary):
    assert to_summary(blocks) == summary


def test_a_sentence_without_end_is_cut_between_words():
    summary = to_summary((paragraph("word " * 200),))
    assert summary == "word " * 55 + "word…"


def test_a_summary_that_is_there_stays():
    given = draft(LONG)
    kept = summarise(replace(given, texts=(replace(given.texts[0], summary="Ours."),)), Context())
    assert kept.texts[0].summary == "Ours."


@given(st.lists(st.text("ab 张。.!?…“”\n,", max_size=400), max_size=3))
def test_it_is_never_too_long_and_begins_as_a_paragraph_does(texts):
    summary = to_summary(tuple(paragraph(text) for text in texts))
    assert len(summary) <= LENGTH + 1
    starts = [text.replace("\n", " ") for text in texts] or [""]
    assert any(start.startswith(summary.removesuffix("…")) for start in starts)
