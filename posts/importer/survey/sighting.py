"""What the first pass does with the text of one page. A result depends on the arguments and the page alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from posts.importer.corrected import cut
from posts.importer.readers import Source
from posts.importer.records import Entry, Failure, Page, Span
from posts.importer.stages.dates import evidence
from posts.importer.survey import grouping
from posts.importer.survey.records import Sighting


@dataclass(frozen=True, slots=True)
class Look:
    """A page to be read. ``known`` are the appearances that its name held before, by :attr:`Sighting.mark`."""

    source: Source
    known: Mapping[tuple[str, int], Sighting]

    @property
    def file(self) -> str:
        return self.source.name


@dataclass(frozen=True, slots=True)
class Sighted:
    """``page`` is what stands on it; the others say what became of its lines."""

    page: Page
    chrome: tuple[Span, ...]
    failures: tuple[Failure, ...]
    sightings: list[Sighting]


def sight_page(rules: str, look: Look) -> list[Sighted | Failure]:
    """``rules`` is the version of those at work."""
    return [page if isinstance(page, Failure) else _sighted(page, look.known, rules) for page in look.source.pages()]


def _sighted(page: Page, known: Mapping[tuple[str, int], Sighting], rules: str) -> Sighted:
    pieces = cut(page)
    sightings = [grouping.sight(entry, page, _evidence, rules, known) for entry in pieces.entries]
    return Sighted(page, pieces.chrome, pieces.failures, sightings)


def _evidence(entry: Entry) -> Mapping[str, Any]:
    return evidence(entry).to_json()
