"""A page becomes entries: where each post starts, what is chrome, and what belongs to nobody."""

import re
from bisect import bisect
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from operator import attrgetter

from posts.importer.records import Entry, Failure, Goes, Meta, Note, Page, Span
from posts.importer.words import any_of

MONTHS = "January February March April May June July August September October November December".split()
DATE = re.compile(rf"({'|'.join(MONTHS)}) (\d{{1,2}}), (\d{{4}})")
COMMENTS = re.compile(r"(?:\d+|no|leave a) comments?|comments? (?:off|closed).{0,40}", re.IGNORECASE)
# What listings file posts under. A meta line without an author may name any category; one with an author names one of these,
# or it is a byline of the text.
CATEGORIES = any_of(
    """
    blog announcements? news press_releases? case_stud(?:y|ies) community events? webinars? newsletters? interviews? end_users?
    ambassadors? certifications? training surveys? reports? posts? uncategori[sz]ed
    """
)
CATEGORY = re.compile(rf"(?:.* )?{CATEGORIES}", re.IGNORECASE)
META_LENGTH = 200  # characters; a longer line is prose
TITLE_REACH = 3  # lines between a title and its meta line

ARCHIVE_HEADINGS = re.compile(
    r"(?:all posts|posts|articles|entries) (?:by|in|tagged|from)\b.{0,80}|(?:category|tag|author|archive)s?:.{1,80}",
    re.IGNORECASE,
)
BANNER = re.compile(r".*\|.*(?:learn more|register|read more|find out more).*", re.IGNORECASE)
PAGINATION_WORDS = frozenset(
    "« » ‹ › < > ← → … ... | older newer next prev previous first last page pages of entries posts load more".split()
)
LEADING_LINES = 8  # as many short lines may stand above the first post
LEADING_LENGTH = 160  # characters; a longer one is somebody's text

LINE = attrgetter("line")
LONG_TITLE = 200  # characters; a longer title may be one that swallowed a paragraph


@dataclass(frozen=True, slots=True)
class Start:
    """Where a post starts: indexes of its title and meta lines."""

    title: int
    meta: int
    prose: str = ""  # the previous post's last line, where the title stands behind it
    glued: str = ""  # the title then


@dataclass(frozen=True, slots=True)
class Split:
    """A page taken apart: every line that is not blank is in exactly one of these."""

    entries: tuple[Entry, ...]
    chrome: tuple[Span, ...] = ()
    failures: tuple[Failure, ...] = ()


def split(page: Page) -> Split:
    """Cut ``page`` at its title and meta lines."""
    starts = find_starts(page.lines)
    if not starts:
        return Split((), failures=_no_posts(page))
    chrome, failures = _leading(page, starts[0].title)
    bottom, pagination = _trailing(page.lines, starts[-1].meta + 1)
    chrome += pagination
    # What is wrong with lines themselves, such as damaged bytes, is for the reviewer of the post they belong to.
    flaws = sorted((note for note in page.notes if note.review), key=LINE)
    entries = []
    for position, (start, following) in enumerate(zip_longest(starts, starts[1:]), start=1):
        lines = page.lines[start.meta + 1 : following.title if following else bottom]
        if following and following.glued:
            lines = (*lines, following.prose)
        title = start.glued or page.lines[start.title].strip()
        notes = _title_notes(title, start.title + 1, bool(start.glued))
        first, last = bisect(flaws, start.title, key=LINE), bisect(flaws, start.meta + 1 + len(lines), key=LINE)
        notes += tuple(flaws[first:last])
        entries.append(
            Entry(
                file=page.file,
                position=position,
                title=title,
                title_line=start.title + 1,
                meta=parse_meta(page.lines[start.meta], start.meta + 1) or Meta(start.meta + 1),
                lines=lines,
                body_start=start.meta + 2,
                notes=notes,
                title_glued=bool(start.glued),
            )
        )
    return Split(tuple(entries), tuple(chrome), tuple(failures))


def find_starts(lines: tuple[str, ...]) -> list[Start]:
    """Every post of a page, from the top."""
    starts: list[Start] = []
    floor = 0  # nothing above belongs to the next post
    for index, line in enumerate(lines):
        if not line.lstrip().startswith("By") or parse_meta(line, index + 1) is None:
            continue
        title = index - 1
        while title >= floor and index - title <= TITLE_REACH and not lines[title].strip():
            title -= 1
        if title < floor or index - title > TITLE_REACH:
            continue
        prose, glued = (unglue(lines[title].strip()) if starts else None) or ("", "")
        starts.append(Start(title, index, prose, glued))
        floor = index + 1
    return starts


def parse_meta(line: str, number: int) -> Meta | None:
    """The parts of a meta line, or None for a line that is something else.

    >>> parse_meta("By Jane Example May 26, 2017Blog", 3).author
    'Jane Example'
    """
    line = line.strip()
    if not line.startswith("By") or len(line) > META_LENGTH or line[2:3].isalpha():
        return None
    parts = [part.strip() for part in line[2:].removeprefix(":").split("|")]
    if len(parts) > 1 and COMMENTS.fullmatch(parts[-1]):
        parts.pop()
    when = None
    if stated := DATE.search(line):
        when = _day(*stated.groups())
        # A date is a separator too: "By May 26, 2017Blog".
        parts = [piece.strip() for part in parts for piece in DATE.sub("|", part).split("|")]
    elif len(parts) == 1:
        return None
    author, categories = parts[0], [name for part in parts[1:] for name in _categories(part)]
    if not categories or (author and not any(CATEGORY.fullmatch(name) for name in categories)):
        return None
    if not all(name[:1].isupper() and len(name.split()) <= 5 for name in categories) or author.endswith(","):
        return None
    return Meta(number, author, when, tuple(dict.fromkeys(categories)))


def _categories(part: str) -> list[str]:
    return [name for name in (piece.strip() for piece in part.split(",")) if name]


def _day(month: str, day: str, year: str) -> date | None:
    try:
        return datetime.strptime(f"{month} {day} {year}", "%B %d %Y").date()
    except ValueError:
        return None


SENTENCE_END = re.compile(r"(?<=[.!?…])(?P<close>[”\"’')]*)\s+(?=[“\"‘'(]?[A-Z0-9])")
SENTENCES = re.compile(r"\S.*?(?:[.!?…](?=\s|$)|$)")
PROSE_WORDS = 6  # fewer do not make a sentence we dare to cut off
LONG_PROSE_WORDS = 25  # as many are no title, whatever their case


def unglue(line: str) -> tuple[str, str] | None:
    """(prose, title) of a line in which a title stands behind the previous post's last sentence.

    The scrape strips a domain-like name at a title's start, and with it the line break. A title may itself hold a
    sentence end ("Announcing ExampleCon! Tickets are out"), so what is cut off must read as prose, by its case.
    """
    if len(line.split()) <= PROSE_WORDS:
        return None
    boundaries = [(m.end("close"), m.end()) for m in SENTENCE_END.finditer(line[-1500:])]
    offset = max(0, len(line) - 1500)
    last = None
    for start, end in boundaries:
        head, tail = line[: offset + start], line[offset + end :]
        words = len(head.split())
        if len(tail.split()) < 3 or tail.endswith((".", ",", ";", ":")) or words < PROSE_WORDS or _lower_share(head) < 0.6:
            continue
        if all(_lower_share(sentence) <= 0.35 and not sentence.endswith(".") for sentence in SENTENCES.findall(tail)):
            return head, tail
        if words >= LONG_PROSE_WORDS:
            last = head, tail
    return last


def _lower_share(text: str) -> float:
    """The share of words that start in lower case, of those long enough to be capitalised in a title."""
    words = [word.lstrip("“\"‘'(") for word in text.split()]
    long = [word for word in words if len(word) >= 4 and word[0].isalpha()]
    return sum(word[0].islower() for word in long) / len(long) if long else 0.0


def _title_notes(title: str, line: int, glued: bool) -> tuple[Note, ...]:
    if glued:
        message = "The title stood behind the previous post's last sentence: a name at its start was lost."
        return (Note("split", message, line, review=True),)
    if len(title) > LONG_TITLE:
        return (Note("split", f"The title is {len(title)} characters long: it may hold more than a title.", line, review=True),)
    return ()


def _leading(page: Page, end: int) -> tuple[list[Span], list[Failure]]:
    """What stands above the first title: a few short lines are chrome, anything else is a post that lost its head."""
    filled = [index for index in range(end) if page.lines[index].strip()]
    if len(filled) <= LEADING_LINES and all(len(page.lines[index]) <= LEADING_LENGTH for index in filled):
        return [Span(index + 1, index + 1, Goes.CHROME) for index in filled], []
    chrome = []
    while filled and _is_chrome(page.lines[filled[0]].strip()):
        index = filled.pop(0)
        chrome.append(Span(index + 1, index + 1, Goes.CHROME))
    first, last = filled[0], filled[-1]
    message = (
        "Text above the first title belongs to a post whose start is missing. "
        "Add its title and a line 'By | Blog' above it, or import the page that holds its start."
    )
    return chrome, [Failure(page.file, first + 1, last + 1, message, "\n".join(page.lines[first : last + 1]))]


def _is_chrome(line: str) -> bool:
    return bool(
        ARCHIVE_HEADINGS.fullmatch(line) or (len(line) <= META_LENGTH and BANNER.fullmatch(line)) or is_pagination(line)
    )


def _trailing(lines: tuple[str, ...], start: int) -> tuple[int, list[Span]]:
    """(index behind the last post's last line, the pagination below it)."""
    bottom, chrome = len(lines), []
    for index in range(len(lines) - 1, start - 1, -1):
        line = lines[index].strip()
        if line and not is_pagination(line):
            break
        if line:
            chrome.append(Span(index + 1, index + 1, Goes.CHROME))
            bottom = index
    return bottom, chrome[::-1]


def is_pagination(line: str) -> bool:
    """Whether a line only leads to other pages: ``1 31 32 33 39``, ``« Older Entries``, ``Next »``."""
    if len(line) > META_LENGTH:
        return False
    words = line.casefold().split()
    numbers = sum(word.isdigit() for word in words)
    return all(word.isdigit() or word.strip("«»‹›") in PAGINATION_WORDS or not word.strip("«»‹›") for word in words) and (
        numbers != 1 or len(words) > 1
    )


def _no_posts(page: Page) -> tuple[Failure, ...]:
    filled = [index for index, line in enumerate(page.lines) if line.strip()]
    start, end = (filled[0] + 1, filled[-1] + 1) if filled else (1, 1)
    message = (
        "No post found. A post is a title line, a blank line and a line such as 'By | Blog'; "
        "check that this is a listing page saved as plain text."
    )
    return (Failure(page.file, start, end, message, "\n".join(page.lines)),)
