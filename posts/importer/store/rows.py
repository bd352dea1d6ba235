"""What a batch puts into each table. Part of the loader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from posts.changes import Change
from posts.digests import digest
from posts.importer.prepare import (
    COLUMN,
    Prepared,
    PreparedText,
    category_slug,
    state_within,
    unique_credits,
)
from posts.importer.records import Failure, Note, Place, ProjectLink, Trace, When
from posts.importer.report import Outcome, note_as_json
from posts.importer.store import bulk
from posts.importer.store.compare import written_digests
from posts.importer.store.shared import Shared
from posts.importer.survey.records import Planned, Sighting
from posts.models import (
    Credit,
    Post,
    PostProject,
    Provenance,
    SearchDocument,
    TaggedPost,
    Translation,
)
from posts.models.post import LANGUAGES, TEXT_FIELDS
from posts.search import index
from posts.texts import source_text
from posts.translating import stale
from projects.models import Level, MaturityChange

POST_COLUMNS = (
    "id",
    *(name for field in TEXT_FIELDS for name in (field, *(COLUMN[field, code] for code in LANGUAGES))),
    *("status", "published_at", "date_basis", "date_min", "date_max", "series_id", "syndicated_from", "syndicated_url"),
    *("review", "needs_review", "import_ref", "together"),
)
TRANSLATION_COLUMNS = (
    *("post_id", "language", "is_source", "status", "source_text", "body_html", "length", "published_at"),
    *("pin_digest", "text_digest"),
)
CREDIT_COLUMNS = ("post_id", "person_id", "organization_id", "role", "language", "title", "order")
PROJECT_COLUMNS = ("post_id", "project_id", "relation", "level", "change_id")
PROVENANCE_COLUMNS = (
    *("post_id", "file", "position", "line_start", "line_end", "is_primary"),
    *("raw_text", "digest", "context", "evidence", "notes", "written"),
)
Categorized = Post.categories.through


@dataclass(slots=True)
class Item:
    """One appearance to write: of a post with its text (``prepared``), or again of one that has it from elsewhere."""

    planned: Planned
    place: Place
    sighting: Sighting | None = None  # None: from an export
    file: str = ""  # that was read: an export, or a page that is known by another name
    context: str = ""  # of a post's text: see Provenance
    prepared: Prepared | None = None
    raw_text: str = ""
    origin: Place | None = None  # see Draft

    def failure(self, message: str) -> Failure:
        if self.sighting is None:
            return (self.origin or self.place).failure(message)
        place = self.place
        return Failure(self.file, place.line_start, place.line_end, message, self.raw_text, position=place.position)

    @property
    def weight(self) -> int:
        """Characters of text that writing it takes; of a stored post also what it is compared with, before and after."""
        if self.prepared is None:
            return len(self.raw_text)
        return sum(len(text.body) for text in self.prepared.texts) * (3 if self.planned.known else 1)

    @property
    def when(self) -> When | None:
        """When its post appeared: an export says so itself."""
        return self.prepared.draft.when if self.prepared and self.planned.from_export else self.planned.when

    @property
    def is_corrected(self) -> bool:
        """Whether an editor wrote its lines."""
        if self.sighting:
            return self.sighting.is_corrected
        return self.prepared is not None and any(place.raw.is_corrected for place in self.prepared.draft.places if place.raw)

    @property
    def notes(self) -> tuple[Note, ...]:
        draft = self.prepared.draft if self.prepared else None
        return (*(draft.notes if draft else ()), *self.planned.notes, *self.planned.reasons)

    def outcome(
        self, outcome: str, changes: Sequence[Change] = (), conflicts: Sequence[Change] = (), *, settled: bool = False
    ) -> Outcome:
        planned, place, when = self.planned, self.place, self.when
        return Outcome(
            outcome,
            *(place.file, place.line_start, place.line_end, planned.ref, planned.slug, planned.title),
            changes=tuple(changes),
            conflicts=tuple(conflicts),
            notes=self.notes,
            date=when.day.isoformat() if when else "",
            date_basis=when.basis if when else "",
            reviewed=bool(self.prepared and self.prepared.review),
            settled=settled,
        )


@dataclass(slots=True)
class Rows:
    """The rows of one batch, table by table, in the order they must go in."""

    posts: list[tuple] = field(default_factory=list)
    translations: list[tuple] = field(default_factory=list)
    credits: list[tuple] = field(default_factory=list)
    projects: list[tuple] = field(default_factory=list)
    tags: list[tuple] = field(default_factory=list)
    categories: list[tuple] = field(default_factory=list)
    legacy_paths: list[tuple] = field(default_factory=list)
    provenance: list[tuple] = field(default_factory=list)
    documents: list[tuple] = field(default_factory=list)

    def write(self) -> None:
        for model, columns, rows in (
            (Post, POST_COLUMNS, self.posts),
            (Translation, TRANSLATION_COLUMNS, self.translations),
            (Credit, CREDIT_COLUMNS, self.credits),
            (PostProject, PROJECT_COLUMNS, self.projects),
            (TaggedPost, ("content_object_id", "tag_id"), self.tags),
            (Categorized, ("post_id", "category_id"), self.categories),
            (Provenance, PROVENANCE_COLUMNS, self.provenance),
            (SearchDocument, index.COLUMNS, self.documents),
        ):
            if rows:
                bulk.insert(model, columns, rows)

    def add_post(self, post_id: int, item: Item, shared: Shared, status: str) -> None:
        prepared, draft = item.prepared, item.prepared.draft
        texts = {text.language: text for text in prepared.texts}
        columns: list[Any] = [post_id]
        for name in TEXT_FIELDS:
            values = [getattr(texts[code], name) if code in texts else None for code in LANGUAGES]
            # The untranslated column mirrors the first language there is, as a save would leave it.
            columns += [next(filter(None, values), ""), *values]
        when = item.when
        status = draft.status or status
        if prepared.published_at is None:
            status = Post.Status.DRAFT
        self.posts.append(
            (
                *columns,
                status,
                prepared.published_at,
                when.basis if when else Post.DateBasis.GIVEN,
                when.earliest if when else None,
                when.latest if when else None,
                shared.series[draft.series[0]] if draft.series else None,
                draft.syndication.publication if draft.syndication else "",
                draft.syndication.url if draft.syndication else "",
                prepared.review,
                bool(prepared.review),
                item.planned.ref or None,
                list(draft.together),
            )
        )
        for text in prepared.texts:
            self.add_text(post_id, text, prepared, status)
        self.add_credits(post_id, prepared, shared)
        self.add_projects(post_id, prepared, shared)
        self.add_tags(post_id, prepared, shared)
        self.add_categories(post_id, prepared, shared)
        self.legacy_paths += [(post_id, path) for path in dict.fromkeys((*draft.legacy_paths, *item.planned.legacy_paths))]
        if item.sighting:
            self.add_provenance(post_id, item, is_primary=True, written=written_digests(prepared.fields))
        else:
            self.add_places(post_id, prepared, draft.places)

    def add_text(self, post_id: int, text: PreparedText, prepared: Prepared, status: str) -> None:
        """``status``: of the post."""
        source = prepared.source
        is_source = text is source
        whole = source_text(source.title, source.summary, source.body) if len(prepared.texts) > 1 else ""
        pin = text.made_from if text.made_from is not None else "" if is_source else whole
        digests = stale.digest(pin), stale.digest(whole) if is_source else ""
        state = state_within(status, text.status)
        self.translations.append(
            (post_id, text.language, is_source, state, pin, text.html, text.length, text.published_at, *digests)
        )
        self.documents += [(post_id, *document[1:]) for document in text.documents]

    def add_credits(self, post_id: int, prepared: Prepared, shared: Shared) -> None:
        taken: set[tuple] = set()
        for order, credit in enumerate(unique_credits(prepared.draft.credits)):
            person = shared.person(credit)
            organization = shared.organization(credit)
            # Two spellings can lead to one person: an editor has merged them.
            deed = (credit.role, credit.language)
            once = (person, *deed) if person else (None, organization, *deed)
            if once not in taken:
                taken.add(once)
                self.credits.append((post_id, person, organization, *deed, credit.title, order))

    def add_projects(self, post_id: int, prepared: Prepared, shared: Shared) -> None:
        for link in {link.slug: link for link in reversed(prepared.draft.projects)}.values():
            project_id = shared.projects[link.slug]
            change = _change(project_id, link, prepared.published_at)
            self.projects.append((post_id, project_id, link.relation, link.level, change))

    def add_tags(self, post_id: int, prepared: Prepared, shared: Shared) -> None:
        self.tags += [(post_id, shared.tags[name]) for name in sorted(set(prepared.draft.tags))]

    def add_categories(self, post_id: int, prepared: Prepared, shared: Shared) -> None:
        slugs = sorted({category_slug(name) for name in prepared.draft.categories})
        self.categories += [(post_id, shared.categories[slug]) for slug in slugs]

    def add_provenance(self, post_id: int, item: Item, *, is_primary: bool, written: dict[str, str] | None = None) -> None:
        place, sighting = item.place, item.sighting
        self.provenance.append(
            (
                *(post_id, place.file, place.position, place.line_start, place.line_end, is_primary),
                *(item.raw_text, sighting.digest, item.context if is_primary else "", sighting.as_json()),
                [note_as_json(note) for note in item.notes] if is_primary else [],
                written or {},
            )
        )

    def add_places(self, post_id: int, prepared: Prepared, places: Iterable[Place]) -> None:
        """The provenance an export tells of; of another system's records as they are. Without a trace it still says what was
        written, so that edits can be told.
        """
        for place in places:
            trace = place.trace or raw_trace(place)
            self.provenance.append(
                (
                    *(post_id, place.file, place.position, place.line_start, place.line_end, place.primary),
                    *(trace.raw_text if trace else "", trace.digest if trace else "", trace.context if trace else ""),
                    dict(trace.evidence) if trace else {},
                    list(trace.notes) if trace else [],
                    dict(trace.written) if place.trace else written_digests(prepared.fields) if place.primary else {},
                )
            )


def raw_trace(place: Place) -> Trace | None:
    """What is kept of another system's record, as its row in Provenance has it."""
    if place.raw is None:
        return None
    evidence = {"record": dict(place.raw.ground), **({"corrected": True} if place.raw.is_corrected else {})}
    return Trace(place.raw.text, digest(place.raw.text), evidence=evidence)


def _change(project_id: int, link: ProjectLink, published_at: datetime | None) -> int | None:
    """The step on the project's road that the post announces; statements of a level are told apart later, in order."""
    if link.change:
        level, kind, day = link.change
    elif link.is_change and link.level and published_at:
        level, kind, day = link.level, MaturityChange.Kind.CHANGE, published_at.date()
    else:
        return None
    change, _created = MaturityChange.objects.get_or_create(project_id=project_id, level=Level(level), kind=kind, date=day)
    return change.pk
