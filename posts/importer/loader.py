"""Prepared posts become rows. The only writer: a batch is one transaction, so nothing is ever half-written.

New posts go in by :mod:`bulk`, all tables of a batch together. Stored ones are compared field by field and only what changed
is written.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import DataError, IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from posts.batches import batches
from posts.digests import field_digest
from posts.importer.records import Facts, Failure
from posts.importer.report import Outcome
from posts.importer.store import bulk, maturity
from posts.importer.store.compare import with_everything
from posts.importer.store.conflicts import Conflicts
from posts.importer.store.differences import everything, in_short
from posts.importer.store.lock import one_writer
from posts.importer.store.people import name_by_rows
from posts.importer.store.registry import find_or_make
from posts.importer.store.revise import add_appearance, judge, revise, rewrite_provenance
from posts.importer.store.row_log import RowLog
from posts.importer.store.rows import Item, Rows
from posts.importer.store.shared import Shared
from posts.importer.survey.records import KnownPost, Planned, Sighting
from posts.models import (
    ImportRecord,
    ImportRun,
    LegacyPath,
    Post,
    Provenance,
    Translation,
)
from posts.parked import PARKED
from posts.services.history import recording

PLACE = ("file", "position", "line_start", "line_end")  # of a Provenance
RECORD_COLUMNS = ("run_id", "post_id", "outcome", "file", "line_start", "line_end", "message", "raw_text", "changes")


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
            with self.undoable({item.planned.known.id for item in items if item.planned.known}) as log:
                outcomes, shared, seen, ids = self._write(items, log)
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
        for item in items:
            item.planned.post_id = ids.get(id(item), item.planned.post_id)
        yield from outcomes

    @contextmanager
    def undoable(self, posts: Collection[int], *, watched: bool = True, texts: bool = True) -> Iterator[RowLog]:
        """One transaction. What it does to stored ``posts`` joins their history; what it does besides is for the log.

        ``watched``: the log finds out by itself what is done to the books of these posts.
        """
        log = RowLog()
        with one_writer(), recording(posts, run=self.run, texts=texts):
            if watched:
                log.watch(posts)
            yield log
            log.write(self.run)
        self.run_is_stored = self.run.pk is not None

    def _write(self, items: Sequence[Item], log: RowLog) -> tuple[list[Outcome], Shared, set[Facts], dict[int, int]]:
        seen = set(self.seen)
        shared = find_or_make((item.prepared.draft for item in items if item.prepared), seen, log)
        name_by_rows([item.prepared.fields["credits"] for item in items if item.prepared])
        new = [item for item in items if item.prepared and not item.planned.known]
        changed = [item for item in items if item.prepared and item.planned.known]
        again = [item for item in items if not item.prepared]
        ids = dict(zip(map(id, new), bulk.new_ids(Post, len(new)), strict=True))
        outcomes = {id(item): item.outcome("created", everything(item.prepared)) for item in new}
        rows = Rows()
        for item in new:
            rows.add_post(ids[id(item)], item, shared, self.status)
        conflicts = Conflicts.of([item.planned.known.id for item in changed])
        if changed:
            outcomes |= self._revise(changed, shared, rows, conflicts)
        for item in again:
            add_appearance(item, rows)
            outcomes[id(item)] = item.outcome("repeated")
        rows.write()
        self._add_paths(rows.legacy_paths)
        self._record(
            _as_record(ids.get(id(item), item.planned.post_id), outcome)
            for item in items
            if not (outcome := outcomes[id(item)]).settled
        )
        conflicts.write(self.run.pk)
        return [outcomes[id(item)] for item in items], shared, seen, ids

    def _record(self, rows: Iterable[tuple]) -> None:
        """Write ImportRecord rows, given without their run; the run gets its own row with its first record."""
        rows = list(rows)
        if rows:
            if self.run._state.adding:
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
        moved: list[tuple[Sighting, tuple]] = []  # from where, to where
        gone: list[int] = []
        for post in posts:
            held = {id(sighting.stored) for sighting in found.get(post.id, ())}
            for row in post.sightings:
                if row.file in read and id(row) not in held and not row.parked:
                    if row.is_primary:
                        moved.append((row, (row.file, PARKED + (row.id or 0), row.line_start, row.line_end)))
                    else:
                        gone.append(row.id)
            for sighting in found.get(post.id, ()):
                row = sighting.stored
                if row and (row.place != sighting.place or row.line_end != sighting.line_end):
                    place = (sighting.file, sighting.position, sighting.line_start, sighting.line_end)
                    moved.append((row, place))
        if not (moved or gone):
            return
        with self.undoable(()) as log:
            log.change(Provenance, gone)
            Provenance.objects.filter(pk__in=gone).delete()
            away = [row.id for row, _place in moved]
            for batch in batches(away):
                Provenance.objects.filter(pk__in=batch).update(position=F("id") + PARKED)
            bulk.update(Provenance, PLACE, [(*place, row.id) for row, place in moved])
            for row, place in moved:
                before = (row.file, row.position, row.line_start, row.line_end)
                log.note(Provenance, row.id, dict(zip(PLACE, before, strict=True)), dict(zip(PLACE, place, strict=True)))

    def set_dates(self, posts: Sequence[Planned], outcomes: Mapping[int, Outcome]) -> None:
        """Stored posts get their new date and the addresses an operator named; one transaction. ``outcomes``: by post."""
        now = datetime.now(UTC)
        primaries = Provenance.objects.filter(post__in=[planned.known.id for planned in posts], is_primary=True)
        written = dict(primaries.values_list("post_id", "written"))
        dates, texts, provenance, paths = [], [], [], []
        for planned in posts:
            known, when = planned.known, planned.when
            dates.append((when.moment, when.basis, when.earliest, when.latest, now, known.id))
            texts.append((known.id, known.published_at, when.moment))
            if primary := known.primary:
                before = written[known.id]
                provenance.append((primary.id, before, {**before, "date": field_digest(when.compared)}))
            paths += [(known.id, path) for path in planned.legacy_paths]
        with self.undoable([planned.known.id for planned in posts], watched=False, texts=False) as log:
            bulk.update(Post, ("published_at", "date_basis", "date_min", "date_max", "updated_at"), dates)
            bulk.update(Provenance, ("written",), [(after, key) for key, _before, after in provenance])
            for key, before, after in provenance:
                log.note(Provenance, key, {"written": before}, {"written": after})
            for post_id, before, after in texts:
                if before != after:
                    Translation.objects.filter(post_id=post_id, published_at=before).update(published_at=after)
            self._add_paths(paths)
            self._record(_as_record(post_id, outcome) for post_id, outcome in outcomes.items())

    def derive_maturity(self) -> None:
        """Bring projects' roads to what all posts say."""
        maturity.derive(self.run)
        self.run_is_stored = self.run.pk is not None

    def _add_paths(self, paths: Sequence[tuple[int, str]]) -> None:
        """An address that leads to some post already stays with it."""
        taken = set(LegacyPath.objects.filter(path__in=[path for _post, path in paths]).values_list("path", flat=True))
        new = {path: (post, path) for post, path in reversed(paths) if path not in taken}  # the first post to name it has it
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
                (
                    *(None, "failed", failure.file[:500], failure.line_start, failure.line_end),
                    *(failure.message, failure.raw_text, []),
                )
                for failure in failures
                if tuple(getattr(failure, name) for name in fields) not in stored
            )
        self.run_is_stored = self.run.pk is not None

    def close_killed(self) -> None:
        """A run that says it is running, of an archive whose lock is held here, was killed; so was one of everything."""
        archives = set(self.run.archives)
        running = ImportRun.objects.filter(status=ImportRun.Status.RUNNING).values_list("pk", "archives")
        killed = [pk for pk, others in running if not archives or not others or archives & set(others)]
        if killed:
            ImportRun.objects.filter(pk__in=killed).update(status=ImportRun.Status.INTERRUPTED)

    def find_interrupted(self) -> ImportRun | None:
        """The run that this one goes on from: the last of the same archives and arguments, if it was interrupted."""
        runs = ImportRun.objects.filter(arguments=self.run.arguments, archives=self.run.archives)
        last = runs.order_by("-pk").first()
        self.run.continues = last if last and last.status == ImportRun.Status.INTERRUPTED else None
        return self.run.continues

    def close(self, counts: Mapping[str, int], status: str, exit_status: int) -> None:
        """Write how the run ended, if it wrote anything at all."""
        if self.run_is_stored:
            self.run.finished_at = datetime.now(UTC)
            self.run.status, self.run.exit_status = status, exit_status
            self.run.counts = dict(counts)
            self.run.save()

    # Stored posts

    def _revise(self, items: Sequence[Item], shared: Shared, rows: Rows, conflicts: Conflicts) -> dict[int, Outcome]:
        ids = [item.planned.known.id for item in items]
        posts = {post.pk: post for post in with_everything(Post.objects.filter(pk__in=ids))}
        outcomes = {}
        for item in items:
            post = posts[item.planned.known.id]
            decision, outcomes[id(item)] = judge(item, post, conflicts)
            if decision.update:
                revise(post, item, decision, shared, rows)
            rewrite_provenance(post, item, decision.written, rows)
            self._add_paths([(post.pk, path) for path in (*item.prepared.draft.legacy_paths, *item.planned.legacy_paths)])
        return outcomes


def _as_record(post_id: int | None, outcome: Outcome) -> tuple:
    """The row of an ImportRecord, but for its run. What is new is in the post, and not said twice."""
    changes = in_short(() if outcome.outcome == "created" else outcome.changes, outcome.conflicts)
    place = (outcome.file, outcome.line_start, outcome.line_end)
    return post_id, outcome.outcome, *place, ", ".join(outcome.fields), "", changes
