"""What holds for all records of a WordPress export, as a first reading finds it; and what is told of it at the end."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from posts.importer.readers.item_xml import NotAnExport
from posts.importer.readers.items import Piece, records
from posts.importer.readers.shortcodes import Medium
from posts.importer.readers.text import clean
from posts.importer.readers.wxr_dates import Clock
from posts.importer.readers.wxr_parts import meta_of, number_of, plain, raw_of, stated_language, term_of, text_of
from posts.importer.records import LeftOut
from posts.models.post import LANGUAGES

MOST_BLOCKS = 4 * 2**20  # characters of reusable blocks
NOT_POSTS = ("trash", "auto-draft", "inherit")
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
GROUP_META = ("_wpml_import_translation_group", "trid", "_trid", "_icl_trid", "_translations", "_original_post")
DUPLICATE_OF = "_icl_lang_duplicate_of"  # the number of the post it translates
ALT = "_wp_attachment_image_alt"
AUTHOR = re.compile(r"<wp:author>.*?</wp:author>", re.DOTALL)
TERM = re.compile(r"<wp:term>.*?</wp:term>", re.DOTALL)
FIELD = r"<wp:{}>\s*(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))\s*</wp:{}>"
SITE = re.compile(r"<(?:wp:base_blog_url|link)>\s*([^<\s]+)\s*<")
TITLE = re.compile(r"<title>\s*(?:<!\[CDATA\[)?([^\]]*?)(?:\]\]>)?\s*</title>")

Record = tuple[str, int]  # file and number


@dataclass(slots=True)
class Export:
    """What holds for all records of an export."""

    files: Sequence[tuple[Path, str]]  # the parts of it, each with what reports call it
    corrections: Mapping[str, str] = field(default_factory=dict)  # digest of a record → what an editor made of it
    name: str = ""  # of the file that is being read
    broken: dict[str, str] = field(default_factory=dict)  # file that cannot be read → why
    site: str = ""
    title: str = ""  # of the site
    records: int = 0
    authors: dict[str, str] = field(default_factory=dict)  # login → name
    media: dict[int, Medium] = field(default_factory=dict)  # by number
    media_of: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    blocks: dict[int, str] = field(default_factory=dict)  # reusable blocks by number
    groups: dict[str, list[tuple[str, Record]]] = field(default_factory=lambda: defaultdict(list))  # key → language, record
    partners: dict[Record, str] = field(default_factory=dict)  # record → key of a group of several
    left_out: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[str, int]] = field(default_factory=dict)  # what is left out → file and line of the first
    clock: Clock = field(default_factory=Clock)
    pictures: int = 0  # in the texts of posts
    meta: Counter[str] = field(default_factory=Counter)
    terms: Counter[str] = field(default_factory=Counter)  # of taxonomies nothing here stands for
    nameless: dict[str, tuple[str, int]] = field(default_factory=dict)  # login without a name → where it is met first
    twins: list[LeftOut] = field(default_factory=list)  # posts that share another's GUID

    @property
    def home(self) -> str:
        """What tells the site from others: its address, or its title where the export has lost that."""
        return self.site or self.title

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


def survey(export: Export) -> None:
    found = Counter[str]()
    for piece, element, _mended in export.read():
        found[export.name] = piece.number
        if piece.number == 0:
            _read_head(piece.text, export)
        if element is None:
            continue
        export.clock.learn(element)
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
    if title := TITLE.search(head):
        export.title = plain(title[1])
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


def told(export: Export) -> Iterator[LeftOut]:
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
