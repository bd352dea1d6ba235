"""What the database keeps of an archive, read again as if its files were at hand: for rules that have become better since.

A page is put together of the lines its posts stood on, at their old line numbers and positions; another system's posts are read
from their records. What was never a post's, a page's pagination or an export's pages, is not kept and not missed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from posts.importer.corrected import FIRST
from posts.importer.readers import Source, frontmatter, jsonl, text, wxr
from posts.importer.records import SAME, Apart, Draft, Failure, LeftOut, Note, Page, Place, Raw
from posts.models import Provenance, QuarantinedEntry
from posts.parked import PARKED

FOREIGN = {"wxr": "wordpress", "md": "markdown"}  # what a ref begins with → kind of its source


def _read(kind: str, places: Sequence[Place], *, outline: bool) -> Draft | Failure:
    return wxr.from_kept(places, outline=outline) if kind == "wordpress" else frontmatter.from_kept(places)


def find(posts: Sequence[int] | None = None) -> list[Source]:
    """A source for every file of which posts are stored with their raw text; of ``posts`` alone, if given."""
    rows = Provenance.objects.exclude(raw_text="")
    if posts is not None:
        rows = rows.filter(post__in=posts)
    places = rows.order_by("file").values_list("file", "post__import_ref").distinct()
    kinds = {(file, FOREIGN.get((ref or "").partition(":")[0], "pages")) for file, ref in places}
    only = None if posts is None else tuple(posts)
    return [
        Source(file, Path(file), kind, kept=KeptPage(file, only) if kind == "pages" else KeptRecords(file, kind, only))
        for file, kind in sorted(kinds)
    ]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """The entries of one page, or those of some posts: what these are can depend on their neighbours."""

    file: str
    posts: tuple[int, ...] | None = None

    def pages(self) -> Iterator[Page]:
        rows = _rows(None).filter(file=self.file).exclude(post__import_ref__contains=":").order_by("line_start", "position")
        page = page_of(self.file, list(rows.only("position", "line_start", "line_end", "raw_text", "evidence", "notes")))
        if self.posts is not None:
            asked_for = rows.filter(post__in=self.posts).values_list("position", flat=True)
            page = replace(page, only=frozenset(asked_for))
        yield page

    def drafts(self, *, outline: bool) -> Iterator[Draft]:
        yield from ()


def page_of(file: str, rows: Sequence[Provenance]) -> Page:
    """The page whose entries are ``rows``, in the order of their lines."""
    lines: list[str] = []
    positions: dict[int, int] = {}
    apart: list[Apart] = []
    for row in rows:
        if row.position >= PARKED or row.evidence.get("corrected"):
            corrected = bool(row.evidence.get("corrected"))
            apart.append(Apart(row.position, row.line_start, row.line_end, row.raw_text, corrected))
            continue
        found = row.raw_text.split("\n")
        lines += [""] * (row.line_start - 1 + len(found) - len(lines))
        lines[row.line_start - 1 : row.line_start - 1 + len(found)] = found
        positions[row.line_start] = row.position
    flaws = (note for row in rows for note in row.notes if note["stage"] == text.STAGE and note["review"])
    notes = tuple(Note(flaw["stage"], flaw["message"], flaw["line"], review=True) for flaw in flaws)
    return Page(file, tuple(lines), notes=notes, positions=positions, apart=tuple(apart))


@dataclass(frozen=True, slots=True)
class KeptRecords:
    """The posts of another system whose first record stood in one file."""

    file: str
    kind: str
    posts: tuple[int, ...] | None = None

    def pages(self) -> Iterator[Page]:
        yield from ()

    def drafts(self, *, outline: bool) -> Iterator[Draft | Failure | LeftOut]:
        prefix = next(prefix for prefix, kind in FOREIGN.items() if kind == self.kind)
        here = _rows(self.posts).filter(file=self.file, is_primary=True, post__import_ref__startswith=f"{prefix}:")
        rows = Provenance.objects.filter(post__in=here.values("post")).order_by("post", "-is_primary", "file", "position")
        for _post, found in groupby(rows.iterator(chunk_size=200), key=lambda row: row.post_id):
            places = [_place(row) for row in found]
            if all(place.raw.text for place in places):
                yield _read(self.kind, places, outline=outline)


def _rows(posts: tuple[int, ...] | None):
    rows = Provenance.objects.exclude(raw_text="")
    return rows if posts is None else rows.filter(post__in=posts)


def _place(row: Provenance) -> Place:
    raw = Raw(row.raw_text, row.evidence.get("record", {}), is_corrected=bool(row.evidence.get("corrected")))
    return Place(row.file, row.position, row.line_start, row.line_end, row.is_primary, raw=raw)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What an editor made of one entry that could not be read, at ``place``, in place of its file."""

    kind: str
    place: Place

    def pages(self) -> Iterator[Page | Failure]:
        place = self.place
        if self.kind == "pages":
            apart = Apart(place.position, place.line_start, place.line_end, place.raw.text, is_corrected=True)
            yield Page(place.file, (), apart=(apart,))

    def drafts(self, *, outline: bool) -> Iterator[Draft | Failure | LeftOut]:
        if self.kind == "drafts":
            yield jsonl.parse(self.place.raw.text.encode(), self.place.file, self.place.line_start)
        elif self.kind != "pages":
            yield _read(self.kind, (self.place,), outline=outline)


def corrected(entry: QuarantinedEntry, raw_text: str) -> Source:
    """The entry as ``raw_text`` has it."""
    ground = {name: value for name, value in entry.ground.items() if name != SAME}
    raw = Raw(raw_text.replace("\r\n", "\n").strip("\n").rstrip(), ground, is_corrected=True)
    position = entry.position if entry.position is not None else FIRST if entry.kind == "pages" else 0
    place = Place(entry.file, position, entry.line_start, entry.line_end, raw=raw)
    return Source(entry.file, Path(entry.file), entry.kind, kept=Corrected(entry.kind, place))
