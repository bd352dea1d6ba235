"""Footnotes: ``(1) …`` lines at the very end that the text refers to."""

import re
from collections.abc import Sequence

from posts.importer.reading import Found, Reading
from posts.importer.records import Block, Kind, Paragraph

NOTE = re.compile(r"\s*(?P<open>[(\[])(?P<number>\d{1,2})[)\]]\s+(?P<text>\S.*)")


def find_footnotes(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """First lines of the paragraphs that are footnotes: the last ones, numbered from 1, each referred to above."""
    notes: list[tuple[int, Paragraph]] = []
    for paragraph in reversed(paragraphs):
        match = NOTE.fullmatch(paragraph.text)
        if match is None or len(paragraph.lines) > 1:
            break
        notes.append((int(match["number"]), paragraph))
    notes.reverse()
    if not notes or [number for number, _ in notes] != list(range(1, len(notes) + 1)):
        return frozenset()
    body = paragraphs[: len(paragraphs) - len(notes)]
    mark = paragraphs[-1].text.lstrip()[0]
    close = {"(": ")", "[": "]"}[mark]
    if all(any(f"{mark}{number}{close}" in paragraph.text for paragraph in body) for number, _ in notes):
        return frozenset(paragraph.start for _, paragraph in notes)
    return frozenset()


def read_footnote(reading: Reading) -> Found | None:
    paragraph = reading.here
    if paragraph.start not in reading.footnotes:
        return None
    match = NOTE.fullmatch(paragraph.text)
    assert match
    # The opening bracket tells how the text refers to it.
    block = Block(Kind.FOOTNOTE, match["text"], paragraph.start, paragraph.end, level=int(match["number"]), label=match["open"])
    return Found((block,))
