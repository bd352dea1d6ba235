"""What every format is written from. Addresses are absolute, HTML is sanitised, moments are aware."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Maker:
    """A person or an organization."""

    name: str
    url: str = ""  # their page here; an organization has none


@dataclass(frozen=True, slots=True)
class Entry:
    """One post in one language."""

    id: str  # a tag: URI that outlives the slug, the host and the format
    url: str
    title: str
    language: str
    html: str
    summary: str  # plain text
    published: datetime
    updated: datetime
    authors: tuple[Maker, ...]
    contributors: tuple[Maker, ...]  # translators, reviewers and everybody else who is credited
    categories: tuple[str, ...]
    original: str  # the address it was first published at, elsewhere; or empty


@dataclass(frozen=True, slots=True)
class Feed:
    id: str
    url: str  # its own address
    page: str  # the page that lists the same posts
    title: str
    description: str
    language: str
    publisher: str  # signs an entry that names nobody
    updated: datetime
    entries: tuple[Entry, ...]
