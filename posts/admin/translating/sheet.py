"""What the translator's screen shows: rows of source and target, each with what changed, what to say, and what may be wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe

from posts import markdown
from posts.models import Post, Translation
from posts.services.glossary import glossary
from posts.services.memory import Offer, known_of, offers
from posts.services.permissions import source_of
from posts.services.picture_words import known_words, with_words
from posts.services.texts import whole_text
from posts.services.translate import Texts, texts_of
from posts.states import State, state_of
from posts.translating.alignment import Pair, align
from posts.translating.blocks import Block, Kind, cut
from posts.translating.checks import Finding, Languages, Row, check, lacks_words, row_of
from posts.translating.glossary import Entry
from posts.translating.marks import pictures, prose
from posts.translating.stale import Change, changes, digest

MOST_ROWS = 800  # fields of a form; a longer text has several blocks to a row
LINE = {"zh-hans": 32}  # characters of a line of a text area; of other languages
LATIN_LINE = 60
COPIED = (Kind.CODE, Kind.RAW)  # nothing to translate


@dataclass(slots=True)
class Line:
    """One row: the title, the summary, or blocks of the body."""

    name: str  # of its field
    row: Row
    source_html: SafeString | str = ""
    state: str = ""  # "missing" or "changed", where it needs work
    changes: list[Change] = field(default_factory=list)
    terms: list[Entry] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    height: int = 2  # lines of the text area

    @property
    def words(self) -> list[str]:
        """What the source's pictures show, for those who do not see them: a translator sees only the pictures."""
        return [words for words, address in pictures(self.row.source) if address and words.strip()]

    @property
    def is_title(self) -> bool:
        return self.name == "title"


@dataclass(slots=True)
class Sheet:
    post: Post
    source: str  # language
    language: str
    texts: Texts
    source_texts: Texts
    title: Line
    summary: Line
    blocks: list[Line]
    state: State
    row: Translation | None
    source_digest: str
    removed: list[Change]  # that no row stands for
    findings: list[Finding]
    rows: tuple[int, ...]  # blocks of the source in each

    @property
    def lines(self) -> list[Line]:
        return [self.title, self.summary, *self.blocks]

    @property
    def changed(self) -> int:
        return sum(bool(line.changes) for line in self.lines) + len(self.removed)

    @property
    def missing(self) -> int:
        return sum(line.state == "missing" for line in self.lines)


def open_sheet(post: Post, language: str, texts: Texts | None = None) -> Sheet:
    """``texts``: what is shown in place of what is saved."""
    source = source_of(post)
    ours, theirs = texts_of(post, source), texts or texts_of(post, language)
    rows = {row.language: row for row in post.translations.all()}
    row = rows.get(language)
    source_blocks = cut(ours.body)
    pairs = grouped(align(source_blocks, cut(theirs.body), known_of(post, language)))
    title, summary = (
        Line(name, Row(getattr(ours, name), getattr(theirs, name)), source_html=getattr(ours, name), height=height)
        for name, height in (("title", 1), ("summary", 3))
    )
    blocks = [_line(f"block-{number}", pair, language) for number, pair in enumerate(pairs)]
    sheet = Sheet(
        post=post,
        source=source,
        language=language,
        texts=theirs,
        source_texts=ours,
        title=title,
        summary=summary,
        blocks=blocks,
        state=state_of(row, rows.get(source)),
        row=row,
        source_digest=digest(whole_text(post, source)),
        removed=[],
        findings=[],
        rows=tuple(len(pair.source) for pair in pairs),
    )
    if row and row.source_text and row.pin_digest != sheet.source_digest:
        _mark_changes(sheet, row.source_text, source_blocks, pairs)
    _mark_missing(sheet)
    _help(sheet)
    return sheet


def grouped(pairs: Sequence[Pair]) -> list[Pair]:
    """At most ``MOST_ROWS`` of them: neighbours go together."""
    size = -(-len(pairs) // MOST_ROWS) or 1
    return [_together(pairs[start : start + size]) for start in range(0, len(pairs), size)]


def _together(pairs: Sequence[Pair]) -> Pair:
    return Pair(
        tuple(block for pair in pairs for block in pair.source), tuple(block for pair in pairs for block in pair.target)
    )


def text_of_blocks(blocks: Sequence[Block]) -> str:
    """As they stand in the text, without what follows the last."""
    return "".join(part for block in blocks for part in (block.text, block.gap)).rstrip()


def _line(name: str, pair: Pair, language: str) -> Line:
    row = row_of(pair)
    row = Row(text_of_blocks(pair.source), text_of_blocks(pair.target), row.kind, row.source_levels, row.target_levels)
    html = mark_safe(markdown.render(row.source)) if row.source else ""
    width = LINE.get(language, LATIN_LINE)
    longest = row.target or row.source
    height = sum(1 + len(line) // width for line in longest.split("\n"))
    return Line(name, row, source_html=html, height=min(max(height, 2), 30))


def _mark_changes(sheet: Sheet, pin: str, source_blocks: Sequence[Block], pairs: Sequence[Pair]) -> None:
    """What the source says otherwise than when it was translated, beside what it says now."""
    head = [(line, cut(line.row.source)) for line in (sheet.title, sheet.summary)]
    owners: list[Line] = [line for line, blocks in head for _block in blocks]
    for line, pair in zip(sheet.blocks, pairs, strict=True):
        owners += [line] * len(pair.source)
    now = [*(block for _line, blocks in head for block in blocks), *source_blocks]
    for change in changes(cut(pin), now):
        if change.now:
            owners[change.at].changes.append(change)
        else:
            sheet.removed.append(change)


def _mark_missing(sheet: Sheet) -> None:
    for line in sheet.lines:
        if line.row.source.strip() and not line.row.target.strip() and line.row.kind not in COPIED:
            line.state = "missing"
        elif line.changes:
            line.state = "changed"


def _help(sheet: Sheet) -> None:
    """Terms and former translations for every row; of what is translated, former ones only where the source changed."""
    known = glossary(sheet.source, sheet.language)
    for line in sheet.lines:
        if line.row.kind not in COPIED:
            line.terms = known.find(prose(line.row.source))
    wanted = {number: line.row.source for number, line in enumerate(sheet.lines) if line.state}
    for number, found in offers(wanted, sheet.source, sheet.language).items():
        line = sheet.lines[number]
        line.offers = [offer for offer in found if offer.text != line.row.target]
    _offer_pictures(sheet)
    rows = [line.row for line in sheet.lines]
    if sheet.texts.title or sheet.texts.body:
        sheet.findings = check(rows, Languages(sheet.source, sheet.language), known)


def _offer_pictures(sheet: Sheet) -> None:
    """Pictures whose words nobody wrote in this language yet, with those that were written for them elsewhere."""
    languages = Languages(sheet.source, sheet.language)
    pictures = [line for line in sheet.blocks if line.row.kind is Kind.IMAGE and lacks_words(line.row, languages)]
    known = known_words((line.row.source for line in pictures), sheet.language)
    for line in pictures:
        text = with_words(line.row.source, known)
        if text not in (line.row.source, line.row.target):
            line.offers.insert(0, Offer(text, line.row.source, 100, sheet.post.pk))
