"""What may be wrong with a translation, found by comparing it with its source. Pure.

Nothing here is an error: a translator may have a reason. Each warning has its place and what it is about;
:mod:`posts.admin.translating.wording` says it in words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from people.names import HAN, HAN_CHARACTER
from posts.translating.alignment import Pair
from posts.translating.blocks import Kind
from posts.translating.glossary import Glossary
from posts.translating.marks import amounts, code_spans, links, pictures, prose
from posts.translating.traditional import ONLY_TRADITIONAL

WRITTEN_IN_HAN = {"zh-hans"}
WRITTEN_IN_SIMPLIFIED = {"zh-hans"}
UNTRANSLATED_WORDS = 4  # so many words alike are no name
SMALL = 12  # a number up to which languages say as a word or as digits: "three", a month


class Warning(StrEnum):
    EMPTY = "empty"
    UNTRANSLATED = "untranslated"
    LINKS = "links"
    CODE = "code"
    NUMBERS = "numbers"
    PICTURES = "pictures"
    HEADINGS = "headings"
    LISTS = "lists"
    GLOSSARY = "glossary"
    PUNCTUATION = "punctuation"
    SPACING = "spacing"
    SCRIPT = "script"


@dataclass(frozen=True, slots=True)
class Finding:
    """``place``: the number of the row, from 0. ``missing`` is of the source, ``extra`` of the target."""

    kind: Warning
    place: int
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the two texts: what stands on either side, as Markdown. Fields such as the title have no kind."""

    source: str
    target: str
    kind: Kind | None = None
    source_levels: tuple[int, ...] = ()  # of headings
    target_levels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Languages:
    source: str
    target: str


def row_of(pair: Pair) -> Row:
    blocks = pair.source or pair.target
    return Row(
        source="\n\n".join(block.text for block in pair.source),
        target="\n\n".join(block.text for block in pair.target),
        kind=blocks[0].kind,
        source_levels=tuple(block.level for block in pair.source if block.level),
        target_levels=tuple(block.level for block in pair.target if block.level),
    )


def check(rows: Sequence[Row], languages: Languages, glossary: Glossary) -> list[Finding]:
    """Every warning, in the order of :class:`Warning` and then of the text.

    What is missing in one place and stands in another is not missed: texts are aligned by likeness only.
    """
    whole = "\n".join(row.target for row in rows)
    elsewhere = {Warning.LINKS: set(_links(whole)), Warning.CODE: set(code_spans(whole))}
    found = [
        finding
        for place, row in enumerate(rows)
        for find in FINDERS
        for finding in find(place, row, languages)
        if finding.extra or not finding.missing or not elsewhere.get(finding.kind, set()).issuperset(finding.missing)
    ]
    found += _glossary(rows, glossary, whole)
    found += _spacing(rows, languages)
    order = {kind: number for number, kind in enumerate(Warning)}
    return sorted(found, key=lambda finding: (order[finding.kind], finding.place))


def _empty(place: int, row: Row, languages: Languages) -> Iterator[Finding]:
    if row.source.strip() and not row.target.strip() and row.kind is not Kind.RAW:
        yield Finding(Warning.EMPTY, place)


LETTERS = re.compile(r"[^\W\d_]+")


def _untranslated(place: int, row: Row, languages: Languages) -> Iterator[Finding]:
    if row.kind in (Kind.CODE, Kind.RAW, Kind.IMAGE) or not row.target:
        return
    is_same = row.target.split() == row.source.split()
    small = sum(word.islower() for word in LETTERS.findall(prose(row.target)))  # a name has few such
    han = len(HAN_CHARACTER.findall(row.target))
    is_latin = small >= UNTRANSLATED_WORDS and (is_same or (languages.target in WRITTEN_IN_HAN and not han))
    if is_latin or (is_same and languages.source in WRITTEN_IN_HAN and han >= UNTRANSLATED_WORDS):
        yield Finding(Warning.UNTRANSLATED, place)


def _pictures(place: int, row: Row, languages: Languages) -> Iterator[Finding]:
    """Pictures without words for who does not see them (``missing``: addresses), or with those of the source (``extra``)."""
    without = tuple(address for words, address in pictures(row.target) if address and not words.strip())
    left = tuple(_left(row, languages))
    if without or left:
        yield Finding(Warning.PICTURES, place, without, left)


def lacks_words(row: Row, languages: Languages) -> bool:
    """Whether a picture of the row is still to be told of in the language of the target."""
    return not row.target.strip() or any(_pictures(0, row, languages))


def _left(row: Row, languages: Languages) -> list[str]:
    """What pictures of the target show, in the words of the source. A name alone is the same in every language."""
    ours = {words for words, _address in pictures(row.source)}
    return [words for words, _address in pictures(row.target) if words in ours and _is_no_name(words, languages)]


def _is_no_name(words: str, languages: Languages) -> bool:
    if languages.source in WRITTEN_IN_HAN:
        return bool(HAN_CHARACTER.search(words))
    written = LETTERS.findall(words)
    return len(written) > 1 and any(word.islower() for word in written)


def _differing(kind: Warning, values: Callable[[str], list[str]]) -> Callable[[int, Row, Languages], Iterator[Finding]]:
    """A check for what must stand on both sides alike."""

    def find(place: int, row: Row, languages: Languages) -> Iterator[Finding]:
        if row.source and row.target and row.kind is not Kind.CODE:
            ours, theirs = Counter(values(row.source)), Counter(values(row.target))
            if ours != theirs:
                yield Finding(kind, place, tuple(ours - theirs), tuple(theirs - ours))

    return find


def _links(text: str) -> list[str]:
    """Addresses, those of this site without their language: a translation leads to translations."""
    return [re.sub(r"^/(?:[a-z]{2}(?:-[a-z]+)?/)?(?=blog/)", "/", link) for link in links(text)]


def _numbers(place: int, row: Row, languages: Languages) -> Iterator[Finding]:
    if not (row.source and row.target) or row.kind is Kind.CODE:
        return
    source, target = prose(row.source), prose(row.target)
    if row.kind is Kind.LIST:
        source, target = (re.sub(r"(?m)^\s*\d+[.)] ", "", text) for text in (source, target))
    ours, theirs = Counter(amounts(source)), Counter(amounts(target))
    missing = [number for number in ours - theirs if not _is_small(number)]
    extra = [number for number in theirs - ours if not _is_small(number)]
    if missing or extra:
        yield Finding(Warning.NUMBERS, place, tuple(missing), tuple(extra))


def _is_small(number: str) -> bool:
    return number.isdigit() and int(number) <= SMALL


def _headings(place: int, row: Row, languages: Languages) -> Iterator[Finding]:
    if row.source and row.target and row.source_levels != row.target_levels:
        yield Finding(Warning.HEADINGS, place, tuple(map(str, row.source_levels)), tuple(map(str, row.target_levels)))


ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\S", re.MULTILINE)


def _lists(place: int, row: Row, languages: Languages) -> Iterator[Finding]:
    if row.kind is Kind.LIST and row.target:
        ours, theirs = len(ITEM.findall(row.source)), len(ITEM.findall(row.target))
        if ours != theirs and row.source:
            yield Finding(Warning.LISTS, place, (str(ours),), (str(theirs),))


HALF_WIDTH = re.compile(rf"[{HAN}][*_]*([,;:?!]|\.(?!\d))(?![A-Za-z0-9_/])|[{HAN}]\s?(\([^()]{{0,100}}[{HAN}][^()]{{0,100}}\))")


def _punctuation(place: int, row: Row, languages: Languages) -> Iterator[Finding]:
    if languages.target in WRITTEN_IN_HAN and row.kind is not Kind.CODE:
        signs = [one or two for one, two in HALF_WIDTH.findall(prose(row.target))]
        if signs:
            yield Finding(Warning.PUNCTUATION, place, extra=tuple(dict.fromkeys(signs)))


def _script(place: int, row: Row, languages: Languages) -> Iterator[Finding]:
    if languages.target in WRITTEN_IN_SIMPLIFIED and row.kind is not Kind.CODE:
        found = [character for character in dict.fromkeys(row.target) if character in ONLY_TRADITIONAL]
        if found:
            yield Finding(Warning.SCRIPT, place, extra=tuple(found))


FINDERS = (
    _empty,
    _untranslated,
    _differing(Warning.LINKS, _links),
    _differing(Warning.CODE, code_spans),
    _numbers,
    _pictures,
    _headings,
    _lists,
    _punctuation,
    _script,
)


def _glossary(rows: Sequence[Row], glossary: Glossary, whole: str) -> Iterator[Finding]:
    """A term that the translation never says as agreed, where it comes first: one said so elsewhere may be implied here."""
    told = set()
    for place, row in enumerate(rows):
        if not row.source or not row.target or row.kind is Kind.CODE:
            continue
        for entry in glossary.find(prose(row.source)):
            if entry not in told and not entry.is_said(row.target) and not entry.is_said(whole):
                told.add(entry)
                yield Finding(Warning.GLOSSARY, place, (entry.term,), (entry.form,))


TIGHT = re.compile(rf"[{HAN}](?=[A-Za-z0-9])|[A-Za-z0-9](?=[{HAN}])")
SPACED = re.compile(rf"[{HAN}](?= [A-Za-z0-9])|[A-Za-z0-9](?= [{HAN}])")


def _spacing(rows: Sequence[Row], languages: Languages) -> Iterator[Finding]:
    """Between Han and Latin the style sheet sets the space: typed or not, all that matters is that a text does it one way."""
    if languages.target not in WRITTEN_IN_HAN:
        return
    counts = [
        (place, len(TIGHT.findall(text)), len(SPACED.findall(text)))
        for place, row in enumerate(rows)
        if row.kind is not Kind.CODE
        for text in [prose(row.target)]
    ]
    tight, spaced = sum(count[1] for count in counts), sum(count[2] for count in counts)
    if tight and spaced:
        rare = 1 if tight < spaced else 2
        yield from (
            Finding(Warning.SPACING, count[0], (str(max(tight, spaced)),), (str(count[rare]),))
            for count in counts
            if count[rare]
        )
