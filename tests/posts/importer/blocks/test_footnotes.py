"""Footnotes at the end that the text refers to."""

import pytest

from posts.importer.records import Kind
from tests.posts.importer.blocks.reading import of


def notes(text: str) -> list[tuple[int, str, str]]:
    return [(block.level, block.label, block.text) for block in of(Kind.FOOTNOTE, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Fast (1).\n\n(1) As of May.", [(1, "(", "As of May.")], id="one"),
        pytest.param(
            "Fast (1) and sound (2).\n\n(1) As of May.\n\n(2) As of June.",
            [(1, "(", "As of May."), (2, "(", "As of June.")],
            id="two",
        ),
        pytest.param("Fast [1].\n\n[1] As of May.", [(1, "[", "As of May.")], id="square"),
        pytest.param("更快(1)。\n\n(1) 截至五月。", [(1, "(", "截至五月。")], id="chinese"),
    ],
)
def test_footnotes(text, expected):
    assert notes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Fast.\n\n(1) As of May.", id="not-referred-to"),
        pytest.param("Fast (2).\n\n(2) As of May.", id="does-not-start-at-one"),
        pytest.param("Fast (1).\n\n(1) As of May.\n\nThe end.", id="not-at-the-end"),
        pytest.param("Fast [1].\n\n(1) As of May.", id="another-bracket"),
        pytest.param("Fast (1), sound (3).\n\n(1) As of May.\n\n(3) As of June.", id="a-number-missing"),
        pytest.param("(1) As of May.", id="nothing-above"),
        pytest.param("Fast (a).\n\n(a) As of May.", id="a-letter"),
    ],
)
def test_no_footnotes(text):
    assert notes(text) == []
