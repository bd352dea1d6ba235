"""Which part of a query makes a page another page."""

from functools import lru_cache
from urllib.parse import unquote_plus

# Read by the views of public pages. A page asked for with another one is made, and compressed, each time.
KNOWN = frozenset({"page", "year", "project", "series", "language", "person", "role", "q"})
# Added by newsletters, networks, messengers and advertisers; no page of ours reads them.
TRACKING = frozenset(
    "fbclid gclid gbraid wbraid dclid msclkid yclid twclid igshid mc_cid mc_eid _hsenc _hsmi"
    " ref source from isappinstalled scene spm".split()
)
LONGEST = 500  # characters


@lru_cache(maxsize=1024)
def without_tracking(query: str) -> str:
    """The query as far as a page depends on it.

    >>> without_tracking("utm_source=letter&page=2&fbclid=x")
    'page=2'
    """
    return "&".join(part for part in query.split("&") if part and not _is_tracking(_name(part)))


@lru_cache(maxsize=1024)
def is_known(query: str) -> bool:
    """Whether a page with this query may be kept: there is no end to those of other ones."""
    return len(query) <= LONGEST and all(_name(part) in KNOWN for part in query.split("&") if part)


def _name(part: str) -> str:
    return unquote_plus(part.partition("=")[0])


def _is_tracking(name: str) -> bool:
    return name in TRACKING or name.startswith("utm_")
