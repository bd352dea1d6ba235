"""The line under a title: ``By | Blog``, ``By Jane Example May 26, 2017Blog``, ``By | Blog | 2 Comments``. Pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from posts.importer.records import Meta
from posts.importer.words import any_of

MONTHS = any_of("January February March April May June July August September October November December")
DATE = re.compile(rf"{MONTHS} \d{{1,2}}, \d{{4}}")
COMMENTS = re.compile(r"(?:\d+|no|leave a) comments?|comments? (?:off|closed).{0,40}", re.IGNORECASE)
# What listings file posts under. A meta line without an author may name any category; one with an author names one of these,
# or it is a byline of the text.
CATEGORIES = any_of(
    """
    ambassadors? announcements? blog case_stud(?:y|ies) certifications? community end_users? events? interviews? news
    newsletters? posts? press_releases? reports? surveys? training uncategori[sz]ed webinars?
    """
)
CATEGORY = re.compile(rf"(?:.* )?{CATEGORIES}", re.IGNORECASE)
CATEGORY_WORDS = 5  # more are a sentence
LENGTH = 200  # characters; a longer line is prose


def may_be_meta(line: str) -> bool:
    """Whether a line is worth a closer look: most are not."""
    return line.lstrip().startswith("By")


def parse_meta(line: str, number: int) -> Meta | None:
    """The parts of a meta line, or None for a line that is something else.

    >>> parse_meta("By Jane Example May 26, 2017Blog", 3).author
    'Jane Example'
    """
    line = line.strip()
    if not may_be_meta(line) or len(line) > LENGTH or line[2:3].isalpha():
        return None
    stated = DATE.search(line)
    if not stated and "|" not in line:
        return None
    # A date is a separator too: "By May 26, 2017Blog".
    separated = DATE.sub("|", _without_comments(line[2:].removeprefix(":")))
    author, *parts = (part.strip() for part in separated.split("|"))
    categories = tuple(dict.fromkeys(_categories(parts)))
    if not categories or author.endswith(",") or not all(map(_is_category, categories)):
        return None
    if author and not any(map(CATEGORY.fullmatch, categories)):
        return None
    return Meta(number, author, _day(stated.group()) if stated else None, categories)


def _without_comments(line: str) -> str:
    """A meta line without ``| 2 Comments`` at its end."""
    rest, bar, last = line.rpartition("|")
    return rest if bar and COMMENTS.fullmatch(last.strip()) else line


def _categories(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        yield from filter(None, (name.strip() for name in part.split(",")))


def _is_category(name: str) -> bool:
    return name[0].isupper() and len(name.split()) <= CATEGORY_WORDS


def _day(stated: str) -> date | None:
    """A date as the listing writes it; None for one that no calendar has."""
    try:
        return datetime.strptime(stated, "%B %d, %Y").date()
    except ValueError:
        return None
