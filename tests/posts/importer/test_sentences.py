"""Where sentences end, and which words are written small."""

import pytest

from posts.importer.sentences import FULL_STOP, SENTENCE_END, last_sentence, lower_share


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("It moved. We slept.", ["It moved", "We slept."], id="two-sentences"),
        pytest.param("We moved to IBM. It was May.", ["We moved to IBM", "It was May."], id="acronym"),
        pytest.param("Ada B. Example moved it", ["Ada B. Example moved it"], id="initial"),
        pytest.param(
            "Dr. Example, Sr. Engineer, Example Inc. Labs", ["Dr. Example, Sr. Engineer, Example Inc. Labs"], id="short"
        ),
        pytest.param("It moved. and again", ["It moved. and again"], id="no-capital"),
    ],
)
def test_full_stop(text, cut):
    assert FULL_STOP.split(text) == cut


@pytest.mark.parametrize(
    ("text", "ends"),
    [("It moved!", True), ("它迁移了。", True), ("It moved", False), ("example.org moved", False), ("Ask Mr. Example", False)],
)
def test_a_sentence_ends(text, ends):
    assert bool(SENTENCE_END.search(text)) is ends


def test_the_last_sentence():
    assert last_sentence("It moved. Did it? Ada B. Example knows") == "Ada B. Example knows"
    assert last_sentence("") == ""


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("What We Learned", 0.0),
        ("Scaling gRPC Calls", 0.0),
        ("what remained from “yesterday’s” queue", 1.0),
        ("a to of 12", 0.0),
        ("", 0.0),
    ],
)
def test_lower_share(words, share):
    assert lower_share(words.split()) == share
