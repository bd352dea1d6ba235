"""Stored posts are brought to what the archive says now, where nobody else has changed them. Part of the loader."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from posts.importer.prepare import COLUMN, Prepared
from posts.importer.records import Place
from posts.importer.report import Outcome, note_as_json
from posts.importer.store.compare import Decision, decide, written_before
from posts.importer.store.conflicts import Conflicts
from posts.importer.store.differences import differences
from posts.importer.store.rows import Item, Rows, raw_trace
from posts.importer.store.shared import Shared
from posts.importer.survey.records import Sighting
from posts.models import Post, Provenance, Translation
from posts.models.post import LANGUAGES
from posts.parked import PARKED
from posts.search import index
from posts.services.compared import stored_fields
from posts.services.texts import has_text, text_of, whole_text
from posts.translating.stale import digest


def _base(item: Item, post: Post) -> Mapping[str, str]:
    """What the last import wrote. Where its lines were an editor's and now are the file's again, only the date was."""
    known, written = item.planned.known.primary, written_before(post)
    if known and known.is_corrected and not item.is_corrected:
        return {name: digest for name, digest in written.items() if name == "date"}
    return written


def judge(item: Item, post: Post, conflicts: Conflicts) -> tuple[Decision, Outcome]:
    """What the archive's text changes in a stored post; ``post`` comes with everything. Its conflicts join ``conflicts``."""
    archive, stored, written = item.prepared.fields, stored_fields(post), _base(item, post)
    forced = ("date",) if item.planned.dated_by_operator else ()
    decision = decide(archive, stored, written, forced, conflicts.digests(post.pk))
    is_news = conflicts.find(post, decision, archive, written)
    changes = differences(decision.update, post, stored, item.prepared)
    if decision.conflicts:
        against = differences(decision.conflicts, post, stored, item.prepared)
        return decision, item.outcome("conflict", changes, against, settled=not (changes or is_news))
    if changes:
        return decision, item.outcome("updated", changes)
    return decision, item.outcome("unchanged", settled=True)


def revise(post: Post, item: Item, decision: Decision, shared: Shared, rows: Rows) -> None:
    """Bring ``decision.update`` of a stored post to the archive's values."""
    prepared, update = item.prepared, set(decision.update)
    draft, fields = prepared.draft, prepared.fields
    old_source = _stored_source(post)
    columns: dict[str, Any] = {name: fields.get(name) or None for name in update & set(COLUMN.values())}
    if "date" in update:
        when = item.when
        columns |= {"published_at": prepared.published_at, "date_basis": when.basis if when else "given"}
        columns |= {"date_min": when.earliest if when else None, "date_max": when.latest if when else None}
    if "status" in update:
        columns["status"] = draft.status
    if "together" in update:
        columns["together"] = list(draft.together)
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
                rows.add_text(post.pk, text, prepared, post.status)
            continue
        if not has_text(post, code):
            stored.pop(code).delete()
            continue
        if "body" in changed:
            row.body_html, row.length = (text.html, text.length) if text else ("", 0)
        if text and f"status:{code}" in update:
            row.status, row.published_at = text.status, text.published_at
        row.save()
        if changed:
            values = (text_of(post, name, code) for name in ("title", "summary", "body"))
            rows.documents += index.documents(post.pk, code, *values, vendor=connection.vendor)
    _revise_source(post, prepared.source.language, old_source, {*stored, *texts})


def _revise_source(post: Post, source: str, old_text: str, languages: set[str]) -> None:
    """The language that the archive's text is in becomes the source; what was made from the source stays so.

    A translation that was up to date with the source as imported is again: both halves come from the same page.
    """
    if source not in languages:
        return
    new_text = whole_text(post, source)
    texts, new_digest = Translation.objects.filter(post=post), digest(new_text)
    pinned = {"source_text": new_text, "pin_digest": new_digest}
    texts.filter(is_source=True).exclude(language=source).update(is_source=False, text_digest="", **pinned)
    texts.filter(is_source=False, language=source).update(is_source=True, source_text="", pin_digest="")
    if new_text != old_text:
        texts.filter(is_source=False, source_text=old_text).update(**pinned)
    texts.filter(is_source=True).exclude(text_digest=new_digest).update(text_digest=new_digest)


def _stored_source(post: Post) -> str:
    code = next((text.language for text in post.translations.all() if text.is_source), LANGUAGES[0])
    return whole_text(post, code)


def add_appearance(item: Item, rows: Rows) -> None:
    """One more appearance of a post, or the new lines of a known one."""
    row = item.sighting.stored
    if row is None:
        rows.add_provenance(item.planned.post_id, item, is_primary=False)
    else:
        Provenance.objects.filter(pk=row.id).update(
            raw_text=item.raw_text, digest=item.sighting.digest, evidence=item.sighting.as_json()
        )


def _rewrite_records(post: Post, item: Item, rows: Rows) -> None:
    """Keep other systems' records as they are now. A file of another name brought them: they stay where they were first."""
    known = item.planned.known
    stored = {row.place: row for row in known.sightings}
    new = []
    for place in item.prepared.draft.places:
        row = known.primary if place.primary else stored.get((place.file, place.position))
        trace = raw_trace(place)
        if row is None:
            new.append(place)
        elif trace and (row.digest != trace.digest or row.is_corrected != place.raw.is_corrected):
            Provenance.objects.filter(pk=row.id).update(
                line_start=place.line_start,
                line_end=place.line_end,
                raw_text=trace.raw_text,
                digest=trace.digest,
                evidence=dict(trace.evidence),
            )
    if new:
        taken = set(_taken(new))
        free = (place for place in new if place.raw and (place.file, place.position) not in taken)
        rows.add_places(post.pk, item.prepared, free)


def _taken(places: Sequence[Place]) -> QuerySet:
    """Which of ``places`` some post stands at."""
    found = Provenance.objects.filter(file__in=[place.file for place in places])
    return found.filter(position__in=[place.position for place in places]).values_list("file", "position")


def rewrite_provenance(post: Post, item: Item, written: dict[str, str], rows: Rows) -> None:
    """The appearance the text was taken from becomes the primary one and remembers what was written."""
    if item.sighting is None:
        if any(place.trace for place in item.prepared.draft.places):
            return  # an export knows what imports wrote; what else it brings is an editor's work
        _rewrite_records(post, item, rows)
        if written != written_before(post):
            Provenance.objects.filter(post=post, is_primary=True).update(written=written)
        return
    row = item.sighting.stored or item.sighting
    if _is_stored(row, item) and written == written_before(post):
        return
    others = Provenance.objects.filter(post=post, is_primary=True).exclude(pk=row.id)
    others.filter(position__gte=PARKED).delete()
    others.update(is_primary=False, context="", notes=[], written={})
    if row.id is None:
        rows.add_provenance(post.pk, item, is_primary=True, written=written)
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


def _is_stored(row: Sighting, item: Item) -> bool:
    """Whether the appearance is the primary one already, read from the same lines by the same rules."""
    return (
        row.is_primary
        and (row.digest, row.context, row.rules) == (item.sighting.digest, item.context, item.sighting.rules)
        and (row.line_start, row.line_end) == (item.place.line_start, item.place.line_end)
    )
