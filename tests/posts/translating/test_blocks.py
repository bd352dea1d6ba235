"""A text cut into blocks, and joined again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.translating.blocks import cut, join

EVERYTHING = """\

# Lanterns

First line
second line
- one
- two

  more of two
```sh
echo

echo
```
[ref]: https://example.org

| a | b |
|---|---|
| 1 | 2 |

> quoted
lazily

1. first

![A cat](cat.jpg "Ours")

<div>raw</div>

Setext
------
***
A note[^1] here.

[^1]: Told below
    in two lines.

The end."""


def kinds(text: str) -> list[tuple[str, int]]:
    return [(block.kind.value, block.line) for block in cut(text)]


def test_every_kind_of_block_is_told_with_its_line():
    assert kinds(EVERYTHING) == [
        ("raw", 1),
        ("heading", 2),
        ("paragraph", 4),
        ("list", 6),
        ("code", 10),
        ("raw", 15),
        ("table", 17),
        ("quote", 21),
        ("list", 24),
        ("image", 26),
        ("raw", 28),
        ("heading", 30),
        ("raw", 32),
        ("paragraph", 33),
        ("footnote", 35),
        ("paragraph", 38),
    ]
    assert [block.level for block in cut(EVERYTHING) if block.level] == [1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("\n\n", [("raw", 1)], id="blank"),
        pytest.param("One", [("paragraph", 1)], id="no-line-break"),
        pytest.param("One\r\n\r\nTwo\r\n", [("paragraph", 1), ("paragraph", 3)], id="crlf"),
        pytest.param("See ![x](y.png) here", [("paragraph", 1)], id="picture-in-a-sentence"),
        pytest.param("![Figure 1: how it fits]()", [("image", 1)], id="lost-picture"),
        pytest.param("```\nnever closed\n\n# no heading", [("code", 1)], id="unclosed-code"),
        pytest.param("- a\n\n  ```\n  # no\n  ```\n- b", [("list", 1)], id="code-in-a-list"),
        pytest.param("<script>\nalert(1)\n</script>\n\ntext", [("raw", 1), ("paragraph", 5)], id="html"),
    ],
)
def test_blocks(text, expected):
    assert kinds(text) == expected
    assert join(cut(text)) == text


MARKUP = st.sampled_from(
    [
        "#",
        " ",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "```",
        "|",
        "---",
        "[^1]",
        "[^1]: ",
        "a",
        "云",
        "    ",
        "![x](y)",
        "<p>",
        "\r\n",
        "\t",
    ]
)


@given(st.one_of(st.text(), st.lists(MARKUP).map("".join)))
def test_joined_blocks_are_the_text(text):
    assert join(cut(text)) == text
    assert join(cut(EVERYTHING)) == EVERYTHING
