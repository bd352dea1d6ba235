"""What an audit looks at and what it finds: frozen records, every field documented."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

Place = tuple[str, int]  # file, position on it
Texts = Callable[[Place], Sequence[str]]  # the lines of the body that stands there


class Kind(StrEnum):
    """What can be wrong, in the order in which it is told."""

    UNREADABLE = "unreadable"  # a file that is no page
    NO_POSTS = "no-posts"
    START_MISSING = "start-missing"  # text above the first title
    DAMAGED = "damaged"  # bytes that stand for nothing
    PAGE_GAP = "page-gap"  # pages of the listing that no file holds
    FILE_GAP = "file-gap"  # numbers between those of the files that no file has
    PAGE_TWICE = "page-twice"  # the same bytes under two names
    SHORT_PAGE = "short-page"
    CUT = "cut"  # a copy that ends where another goes on
    BREAKS_OFF = "breaks-off"  # the last post of a page ends inside a sentence
    DIFFERS = "differs"  # copies of one post that say different things
    SAME_TITLE = "same-title"  # different posts
    GLUED_TITLE = "glued-title"
    DATE_ORDER = "date-order"  # on one page
    PAGE_ORDER = "page-order"  # an older page with a newer post
    TWO_ORDERS = "two-orders"  # pages that list the same posts in different order


class Verdict(StrEnum):
    """How the copies of a post agree; the worst of them counts."""

    SAME = "same"
    CUT = "cut"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where, and the words :mod:`posts.audit.wording` says it with."""

    kind: Kind
    file: str
    line: int = 0  # 0: about the whole file
    values: Mapping[str, Any] = field(default_factory=dict)
    diff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """One post on one page, without its text."""

    position: int  # 1 is the newest
    title: str
    post: str  # the same for all appearances of one post
    line_start: int
    line_end: int
    digest: str  # of its raw lines
    size: int = 0  # characters of the body
    day: date | None = None  # when it appeared, as far as is known
    stated: date | None = None  # the day the archive itself states, or an editor
    languages: tuple[str, ...] = ()
    series: str = ""
    glued: bool = False  # its title stands behind the previous post's last sentence
    breaks_off: bool = False  # ends inside a sentence


@dataclass(frozen=True, slots=True)
class Pager:
    """The lines of a page that lead to others: ``1 31 32 33 39``, ``« Older Entries``."""

    numbers: tuple[int, ...] = ()  # rising
    newer: bool = False  # it leads to a newer page
    older: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, taken apart."""

    file: str
    posts: tuple[Seen, ...] = ()
    digest: str = ""  # of its bytes; empty if unknown
    heading: str = ""  # "all posts by ada example": a listing of its own
    pager: Pager = Pager()
    findings: tuple[Finding, ...] = ()  # what was wrong before anything was compared


@dataclass(frozen=True, slots=True)
class Copies:
    """A post that stands in several places; the fullest first."""

    title: str
    post: str
    verdict: Verdict
    places: tuple[tuple[str, int, int], ...]  # file, first line, last line


@dataclass(frozen=True, slots=True)
class Expected:
    """What a listing says of itself against what was found. ``low`` to ``high`` is what there should be."""

    what: str  # "pages", "posts", "files"
    of: str  # folder, heading or pattern of the names; empty for the only one
    low: int
    high: int
    found: int
    missing: str = ""  # "1–31, 33–39"
    unplaced: int = 0  # pages that do not say which they are


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that is told of an archive."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]
    copies: tuple[Copies, ...]
    expected: tuple[Expected, ...]
    page_numbers: Mapping[str, int]  # file → page of its listing, where known
    usual_size: int  # posts of a page; 0 if pages do not agree
    posts: Mapping[str, Seen]  # each post once: its fullest appearance

    @property
    def appearances(self) -> int:
        return sum(len(sheet.posts) for sheet in self.sheets)
