"""Paragraphs of every text become blocks, and what seems lost between them is noted."""

import pytest

from posts.importer.records import Context, Draft, Kind
from posts.importer.stages.blocks import make_blocks
from posts.importer.stages.languages import split_languages
from tests.posts.importer.pages import unread


def stage(text: str) -> Draft:
    return make_blocks(split_languages(unread(text), Context()), Context())


def test_each_text_gets_its_blocks():
    chinese = "我们学到了什么\n\n我们花了一个半星期迁移队列，最后没有人注意到它已经迁移完成。"
    done = stage(f"What We Did\n\nWe moved the queue in a week.\n\n{chinese}")
    assert [[block.kind for block in text.blocks] for text in done.texts] == [
        [Kind.HEADING, Kind.PARAGRAPH],
        [Kind.PARAGRAPH],
    ]


@pytest.mark.parametrize(("blanks", "noted"), [(1, []), (2, []), (3, [9]), (6, [12])])
def test_a_run_of_blank_lines_is_noted_and_leaves_the_text(blanks, noted):
    done = stage("One.\n" + "\n" * blanks + "Two.")
    assert [note.line for note in done.notes] == noted
    assert [block.text for block in done.texts[0].blocks] == ["One.", "Two."]


def test_blank_lines_above_the_first_paragraph_say_nothing():
    assert stage("\n\n\n\n\nOne.").notes == ()
