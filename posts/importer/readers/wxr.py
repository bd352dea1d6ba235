"""A WordPress export (WXR 1.0–1.2, or any RSS feed with whole posts): its posts → drafts.

Read twice from top to bottom, a record at a time: first for what later records need to know (media by number, which posts are
one post in two languages), then for the drafts. Texts that wait for their translation wait on disk. So memory holds one record,
an address for each attachment, and a line for each translation.
"""

import pickle
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from posts.importer import identity
from posts.importer.readers.gutenberg import referred_to
from posts.importer.readers.html import to_markdown
from posts.importer.readers.items import NotAnExport, Piece, kept, read_kept, records, whole
from posts.importer.readers.shortcodes import Media, Medium
from posts.importer.readers.text import clean
from posts.importer.readers.tongues import LANGUAGES, language_of
from posts.importer.readers.wxr_parts import (
    LANGUAGE_META,
    OLD_SLUG,
    by_language,
    host_of,
    labels_of,
    logins_of,
    meta_of,
    names_of,
    number_of,
    opening,
    paths_of,
    plain,
    raw_of,
    slug_of,
    stated_language,
    term_of,
    text_of,
    when_of,
)
from posts.importer.records import Credit, Draft, Failure, LeftOut, Note, Place, Raw, Syndication, Text, When

STAGE = "wordpress"
IN_MEMORY = 16 * 2**20  # bytes of waiting texts; more go to disk
MOST_BLOCKS = 4 * 2**20  # characters of reusable blocks
LARGEST_POSITION = 2**31 - 1
BEYOND_NUMBERS = 2**30  # no site has as many posts
MOST_AUTHORS = 1000  # that are kept with a record that failed
NO_CORRECTIONS: Mapping[str, str] = {}
HEAD = 2**16  # bytes of a file that name its site

PUBLISHED, DRAFT = "published", "draft"
STATUS = {"publish": PUBLISHED, "future": PUBLISHED, "": PUBLISHED, "draft": DRAFT, "pending": DRAFT, "private": DRAFT}
NOT_POSTS = ("trash", "auto-draft", "inherit")
KINDS = {  # post types that become no post, as the report calls them
    "page": gettext_noop("pages"),
    "attachment": gettext_noop("media"),
    "nav_menu_item": gettext_noop("menu items"),
    "revision": gettext_noop("revisions"),
    "wp_block": gettext_noop("reusable blocks"),
    "custom_css": gettext_noop("style sheets"),
}
COMMENTS = gettext_noop("comments")
STICKY = gettext_noop("marks that keep a post on top")
PICTURES = gettext_noop("pictures above posts")
NESTING, DESCRIPTIONS = gettext_noop("parents of categories"), gettext_noop("descriptions of categories and tags")
SAID_OF_TERMS = (  # in the head: element, field, what the report calls it
    ("category", "category_parent", NESTING),
    ("category", "category_description", DESCRIPTIONS),
    ("tag", "tag_description", DESCRIPTIONS),
)
PARTS = frozenset({COMMENTS, STICKY, PICTURES, NESTING, DESCRIPTIONS})  # of records that are imported
SUMMARIES = (
    *("_yoast_wpseo_metadesc", "_aioseo_description", "_aioseop_description"),
    *("rank_math_description", "_genesis_description"),
)
CANONICALS = ("_yoast_wpseo_canonical", "rank_math_canonical_url", "_genesis_canonical_uri")
GROUP_META = ("_wpml_import_translation_group", "trid", "_trid", "_icl_trid", "_translations", "_original_post")
DUPLICATE_OF = "_icl_lang_duplicate_of"  # the number of the post it translates
ALT = "_wp_attachment_image_alt"
FOOTNOTES = "footnotes"  # of the block editor, as JSON
FEATURED = "_thumbnail_id"  # the number of the picture that themes show above a post
TAXONOMIES = frozenset({"category", "post_tag", "tag", "author", "language", "post_translations"})
KNOWN_META = frozenset({*SUMMARIES, *CANONICALS, *LANGUAGE_META, *GROUP_META, DUPLICATE_OF, OLD_SLUG, FOOTNOTES, FEATURED})
AUTHOR = re.compile(r"<wp:author>.*?</wp:author>", re.DOTALL)
TERM = re.compile(r"<wp:term>.*?</wp:term>", re.DOTALL)
FIELD = r"<wp:{}>\s*(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))\s*</wp:{}>"
BLOG = re.compile(r"<wp:base_blog_url>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]+)")
SITE = re.compile(r"<(?:wp:base_blog_url|link)>\s*([^<\s]+)\s*<")
GALLERY_TAG = re.compile(r"\[gallery\b[^\[\]]{0,20000}\]")
PICTURE = re.compile(r"<img\b", re.IGNORECASE)


Record = tuple[str, int]  # file and number


@dataclass(slots=True)
class Export:
    """What holds for all records of an export."""

    files: Sequence[tuple[Path, str]]  # the parts of it, each with what reports call it
    corrections: Mapping[str, str] = field(default_factory=dict)  # digest of a record → what an editor made of it
    name: str = ""  # of the file that is being read
    broken: dict[str, str] = field(default_factory=dict)  # file that cannot be read → why
    site: str = ""
    records: int = 0
    authors: dict[str, str] = field(default_factory=dict)  # login → name
    media: dict[int, Medium] = field(default_factory=dict)  # by number
    media_of: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    blocks: dict[int, str] = field(default_factory=dict)  # reusable blocks by number
    groups: dict[str, list[tuple[str, Record]]] = field(default_factory=lambda: defaultdict(list))  # key → language, record
    partners: dict[Record, str] = field(default_factory=dict)  # record → key of a group of several
    left_out: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[str, int]] = field(default_factory=dict)  # what is left out → file and line of the first
    pictures: int = 0  # in the texts of posts
    meta: Counter[str] = field(default_factory=Counter)
    terms: Counter[str] = field(default_factory=Counter)  # of taxonomies nothing here stands for
    nameless: dict[str, tuple[str, int]] = field(default_factory=dict)  # login without a name → where it is met first
    twins: list[LeftOut] = field(default_factory=list)  # posts that share another's GUID

    def leave_out(self, what: str, line: int, count: int = 1) -> None:
        self.left_out[what] += count
        self.first.setdefault(what, (self.name, line))

    def read(self) -> Iterator[tuple[Piece, Any, str]]:
        """The pieces of all files, one after the other; ``name`` says whose they are. What cannot be read is ``broken``."""
        for path, name in self.files:
            if name in self.broken:
                continue
            self.name = name
            try:
                yield from records(path, self.corrections)
            except NotAnExport as error:
                self.broken[name] = str(error)
            except OSError as error:
                message = _("The file cannot be read (%(reason)s): check that it is there and that you may read it.")
                self.broken[name] = message % {"reason": error.strerror}


@dataclass(frozen=True, slots=True)
class Member:
    """One post record: its draft of a single language, and when it was published."""

    draft: Draft
    moment: str  # ISO; "" without a date
    number: int  # in WordPress; 0 if unsaid
    link: str


class Met(NamedTuple):
    """The record an identity was met at first."""

    record: Record
    line: int
    number: int
    link: str  # what an import would know it by, had it no GUID

    def is_another(self, record: Record, member: Member) -> bool:
        """Whether a record of the same GUID is another post all the same: the copy of one, say, made beside WordPress."""
        numbers = {self.number, member.number} - {0}
        return self.record[0] == record[0] and len(numbers) == 2 and bool(member.link) and self.link != _ref(member.link)


def read(
    paths: Sequence[Path], names: Sequence[str], corrections: Mapping[str, str] = NO_CORRECTIONS, *, outline: bool = False
) -> Iterator[Draft | Failure | LeftOut]:
    """The drafts of the export in the files ``paths``, a failure for each record that holds none, then what was left out.

    ``corrections`` are what editors made of records, by the digest of those. An ``outline`` has no bodies: all that a first
    look needs, in a fraction of the time.
    """
    export = Export(tuple(zip(paths, names, strict=True)), corrections)
    _survey(export)
    yield from _drafts(export, outline)
    yield from (Failure(name, 1, 1, message) for name, message in export.broken.items())
    yield from _told(export)


def site_of(path: Path) -> str:
    """The site whose export the file says it is a part of; "" if it does not say."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD).replace(b"\x00", b"").decode("utf-8", "replace")
    except OSError:
        return ""  # whoever reads it says why
    site = BLOG.search(head)
    return site[1] if site else ""


# First reading


def _survey(export: Export) -> None:
    found = Counter[str]()
    for piece, element, _mended in export.read():
        found[export.name] = piece.number
        if piece.number == 0:
            _read_head(piece.text, export)
        if element is None:
            continue
        kind = text_of(element, "{wp}post_type") or "post"
        if kind == "attachment":
            _keep_medium(element, export)
        elif kind == "wp_block":
            _keep_block(element, export)
        elif kind == "post" and text_of(element, "{wp}status") not in NOT_POSTS:
            key, language = _group(element, export), stated_language(element)
            if key and language:
                export.groups[key].append((language, (export.name, piece.number)))
    for name in (name for name, number in found.items() if not number):
        message = _("The file holds no record: it was cut off, or nothing was exported. Export “All content”.")
        export.broken.setdefault(name, message)
    for key, members in export.groups.items():
        known = {language: record for language, record in reversed(members) if language in LANGUAGES}
        if len(known) > 1:
            export.partners |= dict.fromkeys(known.values(), key)
            export.groups[key] = list(known.items())


def _read_head(head: str, export: Export) -> None:
    if site := SITE.search(head):
        export.site = site[1]
    for kind, name, what in SAID_OF_TERMS:
        terms = re.findall(rf"<wp:{kind}>.*?</wp:{kind}>", head, re.DOTALL)
        if count := sum(bool(_field(term, name)) for term in terms):
            export.leave_out(what, 1, count)
    for author in AUTHOR.findall(head):
        login = _field(author, "author_login")
        parts = (_field(author, "author_first_name"), _field(author, "author_last_name"))
        export.authors[login] = _field(author, "author_display_name") or " ".join(filter(None, parts)) or login
    for term in TERM.findall(head):  # a guest author of Co-Authors Plus
        if _field(term, "term_taxonomy") == "author":
            export.authors.setdefault(_field(term, "term_slug"), _field(term, "term_name"))


def _field(text: str, name: str) -> str:
    match = re.search(FIELD.format(name, name), text, re.DOTALL)
    return " ".join(clean(match[1] or match[2] or "")[0].split()) if match else ""


def _keep_medium(element, export: Export) -> None:
    number, parent = number_of(element, "{wp}post_id"), number_of(element, "{wp}post_parent")
    address = text_of(element, "{wp}attachment_url") or text_of(element, "guid")
    if number and address.startswith(("http://", "https://")):
        alt, caption = plain(meta_of(element).get(ALT, "")), plain(text_of(element, "{excerpt}encoded"))
        export.media[number] = Medium(address, alt, caption, number_of(element, "{wp}menu_order"))
        if parent:
            export.media_of[parent].append(number)


def _keep_block(element, export: Export) -> None:
    """A reusable block is part of the posts that refer to it; a huge one is left to be told."""
    number, content = number_of(element, "{wp}post_id"), raw_of(element, "{content}encoded")
    if number and sum(map(len, export.blocks.values())) + len(content) <= MOST_BLOCKS:
        export.blocks[number] = content


def _group(element, export: Export) -> str:
    """What all translations of one post share: Polylang's term, WPML's or Bogo's field."""
    if key := term_of(element, "post_translations"):
        return f"term {key}"
    meta = meta_of(element)
    if original := meta.get(DUPLICATE_OF):
        return f"post {original}"
    for name in GROUP_META:
        if value := meta.get(name):
            return f"{name} {value}"
    number = number_of(element, "{wp}post_id")
    return f"post {number}" if number else ""


# Second reading


def _drafts(export: Export, outline: bool) -> Iterator[Draft | Failure]:
    waiting: dict[str, list[int]] = defaultdict(list)  # group → where its members' drafts wait
    seen: dict[str, Met] = {}  # by identity
    taken: set[tuple[str, int]] = set()  # file and position
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as room:
        for piece, element, mended in export.read():
            if piece.number == 0:
                continue
            if element is None:
                yield _failure(export, piece, mended)
                continue
            member = _member(piece, element, mended, export, outline)
            if not isinstance(member, Member):
                if member is not None:
                    yield member
                continue
            record = export.name, piece.number
            met = Met(record, piece.start, member.number, _ref(member.link))
            first = seen.setdefault(member.draft.ref, met)
            if first is not met:
                if not first.is_another(record, member) or _ref(member.link) in seen:
                    yield _failure(export, piece, _same_guid(export, first))
                    continue
                member = _by_permalink(member, piece, export, first)
                seen[member.draft.ref] = met
            member = _placed(member, piece, taken)
            key = export.partners.get(record)
            if key is None:
                yield member.draft
                continue
            waiting[key].append(room.seek(0, 2))
            pickle.dump(member, room)
            if len(waiting[key]) == len(export.groups[key]):
                yield _joined(_brought_back(room, waiting.pop(key)))
        for places in waiting.values():  # whose partner could not be read
            yield _joined(_brought_back(room, places))


def _placed(member: Member, piece: Piece, taken: set[tuple[str, int]]) -> Member:
    """``member`` at its number in WordPress; where another record has that number too, at its own in the file."""
    (place,) = member.draft.places
    if (place.file, place.position) in taken:
        place = replace(place, position=BEYOND_NUMBERS + piece.number)
        member = replace(member, draft=replace(member.draft, places=(place,)))
    taken.add((place.file, place.position))
    return member


def _same_guid(export: Export, first: Met) -> str:
    file, number = first.record
    if file != export.name:
        message = _("The same post stands at %(where)s: import the newer file only, or delete one of the two.")
        return message % {"where": f"{file}:{first.line}"}
    message = _("The GUID is that of record %(number)d too: delete one of the two, or give it a GUID of its own.")
    return message % {"number": number}


def _by_permalink(member: Member, piece: Piece, export: Export, first: Met) -> Member:
    """The post known by its permalink, since another one has its GUID; which is told."""
    message = _(
        "Record %(number)d: Its GUID is that of record %(other)d too, another post; it is known by its permalink: %(link)s."
    )
    message %= {"number": piece.number, "other": first.record[1], "link": member.link}
    export.twins.append(LeftOut(export.name, piece.start, message))
    return replace(member, draft=_known_by(member.link, member.draft))


def _known_by(identifier: str, draft: Draft) -> Draft:
    """``draft`` by another identity than its record's GUID, which is kept with the record."""
    (place,) = draft.places
    raw = place.raw or Raw("")
    raw = replace(raw, ground={**raw.ground, "identity": identifier})
    note = Note(STAGE, "Another post has its GUID: this one is known by its permalink.", line=place.line_start, review=True)
    places = (replace(place, raw=raw),)
    return replace(draft, ref=_ref(identifier), places=places, notes=(*draft.notes, note))


def _ref(identifier: str) -> str:
    return f"wxr:{identity.digest(identifier.strip(), 12)}"


def _brought_back(room, places: Sequence[int]) -> list[Member]:
    """Members as we wrote them ourselves."""
    members = []
    for place in places:
        room.seek(place)
        members.append(pickle.load(room))
    return members


def _joined(members: list[Member]) -> Draft:
    """One post of several languages. The earliest text is the source, and gives what a post has once."""
    members.sort(key=lambda member: (member.moment or "9", LANGUAGES.index(member.draft.texts[0].language)))
    source = members[0].draft
    if len(members) == 1:
        return source
    drafts = [member.draft for member in members]
    texts = tuple(
        replace(member.draft.texts[0], status=member.draft.status, published_at=member.moment if member.moment else "")
        for member in members
    )
    return replace(
        source,
        texts=texts,
        status=PUBLISHED if any(draft.status == PUBLISHED for draft in drafts) else DRAFT,
        categories=next((draft.categories for draft in drafts if draft.categories), ()),
        tags=next((draft.tags for draft in drafts if draft.tags), ()),
        credits=tuple(dict.fromkeys(credit for draft in drafts for credit in draft.credits)),
        legacy_paths=tuple(dict.fromkeys(path for draft in drafts for path in draft.legacy_paths)),
        places=tuple(replace(place, primary=draft is source) for draft in drafts for place in draft.places),
        notes=tuple(note for draft in drafts for note in draft.notes),
    )


def _failure(export: Export, piece: Piece, message: str) -> Failure:
    where = _("Record %(number)d: %(message)s") % {"number": piece.number, "message": message}
    ground = {"site": export.site, "authors": export.authors if len(export.authors) <= MOST_AUTHORS else {}}
    return Failure(export.name, piece.start, piece.end, where, kept(piece), ground=ground)


def _member(piece: Piece, element, mended: str, export: Export, outline: bool) -> Member | Failure | None:
    """The draft of one record; None for what is left out."""
    kind, status = text_of(element, "{wp}post_type") or "post", text_of(element, "{wp}status")
    if kind != "post" or status in NOT_POSTS:
        export.leave_out(KINDS.get(kind, f"“{kind[:40]}”") if kind != "post" else _status_name(status), piece.start)
        return None
    language = stated_language(element)
    if language and language not in LANGUAGES:
        export.leave_out(_("posts in “%(code)s”") % {"code": language[:20]}, piece.start)
        return None
    if comments := sum(1 for _comment in element.iter("{wp}comment")):
        export.leave_out(COMMENTS, piece.start, comments)
    link, guid = text_of(element, "link"), text_of(element, "guid")
    number = number_of(element, "{wp}post_id")
    identifier = guid or link or (f"{export.site}?p={number}" if number else "")
    if not identifier:
        return _failure(export, piece, _("It has neither GUID nor permalink nor number: add a <guid>, or take it out."))
    texts, notes = _texts(element, language, export, outline)
    if not texts:
        return _failure(export, piece, _("It has neither a title nor a text: give it a title, or take it out."))
    if mended:
        notes.append(Note(STAGE, f"The record had to be mended before it could be read ({mended}): compare it.", review=True))
    _note_featured(element, export, piece.start, notes)
    when, moment = when_of(element)
    status = _status(element, status, when, notes)
    draft = Draft(
        ref=_ref(identifier),
        texts=texts,
        categories=labels_of(element, "category"),
        tags=labels_of(element, "post_tag", "tag"),
        credits=_credits(element, export, piece.start),
        syndication=_syndication(element, export),
        when=when,
        status=status,
        legacy_paths=paths_of(element, link),
        places=(_place(piece, element, mended, export),),
        notes=tuple(replace(note, line=piece.start) for note in notes),
    )
    _count_what_stays(element, export, piece.start)
    return Member(draft, moment, number, link)


def _place(piece: Piece, element, mended: str, export: Export) -> Place:
    """Where the record stands, with all it takes to read it again when the export is gone."""
    position = min(number_of(element, "{wp}post_id") or piece.number, LARGEST_POSITION)
    raw = Raw(whole(piece), _ground(element, mended, export), piece.is_corrected)
    return Place(export.name, position, piece.start, piece.end, raw=raw)


def _ground(element, mended: str, export: Export) -> dict[str, Any]:
    """What the record takes from the rest of the export, as JSON."""
    number = number_of(element, "{wp}post_id")
    texts, left = [raw_of(element, "{content}encoded")], set(export.blocks)
    blocks: dict[int, str] = {}
    while texts and left and (found := referred_to(texts.pop()) & left):
        left -= found
        blocks |= {key: export.blocks[key] for key in found}
        texts += blocks.values()
    galleries = [
        match for text in (raw_of(element, "{content}encoded"), *blocks.values()) for match in GALLERY_TAG.findall(text)
    ]
    shown = {int(digits) for tag in galleries for digits in re.findall(r"[0-9]{1,18}", tag)}
    shown |= {int(featured)} if (featured := meta_of(element).get(FEATURED, "")).isdecimal() and len(featured) < 19 else set()
    hanging = export.media_of.get(number, []) if galleries else []
    ground = {
        "site": export.site,
        "mended": mended,
        "authors": {login: export.authors[login] for login in names_of(element) if login in export.authors},
        "media": {str(key): astuple(export.media[key]) for key in sorted({*shown, *hanging}) if key in export.media},
        "hanging": hanging,
        "blocks": {str(key): text for key, text in sorted(blocks.items())},
    }
    return {name: value for name, value in ground.items() if value}


def from_kept(places: Sequence[Place], *, outline: bool = False) -> Draft | Failure:
    """The post that was made of the records kept at ``places``, read again by the rules of today."""
    members = []
    for place in places:
        raw = place.raw or Raw("")
        export = Export((), name=place.file)
        export.site = raw.ground.get("site", "")
        export.authors = dict(raw.ground.get("authors", {}))
        export.media = {int(key): Medium(*values) for key, values in raw.ground.get("media", {}).items()}
        export.blocks = {int(key): text for key, text in raw.ground.get("blocks", {}).items()}
        piece, element, mended = read_kept(raw.text, place.line_start, place.line_end)
        if element is None:
            return _failure(export, piece, mended)
        export.media_of[number_of(element, "{wp}post_id")] = list(raw.ground.get("hanging", ()))
        member = _member(piece, element, raw.ground.get("mended", "") or mended, export, outline)
        if not isinstance(member, Member):
            return member or _failure(export, piece, _("The record is no post any more."))
        if identifier := raw.ground.get("identity"):
            member = replace(member, draft=_known_by(identifier, member.draft))
        kept_at = replace(place, raw=raw, position=place.position or member.draft.places[0].position)
        members.append(replace(member, draft=replace(member.draft, places=(kept_at,))))
    return _joined(members)


def _count_what_stays(element, export: Export, line: int) -> None:
    """Count what of an imported record has no place here."""
    for name in meta_of(element).keys() - KNOWN_META:
        export.meta[name] += 1
    for category in element.iter("category"):
        if (domain := category.get("domain", "category")) not in TAXONOMIES:
            export.terms[domain] += 1
    if text_of(element, "{wp}is_sticky") == "1":
        export.leave_out(STICKY, line)
    export.pictures += len(PICTURE.findall(raw_of(element, "{content}encoded")))


def _note_featured(element, export: Export, line: int, notes: list[Note]) -> None:
    """Themes show a picture above the text, which is none of it: said, with its address."""
    number = meta_of(element).get(FEATURED, "")
    if number.isdecimal() and len(number) < 19:
        export.leave_out(PICTURES, line)
        if medium := export.media.get(int(number)):
            notes.append(Note(STAGE, f"The picture above the post is not in its text: {medium.address}"))


def _status_name(status: str) -> str:
    return gettext_noop("posts in the trash") if status == "trash" else gettext_noop("automatic drafts")


def _status(element, status: str, when: When | None, notes: list[Note]) -> str:
    """Private, pending and protected posts stay drafts, for an editor to decide about."""
    if text_of(element, "{wp}post_password"):
        notes.append(Note(STAGE, "The post was protected by a password: it stays a draft.", review=True))
        return DRAFT
    if status in ("private", "pending") or status not in STATUS:
        notes.append(Note(STAGE, f"The post was “{status[:40]}” in WordPress: it stays a draft.", review=True))
        return DRAFT
    if when is None and STATUS[status] == PUBLISHED:
        notes.append(Note(STAGE, "The post was published, but has no date: it stays a draft until it gets one.", review=True))
        return DRAFT
    return STATUS[status]


# A record's parts


def _texts(element, stated: str, export: Export, outline: bool) -> tuple[tuple[Text, ...], list[Note]]:
    """Its text; several where qTranslate keeps all languages in one record."""
    notes: list[Note] = []
    title, body = plain(text_of(element, "title")), raw_of(element, "{content}encoded") or raw_of(element, "description")
    summary = text_of(element, "{excerpt}encoded") or next(
        filter(None, (meta_of(element).get(name, "") for name in SUMMARIES)), ""
    )
    slug = slug_of(text_of(element, "{wp}post_name"))
    number = number_of(element, "{wp}post_id")
    media = Media(export.media, export.media_of, export.blocks, export.site)
    footnotes = meta_of(element).get(FOOTNOTES, "")
    titles, bodies, summaries = by_language(title), by_language(body), by_language(summary)
    known = [code for code in LANGUAGES if code in titles or code in bodies]
    languages = known or [stated or language_of(f"{titles.get('', '')} {re.sub(r'<[^<>]*>', ' ', bodies.get('', ''))}")]
    texts = []
    for code in languages:
        its_title = titles.get(code, "" if known else titles.get("", ""))
        markup = bodies.get(code, "" if known else bodies.get("", ""))
        if not its_title and not markup.strip():
            continue
        if not its_title:
            its_title = opening(markup) or slug or f"#{number}"
            notes.append(Note(STAGE, "The post has no title: the beginning of its text stands for one.", review=True))
        markdown, converted = ("", ()) if outline else to_markdown(markup, media, number, footnotes)
        notes += converted
        excerpt = " ".join(plain(summaries.get(code, summaries.get("", ""))).split())
        texts.append(Text(code, title=its_title, slug=slug or identity.address(its_title), summary=excerpt, body=markdown))
    return tuple(texts), notes


def _credits(element, export: Export, line: int) -> tuple[Credit, ...]:
    found = []
    for login in logins_of(element):
        bare = login.removeprefix("cap-")
        name = export.authors.get(login) or export.authors.get(bare) or bare
        if login not in export.authors and bare not in export.authors:
            export.nameless.setdefault(bare, (export.name, line))
        found.append(Credit(name=name[:200]))
    return tuple(dict.fromkeys(found))


def _syndication(element, export: Export) -> Syndication | None:
    """A canonical address on another site is where the post appeared first."""
    address = next(filter(None, (meta_of(element).get(name, "") for name in CANONICALS)), "")
    host = host_of(address)
    return Syndication(host.removeprefix("www."), address) if host and host != host_of(export.site) else None


# The end


def _told(export: Export) -> Iterator[LeftOut]:
    for what, count in export.left_out.items():
        message = _("Left out: %(what)s (%(count)d).") % {"count": count, "what": _(what)}
        yield LeftOut(*export.first[what], message, 0 if what in PARTS else count)
    yield from export.twins
    for login, where in export.nameless.items():
        message = _("The export does not tell the name of the author “%(login)s”: rename that person in the admin.")
        yield LeftOut(*where, message % {"login": login[:60]})
    name = export.files[0][1]
    if export.pictures:
        message = _("Pictures stay where they are (%(count)d), and the site shows none from elsewhere: --media brings them.")
        yield LeftOut(name, 1, message % {"count": export.pictures}, is_media=True)
    if export.terms:
        names = ", ".join(f"{name[:40]} ({count})" for name, count in export.terms.most_common())
        yield LeftOut(name, 1, _("Left out: terms of taxonomies nothing here stands for: %(names)s.") % {"names": names})
    if export.meta:
        names = ", ".join(f"{name[:40]} ({count})" for name, count in export.meta.most_common(8))
        message = _("Left out: custom fields nothing here stands for, by name: %(names)s%(more)s.")
        yield LeftOut(name, 1, message % {"names": names, "more": " …" if len(export.meta) > 8 else ""})
