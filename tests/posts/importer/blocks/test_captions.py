"""Captions of pictures that were lost."""

import pytest

from posts.importer.records import Kind
from tests.posts.importer.blocks.reading import PROSE, blocks, kinds


@pytest.mark.parametrize(
    "text",
    [
        "Figure 1: where the traffic went",
        "Fig. 2. Where the traffic went",
        "FIGURE 3 – Where the traffic went",
        "Photo Caption: the team on the last day",
        "Photo: Ada Example",
        "Photo credit: Ada Example",
        "Image courtesy of Example Co",
        "Diagram by Ada Example",
        "Screenshot: the queue after a week",
        "Chart: the queue over time",
        "(Image source: Example Co)",
        "From left to right: Ada Example, Bo Sample, and Cy Instance",
        "L-R: Ada Example and Bo Sample",
        "Ada Example (left) with Bo Sample at the summit",
        "图 1：流量的去向",
        "图片说明：最后一天的团队",
    ],
)
def test_a_caption(text):
    block = blocks(f"{PROSE}\n\n{text}\n\n{PROSE}")[1]
    assert (block.kind, block.text, block.start, block.end) == (Kind.CAPTION, text, 3, 3)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Figure 1 shows where the traffic went.", id="a-sentence"),
        pytest.param(
            "Figure 1 shows how the queue grew over the week in which nobody was looking at it at all.", id="long-sentence"
        ),
        pytest.param("Figures speak: we moved fast.", id="figures"),
        pytest.param("The image that stayed with me was a queue.", id="an-image"),
        pytest.param("See Figure 1: where the traffic went", id="see"),
        pytest.param("Figure 1: what follows is:", id="ends-in-a-colon"),
        pytest.param("Figure 1: " + "the queue and " * 30, id="too-long"),
        pytest.param("Figure out the rest", id="figure-out"),
        pytest.param("Left to Their Own Queues", id="left"),
        pytest.param("We looked at every queue (left to right). It took a week.", id="left-in-a-sentence"),
        pytest.param("Photography: a hobby", id="photography"),
        pytest.param("Image registries: three we tried", id="a-topic"),
    ],
)
def test_no_caption(text):
    assert "caption" not in kinds(f"{PROSE}\n\n{text}\n\n{PROSE}")
