"""What flows through the importer: frozen records, every field documented.

Lines are numbered from 1, as an editor shows them; a range includes both ends. ``language`` is a code of
``settings.LANGUAGES`` ("en", "zh-hans").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from posts.digests import date_value

SAME = "same"  # in the ground of a record that failed: the names by which it is another's post
KEPT_RAW = 2**17  # characters of what failed that are kept for an editor: see posts.models.quarantine


class Goes(StrEnum):
    """Where a line of the archive ends up; every line that is not blank goes to exactly one place."""

    CHROME = "chrome"  # pagination, banners: nobody's text
    TITLE = "title"
    META = "meta"  # "By | Blog"
    CREDIT = "credit"  # a byline that says nothing else
    SYNDICATION = "syndication"  # "Originally published on …" that says nothing else
    TEXT = "text"  # the body of some language


@dataclass(frozen=True, slots=True)
class Span:
    """Lines ``start``–``end`` of a file and where they went."""

    start: int
    end: int
    goes: Goes


@dataclass(frozen=True, slots=True)
class Note:
    """Why a rule fired, or what was guessed. ``review`` asks an editor to look."""

    stage: str  # the stage's name, "bylines"
    message: str  # one sentence
    line: int = 0  # 0: about the whole entry
    review: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One file, decoded and cut into lines."""

    file: str  # as the report names it: the path given by the operator, shortened to the archive's root
    lines: tuple[str, ...]  # without line ends; lines[0] is line 1
    encoding: str = "utf-8"
    digest: str = ""  # of the bytes
    notes: tuple[Note, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)  # digest of lines → what an editor made of them
    positions: Mapping[int, int] = field(default_factory=dict)  # title's line → position, where it is not counted
    only: frozenset[int] | None = None  # positions of the entries that are asked for; None: all
    apart: tuple[Apart, ...] = ()  # what belongs to the page beside its lines


@dataclass(frozen=True, slots=True)
class Apart:
    """An entry whose text is not that of the file's lines ``line_start``–``line_end``, which it stands for."""

    position: int
    line_start: int
    line_end: int
    text: str
    is_corrected: bool = False  # by an editor; else the page has moved on and the entry is on no page any more


@dataclass(frozen=True, slots=True)
class Entry:
    """One post on one page, its lines untouched."""

    file: str
    position: int  # 1 is the newest on its page
    title: str
    title_line: int
    meta: Meta
    lines: tuple[str, ...]  # the body; lines[0] is line ``body_start``
    body_start: int
    notes: tuple[Note, ...] = ()
    title_glued: bool = False  # the title stood at the end of the previous entry's last line
    own_text: str = ""  # all of its lines, where they are not the page's: see Apart
    own_end: int = 0  # then the last line of the file it stands for
    is_corrected: bool = False

    @property
    def line_start(self) -> int:
        return self.title_line

    @property
    def line_end(self) -> int:
        if self.own_end:
            return self.own_end
        return self.body_start + len(self.lines) - 1 if self.lines else self.meta.line


@dataclass(frozen=True, slots=True)
class Meta:
    """The line under a title: ``By Jane Example | Announcement, Blog``."""

    line: int
    author: str = ""
    date: date | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of lines without a blank one between them, before it is known what they are."""

    lines: tuple[str, ...]
    start: int  # line number of lines[0]
    blank_before: int = 1  # blank lines above: more than one hints at something lost

    @property
    def end(self) -> int:
        return self.start + len(self.lines) - 1

    @property
    def text(self) -> str:
        return self.lines[0].strip() if len(self.lines) == 1 else " ".join(line.strip() for line in self.lines)


class Kind(StrEnum):
    """What a block is; see ``posts.importer.blocks``."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    CODE = "code"
    TABLE = "table"
    TURN = "turn"  # "Ada: …" in an interview
    LINK = "link"  # a line that is another post's title


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list. ``depth`` 0 is the outermost."""

    text: str
    depth: int = 0
    ordered: bool = False
    number: int = 1
    link: str = ""  # slug of the post whose title the item is


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the body, in plain text: Markdown is made of it last, and escapes it then."""

    kind: Kind
    text: str  # lines separated by "\n" where the source broke them
    start: int
    end: int
    level: int = 0  # heading: 2 …; footnote: its number
    items: tuple[Item, ...] = ()  # a list's
    label: str = ""  # a turn's speaker, a quote's attribution, a link's target slug
    blank_before: int = 1


@dataclass(frozen=True, slots=True)
class Credit:
    """A person, or an organization when ``name`` is empty, and what they did; title and organization as they were then."""

    name: str
    role: str = "author"  # a value of posts.models.Credit.Role
    title: str = ""
    organization: str = ""
    native_name: str = ""  # the Han form, where the byline gives both
    doubt: str = ""  # what was guessed of it, and why: for an editor to check
    person_slug: str = ""  # from an export: exactly whose row, no name being compared
    organization_slug: str = ""
    language: str = ""  # of a translator or reviewer: of which text


@dataclass(frozen=True, slots=True)
class Syndication:
    """Where the post appeared first. Either may be empty: the archive lost its links."""

    publication: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ProjectLink:
    """A project the post is about or mentions, and the maturity level it states, if it does."""

    slug: str
    relation: str = "mentions"  # "about" | "mentions"
    level: str = ""  # "sandbox" | "incubating" | "graduated" | "archived" | ""
    is_change: bool = False  # the post announces the step, rather than stating the level
    description: str = ""  # what the post says the project is, where it introduces it: fit for the project's page
    # From an export: level, kind and ISO date of the MaturityChange this post is a source of; ``level`` then implies none.
    change: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One language of a post."""

    language: str
    title: str = ""  # may be empty: the half had none
    slug: str = ""
    summary: str = ""
    paragraphs: tuple[Paragraph, ...] = ()  # until the blocks stage
    blocks: tuple[Block, ...] = ()  # after it
    body: str = ""  # Markdown, after the markdown stage
    status: str = "published"
    made_from: str | None = None  # the source text a translation is pinned to; None: the source as imported
    published_at: str = ""  # ISO date-time this language was published at; empty: with the post


@dataclass(frozen=True, slots=True)
class When:
    """When a post appeared. ``basis``: "stated", "inferred" or "given"; the day lies in [earliest, latest]."""

    day: date
    basis: str
    earliest: date | None = None
    latest: date | None = None
    time: str = ""  # "HH:MM:SS[.ffffff]+00:00" where known; empty: derived from the order on the page

    @property
    def moment(self) -> datetime:
        """In UTC; noon where the time of day is not known."""
        return datetime.fromisoformat(f"{self.day.isoformat()}T{self.time or '12:00:00+00:00'}").astimezone(UTC)

    @property
    def compared(self) -> list[str]:
        """The field "date" as imports compare it."""
        return date_value(self.moment, self.basis, self.earliest, self.latest)


@dataclass(frozen=True, slots=True)
class Trace:
    """What a Provenance row keeps of a place, from an export: the row's own fields, mappings and lists as in JSON."""

    raw_text: str = ""
    digest: str = ""
    context: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Any, ...] = ()
    written: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Raw:
    """A record of an export as it stands in its file, and what of the rest of the file it cannot be read without."""

    text: str
    ground: Mapping[str, Any] = field(default_factory=dict)  # as JSON; whose shape is its reader's
    is_corrected: bool = False  # the text is an editor's


@dataclass(frozen=True, slots=True)
class Place:
    """One appearance of a post in the archive."""

    file: str
    position: int
    line_start: int
    line_end: int
    primary: bool = True
    trace: Trace | None = None  # from an export
    raw: Raw | None = None  # of a record; a page keeps its own lines

    def failure(self, message: str, same: Sequence[str] = ()) -> Failure:
        """That no post can be made of what stands here, with as much of it as an editor needs.

        ``same``: the names of a post that it has in common with another record.
        """
        raw = self.raw or Raw("")
        ground = {**raw.ground, SAME: list(same)} if same else raw.ground
        return Failure(self.file, self.line_start, self.line_end, message, raw.text[:KEPT_RAW], ground=ground)


class Subject(StrEnum):
    """What posts share, and an export therefore describes beside each post."""

    CATEGORY = "category"
    SERIES = "series"
    TAG = "tag"
    PERSON = "person"
    ORGANIZATION = "organization"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Facts:
    """The row of something posts share, from an export: found or made by ``slug``, its columns brought to these values.

    The same facts come with every post that needs them; as they are hashable, a loader can tell which it has seen.
    """

    subject: Subject
    slug: str
    columns: tuple[tuple[str, str], ...]  # column (name_en, name_zh_hans, homepage, level …), value; every exported column
    other_names: tuple[tuple[str, str], ...] = ()  # person, organization: name, former slug ("" if none); all there are
    changes: tuple[tuple[str, str, str], ...] = ()  # project: level, kind, ISO date of every MaturityChange


@dataclass(frozen=True, slots=True)
class Draft:
    """A post on its way from an entry to the database. Every stage takes one and returns one."""

    # Identity: what an import knows the post by (Post.import_ref); empty, in an export: written here, known by its slugs.
    ref: str
    texts: tuple[Text, ...]  # the source language first
    categories: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    syndication: Syndication | None = None
    series: tuple[str, str] | None = None  # slug, name
    tags: tuple[str, ...] = ()
    projects: tuple[ProjectLink, ...] = ()
    when: When | None = None
    status: str = ""  # empty: what the operator asked for
    together: tuple[str, ...] = ()  # languages that are published together, from an export
    legacy_paths: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    origin: Place | None = None  # of our own export: the line it was read from; ``places`` are those that line tells of
    entry: Entry | None = None  # None for our own export, which has no raw lines
    spans: tuple[Span, ...] = ()
    notes: tuple[Note, ...] = ()
    review: tuple[str, ...] = ()  # why an editor should look, kept from an export; notes that ask for review join it
    facts: tuple[Facts, ...] = ()  # from an export: what the categories (slugs then), series, tags, credits and projects are

    @property
    def names(self) -> tuple[str, ...]:
        """What a run tells its posts apart by: of our own export, the slugs; else what the other system calls it."""
        slugs = tuple(text.slug for text in self.texts if text.slug) if self.origin else ()
        return slugs or (self.ref,)

    def text(self, language: str) -> Text | None:
        return next((text for text in self.texts if text.language == language), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: what, where, and how to mend it."""

    file: str
    line_start: int
    line_end: int
    message: str
    raw_text: str = ""
    ground: Mapping[str, Any] = field(default_factory=dict)  # of another system's record: see Raw
    position: int | None = None  # on its page; None where there is nothing else in the file, or it is no page


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a reader leaves out on purpose, told once at the end of its file."""

    file: str
    line: int  # of the first
    message: str
    count: int = 0  # records: pages, media, revisions
    is_media: bool = False  # pictures elsewhere, which somebody may have asked to bring


@dataclass(frozen=True, slots=True)
class Context:
    """What a stage may know beyond its draft: all of it fixed before the first draft is made."""

    titles: Mapping[str, str] = field(default_factory=dict)  # key of a title → slug of its post
    slug: str = ""  # this post's own
    when: When | None = None
    places: tuple[Place, ...] = ()
