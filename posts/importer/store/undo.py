"""An import is undone: everything is as it was before that run, as far as nobody has worked on it since.

An undo is a run itself, so that it can be undone: the posts it puts into the bin, what it writes and what it does to other rows
is kept like an import's.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from posts.batches import batches
from posts.importer.store import maturity, quarantine
from posts.importer.store.book_undo import Books
from posts.importer.store.lock import import_lock
from posts.importer.store.remembering import remember_run
from posts.importer.store.row_log import BOOKS, RowLog
from posts.importer.store.row_undo import SHARED, net_changes, remove_made, take_back
from posts.models import ArchiveFile, ImportRecord, ImportRun, Post, PostProject, QuarantinedEntry, Revision
from posts.models.post import SLUG_FIELDS
from posts.services.bin import bin_posts, restore_posts
from posts.services.history import recording
from posts.services.legible import is_said
from posts.services.rewriting import rewrite
from posts.services.snapshots import Names, Snapshot, digests, merged, snapshots
from projects.levels import set_level
from projects.models import Project

Outcome = ImportRecord.Outcome
AT_ONCE = 200  # posts whose texts are held in memory


class CannotUndo(ValueError):
    """Nothing was undone; the message says why."""


class ChangedSince(CannotUndo):
    """Posts have been changed since the run."""

    def __init__(self, since: "list[Since]"):
        super().__init__(_("Posts have been changed since: undo that first, or keep those posts as they are."))
        self.since = since


@dataclass(frozen=True, slots=True)
class Since:
    """A post that was changed after the run, by whom and when; "" and None where that is not known."""

    post: int
    title: str
    who: str
    when: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """What an undo does to one post: an :class:`Outcome`, and the fields that change of which people are told."""

    post: int
    outcome: str
    title: str
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Undo:
    """What undoing ``run`` would do."""

    run: ImportRun
    steps: list[Step] = field(default_factory=list)
    since: list[Since] = field(default_factory=list)

    def keys(self, outcome: str) -> list[int]:
        return [step.post for step in self.steps if step.outcome == outcome]

    @property
    def counts(self) -> dict[str, int]:
        """How many posts, by outcome; "kept" are those that were changed since."""
        return dict(Counter(step.outcome for step in self.steps)) | {"kept": len(self.since)}


def plan(run: ImportRun) -> Undo:
    """Raises :class:`CannotUndo` for a run that has been undone."""
    if again := _undone().get(run.pk):
        raise CannotUndo(_("Import run %(run)s was undone by run %(again)s.") % {"run": run.pk, "again": again})
    undo = Undo(run)
    made = run.records.filter(outcome__in=[Outcome.CREATED, Outcome.RESTORED], post__isnull=False)
    created = set(made.values_list("post", flat=True))
    changed = set(run.revisions.filter(post__in=Post.objects.all()).values_list("post", flat=True)) - created
    for batch in batches(sorted(created), AT_ONCE):
        latest = _latest(batch, run)
        for key, title in _titles(batch):
            if key in latest:
                undo.since.append(_since(key, title, latest[key]))
            else:
                undo.steps.append(Step(key, Outcome.BINNED, title))
    for key, ref, title in run.binned.order_by("pk").values_list("pk", "import_ref", "title"):
        anew = Post.objects.filter(import_ref=ref).first() if ref else None
        if anew is None:
            undo.steps.append(Step(key, Outcome.RESTORED, title.partition("\n")[0]))
        else:
            undo.since.append(Since(anew.pk, str(anew), _("a later import made it anew"), anew.created_at))
    for batch in batches(sorted(changed), AT_ONCE):
        latest, nets, now = _latest(batch, run), _nets(batch, run), snapshots(batch)
        for key, title in _titles(batch):
            before, after, _names = nets[key]
            if key in latest:
                undo.since.append(_since(key, title, latest[key]))
            elif digests(now[key], before) != after:
                undo.since.append(Since(key, title, "", None))
            else:
                undo.steps.append(Step(key, Outcome.UPDATED, title, tuple(filter(is_said, before))))
    return undo


def _undone() -> dict[int, int]:
    """Runs of which nothing is left → the run that undid each. An undo that was undone itself undid nothing."""
    found: dict[int, int] = {}
    for doing, run in ImportRun.objects.filter(undoes__isnull=False).order_by("-pk").values_list("pk", "undoes"):
        if run and doing not in found:
            found[run] = doing
    return found


def _latest(keys: Collection[int], run: ImportRun) -> dict[int, Revision]:
    """The newest change of each of these posts that came after what ``run`` did to it, and is still there."""
    last = dict(run.revisions.filter(post__in=keys).values_list("post").annotate(Max("pk")))
    undone = _undone()
    revisions = Revision.objects.filter(post__in=keys, made_at__gt=run.started_at)
    revisions = revisions.exclude(run__in={run.pk, *undone, *undone.values()})
    revisions = revisions.select_related("made_by", "run").order_by("pk")
    return {row.post_id: row for row in revisions.defer("before", "names") if row.pk > last.get(row.post_id, 0)}


def _since(key: int, title: str, revision: Revision) -> Since:
    who = str(revision.made_by or "") or (_("import run %s") % revision.run_id if revision.run_id else "")
    return Since(key, title, who, revision.made_at)


def _titles(keys: Collection[int]) -> Iterator[tuple[int, str]]:
    for post in Post.objects.filter(pk__in=keys).order_by("pk").for_linking():
        yield post.pk, str(post)


def _nets(keys: Collection[int], run: ImportRun) -> dict[int, tuple[Snapshot, dict[str, str], Names]]:
    """post → what its fields were before the run, the digests of what the run left, and the names of what they refer to."""
    found: dict[int, tuple[Snapshot, dict[str, str], Names]] = {}
    for revision in run.revisions.filter(post__in=keys).order_by("pk"):
        before, after, names = found.get(revision.post_id, ({}, {}, {}))
        found[revision.post_id] = revision.before | before, after | revision.after, merged(revision.names, names)
    return found


def undo_run(run: ImportRun, *, by=None, keep_edits: bool = False, command: str = "", operator: str = "") -> ImportRun:
    """Undo ``run``. Returns the run that did so.

    Raises :class:`ChangedSince`, unless with ``keep_edits``: then posts that were changed since stay as they are. Raises
    :class:`CannotUndo`, :class:`posts.services.rewriting.CannotRestore`, and
    :class:`posts.importer.store.lock.ImportRunning`. It is all one transaction.
    """
    with import_lock(), transaction.atomic():
        undo = plan(run)
        if undo.since and not keep_edits:
            raise ChangedSince(undo.since)
        doing = ImportRun.objects.create(
            undoes=run,
            started_by=by,
            arguments=list(run.arguments),
            rules_version=run.rules_version,
            command=command,
            operator=operator,
        )
        _Undoing(undo, doing, by).go()
    return doing


@dataclass(slots=True)
class _Undoing:
    """The methods stand in the order in which :meth:`go` calls them."""

    undo: Undo
    doing: ImportRun
    by: Any
    log: RowLog = field(default_factory=RowLog)

    def go(self) -> None:
        rows = net_changes(self.undo.run.row_changes.order_by("pk"))
        for model in SHARED:
            self.log.change(model, rows[model])  # before anything is done: what is as the run left it?
        projects = self.projects()
        self.log.change(Project, projects)
        self.log.change(QuarantinedEntry, rows[QuarantinedEntry])
        self.put_into_bin()
        for model in reversed(SHARED):
            take_back(model, rows[model], self.log)
        kept = {since.post for since in self.undo.since}
        books = [Books(model, rows[model], kept, self.log) for model in BOOKS]
        for book in books:
            book.make_way()
        self.take_out_of_bin()
        self.write()
        for book in books:
            book.take_back()
        quarantine.take_back(rows[QuarantinedEntry], kept, self.log)
        for model in SHARED:
            remove_made(model, rows[model], self.log)
        self.set_levels(projects | self.projects())
        ArchiveFile.objects.filter(read_at__gte=self.undo.run.started_at).delete()  # so that --since-last reads them again
        self.log.write(self.doing)
        remember_run(self.doing)
        if kept:
            maturity.derive(self.doing)
        self.close()

    def projects(self) -> set[int]:
        """Those that the posts in question are about, as they are now."""
        links = PostProject.objects.filter(post__in=[step.post for step in self.undo.steps])
        return set(links.values_list("project", flat=True))

    def record(self, outcome: str) -> list[int]:
        """What is done to which posts, while they are there."""
        keys = self.undo.keys(outcome)
        ImportRecord.objects.bulk_create(
            [
                ImportRecord(
                    run=self.doing, post_id=step.post, outcome=outcome, line_start=0, line_end=0, message=", ".join(step.fields)
                )
                for step in self.undo.steps
                if step.outcome == outcome
            ],
            batch_size=500,
        )
        return keys

    def put_into_bin(self) -> None:
        bin_posts(self.record(Outcome.BINNED), by=self.by, run=self.doing)

    def take_out_of_bin(self) -> None:
        restore_posts(self.undo.keys(Outcome.RESTORED))
        self.record(Outcome.RESTORED)

    def write(self) -> None:
        keys = self.record(Outcome.UPDATED)
        for batch in self.in_batches(keys):
            nets = _nets(batch, self.undo.run)
            reason = _("Undo of import run %s") % self.undo.run.pk
            with recording(batch, by=self.by, run=self.doing, reason=reason):
                names = merged(*(names for _before, _after, names in nets.values()))
                rewrite({key: before for key, (before, _after, _names) in nets.items()}, names)

    def in_batches(self, keys: list[int]) -> Iterator[Collection[int]]:
        """Posts whose slugs change all at once: they may have swapped them."""
        slugs = {step.post for step in self.undo.steps if set(SLUG_FIELDS) & set(step.fields)}
        yield from filter(None, [[key for key in keys if key in slugs]])
        yield from batches([key for key in keys if key not in slugs], AT_ONCE)

    def set_levels(self, projects: Collection[int]) -> None:
        """A project's level is that of its latest step, if it has any."""
        for project in Project.objects.filter(pk__in=projects, maturity_changes__isnull=False).distinct():
            self.log.change(Project, [project.pk])
            set_level(project)

    def close(self) -> None:
        self.doing.counts = self.undo.counts
        self.doing.status, self.doing.exit_status = ImportRun.Status.FINISHED, 0
        self.doing.finished_at = datetime.now(UTC)
        self.doing.save()
