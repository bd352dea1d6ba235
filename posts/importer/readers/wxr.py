"""A WordPress export (WXR 1.0–1.2, or any RSS feed with whole posts): its posts → drafts.

Read twice from top to bottom, a record at a time: first for what later records need to know (media by number, which posts are
one post in two languages), then for the drafts. Texts that wait for their translation wait on disk. So memory holds one record,
an address for each attachment, and a line for each translation.
"""

import pickle
import re
import struct
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from posts.importer.readers.items import Piece, read_kept
from posts.importer.readers.joining import joined
from posts.importer.readers.shortcodes import Medium
from posts.importer.readers.wxr_dates import Clock
from posts.importer.readers.wxr_export import SITE, Export, survey, told
from posts.importer.readers.wxr_parts import host_of, number_of
from posts.importer.readers.wxr_post import STAGE, Member, failure_of, member_of, ref_of
from posts.importer.records import Draft, Failure, LeftOut, Note, Place, Raw

IN_MEMORY = 16 * 2**20  # bytes of waiting texts; more go to disk
BEYOND_NUMBERS = 2**30  # no site has as many posts
NO_CORRECTIONS: Mapping[str, str] = {}
HEAD = 2**16  # bytes of a file that name its site
BLOG = re.compile(r"<wp:base_blog_url>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]+)")


class Met(NamedTuple):
    """The record an identity was met at first. Of every post there is one, so it is kept as bytes."""

    file: int  # by its place among the export's
    record: int
    line: int
    number: int
    link: bytes  # what an import would know it by, had it no GUID

    def is_another(self, file: int, member: Member) -> bool:
        """Whether a record of the same GUID is another post all the same: the copy of one, say, made beside WordPress."""
        numbers = {self.number, member.number} - {0}
        return self.file == file and len(numbers) == 2 and bool(member.link) and self.link != _key(ref_of(member.link))


MET = struct.Struct("<IQQQ12s")


def _key(ref: str) -> bytes:
    """The digest in a ref: half of its memory."""
    return bytes.fromhex(ref.rpartition(":")[2])


def read(
    paths: Sequence[Path], names: Sequence[str], corrections: Mapping[str, str] = NO_CORRECTIONS, *, outline: bool = False
) -> Iterator[Draft | Failure | LeftOut]:
    """The drafts of the export in the files ``paths``, a failure for each record that holds none, then what was left out.

    ``corrections`` are what editors made of records, by the digest of those. An ``outline`` has no bodies: all that a first
    look needs, in a fraction of the time.
    """
    export = Export(tuple(zip(paths, names, strict=True)), corrections)
    survey(export)
    yield from _drafts(export, outline)
    yield from (Failure(name, 1, 1, message) for name, message in export.broken.items())
    yield from told(export)


def site_of(path: Path) -> str:
    """The site whose export the file says it is a part of; "" if it does not say."""
    site = BLOG.search(_head(path))
    return site[1] if site else ""


def archive_of(path: Path) -> str:
    """What all exports of a site have in common: its address, or else the host of its first link; "" if there is none."""
    head = _head(path)
    if site := BLOG.search(head):
        return site[1].rpartition("://")[2].rstrip("/").casefold()
    link = SITE.search(head)
    return host_of(link[1]) if link else ""


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(HEAD).replace(b"\x00", b"").decode("utf-8", "replace")
    except OSError:
        return ""  # whoever reads it says why


def _drafts(export: Export, outline: bool) -> Iterator[Draft | Failure]:
    waiting: dict[str, list[int]] = defaultdict(list)  # group → where its members' drafts wait
    files = {name: number for number, (_path, name) in enumerate(export.files)}
    seen: dict[bytes, bytes] = {}  # identity → Met
    taken: dict[str, set[int]] = defaultdict(set)  # file → positions
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as room:
        for piece, element, mended in export.read():
            if piece.number == 0:
                continue
            if element is None:
                yield failure_of(export, piece, mended)
                continue
            member = member_of(piece, element, mended, export, outline)
            if not isinstance(member, Member):
                if member is not None:
                    yield member
                continue
            file, link = files[export.name], _key(ref_of(member.link))
            met = MET.pack(file, piece.number, piece.start, member.number, link)
            if (met_before := seen.setdefault(_key(member.draft.ref), met)) is not met:
                first = Met(*MET.unpack(met_before))
                if not first.is_another(file, member) or link in seen:
                    yield failure_of(export, piece, _same_guid(export, first), same=member.draft.names)
                    continue
                member = _by_permalink(member, piece, export, first)
                seen[link] = met
            member = _placed(member, piece, taken[export.name])
            key = export.partners.get((export.name, piece.number))
            if key is None:
                yield member.draft
                continue
            waiting[key].append(room.seek(0, 2))
            pickle.dump(member.draft, room)
            if len(waiting[key]) == len(export.groups[key]):
                yield joined(_brought_back(room, waiting.pop(key)))
        for places in waiting.values():  # whose partner could not be read
            yield joined(_brought_back(room, places))


def _placed(member: Member, piece: Piece, taken: set[int]) -> Member:
    """``member`` at its number in WordPress; where another record of the file has that too, at its own in the file."""
    (place,) = member.draft.places
    if place.position in taken:
        place = replace(place, position=BEYOND_NUMBERS + piece.number)
        member = replace(member, draft=replace(member.draft, places=(place,)))
    taken.add(place.position)
    return member


def _same_guid(export: Export, first: Met) -> str:
    _path, file = export.files[first.file]
    if file != export.name:
        message = _("The same post stands at %(where)s: import the newer file only, or delete one of the two.")
        return message % {"where": f"{file}:{first.line}"}
    message = _("The GUID is that of record %(number)d too: delete one of the two, or give it a GUID of its own.")
    return message % {"number": first.record}


def _by_permalink(member: Member, piece: Piece, export: Export, first: Met) -> Member:
    """The post known by its permalink, since another one has its GUID; which is told."""
    message = _(
        "Record %(number)d: Its GUID is that of record %(other)d too, another post; it is known by its permalink: %(link)s."
    )
    message %= {"number": piece.number, "other": first.record, "link": member.link}
    export.twins.append(LeftOut(export.name, piece.start, message))
    return replace(member, draft=_known_by(member.link, member.draft))


def _known_by(identifier: str, draft: Draft) -> Draft:
    """``draft`` by another identity than its record's GUID, which is kept with the record."""
    (place,) = draft.places
    raw = place.raw or Raw("")
    raw = replace(raw, ground={**raw.ground, "identity": identifier})
    note = Note(STAGE, "Another post has its GUID: this one is known by its permalink.", line=place.line_start, review=True)
    places = (replace(place, raw=raw),)
    return replace(draft, ref=ref_of(identifier), places=places, notes=(*draft.notes, note))


def _brought_back(room, places: Sequence[int]) -> Iterator[Draft]:
    """Drafts as we wrote them ourselves."""
    for place in places:
        room.seek(place)
        yield pickle.load(room)


def from_kept(places: Sequence[Place], *, outline: bool = False) -> Draft | Failure:
    """The post that was made of the records kept at ``places``, read again by the rules of today."""
    drafts = []
    for place in places:
        raw = place.raw or Raw("")
        export = Export((), name=place.file)
        export.site, export.title = raw.ground.get("site", ""), raw.ground.get("title", "")
        export.authors = dict(raw.ground.get("authors", {}))
        export.media = {int(key): Medium(*values) for key, values in raw.ground.get("media", {}).items()}
        export.blocks = {int(key): text for key, text in raw.ground.get("blocks", {}).items()}
        export.clock = Clock.from_json(raw.ground.get("clock", {}))
        piece, element, mended = read_kept(raw.text, place.line_start, place.line_end)
        if element is None:
            return failure_of(export, piece, mended)
        export.media_of[number_of(element, "{wp}post_id")] = list(raw.ground.get("hanging", ()))
        member = member_of(piece, element, raw.ground.get("mended", "") or mended, export, outline)
        if not isinstance(member, Member):
            return member or failure_of(export, piece, _("The record is no post any more."))
        draft = member.draft
        if identifier := raw.ground.get("identity"):
            draft = _known_by(identifier, draft)
        kept_at = replace(place, raw=raw, position=place.position or draft.places[0].position)
        drafts.append(replace(draft, places=(kept_at,)))
    return joined(drafts)
