"""Sheets → what is missing, cut, repeated or out of order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from posixpath import dirname
from typing import Final

from posts.audit.numbers import number_pages, pattern_of, ranges, sequences, spell, width_of
from posts.audit.records import Audit, Copies, Expected, Finding, Kind, Seen, Sheet, Texts, Verdict
from posts.audit.texts import compare

USUAL_SHARE: Final = 0.6  # of the pages that must hold as many posts for that to be the usual size
USUAL_PAGES: Final = 3
ORDER: Final = {kind: number for number, kind in enumerate(Kind)}
WORST: Final = {verdict: number for number, verdict in enumerate(Verdict)}

Listing = tuple[str, str]  # folder, heading


@dataclass(frozen=True, slots=True)
class Appearance:
    sheet: Sheet
    seen: Seen

    @property
    def place(self) -> tuple[str, int]:
        return self.sheet.file, self.seen.position

    @property
    def where(self) -> str:
        return f"{self.sheet.file}:{self.seen.line_start}"


def audit(sheets: Sequence[Sheet], texts: Texts) -> Audit:
    """Everything there is to say about ``sheets``. ``texts`` is asked only for copies whose lines differ."""
    sheets = sorted(sheets, key=lambda sheet: sheet.file)
    pages, patterns = number_pages(sheets)
    listings: dict[Listing, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if sheet.posts or sheet.pager.numbers:
            # Names that count pages say more than a heading, which stands on the pages of one author, tag or month.
            heading = "" if pattern_of(sheet.file) in patterns else sheet.heading
            listings[dirname(sheet.file), heading].append(sheet)
    usual = usual_size(sheets)
    posts = by_post(sheets)
    findings = [finding for sheet in sheets for finding in sheet.findings]
    expected = []
    for (folder, heading), members in listings.items():
        gaps, expectations = _listing(heading or folder, members, pages, usual)
        findings += gaps
        expected += expectations
        findings += _page_order(members, pages)
    gaps, expectations = _file_numbers([sheet.file for sheet in sheets], patterns)
    findings += [*gaps, *_twice(sheets), *_short(listings, pages, usual)]
    expected += expectations
    copies, disagreements = _copies(posts, texts)
    findings += disagreements
    findings += [*_break_offs(posts), *_same_titles(posts), *_glued(sheets), *_date_order(sheets), *_two_orders(sheets, posts)]
    findings.sort(key=lambda finding: (ORDER[finding.kind], finding.file, finding.line))
    once = {post: found[0].seen for post, found in posts.items()}
    return Audit(tuple(sheets), tuple(findings), tuple(copies), tuple(expected), pages, usual, once)


def by_post(sheets: Iterable[Sheet]) -> dict[str, list[Appearance]]:
    """Every post with its appearances, the fullest first."""
    found: dict[str, list[Appearance]] = defaultdict(list)
    for sheet in sheets:
        for seen in sheet.posts:
            found[seen.post].append(Appearance(sheet, seen))
    for appearances in found.values():
        appearances.sort(key=lambda one: (-one.seen.size, one.place))
    return found


def usual_size(sheets: Iterable[Sheet]) -> int:
    """How many posts most pages hold; 0 if they do not agree."""
    sizes = Counter(len(sheet.posts) for sheet in sheets if sheet.posts)
    if not sizes or sizes.total() < USUAL_PAGES:
        return 0
    size, count = max(sizes.items(), key=lambda item: (item[1], item[0]))
    return size if count >= USUAL_SHARE * sizes.total() else 0


# Pages and files that are not there


def _listing(name: str, members: Sequence[Sheet], pages: Mapping[str, int], usual: int) -> tuple[list[Finding], list[Expected]]:
    """What is missing of one listing: up to the last page its paginations name, or between the first and last known."""
    known = {sheet.file: pages[sheet.file] for sheet in members if sheet.file in pages}
    last = max((sheet.pager.numbers[-1] for sheet in members if sheet.pager.numbers), default=0)
    if not last and len(known) < 2:
        return [], []
    first, last = (1, max(last, *known.values(), 1)) if last else (min(known.values()), max(known.values()))
    runs = ranges(set(range(first, last + 1)) - set(known.values()))
    unplaced = len(members) - len(known)
    findings = []
    for low, high in runs:
        before = max((file for file, page in known.items() if page < low), key=lambda file: known[file], default="")
        after = min((file for file, page in known.items() if page > high), key=lambda file: known[file], default="")
        values = {"pages": spell([(low, high)]), "count": high - low + 1, "last": last, "after": before, "before": after}
        findings.append(Finding(Kind.PAGE_GAP, before or after or members[0].file, values={**values, "unplaced": unplaced}))
    total = last - first + 1
    expected = [Expected("pages", name, total, total, total - sum(high - low + 1 for low, high in runs), spell(runs), unplaced)]
    if usual and first == 1:
        found = len({seen.post for sheet in members for seen in sheet.posts})
        expected.append(Expected("posts", name, (last - 1) * usual + 1, last * usual, found))
    return findings, expected


def _file_numbers(files: Sequence[str], pages: frozenset[str]) -> tuple[list[Finding], list[Expected]]:
    """Holes between the numbers of file names, where those are not pages that were looked at already."""
    findings, expected = [], []
    for pattern, members in sequences(files).items():
        if pattern in pages:
            continue
        numbers = {member.number for member in members.values()}
        low, high = min(numbers), max(numbers)
        width = width_of(members)
        runs = ranges(set(range(low, high + 1)) - numbers)
        expected.append(Expected("files", pattern, high - low + 1, high - low + 1, len(numbers), spell(runs, width)))
        for run in runs:
            before = max((member.number, file) for file, member in members.items() if member.number < run[0])[1]
            values = {"numbers": spell([run], width), "count": run[1] - run[0] + 1, "pattern": pattern}
            findings.append(Finding(Kind.FILE_GAP, before, values=values))
    return findings, expected


def _twice(sheets: Iterable[Sheet]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for sheet in sheets:
        if sheet.digest and sheet.digest in first:
            yield Finding(Kind.PAGE_TWICE, sheet.file, values={"other": first[sheet.digest]})
        elif sheet.digest:
            first[sheet.digest] = sheet.file


def _short(listings: Mapping[Listing, Sequence[Sheet]], pages: Mapping[str, int], usual: int) -> Iterator[Finding]:
    """Pages with fewer posts than most. The last page of a listing may have fewer."""
    if not usual:
        return
    for members in listings.values():
        last = max((sheet.pager.numbers[-1] for sheet in members if sheet.pager.numbers), default=0)
        end = max(members, key=lambda sheet: (pages.get(sheet.file, 0), sheet.file))
        for sheet in members:
            is_last = pages.get(sheet.file) == last if last else sheet is end
            if 0 < len(sheet.posts) < usual and not is_last:
                yield Finding(Kind.SHORT_PAGE, sheet.file, values={"found": len(sheet.posts), "usual": usual})


# Texts


def _copies(posts: Mapping[str, Sequence[Appearance]], texts: Texts) -> tuple[list[Copies], list[Finding]]:
    copies, findings = [], []
    for post, appearances in posts.items():
        if len(appearances) < 2:
            continue
        fullest, *others = appearances
        verdicts = [Verdict.SAME]
        compared: set[str] = {fullest.seen.digest}
        for other in others:
            if other.seen.digest in compared:
                continue
            compared.add(other.seen.digest)
            verdict, diff, lacking = compare(texts(fullest.place), texts(other.place))
            verdicts.append(verdict)
            values = {"title": other.seen.title, "other": fullest.sheet.file, "other_line": fullest.seen.line_start}
            if verdict is Verdict.CUT:
                findings.append(Finding(Kind.CUT, other.sheet.file, other.seen.line_end, {**values, "count": lacking}))
            elif verdict is Verdict.DIFFERS:
                sides = (f"--- {fullest.where}", f"+++ {other.where}")
                findings.append(Finding(Kind.DIFFERS, other.sheet.file, other.seen.line_start, values, (*sides, *diff)))
        places = tuple((one.sheet.file, one.seen.line_start, one.seen.line_end) for one in appearances)
        copies.append(Copies(fullest.seen.title, post, max(verdicts, key=WORST.__getitem__), places))
    return copies, findings


def _break_offs(posts: Mapping[str, Sequence[Appearance]]) -> Iterator[Finding]:
    """Last posts of pages that end inside a sentence, where no copy says that this is how they end."""
    for appearances in posts.values():
        fullest = appearances[0]
        alike = sum(one.seen.digest == fullest.seen.digest for one in appearances)
        if fullest.seen.breaks_off and alike == 1:
            values = {"title": fullest.seen.title}
            yield Finding(Kind.BREAKS_OFF, fullest.sheet.file, fullest.seen.line_end, values)


def _same_titles(posts: Mapping[str, Sequence[Appearance]]) -> Iterator[Finding]:
    by_title: dict[str, list[Appearance]] = defaultdict(list)
    for appearances in posts.values():
        by_title[" ".join(appearances[0].seen.title.casefold().split())].append(appearances[0])
    for first, *others in by_title.values():
        for other in others:
            values = {"title": other.seen.title, "other": first.sheet.file, "other_line": first.seen.line_start}
            yield Finding(Kind.SAME_TITLE, other.sheet.file, other.seen.line_start, values)


def _glued(sheets: Iterable[Sheet]) -> Iterator[Finding]:
    for sheet in sheets:
        for seen in sheet.posts:
            if seen.glued:
                yield Finding(Kind.GLUED_TITLE, sheet.file, seen.line_start, {"title": seen.title})


# Order


def _date_order(sheets: Iterable[Sheet]) -> Iterator[Finding]:
    """Stated days that rise down a page, which lists the newest first."""
    for sheet in sheets:
        stated = [(seen.stated, seen) for seen in sheet.posts if seen.stated]
        for (other_day, newer), (day, older) in pairwise(stated):
            if other_day < day:
                values = {"title": older.title, "day": day, "other_title": newer.title, "other_day": other_day}
                yield Finding(Kind.DATE_ORDER, sheet.file, older.line_start, values)


def _page_order(members: Sequence[Sheet], pages: Mapping[str, int]) -> Iterator[Finding]:
    """Pages of one listing of which the older states nothing but later days than the newer does."""
    placed = sorted((pages[sheet.file], sheet.file, sheet) for sheet in members if sheet.file in pages)
    dated = [(page, sheet, [(seen.stated, seen) for seen in sheet.posts if seen.stated]) for page, _file, sheet in placed]
    for (newer_page, newer, above), (older_page, older, below) in pairwise([row for row in dated if row[2]]):
        latest, _seen = max(above, key=lambda pair: pair[0])
        day, stray = max(below, key=lambda pair: pair[0])
        if newer_page < older_page and latest < day:
            values = {"title": stray.title, "day": day, "page": older_page, "other": newer.file, "other_page": newer_page}
            yield Finding(Kind.PAGE_ORDER, older.file, stray.line_start, {**values, "other_day": latest})


def _two_orders(sheets: Iterable[Sheet], posts: Mapping[str, Sequence[Appearance]]) -> Iterator[Finding]:
    """Two posts that one page lists in one order and another in the other; told once for two pages."""
    first: dict[tuple[str, str], Sheet] = {}  # (newer, older) → where
    told: set[tuple[str, str]] = set()
    for sheet in sheets:
        repeated = [seen for seen in sheet.posts if len(posts[seen.post]) > 1]
        for newer, older in combinations(repeated, 2):
            other = first.get((older.post, newer.post))
            if other and other is not sheet and (other.file, sheet.file) not in told:
                told.add((other.file, sheet.file))
                values = {"title": newer.title, "other_title": older.title, "other": other.file}
                yield Finding(Kind.TWO_ORDERS, sheet.file, newer.line_start, values)
            first.setdefault((newer.post, older.post), sheet)
