"""A page becomes entries: where each post starts, what is chrome, and what belongs to nobody."""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from operator import attrgetter

from posts.importer.glued import unglue
from posts.importer.meta_line import may_be_meta, parse_meta
from posts.importer.records import Entry, Failure, Goes, Meta, Note, Page, Span
from posts.importer.words import any_of

LINE = attrgetter("line")
TITLE_REACH = 3  # lines between a title and its meta line
# Nobody ends a title so; but "What We Work With" is whole.
UNFINISHED = re.compile(r"(?:[ ](?:a|an|and|by|from|of|the|via|&|\+)|,[ ](?:at|for|in|on|to|with))$")
LONG_TITLE = 200  # characters; a longer title may be one that swallowed a paragraph

ARCHIVE_HEADINGS = re.compile(
    r"""
      (?: all\s+posts|posts|articles|entries ) \s (?: by|in|tagged|from ) \b .{0,80}
    | (?: category|tag|author|archive )s? : .{1,80}
    """,
    re.IGNORECASE | re.VERBOSE,
)
BANNER = re.compile(r".*\|.*(?:learn more|register|read more|find out more).*", re.IGNORECASE)
NETWORKS = any_of("e-?mail facebook hacker_news linkedin pinterest print reddit telegram tumblr twitter wechat weibo whatsapp")
PAGINATION_MARKS = "«»‹›<>←→….|"
PAGINATION_WORDS = frozenset(
    """
    entries first last load more newer next of older page pages posts prev previous
    上一页 下一页 尾页 更多 末页 较新文章 较早文章 首页
    """.split()
)
SHARING = re.compile(
    rf"""
      (?: share|like ) \s+ this \s* :? (?: [\s,|]+ {NETWORKS} )*
    | (?: (?: share|follow\s+us ) \s+ on [\s,|]+ )? {NETWORKS} (?: [\s,|]+ {NETWORKS} )+
    """,
    re.IGNORECASE | re.VERBOSE,
)
CHROME_LENGTH = 200  # characters; a longer line is somebody's text
ABOVE_ALL = 0  # the position of what stands above a page's first entry
LEADING_LINES = 8  # as many short lines may stand above the first post
LEADING_LENGTH = 160  # characters


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
    # What is wrong with lines themselves, such as damaged bytes, is for the reviewer of the post they belong to.
    flaws = sorted((note for note in page.notes if note.review), key=LINE)
    entries = tuple(
        _entry(page, position, start, following, bottom, flaws)
        for position, (start, following) in enumerate(zip_longest(starts, starts[1:]), start=1)
    )
    return Split(entries, (*chrome, *pagination), tuple(failures))


def find_starts(lines: Sequence[str]) -> list[Start]:
    """Every post of a page, from the top."""
    starts: list[Start] = []
    floor = 0  # nothing above belongs to the next post
    for index, line in enumerate(lines):
        if not may_be_meta(line) or parse_meta(line, index + 1) is None:
            continue
        title = _title_above(lines, index, floor)
        if title is None:
            continue
        prose, glued = (unglue(lines[title].strip()) if starts else None) or ("", "")
        starts.append(Start(title, index, prose, glued))
        floor = index + 1
    return starts


def _title_above(lines: Sequence[str], meta: int, floor: int) -> int | None:
    """The index of the first line above a meta line that is not blank, if it is near."""
    nearest = range(meta - 1, max(floor, meta - TITLE_REACH) - 1, -1)
    return next((index for index in nearest if lines[index].strip()), None)


def _entry(page: Page, position: int, start: Start, following: Start | None, bottom: int, flaws: Sequence[Note]) -> Entry:
    """The post from ``start`` up to the ``following`` one, or to the page's ``bottom``; ``flaws`` in the order of lines."""
    lines = page.lines[start.meta + 1 : following.title if following else bottom]
    if following and following.glued:
        lines = (*lines, following.prose)
    title = start.glued or page.lines[start.title].strip()
    first, last = bisect(flaws, start.title, key=LINE), bisect(flaws, start.meta + 1 + len(lines), key=LINE)
    return Entry(
        file=page.file,
        position=position,
        title=title,
        title_line=start.title + 1,
        meta=parse_meta(page.lines[start.meta], start.meta + 1) or Meta(start.meta + 1),
        lines=lines,
        body_start=start.meta + 2,
        notes=(*_title_notes(title, start.title + 1, is_glued=bool(start.glued)), *flaws[first:last]),
        title_glued=bool(start.glued),
    )


def _title_notes(title: str, line: int, *, is_glued: bool) -> tuple[Note, ...]:
    if is_glued:
        message = "The title stood behind the previous post's last sentence: a name at its start was lost."
        return (Note("split", message, line, review=True),)
    if UNFINISHED.search(title):
        message = f"The title ends in “{title.split()[-1]}”: a name behind it may be lost."
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
    return chrome, [
        Failure(page.file, first + 1, last + 1, message, "\n".join(page.lines[first : last + 1]), position=ABOVE_ALL)
    ]


def _is_chrome(line: str) -> bool:
    if len(line) > CHROME_LENGTH:
        return False
    return bool(ARCHIVE_HEADINGS.fullmatch(line) or BANNER.fullmatch(line)) or is_pagination(line)


def _trailing(lines: tuple[str, ...], start: int) -> tuple[int, list[Span]]:
    """(index behind the last post's last line, the pagination and the links to share it below)."""
    bottom, chrome = len(lines), []
    for index in range(len(lines) - 1, start - 1, -1):
        line = lines[index].strip()
        if line and not is_pagination(line) and not SHARING.fullmatch(line):
            break
        if line:
            chrome.append(Span(index + 1, index + 1, Goes.CHROME))
            bottom = index
    return bottom, chrome[::-1]


def is_pagination(line: str) -> bool:
    """Whether a line only leads to other pages: ``1 31 32 33 39``, ``« Older Entries``, ``Next »``; a lone number does not."""
    if len(line) > CHROME_LENGTH or line.strip().isdigit():
        return False
    words = (word.strip(PAGINATION_MARKS) for word in line.casefold().split())
    return all(not word or word.isdigit() or word in PAGINATION_WORDS for word in words)


def _no_posts(page: Page) -> tuple[Failure, ...]:
    filled = [index for index, line in enumerate(page.lines) if line.strip()]
    start, end = (filled[0] + 1, filled[-1] + 1) if filled else (1, 1)
    message = (
        "No post found. A post is a title line, a blank line and a line such as 'By | Blog'; "
        "check that this is a listing page saved as plain text."
    )
    return (Failure(page.file, start, end, message, "\n".join(page.lines)),)
