"""What differs between two states of something: field by field, and within a text line by line. Pure.

A state is a mapping of field names to plain JSON values. A text's lines are its own; a list's are its members, so that a list
of credits is compared member by member as well.

>>> [change] = changes({"title": "A", "tags": ["x", "y"]}, {"title": "A", "tags": ["x", "z"]})
>>> change.field, change.unified(context=0)
('tags', ('@@ -2 +2 @@', '-y', '+z'))
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from posts import words

SAME, GONE, NEW, SKIPPED = " ", "-", "+", "@"
MOST_LINES = 10_000  # of both texts between their common beginning and end; beyond, no line is looked for in the other
MOST_WORDS = 2_000  # of two lines together, likewise
ALIKE = 0.4  # of two lines: less in common, and marking single words would only confuse

Part = tuple[str, bool]
Operation = tuple[str, int, int, int, int]  # as difflib's: "equal", "replace" …, the lines before, the lines after


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison. ``mark`` is SAME, GONE or NEW; SKIPPED stands for lines left out, and has no text.

    ``parts`` put together are the line; those that are True are what differs from the line on the other side.
    """

    mark: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _differs in self.parts)


@dataclass(frozen=True, slots=True)
class Change:
    """One field whose value is another now. An absent field is None."""

    field: str
    before: Any
    after: Any

    @property
    def is_long(self) -> bool:
        """Whether it takes a comparison of lines to see what is different."""
        return any(isinstance(value, str) and ("\n" in value or len(value) > 100) for value in (self.before, self.after))

    def unified(self, context: int = 1) -> tuple[str, ...]:
        """A unified diff without the names of files; ``context`` is how many equal lines stand around a change."""
        before, after = lines_of(self.before), lines_of(self.after)
        found: list[str] = []
        for hunk in _hunks(_operations(before, after), context):
            (_kind, start, _end, new_start, _new_end), (_kind, _start, end, _new_start, new_end) = hunk[0], hunk[-1]
            found.append(f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@")
            for kind, a, b, c, d in hunk:
                if kind == "equal":
                    found += [SAME + line for line in before[a:b]]
                else:
                    found += [GONE + line for line in before[a:b]]
                    found += [NEW + line for line in after[c:d]]
        return tuple(found)

    def lines(self, context: int | None = None) -> tuple[Line, ...]:
        """Both values line by line, the words that differ marked; ``context`` as in :meth:`unified`, None shows everything."""
        before, after = lines_of(self.before), lines_of(self.after)
        operations = _operations(before, after)
        if context is None:
            return tuple(_compared(operations, before, after))
        found: list[Line] = []
        line = 0
        for hunk in _hunks(operations, context):
            if hunk[0][1] > line:
                found.append(Line(SKIPPED, ()))
            line = hunk[-1][2]
            found += _compared(hunk, before, after)
        if line < len(before):
            found.append(Line(SKIPPED, ()))
        return tuple(found)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """The fields that differ, in the order of ``before``, new ones last. "", [], None and no value at all are the same."""
    names = dict.fromkeys((*before, *after))
    found = (Change(name, before.get(name), after.get(name)) for name in names)
    return tuple(change for change in found if (change.before or None) != (change.after or None))


def lines_of_diff(diff: Sequence[str]) -> tuple[Line, ...]:
    """A unified diff that was kept, as :meth:`Change.lines` gives it.

    >>> [line.mark for line in lines_of_diff(["@@ -1 +1 @@", "-one", "+two", " three"])]
    ['@', '-', '+', ' ']
    """
    found: list[Line] = []
    old: list[str] = []
    new: list[str] = []
    for text in [*diff, ""]:
        if text[:1] == GONE and not new:
            old.append(text[1:])
        elif text[:1] == NEW:
            new.append(text[1:])
        else:
            found += _replaced(old, new)
            old, new = ([text[1:]], []) if text[:1] == GONE else ([], [])
            if text[:1] == SAME:
                found.append(Line(SAME, ((text[1:], False),)))
            elif text and not old:
                found.append(Line(SKIPPED, ()))
    return tuple(found)


def lines_of(value: Any) -> list[str]:
    """A value as lines to compare.

    >>> lines_of("a\\nb"), lines_of([["Ada", "author"], ["Bo", ""]]), lines_of({"level": "graduated"}), lines_of(None)
    (['a', 'b'], ['Ada · author', 'Bo'], ['level: graduated'], [])
    """
    if value is None or value in ("", [], ()):
        return []
    if isinstance(value, str):
        return value.split("\n")
    if isinstance(value, Mapping):
        return [f"{name}: {_in_line(item)}" for name, item in value.items()]
    if isinstance(value, Sequence):
        return [_in_line(item) for item in value]
    return [str(value)]


def _in_line(value: Any) -> str:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " · ".join(str(item) for item in value if item not in (None, ""))
    return "" if value is None else str(value).replace("\n", " ")


def _operations(before: Sequence[str], after: Sequence[str]) -> list[Operation]:
    """How to come from ``before`` to ``after``, as difflib says it; its time is bounded."""
    start, least = 0, min(len(before), len(after))
    while start < least and before[start] == after[start]:
        start += 1
    end = 0
    while end < least - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    found: list[Operation] = [("equal", 0, start, 0, start)] if start else []
    if len(old) + len(new) > MOST_LINES or not (old and new):
        found += [("replace", start, start + len(old), start, start + len(new))] if old or new else []
    else:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        found += [(kind, a + start, b + start, c + start, d + start) for kind, a, b, c, d in matcher.get_opcodes()]
    if end:
        found.append(("equal", len(before) - end, len(before), len(after) - end, len(after)))
    return found


def _hunks(operations: Sequence[Operation], context: int) -> Iterator[list[Operation]]:
    """The changes with at most ``context`` equal lines around each; those whose surroundings touch are one."""
    hunk: list[Operation] = []
    for position, (kind, a, b, c, d) in enumerate(operations):
        if kind != "equal":
            hunk.append((kind, a, b, c, d))
            continue
        first, last = position == 0, position == len(operations) - 1
        before = 0 if first else min(context, b - a)  # lines kept for the change above
        after = 0 if last else min(context, b - a)  # … and for the one below
        if not first and not last and before + after >= b - a:
            hunk.append((kind, a, b, c, d))
            continue
        if hunk:
            yield [*hunk, (kind, a, a + before, c, c + before)] if before else hunk
        hunk = [(kind, b - after, b, d - after, d)] if after else []
    if any(kind != "equal" for kind, *_lines in hunk):
        yield hunk


def _range(start: int, end: int) -> str:
    """Lines as a unified diff counts them: from 1, the number left out where it is one."""
    count = end - start
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"


def _compared(operations: Sequence[Operation], before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    for kind, a, b, c, d in operations:
        if kind == "equal":
            yield from (Line(SAME, ((line, False),)) for line in before[a:b])
            continue
        yield from _replaced(before[a:b], after[c:d])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    pairs = [_marked(one, other) for one, other in zip(old, new, strict=False)]
    gone = [parts for parts, _parts in pairs] + [((line, True),) for line in old[len(pairs) :]]
    come = [parts for _parts, parts in pairs] + [((line, True),) for line in new[len(pairs) :]]
    yield from (Line(GONE, parts) for parts in gone)
    yield from (Line(NEW, parts) for parts in come)


def _marked(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Two lines in parts, those that are not in the other one marked. Of lines that have little in common all is."""
    stretches = list(words.compared(before, after, most=MOST_WORDS))
    shared = sum(_weight(old) for is_same, old, _new in stretches if is_same)
    if 2 * shared < ALIKE * (_weight(before) + _weight(after)):
        return ((before, True),), ((after, True),)
    gone = tuple((old, not is_same) for is_same, old, _new in stretches if old)
    come = tuple((new, not is_same) for is_same, _old, new in stretches if new)
    return gone, come


def _weight(text: str) -> int:
    """How much there is to read: signs that are no spaces."""
    return sum(map(len, text.split()))
