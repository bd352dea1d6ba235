"""What is known of the order of all posts, and times of day that keep it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from posts.importer import identity
from posts.importer.survey.records import Known, Planned


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is known of the order of all posts: the posts of each page, what their texts say, and what is beyond doubt."""

    pages: tuple[tuple[str, ...], ...]
    evidence: Mapping[str, Mapping[str, Any]]
    given: Mapping[str, date]


def timeline_of(posts: Iterable[Planned], known: Known, facts: Mapping[str, date]) -> Timeline:
    """The pages of this run and of all earlier ones. ``facts`` are the operator's dates; an editor's hold as well."""
    posts = list(posts)
    entries: list[tuple[str, int, str]] = []
    evidence: dict[str, Mapping[str, Any]] = {}
    given: dict[str, date] = {}
    here = {planned.known.id for planned in posts if planned.known}
    for planned in posts:
        entries += [(*sighting.place, planned.ref) for sighting in planned.sightings if not sighting.parked]
        if planned.primary and planned.primary.evidence:
            evidence[planned.ref] = planned.primary.evidence
        if planned.from_export and planned.when:
            given[planned.ref] = planned.when.day
    for post in known.posts.values():
        if post.id not in here and post.ref and not identity.is_foreign(post.ref):
            entries += [(*sighting.place, post.ref) for sighting in post.sightings if not sighting.parked]
            if post.primary and post.primary.evidence:
                evidence[post.ref] = post.primary.evidence
        if post.ref and not post.date_is_ours and post.published_at:
            given[post.ref] = post.published_at.date()
    pages: dict[str, list[str]] = defaultdict(list)
    for file, _position, ref in sorted(entries):
        if ref not in pages[file]:
            pages[file].append(ref)
    return Timeline(tuple(tuple(refs) for refs in pages.values()), evidence, {**given, **facts})


DAY = 24 * 60 * 60
LATEST = DAY // 2  # seconds after midnight of a day's newest post: noon


def moments(order: Iterable[tuple[str, date]]) -> dict[str, str]:
    """A time of day for each (ref, day), newest first: so that two posts of one day keep their order.

    Noon, 11:59, 11:58 …; on a day with very many posts the steps are shorter.
    """
    days: dict[date, list[str]] = defaultdict(list)
    for ref, day in order:
        days[day].append(ref)
    times = {}
    for refs in days.values():
        step = min(60, LATEST // len(refs)) or 1
        for number, ref in enumerate(refs):
            seconds = max(LATEST - number * step, 0)
            times[ref] = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}+00:00"
    return times
