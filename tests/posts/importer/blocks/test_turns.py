"""The turns of an interview."""

import pytest

from posts.importer.records import Kind
from tests.posts.importer.blocks.reading import blocks, kinds, of

INTERVIEW = "Ada: What did you move?\n\nBo: The queue.\n\nAda: Why that?\n\nBo: It was the smallest."


def turns(text: str) -> list[tuple[str, str]]:
    return [(block.label, block.text) for block in of(Kind.TURN, text)]


def test_turns():
    assert turns(INTERVIEW) == [
        ("Ada:", "What did you move?"),
        ("Bo:", "The queue."),
        ("Ada:", "Why that?"),
        ("Bo:", "It was the smallest."),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Q:", "A:", id="letters"),
        pytest.param("Ada Example:", "Bo Sample:", id="full-names"),
        pytest.param("张三：", "李四：", id="chinese"),
        pytest.param("问：", "答：", id="chinese-question-and-answer"),
        pytest.param("Ada van Example:", "BS:", id="particle-and-initials"),
    ],
)
def test_speakers_of_any_shape(one, other):
    text = f"{one} What now?\n\n{other} We rest.\n\n{one} And then?\n\n{other} We move on."
    assert [label for label, _text in turns(text)] == [one, other, one, other]


def test_numbered_questions_and_answers():
    text = "Q1: What now?\nA1: We rest.\n\nQ2: And then?\nA2: We move on."
    assert [label for label, _text in turns(text)] == ["Q1:", "A1:", "Q2:", "A2:"]


def test_lines_without_a_speaker_go_on_with_the_turn():
    text = INTERVIEW.replace("The queue.", "The queue.\nIt was time.")
    assert turns(text)[1] == ("Bo:", "The queue.\nIt was time.")


def test_turns_without_blank_lines_between():
    assert [label for label, _text in turns(INTERVIEW.replace("\n\n", "\n"))] == ["Ada:", "Bo:", "Ada:", "Bo:"]
    assert [block.start for block in blocks(INTERVIEW.replace("\n\n", "\n"))] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ada: What did you move?\n\nBo: The queue.", id="once-each"),
        pytest.param("Note: one.\n\nNote: two.\n\nStep: one.\n\nStep: two.", id="labels"),
        pytest.param("Ada: one.\n\nAda: two.\n\nAda: three.", id="one-speaker"),
        pytest.param("Q1: 10%\n\nQ2: 12%\n\nQ3: 9%", id="quarters"),
        pytest.param("Date: May 1\n\nPlace: Oslo\n\nCost: nothing", id="records"),
        pytest.param("http://example.org\n\nHttp://example.org\n\nHttp://example.org", id="addresses"),
    ],
)
def test_no_turns(text):
    assert "turn" not in kinds(text)
