"""Pages, as editors corrected them → the sheets an audit compares.

Every post is known by its own and its neighbours' evidence, nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from operator import attrgetter

from people.names import HAN_CHARACTER
from posts.audit.checks import audit
from posts.audit.numbers import pager_of
from posts.audit.records import Audit, Finding, Kind, Place, Seen, Sheet
from posts.audit.texts import breaks_off
from posts.importer.corrected import cut
from posts.importer.dating.clues import Evidence
from posts.importer.pipeline import Stage
from posts.importer.records import Context, Draft, Entry, Failure, Page
from posts.importer.stages.dates import evidence
from posts.importer.stages.languages import ENGLISH, split_languages
from posts.importer.stages.series import find_series
from posts.importer.stages.split import ARCHIVE_HEADINGS, is_pagination
from posts.importer.survey import grouping, order
from posts.importer.survey.records import Known, Sighting
from posts.importer.timeline import date_posts

UNNAMED = (" by", " in", " from", " tagged")  # the name stands on the next line, or was lost
POSITION = attrgetter("position")
TELLING: tuple[Stage, ...] = (split_languages, find_series)  # the stages whose results are counted


class Reader:
    """Takes pages one at a time and remembers a little of each."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.sightings: list[Sighting] = []

    def add(self, page: Page | Failure) -> None:
        if isinstance(page, Failure):
            unreadable = Finding(Kind.UNREADABLE, page.file, page.line_start, {"reason": page.message})
            self.sheets.append(Sheet(page.file, findings=(unreadable,)))
            return
        pieces = cut(page)
        entries = sorted(pieces.entries, key=POSITION)  # a corrected one comes last, wherever it stands
        chrome = [line for span in pieces.chrome for line in page.lines[span.start - 1 : span.end]]
        top = entries[0].title_line if entries else 0
        above = [line for span in pieces.chrome if span.end < top for line in page.lines[span.start - 1 : span.end]]
        seen = []
        for entry in entries:
            sighting = grouping.sight(entry, page, lambda entry: evidence(entry).to_json(), "", {})
            self.sightings.append(sighting)
            seen.append(_seen(entry, sighting, is_last=entry is entries[-1]))
        self.sheets.append(
            Sheet(
                page.file,
                tuple(seen),
                page.digest,
                heading_of(above),
                pager_of(line for line in chrome if is_pagination(line.strip())),
                (*_damage(page), *_losses(pieces.failures, has_posts=bool(seen))),
            )
        )

    def audit(self, read: Callable[[str], Iterable[Page | Failure]], today: date | None = None) -> Audit:
        """What is to be said of all pages. ``read`` gives the page of a file once more, for the copies that differ."""
        posts = grouping.group(self.sightings, Known())
        timeline = order.timeline_of(posts, Known(), {})
        found = {ref: Evidence.from_json(dict(data)) for ref, data in timeline.evidence.items()}
        dated = date_posts(timeline.pages, found, timeline.given, today)
        refs = {sighting.place: planned.ref for planned in posts for sighting in planned.sightings}

        def known(file: str, seen: Seen) -> Seen:
            ref = refs[file, seen.position]
            return replace(seen, post=ref, day=dated[ref].when.day)

        sheets = [replace(sheet, posts=tuple(known(sheet.file, seen) for seen in sheet.posts)) for sheet in self.sheets]
        return audit(sheets, Bodies(read))


class Bodies:
    """The text at a place. Remembers the last files it was asked for: copies mostly stand on neighbouring pages."""

    REMEMBERED = 8  # pages

    def __init__(self, read: Callable[[str], Iterable[Page | Failure]]) -> None:
        self.read = read
        self.files: dict[str, dict[int, Sequence[str]]] = {}

    def __call__(self, place: Place) -> Sequence[str]:
        file, position = place
        if file not in self.files:
            if len(self.files) >= self.REMEMBERED:
                self.files.pop(next(iter(self.files)))
            pages = (page for page in self.read(file) if isinstance(page, Page))
            self.files[file] = {entry.position: entry.lines for page in pages for entry in cut(page).entries}
        return self.files[file].get(position, ())


def heading_of(chrome: Sequence[str]) -> str:
    """The listing that a page says it is of: ``all posts by ada example``; empty if it names none.

    >>> heading_of(["All Posts By", "Ada Example"]), heading_of(["All Posts By"]), heading_of(["1 2 3 … 39"])
    ('all posts by ada example', '', '')
    """
    lines = [" ".join(line.casefold().split()) for line in chrome if line.strip()]
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if ARCHIVE_HEADINGS.fullmatch(line):
            if not line.endswith(UNNAMED):
                return line
            return f"{line} {following}" if following and not is_pagination(following) else ""
    return ""


def _seen(entry: Entry, sighting: Sighting, *, is_last: bool) -> Seen:
    draft = _draft(entry)
    return Seen(
        position=entry.position,
        title=entry.title,
        post="",
        line_start=sighting.line_start,
        line_end=sighting.line_end,
        digest=sighting.digest,
        size=sighting.size,
        stated=entry.meta.date,
        languages=tuple(text.language for text in draft.texts) or (ENGLISH,),
        series=draft.series[1] if draft.series else "",
        glued=entry.title_glued,
        breaks_off=is_last and breaks_off(entry.lines),
    )


def _draft(entry: Entry) -> Draft:
    """What the stages tell of language and series. Without Han there is one language, and the body need not be looked at."""
    if not HAN_CHARACTER.search("\n".join((entry.title, *entry.lines))):
        entry = replace(entry, lines=())
    draft = Draft(ref="", texts=(), entry=entry)
    for stage in TELLING:
        draft = stage(draft, Context())
    return draft


def _damage(page: Page) -> Iterable[Finding]:
    return (Finding(Kind.DAMAGED, page.file, note.line, {"reason": note.message}) for note in page.notes if note.review)


def _losses(failures: Iterable[Failure], *, has_posts: bool) -> Iterable[Finding]:
    kind = Kind.START_MISSING if has_posts else Kind.NO_POSTS
    return (Finding(kind, f.file, f.line_start, {"lines": f.line_end - f.line_start + 1}) for f in failures)
