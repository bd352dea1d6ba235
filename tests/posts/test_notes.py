"""What imports noted, in the language of who reads it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from posts.notes import is_known, said

ROOT = Path(__file__).resolve().parents[2] / "posts/importer"
# Calls that hold a note, or a part of one, and the argument that it is.
CALLS = {"Note": 1, "Lead": 1, "Byline": 3, "credit": 2}
# Sentences of where a date comes from: shown as the import says them.
DATES = ROOT / "planning.py"


def sentences() -> Iterator[tuple[str, str]]:
    """Each note that is spelt out in the importer, with its place; what it puts in is "7"."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            named = {
                target.id: node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                at = CALLS.get(getattr(call.func, "id", ""))
                if at is not None and len(call.args) > at and path != DATES:
                    value = call.args[at]
                    value = named.get(value.id, value) if isinstance(value, ast.Name) else value
                    yield from ((f"{path.name}:{call.lineno}", text) for text in _texts(value))


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from (*_texts(value.body), *_texts(value.orelse))
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "7" for part in value.values]
        yield "".join(parts)


WHOLE = [(place, text) for place, text in sentences() if len(text) > 1]
IN_PARTS = {"7 7.", "7 7 at 7, says the text.", "7 characters", "The post is about 7: named in 7."}  # told below, whole


@pytest.mark.parametrize(("place", "text"), [pytest.param(*one, id=one[0]) for one in WHOLE if one[1] not in IN_PARTS])
def test_every_note_is_known(place, text):
    assert is_known(text), f"{place}: add it to posts.notes"


def test_the_importer_was_read():
    assert len(WHOLE) > 40


@pytest.mark.parametrize(
    ("note", "chinese"),
    [
        ("The post has no text.", "这篇文章没有正文。"),
        ("“Ada” signs with one word: is it a person?", "“Ada”只以一个词署名：是一个人吗？"),
        ("A byline of the mentor. Moved to the credits.", "导师的署名行。已移到署名。"),
        ("The post is about Envoy: named in 4 places.", "文章主题是Envoy：有 4 处提到。"),
        ("A title of\ntwo lines", "A title of\ntwo lines"),
        ("The listing's author could not be read: 100% %(name)s", "列表页上的作者无法识别：100% %(name)s"),
        ("", ""),
    ],
    ids=["plain", "with-a-name", "in-parts", "with-a-number", "of-an-export", "with-signs", "empty"],
)
def test_it_is_said_in_the_language_of_the_reader(note, chinese):
    with override("zh-hans"):
        assert said(note) == chinese
    with override("en"):
        assert said(note) == note
