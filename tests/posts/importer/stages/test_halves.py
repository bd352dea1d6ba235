"""Which languages a post really has, once its bylines are lifted."""

import pytest

from posts.importer.records import Context, Draft, Paragraph, Text
from posts.importer.stages.halves import drop_empty_half

WORDS = (Paragraph(("Words.",), 5),)
TITLE = "Lanterns"


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        pytest.param(
            (Text("en", TITLE), Text("zh-hans", "灯塔", paragraphs=WORDS)), [("zh-hans", "灯塔")], id="a-byline-alone"
        ),
        pytest.param((Text("en", TITLE), Text("zh-hans", paragraphs=WORDS)), [("zh-hans", TITLE)], id="its-title-stays"),
        pytest.param((Text("en", TITLE, paragraphs=WORDS), Text("zh-hans", "灯塔")), [("en", TITLE)], id="the-second-half"),
        pytest.param(
            (Text("en", TITLE, paragraphs=WORDS), Text("zh-hans", paragraphs=WORDS)),
            [("en", TITLE), ("zh-hans", "")],
            id="both",
        ),
        pytest.param((Text("en", TITLE, paragraphs=WORDS),), [("en", TITLE)], id="one-language"),
        pytest.param((Text("en", TITLE),), [("en", TITLE)], id="no-text-at-all"),
        pytest.param((Text("en", TITLE), Text("zh-hans", "灯塔")), [("en", TITLE), ("zh-hans", "灯塔")], id="in-neither"),
    ],
)
def test_languages_left(texts, left):
    assert [(text.language, text.title) for text in drop_empty_half(Draft("lanterns", texts), Context()).texts] == left


def test_a_post_without_text_asks_for_a_look():
    draft = drop_empty_half(Draft("lanterns", (Text("en", TITLE),)), Context())
    assert [note.review for note in draft.notes] == [True]
