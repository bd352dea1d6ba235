"""Quotes that stand alone, and who said them."""

import pytest

from posts.importer.records import Kind
from tests.posts.importer.blocks.reading import PROSE, blocks, kinds

QUOTE = "“We would do it again next week if we had to.”"


@pytest.mark.parametrize(
    ("text", "quoted", "attribution"),
    [
        pytest.param(QUOTE, QUOTE, "", id="alone"),
        pytest.param(f"{QUOTE} – Ada Example, CTO, Example Co", QUOTE, "– Ada Example, CTO, Example Co", id="behind-it"),
        pytest.param(f"{QUOTE} -- Ada Example", QUOTE, "-- Ada Example", id="two-dashes"),
        pytest.param(f"{QUOTE}\n\n– Ada Example, CTO, Example Co", QUOTE, "– Ada Example, CTO, Example Co", id="below-it"),
        pytest.param(f"{QUOTE}\n— Ada Example", QUOTE, "— Ada Example", id="on-the-next-line"),
        pytest.param('"We would do it again next week."', '"We would do it again next week."', "", id="straight"),
        pytest.param(
            "“Queues Were Boring, and That Was Good.” – Ada", "“Queues Were Boring, and That Was Good.”", "– Ada", id="capitals"
        ),
        pytest.param("「我们下周愿意再做一次这样的迁移」", "「我们下周愿意再做一次这样的迁移」", "", id="corner-brackets"),
        pytest.param("“She said “never again” and meant it.”", "“She said “never again” and meant it.”", "", id="nested"),
    ],
)
def test_a_quote(text, quoted, attribution):
    (block,) = blocks(text)
    assert (block.kind, block.text, block.label) == (Kind.QUOTE, quoted, attribution)
    assert (block.start, block.end) == (1, len(text.split("\n")))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“It simply went on working,” she said.", id="goes-on"),
        pytest.param("“It works,” said Ada Example. “It always has.”", id="two-quotes"),
        pytest.param("She said: “We would do it again next week.”", id="words-before"),
        pytest.param("“Well”", id="a-word"),
        pytest.param("“Queues for the Impatient” – Ada Example, Example Co", id="a-talk"),
        pytest.param("“We would do it again and never closed the mark", id="unclosed"),
    ],
)
def test_no_quote(text):
    assert "quote" not in kinds(f"{text}\n\n{PROSE}")


def test_a_dash_below_a_quote_that_names_nobody_is_text():
    assert kinds(f"{QUOTE}\n\n– so much for that") == ["quote", "paragraph"]
