"""One text in two languages becomes two: an English half and a Chinese one, or rows that take turns."""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise

from posts.importer.records import Context, Draft, Note, Paragraph, Text

ENGLISH, CHINESE = "en", "zh-hans"
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
BRACKETS = re.compile(r"[(（][^()（）]*[)）]")  # "Ada Zhang (张爱)" is English: what is in brackets does not count
URL = re.compile(r"(?:https?://|www\.)\S+")
HAN_WEIGHT = 3  # a Han character says about as much as three Latin letters
FEW_HAN = 3  # characters that make a line Chinese where all Latin words are names
ENOUGH_HAN = 24  # characters; less is a name or a motto, not a half
TITLE_LENGTH = 60  # Han-weighted characters; a longer first line is the text
ROW_LENGTH = 80  # characters; longer is prose rather than a row
STOPS = "。.!！?？;；:：,，、"


class Script(Enum):
    LATIN = "latin"
    HAN = "han"
    NEITHER = "neither"  # digits, addresses, rules: goes with its neighbours


def script(line: str) -> Script:
    """What a line is written in, whatever names of the other script it holds.

    >>> script("使用 Kubernetes 部署"), script("Harry Zhang (张磊) spoke"), script("2018 – 10%")
    (<Script.HAN: 'han'>, <Script.LATIN: 'latin'>, <Script.NEITHER: 'neither'>)
    """
    bare = URL.sub("", line) if "://" in line or "www." in line else line
    if bare.isascii() or not HAN.search(bare):
        return Script.LATIN if bare[:1].isalpha() or LATIN.search(bare) else Script.NEITHER
    outside = BRACKETS.sub("", bare)
    han = len(HAN.findall(outside))
    words = LATIN.findall(outside)
    if not han:
        return Script.LATIN if words or LATIN.search(bare) else Script.HAN
    if han * HAN_WEIGHT >= sum(map(len, words)):
        return Script.HAN
    # Names alone do not make a line English: "Example Conference + Other Summit 中国大会".
    return Script.HAN if han >= FEW_HAN and not any(word[0].islower() and len(word) > 2 for word in words) else Script.LATIN


def split_languages(draft: Draft, context: Context) -> Draft:
    """Give each language its own :class:`Text` with the paragraphs that are its own."""
    entry = draft.entry
    assert entry is not None
    paragraphs = to_paragraphs(entry.lines, entry.body_start)
    title_script = script(entry.title)
    if all(line.isascii() for line in entry.lines) or not _has_chinese(paragraphs):
        if title_script is Script.HAN and not any(_scripts(paragraphs, Script.LATIN)):
            return replace(draft, texts=(Text(CHINESE, title=entry.title, paragraphs=paragraphs),))
        return replace(draft, texts=(Text(ENGLISH, title=entry.title, paragraphs=paragraphs),))
    pieces = _by_script(paragraphs)
    english, chinese, note = _share_out(pieces)
    if not english and title_script is not Script.LATIN:
        return replace(draft, texts=(Text(CHINESE, title=entry.title, paragraphs=chinese),))
    if title_script is Script.HAN:
        title_zh, title_en, rest = entry.title, "", english
        title_en, rest, _ = _lift_title(english, Script.LATIN)
        texts = (Text(ENGLISH, title=title_en, paragraphs=rest), Text(CHINESE, title=title_zh, paragraphs=chinese))
        return replace(draft, texts=texts, notes=(*draft.notes, note))
    title_zh, rest, line = _lift_title(chinese, Script.HAN) if _stands_alone(chinese, english) else ("", chinese, 0)
    notes = [note]
    if title_zh:
        notes.append(Note("languages", f"Took the Chinese half's first line for its title: {title_zh}", line))
    else:
        notes.append(Note("languages", "The Chinese half has no title of its own.", chinese[0].start if chinese else 0))
    texts = (Text(ENGLISH, title=entry.title, paragraphs=english), Text(CHINESE, title=title_zh, paragraphs=rest))
    return replace(draft, texts=texts, notes=(*draft.notes, *notes))


def to_paragraphs(lines: Sequence[str], start: int) -> tuple[Paragraph, ...]:
    """Runs of lines between blank ones, with how many blank ones stood above."""
    paragraphs: list[Paragraph] = []
    run: list[str] = []
    blank = 0
    for number, line in enumerate(lines, start=start):
        if line and not line.isspace():
            if not run:
                run_start, run_blank = number, blank
            run.append(line)
        else:
            if run:
                paragraphs.append(Paragraph(tuple(run), run_start, run_blank))
                run, blank = [], 0
            blank += 1
    if run:
        paragraphs.append(Paragraph(tuple(run), run_start, run_blank))
    return tuple(paragraphs)


def _has_chinese(paragraphs: Sequence[Paragraph]) -> bool:
    han = 0
    for paragraph in paragraphs:
        for line in paragraph.lines:
            if not line.isascii() and script(line) is Script.HAN:
                han += len(HAN.findall(line))
                if han >= ENOUGH_HAN:
                    return True
    return False


def _scripts(paragraphs: Sequence[Paragraph], wanted: Script) -> list[bool]:
    return [script(line) is wanted for paragraph in paragraphs for line in paragraph.lines]


def _by_script(paragraphs: Sequence[Paragraph]) -> list[tuple[Paragraph, Script]]:
    """Cut paragraphs where the script changes inside them, and name each piece's script."""
    pieces: list[tuple[Paragraph, Script]] = []
    for paragraph in paragraphs:
        run: list[str] = []
        current, begin, blank = Script.NEITHER, paragraph.start, paragraph.blank_before
        for number, line in enumerate(paragraph.lines, start=paragraph.start):
            kind = script(line)
            if run and kind is not Script.NEITHER and current is not Script.NEITHER and kind is not current:
                pieces.append((Paragraph(tuple(run), begin, blank), current))
                run, begin, blank, current = [], number, 0, Script.NEITHER
            run.append(line)
            if kind is not Script.NEITHER:
                current = kind
        pieces.append((Paragraph(tuple(run), begin, blank), current))
    return pieces


Piece = tuple[Paragraph, Script]


def _share_out(pieces: list[Piece]) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...], Note]:
    """(English paragraphs, Chinese paragraphs, why)."""
    scripts = [kind for _paragraph, kind in pieces]
    first = scripts.index(Script.HAN)
    last = len(scripts) - 1 - scripts[::-1].index(Script.HAN)
    if _take_turns(pieces[max(0, first - 1) : last + 1]):
        english, chinese = _each_its_own(pieces)
        return english, chinese, Note("languages", "English and Chinese lines take turns.", pieces[first][0].start)
    if Script.LATIN not in scripts[:first] and _weight(pieces[last + 1 :], Script.LATIN) > _weight(pieces[:last], Script.LATIN):
        chinese = tuple(paragraph for paragraph, _kind in pieces[: last + 1])
        english = tuple(paragraph for paragraph, _kind in pieces[last + 1 :])
        return english, chinese, Note("languages", "A Chinese half, then an English one.", pieces[0][0].start)
    return _halves(pieces, first)


def _halves(pieces: list[Piece], first: int) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...], Note]:
    """English above, Chinese below: what is Latin inside the Chinese half belongs to it, unless it is English prose that
    goes on or repeats an English row."""
    english = [paragraph for paragraph, _kind in pieces[:first]]
    rows = {paragraph.text for paragraph in english}
    chinese: list[Paragraph] = []
    index = first
    while index < len(pieces):
        run = index
        while run < len(pieces) and pieces[run][1] is not Script.HAN:
            run += 1
        latin = [paragraph for paragraph, kind in pieces[index:run] if kind is Script.LATIN]
        between = [paragraph for paragraph, _kind in pieces[index:run]]
        if latin and _is_prose(latin):
            english += between
        else:
            for paragraph in between:
                (english if paragraph in latin and paragraph.text in rows else chinese).append(paragraph)
        if run < len(pieces):
            chinese.append(pieces[run][0])
        index = run + 1
    note = Note("languages", "An English half, then a Chinese one.", pieces[first][0].start)
    return tuple(english), tuple(chinese), note


PROSE_WORDS = 40  # English words in a row that are more than a line inside the Chinese half


def _is_prose(paragraphs: Sequence[Paragraph]) -> bool:
    return sum(len(paragraph.text.split()) for paragraph in paragraphs) >= PROSE_WORDS


def _take_turns(pieces: list[Piece]) -> bool:
    """Whether the languages alternate row by row rather than half by half."""
    kinds = [kind for _paragraph, kind in pieces if kind is not Script.NEITHER]
    han = kinds.count(Script.HAN)
    switches = sum(a is not b for a, b in pairwise(kinds))
    return han >= 2 and switches >= 3 and switches >= 0.6 * len(kinds)


def _each_its_own(pieces: list[Piece]) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    english: list[Paragraph] = []
    chinese: list[Paragraph] = []
    current = english
    for paragraph, kind in pieces:
        if kind is not Script.NEITHER:
            current = chinese if kind is Script.HAN else english
        current.append(paragraph)
    return tuple(english), tuple(chinese)


def _weight(pieces: list[Piece], kind: Script) -> int:
    return sum(len(paragraph.text) for paragraph, found in pieces if found is kind)


def _stands_alone(chinese: tuple[Paragraph, ...], english: tuple[Paragraph, ...]) -> bool:
    """Whether the first Chinese line is no row's translation: what stands above it, if anything, is prose."""
    above = [paragraph for paragraph in english if paragraph.end < chinese[0].start]
    below = [paragraph for paragraph in english if paragraph.start > chinese[0].end]
    return not above or not below or len(above[-1].text) >= ROW_LENGTH


def _lift_title(paragraphs: tuple[Paragraph, ...], kind: Script) -> tuple[str, tuple[Paragraph, ...], int]:
    """(title or "", the paragraphs without it, its line): a short first line that does not end like a sentence."""
    if len(paragraphs) < 2:
        return "", paragraphs, 0
    first, second = paragraphs[0], paragraphs[1]
    text = first.text
    short = len(HAN.findall(text)) + len(text) / HAN_WEIGHT <= TITLE_LENGTH
    if (
        len(first.lines) > 1
        or not short
        or text.endswith(tuple(STOPS.replace("?", "").replace("？", "").replace("!", "").replace("！", "")))
    ):
        return "", paragraphs, 0
    if script(text) is not kind or BYLINE_ZH.match(text) or second.start == first.end + 1:
        return "", paragraphs, 0
    return text, paragraphs[1:], first.start


BYLINE_ZH = re.compile(r"by\b|(?:作者|译者|翻译|文|撰文|审校|编译)\s*[:：/／|]", re.IGNORECASE)
