"""Taking lines out of a draft's text, and adding what they say to its credits. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from people import names
from posts.importer.records import Credit, Draft, Goes, Note, Paragraph, Span, Text

TAIL = 2  # paragraphs at the end, where some posts are signed
LINES = 3  # of a paragraph, from its first


@dataclass(frozen=True, slots=True)
class Spot:
    """A line that may speak of the post itself."""

    line: str
    number: int
    paragraph: int  # its index in the text


def spots(text: Text, depth: int) -> Iterator[Spot]:
    """The first lines of the first ``depth`` paragraphs and of the last ones."""
    count = len(text.paragraphs)
    for index in (*range(min(depth, count)), *range(max(depth, count - TAIL), count)):
        paragraph = text.paragraphs[index]
        for number, line in enumerate(paragraph.lines[:LINES], start=paragraph.start):
            yield Spot(line, number, index)


def lift(draft: Draft, language: str, number: int, goes: Goes) -> Draft:
    """``draft`` without line ``number`` of its text in ``language``."""
    texts = tuple(_without_line(text, number) if text.language == language else text for text in draft.texts)
    return replace(draft, texts=texts, spans=(*draft.spans, Span(number, number, goes)))


def _without_line(text: Text, number: int) -> Text:
    paragraphs: list[Paragraph] = []
    for paragraph in text.paragraphs:
        if paragraph.start <= number <= paragraph.end:
            paragraphs += _around(paragraph, number)
        else:
            paragraphs.append(paragraph)
    return replace(text, paragraphs=tuple(paragraphs))


def _around(paragraph: Paragraph, number: int) -> Iterator[Paragraph]:
    """What a paragraph says above and below one of its lines."""
    offset = number - paragraph.start
    above, below = paragraph.lines[:offset], paragraph.lines[offset + 1 :]
    if above:
        yield replace(paragraph, lines=above)
    if below:
        yield Paragraph(below, number + 1, blank_before=0 if above else paragraph.blank_before)


def add_credits(draft: Draft, credits: Sequence[Credit]) -> Draft:
    """``draft`` with ``credits`` joined to its own: one per person and role, the fuller details win."""
    merged = {_identity(credit): credit for credit in draft.credits}
    for credit in credits:
        old = merged.get(_identity(credit))
        merged[_identity(credit)] = _join(old, credit) if old else credit
    return replace(draft, credits=tuple(merged.values()))


def doubts(credits: Sequence[Credit], stage: str, line: int) -> Iterator[Note]:
    """What an editor should check of ``credits``."""
    return (Note(stage, credit.doubt, line, review=True) for credit in credits if credit.doubt)


def _identity(credit: Credit) -> tuple[str, bool, str]:
    return names.key(credit.name or credit.organization), bool(credit.name), credit.role


def _join(old: Credit, new: Credit) -> Credit:
    return replace(
        old,
        title=old.title or new.title,
        organization=old.organization or new.organization,
        native_name=old.native_name or new.native_name,
    )
