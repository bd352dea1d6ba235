"""Prepared posts become rows. The only writer: a batch is one transaction, so nothing is ever half-written.

New posts go in by :mod:`bulk`, all tables of a batch together. Stored ones are compared field by field and only what changed
is written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from posts.importer import bulk
from posts.importer.compare import Decision, decide, stored_fields, with_everything, written_digests
from posts.importer.prepare import (
    COLUMN,
    LANGUAGES,
    TEXT_FIELDS,
    Prepared,
    PreparedText,
    category_slug,
    unique_credits,
)
from posts.importer.records import Facts, Failure, Note, Place, ProjectLink
from posts.importer.registry import Shared, find_or_make
from posts.importer.report import Outcome, note_as_json
from posts.importer.survey import PARKED, KnownPost, Planned, Sighting, date_value, field_digest, moment
from posts.models import (
    Credit,
    ImportRecord,
    ImportRun,
    LegacyPath,
    Post,
    PostProject,
    Provenance,
    SearchDocument,
    TaggedPost,
    Translation,
)
from posts.search import index
from posts.texts import source_text
from projects.models import Level, MaturityChange

POST_COLUMNS = (
    "id",
    *(name for field in TEXT_FIELDS for name in (field, *(COLUMN[field, code] for code in LANGUAGES))),
    *("status", "published_at", "date_basis", "date_min", "date_max", "series_id", "syndicated_from", "syndicated_url"),
    *("review", "needs_review", "import_ref"),
)
TRANSLATION_COLUMNS = ("post_id", "language", "is_source", "status", "source_text", "body_html", "length", "published_at")
CREDIT_COLUMNS = ("post_id", "person_id", "organization_id", "role", "title", "order")
PROJECT_COLUMNS = ("post_id", "project_id", "relation", "level", "change_id")
PROVENANCE_COLUMNS = (
    *("post_id", "file", "position", "line_start", "line_end", "is_primary"),
    *("raw_text", "digest", "context", "evidence", "notes", "written"),
)
RECORD_COLUMNS = ("run_id", "post_id", "outcome", "file", "line_start", "line_end", "message", "raw_text")
Categorized = Post.categories.through


@dataclass(slots=True)
class Item:
    """One appearance to write: of a post with its text (``prepared``), or again of one that has it from elsewhere."""

    planned: Planned
    place: Place
    prepared: Prepared | None = None
    sighting: Sighting | None = None  # None: from an export
    raw_text: str = ""
    context: str = ""
    file: str = ""  # that was read, where it is not the place's: an export

    def failure(self, message: str) -> Failure:
        return Failure(self.place.file, self.place.line_start, self.place.line_end, message, self.raw_text)

    @property
    def notes(self) -> tuple[Note, ...]:
        draft = self.prepared.draft if self.prepared else None
        return (*(draft.notes if draft else ()), *self.planned.notes, *self.planned.reasons)

    def outcome(self, outcome: str, fields: Sequence[str] = ()) -> Outcome:
        planned, place, when = self.planned, self.place, self.planned.when
        return Outcome(
            outcome,
            *(place.file, place.line_start, place.line_end, planned.ref, planned.slug, planned.title),
            fields=tuple(fields),
            notes=self.notes,
            date=when.day.isoformat() if when else "",
            date_basis=when.basis if when else "",
            reviewed=bool(self.prepared and self.prepared.review),
        )


@dataclass(slots=True)
class Loader:
    """Writes batches for one run. ``run`` gets its row with the first write: a run that changes nothing leaves none."""

    run: ImportRun
    status: str
    run_is_stored: bool = False
    seen: set[Facts] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def write(self, items: Sequence[Item]) -> Iterator[Outcome | Failure]:
        """What became of each item. What the database refuses is narrowed down to the items at fault; the others go in."""
        try:
            with transaction.atomic():
                outcomes, shared, seen, ids = self._write(items)
        except (DataError, IntegrityError) as error:
            self._forget_run()
            if len(items) == 1:
                yield items[0].failure(_("The database refuses this post: %(error)s") % {"error": str(error).strip()})
                return
            middle = len(items) // 2
            yield from self.write(items[:middle])
            yield from self.write(items[middle:])
            return
        self.counts.update(shared.new)
        self.seen = seen
        self.run_is_stored = self.run.pk is not None
        for item in items:
            item.planned.post_id = ids.get(id(item), item.planned.post_id)
        yield from outcomes

    def _write(self, items: Sequence[Item]) -> tuple[list[Outcome], Shared, set[Facts], dict[int, int]]:
        seen = set(self.seen)
        shared = find_or_make((item.prepared.draft for item in items if item.prepared), seen)
        new = [item for item in items if item.prepared and not item.planned.known]
        changed = [item for item in items if item.prepared and item.planned.known]
        again = [item for item in items if not item.prepared]
        ids = dict(zip(map(id, new), bulk.new_ids(Post, len(new)), strict=True))
        outcomes = {id(item): item.outcome("created") for item in new}
        rows = Rows()
        for item in new:
            rows.add_post(ids[id(item)], item, shared, self.status)
        if changed:
            outcomes |= self._revise(changed, shared, rows)
        for item in again:
            _add_appearance(item, rows)
            outcomes[id(item)] = item.outcome("repeated")
        rows.write()
        self._record(
            (
                ids.get(id(item), item.planned.post_id),
                outcome.outcome,
                *(item.place.file, item.place.line_start, item.place.line_end),
                ", ".join(outcome.fields),
                "",
            )
            for item in items
            if (outcome := outcomes[id(item)]).outcome != "unchanged"
        )
        return [outcomes[id(item)] for item in items], shared, seen, ids

    def _record(self, rows: Iterable[tuple]) -> None:
        """Write ImportRecord rows, given without their run; the run gets its own row with its first record."""
        rows = list(rows)
        if rows:
            if self.run.pk is None:
                self.run.save()
            bulk.insert(ImportRecord, RECORD_COLUMNS, [(self.run.pk, *row) for row in rows])

    def _forget_run(self) -> None:
        """A run whose first batch was rolled back has no row after all."""
        if not self.run_is_stored:
            self.run.pk, self.run._state.adding = None, True

    # Before and after the posts

    def settle(self, posts: Iterable[KnownPost], found: Mapping[int, Sequence[Sighting]], read: set[str]) -> None:
        """Follow appearances that moved on their pages, and take out those that are gone.

        ``found`` are the appearances of each post on the pages ``read``. The only trace of a post that is on no page any more
        is kept aside: with it a later run knows the post again.
        """
        moved: list[tuple] = []
        gone: list[int] = []
        parked: list[int] = []
        for post in posts:
            held = {id(sighting.stored) for sighting in found.get(post.id, ())}
            for row in post.sightings:
                if row.file in read and id(row) not in held and not row.parked:
                    (parked if row.is_primary else gone).append(row.id)
            for sighting in found.get(post.id, ()):
                row = sighting.stored
                if row and (row.place != sighting.place or row.line_end != sighting.line_end):
                    moved.append((sighting.file, sighting.position, sighting.line_start, sighting.line_end, row.id))
        if not (moved or gone or parked):
            return
        with transaction.atomic():
            Provenance.objects.filter(pk__in=gone).delete()
            away = [*parked, *(row[-1] for row in moved)]
            for start in range(0, len(away), 500):
                Provenance.objects.filter(pk__in=away[start : start + 500]).update(position=F("id") + PARKED)
            bulk.update(Provenance, ("file", "position", "line_start", "line_end"), moved)

    def set_dates(self, posts: Sequence[Planned]) -> None:
        """Stored posts get their new date and the addresses an operator named; one transaction."""
        now = datetime.now(UTC)
        dates, texts, provenance, paths = [], [], [], []
        for planned in posts:
            known, when = planned.known, planned.when
            published_at = moment(when)
            dates.append((published_at, when.basis, when.earliest, when.latest, now, known.id))
            texts.append((known.id, known.published_at, published_at))
            if primary := known.primary:
                value = date_value(published_at, when.basis, when.earliest, when.latest)
                primary.written = {**primary.written, "date": field_digest(value)}
                provenance.append((primary.written, primary.id))
            paths += [(known.id, path) for path in planned.legacy_paths]
        with transaction.atomic():
            bulk.update(Post, ("published_at", "date_basis", "date_min", "date_max", "updated_at"), dates)
            bulk.update(Provenance, ("written",), provenance)
            for post_id, before, after in texts:
                if before != after:
                    Translation.objects.filter(post_id=post_id, published_at=before).update(published_at=after)
            self._add_paths(paths)

    def _add_paths(self, paths: Sequence[tuple[int, str]]) -> None:
        """An address that leads to some post already stays with it."""
        taken = set(LegacyPath.objects.filter(path__in=[path for _post, path in paths]).values_list("path", flat=True))
        new = {path: (post, path) for post, path in paths if path not in taken}
        if new:
            bulk.insert(LegacyPath, ("post_id", "path"), list(new.values()))

    def record_failures(self, failures: Sequence[Failure]) -> None:
        """Keep the raw lines of what could not be imported; once, however often the same file is tried."""
        if not failures:
            return
        fields = ("file", "line_start", "line_end", "message")
        files = {failure.file for failure in failures}
        stored = set(ImportRecord.objects.filter(outcome="failed", file__in=files).values_list(*fields))
        with transaction.atomic():
            self._record(
                (None, "failed", failure.file[:500], failure.line_start, failure.line_end, failure.message, failure.raw_text)
                for failure in failures
                if tuple(getattr(failure, name) for name in fields) not in stored
            )

    def close(self, counts: Mapping[str, int], *, failed: bool) -> None:
        if self.run.pk is not None:
            self.run.finished_at = datetime.now(UTC)
            self.run.status = ImportRun.Status.FAILED if failed else ImportRun.Status.FINISHED
            self.run.counts = dict(counts)
            self.run.save()

    # Stored posts

    def _revise(self, items: Sequence[Item], shared: Shared, rows: "Rows") -> dict[int, Outcome]:
        ids = [item.planned.known.id for item in items]
        posts = {post.pk: post for post in with_everything(Post.objects.filter(pk__in=ids))}
        outcomes = {}
        for item in items:
            post = posts[item.planned.known.id]
            decision = judge(item, post)
            if decision.update:
                revise(post, item, decision, shared, rows)
            _rewrite_provenance(post.pk, item, decision.written, rows)
            self._add_paths([(post.pk, path) for path in (*item.prepared.draft.legacy_paths, *item.planned.legacy_paths)])
            outcomes[id(item)] = outcome_of(item, decision)
        return outcomes


def judge(item: Item, post: Post) -> Decision:
    """What the archive's text changes in a stored post; ``post`` comes with everything."""
    known = item.planned.known
    written = known.primary.written if known.primary else {}
    forced = ("date",) if item.planned.dated_by_operator else ()
    return decide(item.prepared.fields, stored_fields(post), written, forced)


def outcome_of(item: Item, decision: Decision) -> Outcome:
    if decision.conflicts:
        return item.outcome("conflict", decision.conflicts)
    return item.outcome("updated", decision.update) if decision.update else item.outcome("unchanged")


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
            (LegacyPath, ("post_id", "path"), self.legacy_paths),
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
        when = draft.when if item.planned.from_export else item.planned.when
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
            )
        )
        for text in prepared.texts:
            self.add_text(post_id, text, prepared.source)
        self.add_credits(post_id, prepared, shared)
        self.add_projects(post_id, prepared, shared)
        self.add_tags(post_id, prepared, shared)
        self.add_categories(post_id, prepared, shared)
        self.legacy_paths += [(post_id, path) for path in dict.fromkeys((*draft.legacy_paths, *item.planned.legacy_paths))]
        if item.sighting:
            self.add_provenance(post_id, item, is_primary=True, written=written_digests(prepared.fields))
        else:
            self.add_places(post_id, prepared)

    def add_text(self, post_id: int, text: PreparedText, source: PreparedText) -> None:
        is_source = text is source
        if text.made_from is not None:
            pin = text.made_from
        else:
            pin = "" if is_source else source_text(source.title, source.summary, source.body)
        self.translations.append(
            (post_id, text.language, is_source, text.status, pin, text.html, text.length, text.published_at)
        )
        self.documents += [(post_id, *document[1:]) for document in text.documents]

    def add_credits(self, post_id: int, prepared: Prepared, shared: Shared) -> None:
        taken: set[tuple] = set()
        for order, credit in enumerate(unique_credits(prepared.draft.credits)):
            person = shared.person(credit)
            organization = shared.organization(credit)
            # Two spellings can lead to one person: an editor has merged them.
            once = (person, credit.role) if person else (None, organization, credit.role)
            if once not in taken:
                taken.add(once)
                self.credits.append((post_id, person, organization, credit.role, credit.title, order))

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

    def add_places(self, post_id: int, prepared: Prepared) -> None:
        """The provenance an export tells of. One without a trace still says what was written, so that edits can be told."""
        for place in prepared.draft.places:
            trace = place.trace
            self.provenance.append(
                (
                    *(post_id, place.file, place.position, place.line_start, place.line_end, place.primary),
                    *(trace.raw_text if trace else "", trace.digest if trace else "", trace.context if trace else ""),
                    dict(trace.evidence) if trace else {},
                    list(trace.notes) if trace else [],
                    dict(trace.written) if trace else written_digests(prepared.fields) if place.primary else {},
                )
            )


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


def revise(post: Post, item: Item, decision: Decision, shared: Shared, rows: Rows) -> None:
    """Bring ``decision.update`` of a stored post to the archive's values."""
    prepared, update = item.prepared, set(decision.update)
    draft, fields = prepared.draft, prepared.fields
    old_source = _stored_source(post)
    columns: dict[str, Any] = {name: fields.get(name) or None for name in update & set(COLUMN.values())}
    if "date" in update:
        when = draft.when if item.planned.from_export else item.planned.when
        columns |= {"published_at": prepared.published_at, "date_basis": when.basis if when else "given"}
        columns |= {"date_min": when.earliest if when else None, "date_max": when.latest if when else None}
    if "status" in update:
        columns["status"] = draft.status
    if "series" in update:
        columns["series_id"] = shared.series[draft.series[0]] if draft.series else None
    if "syndication" in update:
        columns["syndicated_from"], columns["syndicated_url"] = fields["syndication"] or ("", "")
    if "review" in update:
        columns |= {"review": list(prepared.review), "needs_review": bool(prepared.review)}
    old_date = post.published_at
    for name, value in columns.items():
        setattr(post, name, value)
    Post.objects.filter(pk=post.pk).update(**columns, updated_at=datetime.now(UTC))
    if "date" in update:
        post.translations.filter(published_at=old_date).update(published_at=post.published_at)
    if "categories" in update:
        post.categories.clear()
        rows.add_categories(post.pk, prepared, shared)
    if "tags" in update:
        post.tagged.all().delete()
        rows.add_tags(post.pk, prepared, shared)
    if "projects" in update:
        post.project_links.all().delete()
        rows.add_projects(post.pk, prepared, shared)
    if "credits" in update:
        post.credits.all().delete()
        rows.add_credits(post.pk, prepared, shared)
    _revise_texts(post, prepared, update, old_source, rows)


def _revise_texts(post: Post, prepared: Prepared, update: set[str], old_source: str, rows: Rows) -> None:
    """Bring the rows of each language whose text changed in step with it."""
    texts = {text.language: text for text in prepared.texts}
    stored = {text.language: text for text in post.translations.all()}
    for code in LANGUAGES:
        changed = {name for name in ("title", "summary", "body") if COLUMN[name, code] in update}
        if changed:
            post.search_documents.filter(language=code).delete()
        elif f"status:{code}" not in update:
            continue
        text, row = texts.get(code), stored.get(code)
        if row is None:
            if text is not None:
                rows.add_text(post.pk, text, prepared.source)
            continue
        if not (getattr(post, COLUMN["title", code]) or getattr(post, COLUMN["body", code])):
            stored.pop(code).delete()
            continue
        if "body" in changed:
            row.body_html, row.length = (text.html, text.length) if text else ("", 0)
        if text and f"status:{code}" in update:
            row.status, row.published_at = text.status, text.published_at
        row.save()
        if changed:
            values = (getattr(post, COLUMN[name, code]) or "" for name in ("title", "summary", "body"))
            rows.documents += index.documents(post.pk, code, *values, vendor=connection.vendor)
    _revise_source(post, prepared.source.language, old_source, {*stored, *texts})


def _revise_source(post: Post, source: str, old_text: str, languages: set[str]) -> None:
    """The language that the archive's text is in becomes the source; what was made from the source stays so.

    A translation that was up to date with the source as imported is again: both halves come from the same page.
    """
    if source not in languages:
        return
    new_text = source_text(*(getattr(post, COLUMN[name, source]) or "" for name in ("title", "summary", "body")))
    texts = Translation.objects.filter(post=post)
    texts.filter(is_source=True).exclude(language=source).update(is_source=False, source_text=new_text)
    texts.filter(is_source=False, language=source).update(is_source=True, source_text="")
    if new_text != old_text:
        texts.filter(is_source=False, source_text=old_text).update(source_text=new_text)


def _stored_source(post: Post) -> str:
    code = next((text.language for text in post.translations.all() if text.is_source), LANGUAGES[0])
    return source_text(*(getattr(post, COLUMN[name, code]) or "" for name in ("title", "summary", "body")))


def _add_appearance(item: Item, rows: Rows) -> None:
    """One more appearance of a post, or the new lines of a known one."""
    row = item.sighting.stored
    if row is None:
        rows.add_provenance(item.planned.post_id, item, is_primary=False)
    else:
        Provenance.objects.filter(pk=row.id).update(
            raw_text=item.raw_text, digest=item.sighting.digest, evidence=item.sighting.as_json()
        )


def _rewrite_provenance(post_id: int, item: Item, written: dict[str, str], rows: Rows) -> None:
    """The appearance the text was taken from becomes the primary one and remembers what was written."""
    if item.sighting is None:
        if any(place.trace for place in item.prepared.draft.places):
            return  # an export knows what imports wrote; what else it brings is an editor's work
        Provenance.objects.filter(post_id=post_id, is_primary=True).exclude(written=written).update(written=written)
        return
    row = item.sighting.stored or item.sighting
    others = Provenance.objects.filter(post_id=post_id, is_primary=True).exclude(pk=row.id)
    others.filter(position__gte=PARKED).delete()
    others.update(is_primary=False, context="", notes=[], written={})
    if row.id is None:
        rows.add_provenance(post_id, item, is_primary=True, written=written)
        return
    place = item.place
    Provenance.objects.filter(pk=row.id).update(
        line_start=place.line_start,
        line_end=place.line_end,
        is_primary=True,
        raw_text=item.raw_text,
        digest=item.sighting.digest,
        context=item.context,
        evidence=item.sighting.as_json(),
        notes=[note_as_json(note) for note in item.notes],
        written=written,
    )
