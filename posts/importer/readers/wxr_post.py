"""One record of a WordPress export → the draft of its post, or what it is counted as."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from posts.digests import digest
from posts.importer import identity
from posts.importer.readers.gutenberg import referred_to
from posts.importer.readers.html import to_markdown
from posts.importer.readers.items import Piece, kept, whole
from posts.importer.readers.shortcodes import Media
from posts.importer.readers.tongues import language_of
from posts.importer.readers.wxr_dates import Dated, when_of
from posts.importer.readers.wxr_export import COMMENTS, DUPLICATE_OF, GROUP_META, NOT_POSTS, PICTURES, STICKY, Export
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
    text_of,
)
from posts.importer.records import SAME, Credit, Draft, Failure, Note, Place, Raw, Syndication, Text, When
from posts.models.post import LANGUAGES

STAGE = "wordpress"
LARGEST_POSITION = 2**31 - 1
MOST_AUTHORS = 1000  # that are kept with a record that failed
PUBLISHED, DRAFT = "published", "draft"
STATUS = {"publish": PUBLISHED, "future": PUBLISHED, "": PUBLISHED, "draft": DRAFT, "pending": DRAFT, "private": DRAFT}
KINDS = {  # post types that become no post, as the report calls them
    "page": gettext_noop("pages"),
    "attachment": gettext_noop("media"),
    "nav_menu_item": gettext_noop("menu items"),
    "revision": gettext_noop("revisions"),
    "wp_block": gettext_noop("reusable blocks"),
    "custom_css": gettext_noop("style sheets"),
}
SUMMARIES = (
    *("_yoast_wpseo_metadesc", "_aioseo_description", "_aioseop_description"),
    *("rank_math_description", "_genesis_description"),
)
CANONICALS = ("_yoast_wpseo_canonical", "rank_math_canonical_url", "_genesis_canonical_uri")
FOOTNOTES = "footnotes"  # of the block editor, as JSON
FEATURED = "_thumbnail_id"  # the number of the picture that themes show above a post
TAXONOMIES = frozenset({"category", "post_tag", "tag", "author", "language", "post_translations"})
KNOWN_META = frozenset({*SUMMARIES, *CANONICALS, *LANGUAGE_META, *GROUP_META, DUPLICATE_OF, OLD_SLUG, FOOTNOTES, FEATURED})
GALLERY_TAG = re.compile(r"\[gallery\b[^\[\]]{0,20000}\]")
PICTURE = re.compile(r"<img\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """One post record: its draft of a single language."""

    draft: Draft
    number: int  # in WordPress; 0 if unsaid
    link: str


def member_of(piece: Piece, element, mended: str, export: Export, outline: bool) -> Member | Failure | None:
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
    identifier = guid or link or (f"{export.home}?p={number}" if number else "")
    if not identifier:
        return failure_of(export, piece, _("It has neither GUID nor permalink nor number: add a <guid>, or take it out."))
    texts, notes = _texts(element, language, export, outline)
    if not texts:
        return failure_of(export, piece, _("It has neither a title nor a text: give it a title, or take it out."))
    if mended:
        notes.append(Note(STAGE, f"The record had to be mended before it could be read ({mended}): compare it.", review=True))
    _note_featured(element, export, piece.start, notes)
    dated = when_of(element, export.clock)
    if dated.reason:
        notes.append(Note(STAGE, dated.reason))
    status = _status(element, status, dated.when, notes)
    draft = Draft(
        ref=ref_of(identifier),
        texts=texts,
        categories=labels_of(element, "category"),
        tags=labels_of(element, "post_tag", "tag"),
        credits=_credits(element, export, piece.start),
        syndication=_syndication(element, export),
        when=dated.when,
        status=status,
        legacy_paths=paths_of(element, link),
        places=(_place(piece, element, mended, dated, export),),
        notes=tuple(replace(note, line=piece.start) for note in notes),
    )
    _count_what_stays(element, export, piece.start)
    return Member(draft, number, link)


def failure_of(export: Export, piece: Piece, message: str, same: Sequence[str] = ()) -> Failure:
    where = _("Record %(number)d: %(message)s") % {"number": piece.number, "message": message}
    ground = {
        "site": export.site,
        "title": export.title,
        "authors": export.authors if len(export.authors) <= MOST_AUTHORS else {},
        **({SAME: list(same)} if same else {}),
    }
    return Failure(export.name, piece.start, piece.end, where, kept(piece), ground=ground)


def ref_of(identifier: str) -> str:
    return f"wxr:{digest(identifier.strip(), 12)}"


def _place(piece: Piece, element, mended: str, dated: Dated, export: Export) -> Place:
    """Where the record stands, with all it takes to read it again when the export is gone."""
    position = min(number_of(element, "{wp}post_id") or piece.number, LARGEST_POSITION)
    raw = Raw(whole(piece), _ground(element, mended, dated, export), piece.is_corrected)
    return Place(export.name, position, piece.start, piece.end, raw=raw)


def _ground(element, mended: str, dated: Dated, export: Export) -> dict[str, Any]:
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
        "title": "" if export.site else export.title,
        "mended": mended,
        "authors": {login: export.authors[login] for login in names_of(element) if login in export.authors},
        "media": {str(key): astuple(export.media[key]) for key in sorted({*shown, *hanging}) if key in export.media},
        "hanging": hanging,
        "blocks": {str(key): text for key, text in sorted(blocks.items())},
        "clock": export.clock.as_json(dated.learnt),
    }
    return {name: value for name, value in ground.items() if value}


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


# Its parts


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
