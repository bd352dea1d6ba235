"""Under which name a page is known. Pure.

Every archive has a ``page-1.txt``, and one archive is given now as a folder, now from the folder above. A name alone does not
tell a page: what stands on it does. A page that shares nothing with what its name holds gets a name of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from posts.importer import identity
from posts.importer.survey.records import Sighting

LONGEST = 500  # characters of a name; see posts.models.Provenance


@dataclass(frozen=True, slots=True)
class Given:
    """A page as it was given: its name, the folders above the name, the nearest first, and what stands on it."""

    name: str
    folders: tuple[str, ...]
    sightings: Sequence[Sighting]


def known_names(given: Iterable[Given], stored: Iterable[Sighting]) -> dict[str, str]:
    """The name each page given is known by, by its own: no two share one, and no other page of ``stored`` has it."""
    held: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in stored:
        if not sighting.parked:
            held[sighting.file].append(sighting)
    pages = [page for page in given if page.sightings]
    known = {page.name: page.name for page in pages if page.name in held and is_same(page.sightings, held[page.name])}
    for page in pages:
        if page.name not in known:
            taken = set(known.values())
            same = (name for name in _like(page, held) if name not in taken and is_same(page.sightings, held[name]))
            known[page.name] = next(same, None) or _free(page, taken | held.keys())
    return known


def is_same(found: Sequence[Sighting], held: Sequence[Sighting]) -> bool:
    """Whether a page with the entries ``found`` is the one that held ``held``, changed or not.

    A page that moved on still has what stood on top. One that was edited has half of its entries or more: another page may
    share a post or two, as pages overlap.
    """
    before = {mark for sighting in held for mark in _marks(sighting)}
    shared = sum(not before.isdisjoint(_marks(sighting)) for sighting in found)
    if 2 * shared >= min(len(found), len(held)):
        return True
    newest = min(held, key=lambda sighting: sighting.position)
    return any(not _marks(newest).isdisjoint(_marks(sighting)) for sighting in found)


def _marks(sighting: Sighting) -> set[str | tuple[int, ...]]:
    """What an entry is known again by: its title, or all of its text."""
    marks: set[str | tuple[int, ...]] = {identity.title_key(sighting.title)}
    return marks | {sighting.signature} if sighting.signature else marks


def _like(page: Given, held: Mapping[str, object]) -> Iterator[str]:
    """Names of ``held`` under which the page may be known: given from another folder, or numbered."""
    parts = page.name.split("/")
    shorter = ("/".join(parts[start:]) for start in range(1, len(parts)))
    yield from (name for name in (*_longer(page), *shorter) if name in held)
    for number in count(2):
        if (name := f"{page.name}#{number}") not in held:
            return
        yield name


def _free(page: Given, taken: set[str]) -> str:
    numbered = (f"{page.name}#{number}" for number in count(2))
    candidates = (name for names in ((page.name,), _longer(page), numbered) for name in names)
    return next(name for name in candidates if name not in taken)


def _longer(page: Given) -> Iterator[str]:
    """The name with more and more of the folders above it."""
    name = page.name
    for folder in page.folders:
        name = f"{folder}/{name}"
        if len(name) > LONGEST:
            return
        yield name
