"""One import from start to end: sources → plan → drafts → rows → report. Everything else hangs off this file."""

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from posts.changes import Change
from posts.importer import readers, rules
from posts.importer.drafting import DraftTask, Ground, Made, PageTask, Wanted, make_all
from posts.importer.garbage import few_collections
from posts.importer.loader import Loader
from posts.importer.media.library import Fetch, Library
from posts.importer.planning import Plan, place_of
from posts.importer.records import Draft, Failure, Place
from posts.importer.report import SOME_FAILED, Journal, Listener, Outcome, Report
from posts.importer.store import files, quarantine
from posts.importer.store.compare import with_everything
from posts.importer.store.conflicts import Conflicts
from posts.importer.store.differences import everything
from posts.importer.store.known import read_known
from posts.importer.store.lock import import_lock, one_writer
from posts.importer.store.people import name_by_rows
from posts.importer.store.promises import Promises
from posts.importer.store.remembering import remember_run
from posts.importer.store.revise import judge
from posts.importer.store.rows import Item
from posts.importer.store.writer import Writer
from posts.importer.suggestions import near_matches
from posts.importer.survey.dates_file import BadRow, Fact, parse_dates
from posts.importer.survey.records import Planned
from posts.importer.tally import Stopped, Tally
from posts.importer.workers import Map, WorkerDied, mapping
from posts.models import ImportRun, Post

INTERRUPTED = 130  # exit status, as shells have it
WORTH_WORKERS = 4 * 2**20  # bytes of an archive; less is read before other processes have started
MOST_ARCHIVES = 100  # that a run locks one by one: a database has room for a few thousand locks
BATCH = 200  # posts to a transaction: few enough for memory, many enough that COPY pays
MOST_TEXT = 1_000_000  # characters that a batch holds, whatever the size of its posts


class CannotStart(ValueError):
    """Nothing was imported; the message says why, and what to do."""


def import_archive(
    paths: Sequence[str],
    *,
    dry_run: bool = False,
    status: str = Post.Status.PUBLISHED,
    dates: str | None = None,
    report: str | None = None,
    fail_fast: bool = False,
    jobs: int = 1,
    since_last: bool = False,
    listener: Listener | None = None,
    user=None,
    command: str = "",
    operator: str = "",
    kept: Sequence[readers.Source] | None = None,
    media: Fetch | None = None,
    is_locked: bool = False,
) -> Report:
    """Import ``paths``: files, folders, globs, ``-``. Returns what was done; with ``dry_run``, what would be.

    ``user``, ``command`` and ``operator`` (account and machine) say in the run's row who called it, and how. ``kept`` are read
    in place of files, if given: what the database holds of them. ``media`` fetches what other systems' posts show. ``jobs``
    processes parse, while this one writes; a small archive is not worth more than this one. ``since_last`` skips files that
    are as they were when a run read them to the end. Who imports as a part of more holds the lock of everything, and says so
    with ``is_locked``.

    Raises :class:`CannotStart` and :class:`posts.importer.store.lock.ImportRunning` before anything is written. Entries that
    cannot be imported are in ``Report.failures``; all others are.
    """
    corrected = quarantine.corrections()
    sources = [replace(source, corrections=corrected) for source in (_sources(paths) if kept is None else kept)]
    facts = _facts(dates)
    result = Report(dry_run=dry_run, journal=_journal(report))
    archives = _archives(sources, dated=bool(dates))
    arguments = [*paths, *(f"--dates={dates}" if dates else "",), f"--status={status}"]
    run = ImportRun(
        arguments=[readers.shown(str(argument)) for argument in arguments if argument],
        archives=archives,
        rules_version=rules.version(),
        started_by=user,
        command=command,
        operator=operator,
    )
    tally = Tally(sources, result, listener or Listener(), fail_fast)
    library = Library(None if dry_run else media)
    promises = Promises(() if dry_run else archives)
    work = Import(sources, facts, dates or "", Loader(run, status), tally, library, promises, since_last)
    try:
        with (
            few_collections(),
            nullcontext() if dry_run or is_locked else import_lock(archives),
            mapping(jobs if sum(source.size for source in sources) >= WORTH_WORKERS else 1) as map_tasks,
        ):
            work.go(map_tasks)
    except BaseException:
        if result.journal:
            result.journal.discard()
        raise
    result.finish()
    result.run = run if work.loader.run_is_stored else None
    return result


def _sources(paths: Sequence[str]) -> list[readers.Source]:
    try:
        return readers.find(paths)
    except readers.NothingToRead as error:
        raise CannotStart(str(error)) from error


def _archives(sources: Sequence[readers.Source], *, dated: bool) -> list[str]:
    """The archives that ``sources`` are of, sorted; none where every post may be concerned, and nobody else may import."""
    archives = {source.archive for source in sources}
    return [] if dated or "" in archives or len(archives) > MOST_ARCHIVES else sorted(archives)


def _facts(path: str | None) -> list[Fact | BadRow]:
    if not path:
        return []
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            return list(parse_dates(file))
    except OSError as error:
        message = _("%(path)s cannot be read (%(reason)s): give the path of the list of dates.")
        raise CannotStart(message % {"path": path, "reason": error.strerror}) from error
    except UnicodeDecodeError as error:
        raise CannotStart(_("%(path)s is not UTF-8: save the list of dates as CSV in UTF-8.") % {"path": path}) from error


def _journal(path: str | None) -> Journal | None:
    if not path:
        return None
    try:
        return Journal(Path(path))
    except OSError as error:
        message = _("%(path)s cannot be written (%(reason)s): check that its folder exists and that you may write there.")
        raise CannotStart(message % {"path": path, "reason": error.strerror}) from error


@dataclass(slots=True)
class Import:
    """One run. The methods stand in the order in which :meth:`go` calls them."""

    sources: list[readers.Source]
    facts: list[Fact | BadRow]
    facts_file: str
    loader: Loader
    tally: Tally
    library: Library
    promises: Promises
    since_last: bool = False
    digests: dict[str, str] = field(default_factory=dict)  # of the files, before they are read
    lacks_media: set[str] = field(default_factory=set)  # files whose posts show what could not be brought

    @property
    def dry_run(self) -> bool:
        return self.tally.report.dry_run

    def go(self, work: Map) -> None:
        try:
            with self.tally.stage("survey"):
                if not self.dry_run:
                    self.loader.close_killed()
                    self.tally.report.continues = str(self.loader.find_interrupted() or "")
                self.skip_unchanged()
                with one_writer():  # between two batches of theirs
                    known = read_known()
                brings_media = self.library.fetch is not None
                plan = Plan(self.sources, known, self.tally, self.promises, brings_media=brings_media)
                plan.survey(work)
            with self.tally.stage("dates"):
                plan.give_dates(self.facts_file, self.facts)
            plan.leave_bin()
            if not self.dry_run:
                self.settle(plan)
            gc.freeze()  # the plan is needed to the end
            self.import_posts(plan, work)
            if not self.dry_run:
                with self.tally.stage("finish"):
                    self.finish()
        except Stopped:
            self.loader.close(self.tally.report.counts, ImportRun.Status.FAILED, self.tally.report.exit_status)
        except (KeyboardInterrupt, WorkerDied):
            self.loader.close(self.tally.report.counts, ImportRun.Status.INTERRUPTED, INTERRUPTED)
            raise
        finally:
            self.promises.let_go()

    def skip_unchanged(self) -> None:
        reading = f"{rules.version()} {self.library.fetch is not None}"  # what is made of a file, besides what is in it
        self.digests = files.digests(self.sources, reading)
        if self.since_last:
            unchanged = files.unchanged(self.digests)
            self.tally.report.skipped = [source.name for source in self.sources if source.name in unchanged]
            self.sources = [source for source in self.sources if source.name not in unchanged]
            self.tally.sources = self.sources

    def settle(self, plan: Plan) -> None:
        self.loader.settle(plan.known.posts.values(), {p.known.id: p.sightings for p in plan.posts if p.known}, plan.read)

    def import_posts(self, plan: Plan, work: Map) -> None:
        """Write what is new or changed: dates first, as a killed run can tell by what is missing that it has more to do."""
        wanted = plan.wanted()
        with self.tally.stage("load"):
            self.set_dates(plan)
        self.tally.listener.stage(_("Importing"), self.tally.remaining.total())
        self.tally.tell_files()
        batch: list[Item] = []
        text = 0  # characters in the batch
        waiting: list[Item] = []  # appearances of posts that are not written yet
        with Writer(self.rehearse if self.dry_run else self.loader.write) as writer:
            for item in self.items(plan, wanted, work):
                if item.prepared is None and item.planned.post_id is None and not self.dry_run:
                    waiting.append(item)
                    continue
                batch.append(item)
                text += item.weight
                if len(batch) >= BATCH or text >= MOST_TEXT:
                    self.write(writer, batch)
                    batch = [item for item in waiting if item.planned.post_id]
                    text = sum(item.weight for item in batch)
                    waiting = [item for item in waiting if not item.planned.post_id]
            self.write(writer, batch)
            self.write_rest(writer)
            self.write(writer, [item for item in waiting if item.planned.post_id])
            self.write_rest(writer)
        for item in waiting:
            if not item.planned.post_id:
                self.tally.done(item, item.failure(_("The post this repeats could not be imported: see its own failure.")))

    def set_dates(self, plan: Plan) -> None:
        """New dates of stored posts whose text stays as it is."""
        for batch in _batches(
            planned
            for planned in plan.posts
            if planned.known
            and not planned.from_export
            and not planned.needs_draft(plan.context_of(planned))
            and planned.is_redated
        ):
            outcomes = {planned.known.id: outcome for planned in batch if (outcome := _redated(planned))}
            self.tally.redated(len(batch), outcomes.values())
            if not self.dry_run:
                self.loader.set_dates(batch, outcomes)

    def items(self, plan: Plan, wanted: dict[str, list[Item]], work: Map) -> Iterator[Item]:
        """All that is to be written, complete; what cannot be is told."""
        self.library.open()
        ground = Ground(plan.titles, connection.vendor, self.tally.fail_fast)
        under_way: deque[Sequence[Item]] = deque()

        def tasks() -> Iterator[PageTask | DraftTask]:
            for items, task in self.tasks(plan, wanted):
                under_way.append(items)
                yield task

        for made, seconds in work(make_all, ground, tasks()):
            self.tally.add_seconds("parse", seconds)
            self.tally.report.counts["parsed"] += sum(one.prepared is not None for one in made)
            for item, one in zip(under_way.popleft(), made, strict=True):
                yield from self.completed(item, one)

    def tasks(self, plan: Plan, wanted: dict[str, list[Item]]) -> Iterator[tuple[Sequence[Item], PageTask | DraftTask]]:
        """What is to be made, page by page and record by record, and the items that it is made for.

        A page's items leave ``wanted``: they hold its posts, once made, and only as long as nobody else holds them.
        """
        for source in self.sources:
            if items := wanted.pop(plan.known_as.get(source.name, source.name), ()):
                entries = [Wanted(item.planned.decided, item.place, item.sighting.digest, item.place.primary) for item in items]
                yield items, PageTask(source.bare, entries)
            for number, draft in enumerate(source.drafts()):
                if isinstance(draft, Draft) and (planned := plan.drafts[source.name].get(number)):
                    place = next((place for place in draft.places if place.primary), draft.origin)
                    item = Item(planned, place, file=source.name, origin=draft.origin)
                    draft = self.shown_from_here(draft, place) if source.is_foreign else replace(draft, origin=None)
                    yield [item], DraftTask(draft, planned.decided, place, source.is_foreign)

    def shown_from_here(self, draft: Draft, place: Place) -> Draft:
        """``draft`` with the pictures that are here, or were brought now; those that could not be are told."""
        with self.tally.stage("media"):
            draft, problems = self.library.shown_from_here(draft)
        if problems:
            self.lacks_media.add(place.file)
        for problem in problems:
            self.tally.report.warn(place.file, place.line_start, problem)
        return draft

    def completed(self, item: Item, made: Made) -> Iterator[Item]:
        item.raw_text, item.prepared = made.raw_text, made.prepared
        if made.problem:
            self.tally.done(item, item.failure(made.problem))
        else:
            yield item

    def write(self, writer: Writer, batch: list[Item]) -> None:
        with self.tally.stage("load"):
            ready = writer.write(batch)
        for item, result in ready:
            self.tally.done(item, result)

    def write_rest(self, writer: Writer) -> None:
        with self.tally.stage("load"):
            ready = writer.rest()
        for item, result in ready:
            self.tally.done(item, result)

    def rehearse(self, batch: Sequence[Item]) -> list[Outcome | Failure]:
        """What :meth:`Loader.write` would say."""
        ids = [item.planned.known.id for item in batch if item.prepared and item.planned.known]
        posts = {post.pk: post for post in with_everything(Post.objects.filter(pk__in=ids))} if ids else {}
        name_by_rows([item.prepared.fields["credits"] for item in batch if item.prepared])
        conflicts = Conflicts.of(ids)
        return [
            item.outcome("repeated")
            if not item.prepared
            else judge(item, posts[item.planned.known.id], conflicts)[1]
            if item.planned.known
            else item.outcome("created", everything(item.prepared))
            for item in batch
        ]

    def finish(self) -> None:
        """What follows from all posts together. Runs every time, as a killed run may have left it undone."""
        report = self.tally.report
        self.library.count(report.counts)
        failed = {failure.file for failure in report.failures} | self.lacks_media
        whole = [source.name for source in self.sources if failed.isdisjoint(source.names)]
        with one_writer():
            if any(source.kind == "pages" or source.is_foreign for source in self.sources):
                self.loader.derive_maturity()
            self.loader.record_failures(report.failures)
            quarantine.keep(report.failures, [source for source in self.sources if not source.kept], self.loader.run)
            files.remember({name: self.digests[name] for name in whole if name in self.digests})
        remember_run(self.loader.run)
        for word, count in self.loader.counts.items():
            report.counts[word] += count
        if self.loader.counts["people"] or self.loader.counts["organizations"]:
            report.suggestions += near_matches()
        status = ImportRun.Status.FAILED if report.exit_status == SOME_FAILED else ImportRun.Status.FINISHED
        self.loader.close(report.counts, status, report.exit_status)


def _redated(planned: Planned) -> Outcome | None:
    """What becomes of a stored post whose text stays as it is; None where it stands nowhere, or gets an address only."""
    change = Change("date", planned.known.date_value, planned.date_value)
    if planned.known.primary is None or change.before == change.after:
        return None
    return Item(planned, place_of(planned.known.primary, True)).outcome("updated", [change])


def _batches(things: Iterable[Planned]) -> Iterator[list[Planned]]:
    things = iter(things)
    while batch := list(islice(things, BATCH)):
        yield batch
