"""Dates an operator knows: rows of a title or an address, and a day. Pure."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import unquote, urlsplit

FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y")
URL = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: ``names`` are the titles and addresses that tell the post."""

    line: int
    day: date
    titles: tuple[str, ...]
    paths: tuple[str, ...]  # of its addresses, with their slashes: kept to redirect

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(slug for path in self.paths if (slug := path.strip("/").rpartition("/")[2]))


@dataclass(frozen=True, slots=True)
class BadRow:
    line: int
    message: str


def parse_dates(lines: Iterable[str]) -> Iterator[Fact | BadRow]:
    """The rows of a CSV file. The last cell is the day; a first row without one is taken for the columns' names."""
    rows = csv.reader(lines)
    first = True
    while True:
        try:
            cells = [cell.strip() for cell in next(rows)]
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(
                rows.line_num, f"This row is no CSV ({error}): put a title that holds commas or quotes in double quotes."
            )
            continue
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        is_head = first and not any(char.isdigit() for char in cells[-1])
        first = False
        if is_head:
            continue
        yield _row(cells, rows.line_num)


def _row(cells: list[str], line: int) -> Fact | BadRow:
    if len(cells) < 2:
        return BadRow(line, "A row is a title or an address, a comma, and a date: one of them is missing.")
    day = parse_day(cells[-1])
    if day is None:
        return BadRow(
            line, f"“{cells[-1][:60]}” is no date: write it as 2018-09-25. A title that holds commas goes in double quotes."
        )
    named = [cell for cell in cells[:-1] if cell]
    if not named:
        return BadRow(line, "The row names no post: put its title or its address before the date.")
    addresses = [cell for cell in named if URL.match(cell) or cell.startswith("/")]
    titles = tuple(cell for cell in named if cell not in addresses)
    paths = tuple(path for path in map(path_of, addresses) if path != "/")
    if not (titles or paths):
        return BadRow(line, f"“{named[0][:60]}” is the address of a site, not of a post: give the post's own, or its title.")
    return Fact(line, day, titles, paths)


def parse_day(text: str) -> date | None:
    """
    >>> parse_day("September 25, 2018") == parse_day("2018-09-25T10:00:00Z") == date(2018, 9, 25)
    True
    """
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    for layout in FORMATS:
        try:
            return datetime.strptime(text, layout).date()
        except ValueError:
            continue
    return None


def path_of(address: str) -> str:
    """The path of an address, decoded, between slashes.

    >>> path_of("https://example.org/blog/2018/09/25/a-post?utm=x")
    '/blog/2018/09/25/a-post/'
    """
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return "/"
    return f"/{path.strip('/')}/" if path.strip("/") else "/"
