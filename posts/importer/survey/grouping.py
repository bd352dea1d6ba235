"""Which entries are one post, and under which ref and address. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from posts.digests import digest
from posts.importer import identity
from posts.importer.corrected import text_of
from posts.importer.records import Entry, Note, Page
from posts.importer.survey.records import Known, Planned, Sighting

STAGE = "survey"

Evidence = Callable[[Entry], Mapping[str, Any]]


def sight(entry: Entry, page: Page, evidence: Evidence, rules: str, stored: Mapping[tuple[str, int], Sighting]) -> Sighting:
    """What is remembered of ``entry``; what ``stored``, by its mark, knows of the same lines is not worked out again."""
    raw = text_of(entry, page)
    sighting = Sighting(
        entry.file,
        entry.position,
        entry.line_start,
        entry.own_end or entry.line_start + raw.count("\n"),
        title=entry.title,
        digest=digest(raw),
        size=sum(map(len, entry.lines)),
        signature=(),
        evidence={},
        rules=rules,
        is_corrected=entry.is_corrected,
    )
    known = stored.get(sighting.mark)
    if known and known.rules == rules:
        sighting.signature, sighting.evidence = known.signature, known.evidence
    else:
        sighting.signature, sighting.evidence = identity.signature(entry.lines), evidence(entry)
    return sighting


def group(found: Iterable[Sighting], known: Known) -> list[Planned]:
    """The posts that ``found`` are sightings of, each with all its sightings, in the order of the archive.

    Same title and alike text: one post. Same title, another text: another post, numbered, for a reviewer to look at.
    The result does not depend on which of the posts an interrupted run has already stored.
    """
    found = sorted(found, key=lambda sighting: sighting.place)
    read = {sighting.file for sighting in found}
    stored_at = {s.place: (post.id, s) for post in known.posts.values() for s in post.sightings}
    by_title: dict[str, list[Planned]] = defaultdict(list)
    planned_of: dict[int, Planned] = {}
    for post in sorted(known.posts.values(), key=lambda post: post.ref):
        if post.ref and not identity.is_foreign(post.ref):
            planned_of[post.id] = planned = Planned(post.ref, post.archive_title, known=post, slug=post.slug)
            by_title[identity.title_key(post.archive_title)].append(planned)

    homeless: list[Sighting] = []
    for sighting in found:
        planned_id, row = stored_at.get(sighting.place, (0, sighting))
        if planned_id in planned_of and identity.title_key(row.title) == identity.title_key(sighting.title):
            sighting.stored = row
            planned_of[planned_id].sightings.append(sighting)
        else:
            homeless.append(sighting)
    _bring_home(homeless, by_title)
    for planned in planned_of.values():
        if planned.known:
            _meet_moved(planned.sightings, planned.known.sightings, read)
    posts = [planned for namesakes in by_title.values() for planned in namesakes if planned.sightings]
    for planned in posts:
        if planned.known:
            planned.sightings += _elsewhere(planned.known.sightings, read)
        planned.sightings.sort(key=lambda s: (s.parked, -s.size, s.place))
    posts.sort(key=lambda planned: min(sighting.place for sighting in planned.sightings))
    taken = {post.ref for post in known.posts.values()}
    for planned in posts:
        if not planned.ref:
            planned.ref = _free_ref(planned.title, taken)
            taken.add(planned.ref)
    for namesakes in by_title.values():
        _flag_namesakes(namesakes)
    return posts


def _bring_home(homeless: Iterable[Sighting], by_title: dict[str, list[Planned]]) -> None:
    """Each joins the post of its title whose text is most like its own, or begins another; the fullest come first."""
    for sighting in sorted(homeless, key=lambda sighting: (-sighting.size, sighting.place)):
        namesakes = by_title[identity.title_key(sighting.title)]
        best = max(namesakes, key=lambda planned: _likeness(planned, sighting), default=None)
        if best is None or _likeness(best, sighting) < identity.SAME_TEXT:
            best = Planned("", sighting.title)
            namesakes.append(best)
        best.sightings.append(sighting)


def _likeness(planned: Planned, sighting: Sighting) -> float:
    """How alike the sighting is to what is known of the post: 1 where nothing is."""
    members = [*planned.sightings, *(planned.known.sightings if planned.known else ())]
    return max((identity.likeness(member.signature, sighting.signature) for member in members), default=1.0)


def _meet_moved(sightings: Iterable[Sighting], stored: Iterable[Sighting], read: set[str]) -> None:
    """Give appearances that stand elsewhere now the rows of those that are gone from the pages that were read."""
    held = {id(sighting.stored) for sighting in sightings}
    gone = [s for s in stored if id(s) not in held and (s.file in read or s.parked)]
    for sighting in sightings:
        if sighting.stored is None and gone:
            same = next((s for s in gone if s.digest == sighting.digest), gone[0])
            gone.remove(same)
            sighting.stored = same


def _elsewhere(stored: Iterable[Sighting], read: set[str]) -> list[Sighting]:
    """The stored sightings on pages that this run did not read."""
    return [sighting for sighting in stored if sighting.file not in read and not sighting.parked]


def _free_ref(title: str, taken: set[str]) -> str:
    number = 1
    while (ref := identity.ref(title, number)) in taken:
        number += 1
    return ref


def _flag_namesakes(namesakes: list[Planned]) -> None:
    if len(namesakes) < 2:
        return
    for planned in namesakes:
        message = f"Another post has the same title and a different text ({len(namesakes)} in all)."
        planned.notes = (Note(STAGE, message, review=True),)


def give_addresses(posts: Iterable[Planned], known: Known, others: Iterable[str] = ()) -> None:
    """A slug for every post that has none: its title's, numbered where that is taken, by a stored post or by ``others``.

    The order is the archive's.
    """
    taken = {*known.slugs, *others}
    for planned in posts:
        if not planned.slug:
            planned.slug = identity.free_address(identity.address(planned.title), taken)
            taken.add(planned.slug)


def titles(posts: Iterable[Planned], known: Known) -> dict[str, str]:
    """Key of a title → slug of its post, for every post there is; of several with one title, the first."""
    named = [(planned.ref, planned.title, planned.slug) for planned in posts if not planned.is_binned]
    named += [(post.ref, post.archive_title, post.slug) for post in known.posts.values() if post.slug and not post.binned]
    found: dict[str, str] = {}
    for _ref, title, slug in sorted(named):
        found.setdefault(identity.title_key(title), slug)
    found.pop("", None)
    return found
