"""What the first pass knows of posts: as they stand in the archive, in the database, and as it is decided of them. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from posts.digests import date_value, field_digest
from posts.importer.records import Note, When
from posts.parked import PARKED


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
        return self.when.compared if self.when else []

    def needs_draft(self, context: str) -> bool:
        """Whether the text must be read: it is new, it or what its result depends on has changed, or a decision about it waits,
        which may have become needless.
        """
        primary, post = self.primary, self.known
        known = post and post.primary
        if primary is None or primary.id is not None:
            return False  # its text stands on a page that is not part of this run
        return (
            post is None
            or known is None
            or primary.stored is not known
            or primary.digest != known.digest
            or primary.line_start != known.line_start
            or primary.file != known.file
            or known.context != context
            or post.in_conflict
        )
