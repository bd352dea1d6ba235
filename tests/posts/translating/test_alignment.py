"""Blocks of a source beside those of its translation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.translating.alignment import align
from posts.translating.blocks import cut

SOURCE = """\
# Lanterns

We lit 12 lanterns along the harbour, and `kubectl` said so.

See [the map](https://example.org/map) before you come.

```sh
light --all
```

- oil
- wick

The harbour slept."""


def rows(source: str, target: str) -> list[tuple[str, str]]:
    return [
        (" ".join(block.text for block in pair.source), " ".join(block.text for block in pair.target))
        for pair in align(cut(source), cut(target))
    ]


def beside(source: str, target: str, *, start: str) -> str:
    """What stands beside the block that begins with ``start``."""
    [found] = [two for one, two in rows(source, target) if one.startswith(start)]
    return found


WHOLE = """\
# 灯笼

我们在港口点亮了 12 盏灯笼，`kubectl` 也这么说。

来之前请看[地图](https://example.org/map)。

```sh
light --all
```

- 油
- 灯芯

港口睡着了。"""


def test_a_whole_translation_stands_block_by_block():
    assert all(len(pair.source) == len(pair.target) == 1 for pair in align(cut(SOURCE), cut(WHOLE)))


@pytest.mark.parametrize(
    ("target", "start", "expected"),
    [
        pytest.param(WHOLE.replace("# 灯笼\n\n", ""), "# Lanterns", "", id="heading-left-out"),
        pytest.param(
            WHOLE.replace("# 灯笼\n\n", ""),
            "We lit",
            "我们在港口点亮了 12 盏灯笼，`kubectl` 也这么说。",
            id="what-follows-a-gap",
        ),
        pytest.param(WHOLE.split("```")[0], "See [the map]", "来之前请看[地图](https://example.org/map)。", id="begun-only"),
        pytest.param(WHOLE.split("```")[0], "The harbour", "", id="not-yet-translated"),
        pytest.param(WHOLE.replace("# 灯笼", "译者的话：\n\n# 灯笼"), "# Lanterns", "# 灯笼", id="more-than-the-source"),
        pytest.param("", "We lit", "", id="nothing-yet"),
        pytest.param(SOURCE, "See [the map]", "See [the map](https://example.org/map) before you come.", id="copied"),
    ],
)
def test_what_stands_beside_a_block(target, start, expected):
    assert beside(SOURCE, target, start=start) == expected


def test_two_paragraphs_may_be_joined():
    source = "# One\n\nThe lanterns burn all night long.\n\nThe harbour sleeps soundly below.\n\n# Two\n\nThe end of it."
    target = "# 一\n\n灯笼整夜亮着，下面的港口安然沉睡，直到天明。\n\n# 二\n\n到此为止。"
    assert [(len(pair.source), len(pair.target)) for pair in align(cut(source), cut(target))] == [
        (1, 1),
        (2, 1),
        (1, 1),
        (1, 1),
    ]


BLOCKS = st.lists(
    st.sampled_from(["# A", "text of some words", "- a\n- b", "```\nx\n```", "短", "![x](y)", "> q"]), max_size=30
)


@given(BLOCKS, BLOCKS)
def test_no_block_is_lost_or_told_twice(source, target):
    ours, theirs = cut("\n\n".join(source)), cut("\n\n".join(target))
    pairs = align(ours, theirs)
    assert tuple(block for pair in pairs for block in pair.source) == ours
    assert tuple(block for pair in pairs for block in pair.target) == theirs
    assert all(pair.source or pair.target for pair in pairs)


def test_texts_of_any_length_are_aligned():
    long, short = cut("word\n\n" * 3_000), cut("词\n\n" * 1_500)
    assert len(align(long, short)) == 3_000
