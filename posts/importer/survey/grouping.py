"""The first pass: what posts the archive holds, by which address and date, before any text is looked at closely. Pure.

Every page is read and cut into entries; of an entry only a :class:`Sighting` stays in memory. Sightings that are one post are
brought together, with each other and with what the database holds. So when the second pass makes drafts, every title a line
may link to has its address, every page its place in the one order, and an unchanged entry needs no second look.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from posts.digests import date_value, field_digest
from posts.importer import identity
from posts.importer.corrected import text_of
from posts.importer.records import Entry, Note, Page, When
from posts.parked import PARKED

STAGE = "survey"

Evidence = Callable[[Entry], Mapping[str, Any]]


@dataclass(slots=True)
class Sighting:
    """One appearance of a post in the archive, without its text.

    ``id``, ``is_primary`` and ``context`` are those of a row; ``stored`` is the row of an appearance that is found again.
    """

    file: str
    position: int
    line_start: int
    line_end: int
    title: str
    digest: str
    size: int  # characters of the body
    signature: tuple[int, ...]
    evidence: Mapping[str, Any]  # of its date, as posts.importer.stages.dates finds it
    rules: str = ""  # the version that found the evidence
    id: int | None = None
    is_primary: bool = False
    context: str = ""
    date_digest: str = ""  # of the estimate an import last wrote, from a primary row's ``written``
    is_corrected: bool = False  # its lines are an editor's, not the file's
    stored: "Sighting | None" = None

    @property
    def place(self) -> tuple[str, int]:
        return self.file, self.position

    @property
    def mark(self) -> tuple[str, int]:
        """The same lines, by their digest and the number of the first."""
        return self.digest, self.line_start

    @property
    def parked(self) -> bool:
        return self.position >= PARKED

    def as_json(self) -> dict[str, Any]:
        """What ``Provenance.evidence`` keeps of it."""
        return {
            "rules": self.rules,
            "title": self.title,
            "size": self.size,
            "signature": self.signature,
            "dates": self.evidence,
            **({"corrected": True} if self.is_corrected else {}),
        }


@dataclass(slots=True)
class KnownPost:
    """A stored post, as far as identity and dates need it."""

    id: int
    ref: str  # empty: written here
    slug: str
    title: str
    published_at: datetime | None
    basis: str
    earliest: date | None
    latest: date | None
    sightings: list[Sighting] = field(default_factory=list)
    in_conflict: bool = False  # somebody is to decide about it
    binned: bool = False  # somebody has deleted it: it is known, and left where it is

    @property
    def primary(self) -> Sighting | None:
        return next((sighting for sighting in self.sightings if sighting.is_primary), None)

    @property
    def archive_title(self) -> str:
        """The title as the archive has it, whatever editors made of it."""
        return self.primary.title if self.primary and self.primary.title else self.title

    @property
    def date_value(self) -> list[str]:
        return date_value(self.published_at, self.basis, self.earliest, self.latest)

    @property
    def date_is_ours(self) -> bool:
        """Whether the date is an estimate that an import made and nobody changed since."""
        primary = self.primary
        return (
            self.basis != "given"
            and primary is not None
            and not primary.parked
            and primary.date_digest == field_digest(self.date_value)
        )

    @property
    def when(self) -> When | None:
        if self.published_at is None:
            return None
        time = self.published_at.strftime("%H:%M:%S+00:00")
        return When(self.published_at.date(), self.basis, self.earliest, self.latest, time)


def moment(when: When | None) -> datetime | None:
    """The moment a post appeared, in UTC; noon where the time of day is not known."""
    if when is None:
        return None
    return datetime.fromisoformat(f"{when.day.isoformat()}T{when.time or '12:00:00+00:00'}").astimezone(UTC)


@dataclass
class Known:
    """Every stored post that an import may meet again, and every address that is taken."""

    posts: dict[int, KnownPost] = field(default_factory=dict)  # id → post
    slugs: dict[str, int] = field(default_factory=dict)  # slug in any language → id of its post

    @cached_property
    def by_ref(self) -> dict[str, KnownPost]:
        return {post.ref: post for post in self.posts.values() if post.ref}

    @property
    def sightings(self) -> Iterator[Sighting]:
        """Every appearance there is a row of."""
        return (sighting for post in self.posts.values() for sighting in post.sightings)

    @cached_property
    def on_pages(self) -> dict[str, dict[tuple[str, int], Sighting]]:
        """Of each page, its appearances by their marks."""
        pages: dict[str, dict[tuple[str, int], Sighting]] = defaultdict(dict)
        for sighting in self.sightings:
            pages[sighting.file][sighting.mark] = sighting
        return pages

    @cached_property
    def places(self) -> set[tuple[str, int]]:
        """Where stored posts stand."""
        return {sighting.place for sighting in self.sightings}


@dataclass(slots=True)
class Planned:
    """One post of the archive and what is decided about it before its text is read."""

    ref: str
    title: str
    known: KnownPost | None = None
    sightings: list[Sighting] = field(default_factory=list)  # the fullest first: the text is taken from it
    slug: str = ""
    when: When | None = None
    notes: tuple[Note, ...] = ()
    reasons: tuple[Note, ...] = ()  # for its date
    legacy_paths: tuple[str, ...] = ()
    post_id: int | None = None  # its row, once it has one
    dated_by_operator: bool = False  # fact, whatever anybody else made of the date
    from_export: bool = False  # an export says everything itself: slugs, dates, status
    slugs: Mapping[str, str] | None = None  # of another system's post by language, where it has several

    def __post_init__(self) -> None:
        if self.known:
            self.post_id = self.known.id
            if self.title == self.known.title:
                self.title = self.known.title  # one copy in memory is enough

    @property
    def primary(self) -> Sighting | None:
        return self.sightings[0] if self.sightings else None

    @property
    def decided(self) -> "Planned":
        """What a draft of it needs to know, and nothing that leads to other posts."""
        return replace(self, known=None, sightings=[], reasons=())

    @property
    def addresses(self) -> tuple[str, ...]:
        """Its slugs in all languages, as far as it has any."""
        return tuple(slug for slug in dict.fromkeys((self.slug, *(self.slugs or {}).values())) if slug)

    @property
    def is_binned(self) -> bool:
        return self.known is not None and self.known.binned

    @property
    def is_settled(self) -> bool:
        """Whether every appearance is stored just as it was found: nothing new to date the post or its neighbours by."""
        return self.known is not None and all(
            sighting.id is not None
            or (
                sighting.stored is not None
                and sighting.stored.place == sighting.place
                and sighting.stored.digest == sighting.digest
                and sighting.stored.rules == sighting.rules
            )
            for sighting in self.sightings
        )

    @property
    def is_redated(self) -> bool:
        """Whether a stored post's date, or the reasons to keep it, differ from what is found now; or an address is new."""
        if self.known is None or self.when is None:
            return False
        return self.date_value != self.known.date_value or bool(self.legacy_paths)

    @property
    def date_value(self) -> list[str]:
        """The date that was found."""
        when = self.when
        return date_value(moment(when), when.basis, when.earliest, when.latest) if when else []

    def needs_draft(self, context: str) -> bool:
        """Whether the text must be read: it is new, it or what its result depends on has changed, or a decision about it waits,
        which may have become needless.
        """
        primary, known = self.primary, self.known and self.known.primary
        if primary is None or primary.id is not None:
            return False  # its text stands on a page that is not part of this run
        return (
            known is None
            or primary.stored is not known
            or primary.digest != known.digest
            or primary.line_start != known.line_start
            or primary.file != known.file
            or known.context != context
            or self.known.in_conflict
        )


def sight(entry: Entry, page: Page, evidence: Evidence, rules: str, stored: Mapping[tuple[str, int], Sighting]) -> Sighting:
    """What is remembered of ``entry``; what ``stored``, by its mark, knows of the same lines is not worked out again."""
    raw = text_of(entry, page)
    sighting = Sighting(
        entry.file,
        entry.position,
        entry.line_start,
        entry.own_end or entry.line_start + raw.count("\n"),
        title=entry.title,
        digest=identity.digest(raw),
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
    stored_at = {s.place: (post, s) for post in known.posts.values() for s in post.sightings}
    by_title: dict[str, list[Planned]] = defaultdict(list)
    planned_of: dict[int, Planned] = {}
    for post in sorted(known.posts.values(), key=lambda post: post.ref):
        if post.ref and not identity.is_foreign(post.ref):
            planned_of[post.id] = planned = Planned(post.ref, post.archive_title, known=post, slug=post.slug)
            by_title[identity.title_key(post.archive_title)].append(planned)

    homeless: list[Sighting] = []
    for sighting in found:
        post, stored = stored_at.get(sighting.place, (None, None))
        if post and post.id in planned_of and identity.title_key(stored.title) == identity.title_key(sighting.title):
            sighting.stored = stored
            planned_of[post.id].sightings.append(sighting)
        else:
            homeless.append(sighting)
    taken = {post.ref for post in known.posts.values()}
    for sighting in sorted(homeless, key=lambda sighting: (-sighting.size, sighting.place)):
        namesakes = by_title[identity.title_key(sighting.title)]
        best = max(namesakes, key=lambda planned: _likeness(planned, sighting), default=None)
        if best is None or _likeness(best, sighting) < identity.SAME_TEXT:
            best = Planned("", sighting.title)
            namesakes.append(best)
        best.sightings.append(sighting)

    for planned in planned_of.values():
        _meet_moved(planned, read)
    posts = [planned for namesakes in by_title.values() for planned in namesakes if planned.sightings]
    for planned in posts:
        if planned.known:
            planned.sightings += _elsewhere(planned, read)
        planned.sightings.sort(key=lambda s: (s.parked, -s.size, s.place))
    posts.sort(key=lambda planned: min(sighting.place for sighting in planned.sightings))
    for planned in posts:
        if not planned.ref:
            planned.ref = _free_ref(planned.title, taken)
            taken.add(planned.ref)
    for namesakes in by_title.values():
        _flag_namesakes(namesakes)
    return posts


def _likeness(planned: Planned, sighting: Sighting) -> float:
    """How alike the sighting is to what is known of the post: 1 where nothing is."""
    members = [*planned.sightings, *(planned.known.sightings if planned.known else ())]
    return max((identity.likeness(member.signature, sighting.signature) for member in members), default=1.0)


def _meet_moved(planned: Planned, read: set[str]) -> None:
    """Give appearances that stand elsewhere now the rows of those that are gone from the pages that were read."""
    held = {id(sighting.stored) for sighting in planned.sightings}
    gone = [s for s in planned.known.sightings if id(s) not in held and (s.file in read or s.parked)]
    for sighting in planned.sightings:
        if sighting.stored is None and gone:
            same = next((s for s in gone if s.digest == sighting.digest), gone[0])
            gone.remove(same)
            sighting.stored = same


def _elsewhere(planned: Planned, read: set[str]) -> list[Sighting]:
    """The stored sightings on pages that this run did not read."""
    return [sighting for sighting in planned.known.sightings if sighting.file not in read and not sighting.parked]


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
