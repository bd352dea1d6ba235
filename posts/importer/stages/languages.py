"""One text in two languages becomes two: an English half and a Chinese one, or rows that take turns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from people.names import HAN_CHARACTER
from posts.importer.credits.phrases import CHINESE_LABEL
from posts.importer.records import Context, Draft, Note, Paragraph, Text
from posts.importer.scripts import HAN_WEIGHT, Script, script

ENGLISH, CHINESE = "en", "zh-hans"
BYLINE = re.compile(rf"by\b | {CHINESE_LABEL}", re.IGNORECASE | re.VERBOSE)
ENOUGH_HAN = 24  # characters; less is a name or a motto, not a half
TITLE_LENGTH = 60  # Han-weighted characters; a longer first line is the text
ROW_LENGTH = 80  # characters; longer is prose rather than a row
PROSE_WORDS = 40  # English words in a row that are more than a line inside the Chinese half
ROWS = 2  # Chinese lines; fewer do not take turns
SWITCHES = 3  # between the languages; fewer are a half with a line of the other inside
SWITCHING = 0.6  # share of the lines that another language follows, where they take turns
TITLE_STOPS = tuple("。.;；:：,，、")  # a title may still ask or cry out


Paragraphs = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or the part of one that is written in one script."""

    paragraph: Paragraph
    script: Script


@dataclass(frozen=True, slots=True)
class Shares:
    """What each language gets, and why."""

    english: Paragraphs
    chinese: Paragraphs
    why: Note


def split_languages(draft: Draft, context: Context) -> Draft:
    """Give each language its own :class:`Text` with the paragraphs that are its own."""
    entry = draft.entry
    assert entry is not None
    title_script = script(entry.title)
    paragraphs = to_paragraphs(entry.lines, entry.body_start)
    if all(line.isascii() for line in entry.lines) or not _has_chinese(paragraphs):
        is_chinese = title_script is Script.HAN and not _has_script(paragraphs, Script.LATIN)
        return _in_one(draft, CHINESE if is_chinese else ENGLISH, paragraphs)
    shares = _share_out(tuple(_by_script(paragraphs)))
    if not shares.english and title_script is not Script.LATIN:
        return _in_one(draft, CHINESE, shares.chinese)
    return _with_english_title(draft, shares) if title_script is Script.HAN else _with_chinese_title(draft, shares)


def _in_one(draft: Draft, language: str, paragraphs: Paragraphs) -> Draft:
    assert draft.entry is not None
    return replace(draft, texts=(Text(language, title=draft.entry.title, paragraphs=paragraphs),))


def _with_english_title(draft: Draft, shares: Shares) -> Draft:
    """The entry's title is the Chinese half's; the English half may have its own on top."""
    assert draft.entry is not None
    title, english, _line = _lift_title(shares.english, Script.LATIN)
    chinese = Text(CHINESE, title=draft.entry.title, paragraphs=shares.chinese)
    return replace(draft, texts=(Text(ENGLISH, title=title, paragraphs=english), chinese), notes=(*draft.notes, shares.why))


def _with_chinese_title(draft: Draft, shares: Shares) -> Draft:
    """The entry's title is the English half's; the Chinese half may have its own on top."""
    assert draft.entry is not None
    title, chinese, line = "", shares.chinese, 0
    if _stands_alone(shares.chinese, shares.english):
        title, chinese, line = _lift_title(shares.chinese, Script.HAN)
    if title:
        note = Note("languages", f"Took the Chinese half's first line for its title: {title}", line)
    else:
        note = Note("languages", "The Chinese half has no title of its own.", chinese[0].start if chinese else 0)
    english = Text(ENGLISH, title=draft.entry.title, paragraphs=shares.english)
    texts = (english, Text(CHINESE, title=title, paragraphs=chinese))
    return replace(draft, texts=texts, notes=(*draft.notes, shares.why, note))


def to_paragraphs(lines: Sequence[str], start: int) -> Paragraphs:
    """Runs of lines between blank ones, with how many blank ones stood above."""
    paragraphs: list[Paragraph] = []
    run: list[str] = []
    run_start = run_blank = blank = 0
    for number, line in enumerate((*lines, ""), start=start):
        if line and not line.isspace():
            if not run:
                run_start, run_blank = number, blank
            run.append(line)
            continue
        if run:
            paragraphs.append(Paragraph(tuple(run), run_start, run_blank))
            run, blank = [], 0
        blank += 1
    return tuple(paragraphs)


# Which script is where


def _has_chinese(paragraphs: Paragraphs) -> bool:
    """Whether enough of the lines is Chinese to be a half."""
    han = 0
    for paragraph in paragraphs:
        for line in paragraph.lines:
            if not line.isascii() and script(line) is Script.HAN:
                han += len(HAN_CHARACTER.findall(line))
                if han >= ENOUGH_HAN:
                    return True
    return False


def _has_script(paragraphs: Paragraphs, wanted: Script) -> bool:
    return any(script(line) is wanted for paragraph in paragraphs for line in paragraph.lines)


def _by_script(paragraphs: Paragraphs) -> Iterator[Piece]:
    """Paragraphs, cut where the script changes inside them."""
    for paragraph in paragraphs:
        start, current = paragraph.start, Script.NEITHER
        for number, line in enumerate(paragraph.lines, start=paragraph.start):
            found = script(line)
            if found is Script.NEITHER:
                continue
            if current not in (found, Script.NEITHER):
                yield Piece(_part(paragraph, start, number), current)
                start = number
            current = found
        yield Piece(_part(paragraph, start, paragraph.end + 1), current)


def _part(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """The lines from ``start`` up to ``end``, which is not included."""
    lines = paragraph.lines[start - paragraph.start : end - paragraph.start]
    return Paragraph(lines, start, paragraph.blank_before if start == paragraph.start else 0)


def _weight(pieces: Sequence[Piece], wanted: Script) -> int:
    return sum(len(piece.paragraph.text) for piece in pieces if piece.script is wanted)


def _paragraphs(pieces: Sequence[Piece]) -> Paragraphs:
    return tuple(piece.paragraph for piece in pieces)


# Whose is what


def _share_out(pieces: Sequence[Piece]) -> Shares:
    """Row by row where the languages take turns, else half by half."""
    han = [index for index, piece in enumerate(pieces) if piece.script is Script.HAN]
    first, last = han[0], han[-1]
    if _take_turns(pieces[max(0, first - 1) : last + 1]):
        why = Note("languages", "English and Chinese lines take turns.", pieces[first].paragraph.start)
        return Shares(*_each_its_own(pieces), why)
    has_english_above = any(piece.script is Script.LATIN for piece in pieces[:first])
    has_english_below = _weight(pieces[last + 1 :], Script.LATIN) > _weight(pieces[:last], Script.LATIN)
    if has_english_below and not has_english_above:
        why = Note("languages", "A Chinese half, then an English one.", pieces[0].paragraph.start)
        return Shares(_paragraphs(pieces[last + 1 :]), _paragraphs(pieces[: last + 1]), why)
    why = Note("languages", "An English half, then a Chinese one.", pieces[first].paragraph.start)
    return Shares(*_halves(pieces, first), why)


def _take_turns(pieces: Sequence[Piece]) -> bool:
    """Whether the languages alternate row by row rather than half by half."""
    scripts = [piece.script for piece in pieces if piece.script is not Script.NEITHER]
    switches = sum(a is not b for a, b in pairwise(scripts))
    return scripts.count(Script.HAN) >= ROWS and switches >= max(SWITCHES, SWITCHING * len(scripts))


def _each_its_own(pieces: Sequence[Piece]) -> tuple[Paragraphs, Paragraphs]:
    """(English, Chinese): what is neither goes with what stands above it."""
    english: list[Paragraph] = []
    chinese: list[Paragraph] = []
    current = english
    for piece in pieces:
        if piece.script is not Script.NEITHER:
            current = chinese if piece.script is Script.HAN else english
        current.append(piece.paragraph)
    return tuple(english), tuple(chinese)


def _halves(pieces: Sequence[Piece], first: int) -> tuple[Paragraphs, Paragraphs]:
    """(English, Chinese), the Chinese half starting at piece ``first``.

    What is Latin inside it belongs to it, unless it is English prose that goes on or repeats an English row.
    """
    english = list(_paragraphs(pieces[:first]))
    rows = {paragraph.text for paragraph in english}
    chinese: list[Paragraph] = []
    for run in _runs(pieces[first:]):
        if run[0].script is Script.HAN or not _is_prose(run):
            for piece in run:
                is_repeat = piece.script is Script.LATIN and piece.paragraph.text in rows
                (english if is_repeat else chinese).append(piece.paragraph)
        else:
            english += _paragraphs(run)
    return tuple(english), tuple(chinese)


def _runs(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """Runs of pieces that are all Chinese, or all not."""
    for _is_han, run in groupby(pieces, key=lambda piece: piece.script is Script.HAN):
        yield tuple(run)


def _is_prose(run: Sequence[Piece]) -> bool:
    """Whether the English in a run is more than lines inside the Chinese half."""
    return sum(len(piece.paragraph.text.split()) for piece in run if piece.script is Script.LATIN) >= PROSE_WORDS


# Titles of halves


def _stands_alone(chinese: Paragraphs, english: Paragraphs) -> bool:
    """Whether the first Chinese line is no row's translation: what stands above it, if anything, is prose."""
    above = [paragraph for paragraph in english if paragraph.end < chinese[0].start]
    below = [paragraph for paragraph in english if paragraph.start > chinese[0].end]
    return not above or not below or len(above[-1].text) >= ROW_LENGTH


def _lift_title(paragraphs: Paragraphs, wanted: Script) -> tuple[str, Paragraphs, int]:
    """(title or "", the paragraphs without it, its line)."""
    if len(paragraphs) > 1 and _is_title(paragraphs[0], paragraphs[1], wanted):
        return paragraphs[0].text, paragraphs[1:], paragraphs[0].start
    return "", paragraphs, 0


def _is_title(first: Paragraph, second: Paragraph, wanted: Script) -> bool:
    """Whether a half's first line is its title: short, on its own, no byline, and without a sentence's stop."""
    text = first.text
    if len(first.lines) > 1 or second.start == first.end + 1 or text.endswith(TITLE_STOPS) or BYLINE.match(text):
        return False
    length = len(HAN_CHARACTER.findall(text)) + len(text) / HAN_WEIGHT
    return length <= TITLE_LENGTH and script(text) is wanted
