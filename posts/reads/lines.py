"""One line of an access log, in the common or combined format, as Apache, nginx and gunicorn write it. Pure."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

LONGEST = 32_768  # bytes
MONTHS = {name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
# A quotation mark inside is written \" (Apache, gunicorn) or \x22 (nginx).
QUOTED = rb'"(%s[^"\\]*+(?:\\.[^"\\]*+)*+)"'
LINE = re.compile(
    rb"\S+ \S+ .*?"  # address, identity and user: nobody's business
    rb"(?P<impersonal>\[(?P<day>\d\d/[A-Z][a-z]{2}/\d{4}):\d\d:\d\d:\d\d [+-]\d{4}\] "
    + QUOTED % b"?P<request>"
    + rb" (?P<status>\d{3}) (?:\d+|-))"
    + rb"(?: %s %s.*)?" % (QUOTED % b"?:", QUOTED % b"?P<agent>")
    + rb"\s*"
)


class Line(NamedTuple):
    day: date  # in the time zone of the log
    method: bytes
    target: bytes  # as it was written
    status: bytes
    agent: str | None  # "" where none was sent; None where the format has none
    impersonal: bytes  # moment, request, status and size


def parse(line: bytes) -> Line | None:
    """``line`` in its parts, or None where it is not one of an access log.

    >>> parse(b'::1 - - [20/Nov/2026:12:00:32 +0000] "GET /blog/bells/ HTTP/1.1" 200 512')[1:4]
    (b'GET', b'/blog/bells/', b'200')
    """
    found = LINE.fullmatch(line)
    day = _day(found["day"]) if found else None
    if found is None or day is None:
        return None
    method, _space, rest = found["request"].partition(b" ")
    agent = found["agent"]
    said = None if agent is None else _name(agent)
    return Line(day, method, rest.rpartition(b" ")[0], found["status"], said, found["impersonal"])


@lru_cache(maxsize=512)
def _day(written: bytes) -> date | None:
    day, month, year = written.split(b"/")
    try:
        return date(int(year), MONTHS.get(month, 0), int(day))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _name(agent: bytes) -> str:
    return "" if agent == b"-" else agent.decode("utf-8", "replace")
