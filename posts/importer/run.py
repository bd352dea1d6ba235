"""One import from start to end: sources → survey → dates → drafts → rows → report. Everything else hangs off this file."""

import gc
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from posts.importer import identity, naming, readers, rules, survey
from posts.importer.dates_file import BadRow, Fact, parse_dates
from posts.importer.foreign import Foreign, settled
from posts.importer.loader import Loader
from posts.importer.pipeline import complete_draft, make_draft
from posts.importer.prepare import Unfit, prepare
from posts.importer.records import Context, Draft, Entry, Failure, LeftOut, Note, Page, Place, When
from posts.importer.report import Journal, Listener, Outcome, Report
from posts.importer.stages.dates import Evidence, evidence
from posts.importer.stages.split import split
from posts.importer.store import maturity
from posts.importer.store.compare import with_everything
from posts.importer.store.known import read_known
from posts.importer.store.lock import import_lock
from posts.importer.store.registry import name_by_rows
from posts.importer.store.revise import judge, outcome_of
from posts.importer.store.rows import Item
from posts.importer.store.writer import Writer
from posts.importer.suggestions import near_matches
from posts.importer.survey import Known, Planned, Sighting
from posts.importer.timeline import date_posts
from posts.models import ImportRun, Post

BATCH = 200  # posts to a transaction: few enough for memory, many enough that COPY pays

logger = logging.getLogger(__name__)


class CannotStart(ValueError):
    """Nothing was imported; the message says why, and what to do."""


class Stopped(Exception):
    """The first failure ended the run, as ``fail_fast`` asks."""


def import_archive(
    paths: Sequence[str],
    *,
    dry_run: bool = False,
    status: str = Post.Status.PUBLISHED,
    dates: str | None = None,
    report: str | None = None,
    fail_fast: bool = False,
    listener: Listener | None = None,
    user=None,
) -> Report:
    """Import ``paths``: files, folders, globs, ``-``. Returns what was done; with ``dry_run``, what would be.

    Raises :class:`CannotStart` and :class:`posts.importer.store.lock.ImportRunning` before anything is written. Entries that
    cannot be imported are in ``Report.failures``; all others are.
    """
    sources = _sources(paths)
    facts = _facts(dates)
    result = Report(dry_run=dry_run, journal=_journal(report))
    arguments = [*paths, *(f"--dates={dates}" if dates else "",), f"--status={status}"]
    run = ImportRun(
        arguments=[readers.shown(str(argument)) for argument in arguments if argument],
        rules_version=rules.version(),
        started_by=user,
    )
    work = Import(sources, facts, dates or "", Loader(run, status), result, listener or Listener(), fail_fast)
    try:
        with few_collections(), nullcontext() if dry_run else import_lock():
            work.go()
    except BaseException:
        if result.journal:
            result.journal.discard()
        raise
    result.finish()
    return result


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage seldom: records make none, and a look at every post of a large archive costs a tenth of the time."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _sources(paths: Sequence[str]) -> list[readers.Source]:
    try:
        return readers.find(paths)
    except readers.NothingToRead as error:
        raise CannotStart(str(error)) from error


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
    """One run's state. The methods stand in the order in which :meth:`go` calls them."""

    sources: list[readers.Source]
    facts: list[Fact | BadRow]
    facts_file: str
    loader: Loader
    report: Report
    listener: Listener
    fail_fast: bool
    known: Known = field(default_factory=Known)
    posts: list[Planned] = field(default_factory=list)
    drafts: dict[tuple[str, int], Planned] = field(default_factory=dict)  # of exports, by file and number
    known_as: dict[str, str] = field(default_factory=dict)  # a page's name as given → the one it is known by
    given_as: dict[str, str] = field(default_factory=dict)  # the other way
    read: set[str] = field(default_factory=set)  # pages that posts were found on, as they are known
    titles: dict[str, str] = field(default_factory=dict)
    rules: str = field(default_factory=rules.version)
    context: str = ""
    told: int = 0  # how many of the sources the listener has heard of
    remaining: Counter[str] = field(default_factory=Counter)  # entries of each file that are not done yet
    per_file: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def go(self) -> None:
        try:
            with self.stage("survey"):
                self.known = read_known()
                self.survey()
            with self.stage("dates"):
                self.give_dates()
            if not self.report.dry_run:
                self.settle()
            self.import_posts()
            if not self.report.dry_run:
                with self.stage("finish"):
                    self.finish()
        except Stopped:
            if self.loader.run.pk:
                self.loader.close(self.report.counts, failed=True)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.report.stages[name] = self.report.stages.get(name, 0.0) + time.perf_counter() - started

    def fail(self, failure: Failure) -> None:
        self.report.fail(failure)
        self.per_file[failure.file]["failed"] += 1
        if self.fail_fast:
            raise Stopped

    # First pass

    def survey(self) -> None:
        """Read everything once, and decide what the posts are and where they live."""
        stored = [sighting for post in self.known.posts.values() for sighting in post.sightings]
        seen = {(sighting.digest, sighting.line_start): sighting for sighting in stored}
        found: dict[str, list[Sighting]] = defaultdict(list)
        foreign = Foreign(self.known, {s.place: post.id for post in self.known.posts.values() for s in post.sightings})
        self.listener.stage(_("Reading"), len(self.sources))
        for source in self.sources:
            for page in source.pages():
                if isinstance(page, Failure):
                    self.fail(page)
                else:
                    found[source.name] += self.sight(page, seen)
            for number, draft in enumerate(source.drafts(outline=True)):
                if isinstance(draft, LeftOut):
                    self.report.leave_out(draft)
                    continue
                plan = foreign.plan if source.is_foreign else self.plan_draft
                planned = draft if isinstance(draft, Failure) else plan(draft)
                if isinstance(planned, Failure):
                    self.fail(planned)
                else:
                    self.drafts[source.name, number] = planned
            self.listener.advance()
        self.name_pages(found, stored)
        self.read = {self.known_as[name] for name, sightings in found.items() if sightings}
        self.posts = survey.group((sighting for sightings in found.values() for sighting in sightings), self.known)
        survey.give_addresses(self.posts, self.known, foreign.addresses)
        self.posts += self.drafts.values()
        self.titles = survey.titles(self.posts, self.known)
        self.context = identity.digest(f"{self.rules}\n{sorted(self.titles.items())}")

    def name_pages(self, found: Mapping[str, Sequence[Sighting]], stored: Iterable[Sighting]) -> None:
        """A page that another was imported under the name of, or that is known from another folder, goes by that name."""
        given = (naming.Given(source.name, source.folders, found.get(source.name, ())) for source in self.sources)
        self.known_as = naming.known_names(given, stored)
        for name, known in self.known_as.items():
            self.given_as[known] = name
            if known != name:
                message = _("The page is known as %(name)s: what stands on a page tells it, not its name alone.")
                self.report.page(Page(name, (), notes=(Note("naming", message % {"name": known}),)))
                for sighting in found[name]:
                    sighting.file = known

    def sight(self, page: Page, stored: Mapping[tuple[str, int], Sighting]) -> list[Sighting]:
        pieces = split(page)
        self.report.page(page)
        self.report.chrome(page, pieces.chrome)
        for failure in pieces.failures:
            self.fail(failure)
        return [survey.sight(entry, page, _evidence, self.rules, stored) for entry in pieces.entries]

    def plan_draft(self, draft: Draft) -> Planned:
        """A post of an export is known by its slugs, else by what imports called it."""
        slugs = [text.slug for text in draft.texts if text.slug]
        ids = [self.known.slugs[slug] for slug in slugs if slug in self.known.slugs]
        known = self.known.posts[ids[0]] if ids else self.known.by_ref.get(draft.ref)
        title = next((text.title for text in draft.texts if text.title), "")
        return Planned(
            known.ref if known else draft.ref,
            title,
            known,
            slug=slugs[0] if slugs else "",
            when=draft.when,
            legacy_paths=draft.legacy_paths,
            from_export=True,
        )

    # Dates

    def give_dates(self) -> None:
        """Weave all pages into one order and date every post, new or stored. If nothing in the archive is new, no date is."""
        facts = self.match_facts()
        pages = [planned for planned in self.posts if not planned.from_export]
        if not facts and all(planned.is_settled for planned in pages):
            for planned in pages:
                planned.when = planned.known.when
            return
        timeline = survey.timeline_of(self.posts, self.known, facts)
        found = {ref: Evidence.from_json(data) for ref, data in timeline.evidence.items()}
        dated = date_posts(timeline.pages, found, timeline.given, datetime.now(UTC).date())
        newest_first = sorted(dated.items(), key=lambda item: item[1].place)
        times = survey.moments((ref, item.when.day) for ref, item in newest_first)
        here = {planned.ref: planned for planned in pages}
        for post in self.known.posts.values():
            if post.ref in dated and post.ref not in here:
                here[post.ref] = Planned(post.ref, post.title, post, slug=post.slug)
                self.posts.append(here[post.ref])
        for ref, planned in here.items():
            if planned.known and not planned.known.date_is_ours and ref not in facts:
                planned.when = planned.known.when
                continue
            when = dated[ref].when
            planned.when = When(when.day, when.basis, when.earliest, when.latest, times[ref])
            planned.dated_by_operator = ref in facts
            planned.reasons = tuple(Note("timeline", reason) for reason in dated[ref].reasons)

    def match_facts(self) -> dict[str, date]:
        """The operator's dates by ref; a row that tells no post, or several, is said so. Keeps the addresses they name."""
        if not self.facts:
            return {}
        here = {planned.ref: planned for planned in self.posts if planned.ref}
        for post in self.known.posts.values():
            if post.ref and post.ref not in here:
                here[post.ref] = Planned(post.ref, post.title, post, slug=post.slug)
        by_title: dict[str, set[str]] = defaultdict(set)
        by_slug: dict[str, set[str]] = defaultdict(set)
        for ref, planned in here.items():
            by_title[identity.title_key(planned.title)].add(ref)
            by_slug[planned.slug].add(ref)
        facts: dict[str, date] = {}
        for fact in self.facts:
            if isinstance(fact, BadRow):
                self.fail(Failure(self.facts_file, fact.line, fact.line, fact.message))
                continue
            refs = set().union(*(by_title[identity.title_key(title)] for title in fact.titles)) or set().union(
                *(by_slug[slug] for slug in fact.slugs)
            )
            name = (*fact.titles, *fact.paths)[0]
            if len(refs) != 1:
                message = (
                    _("No post has the title or address “%(name)s”.")
                    if not refs
                    else _("Several posts are called “%(name)s”: give the address.")
                )
                self.report.warn(self.facts_file, fact.line, message % {"name": name[:100]})
                continue
            (ref,) = refs
            facts[ref] = fact.day
            planned = here[ref]
            planned.legacy_paths = tuple(dict.fromkeys((*planned.legacy_paths, *fact.paths)))
            if planned.known and not planned.sightings and planned not in self.posts:
                self.posts.append(planned)
        return facts

    # Second pass

    def import_posts(self) -> None:
        """Write what is new or changed: dates first, as a killed run can tell by what is missing that it has more to do."""
        wanted = self.plan()
        with self.stage("load"):
            self.set_dates()
        self.listener.stage(_("Importing"), sum(map(len, wanted.values())))
        self.tell_files()
        batch: list[Item] = []
        waiting: list[Item] = []  # appearances of posts that are not written yet
        with Writer(self.rehearse if self.report.dry_run else self.loader.write) as writer:
            for item in self.items(wanted):
                if item.prepared is None and item.planned.post_id is None and not self.report.dry_run:
                    waiting.append(item)
                    continue
                batch.append(item)
                if len(batch) >= BATCH:
                    self.write(writer, batch)
                    batch = [item for item in waiting if item.planned.post_id]
                    waiting = [item for item in waiting if not item.planned.post_id]
            self.write(writer, batch)
            self.write_rest(writer)
            self.write(writer, [item for item in waiting if item.planned.post_id])
            self.write_rest(writer)
        for item in waiting:
            if not item.planned.post_id:
                self.done(item, item.failure(_("The post this repeats could not be imported: see its own failure.")))

    def plan(self) -> dict[str, dict[int, tuple[Planned, Sighting, bool]]]:
        """file → position → (post, sighting, whether its text is taken from here) of all that needs a second look."""
        wanted: dict[str, dict[int, tuple[Planned, Sighting, bool]]] = defaultdict(dict)
        for planned in self.posts:
            if planned.from_export:
                continue
            needs_draft = planned.needs_draft(self.context_of(planned))
            for sighting in planned.sightings:
                if sighting.id is not None:
                    continue  # stands on a page that is not part of this run
                is_primary = sighting is planned.primary
                changed = sighting.stored is None or sighting.stored.digest != sighting.digest
                if needs_draft if is_primary else changed:
                    wanted[sighting.file][sighting.position] = planned, sighting, is_primary
                    self.remaining[self.given_as[sighting.file]] += 1
                else:
                    self.tell(Item(planned, _place(sighting, is_primary)).outcome("unchanged" if is_primary else "repeated"))
        for file, _number in self.drafts:
            self.remaining[file] += 1
        return wanted

    def context_of(self, planned: Planned) -> str:
        """A digest of all that a post's result depends on besides its own lines."""
        return identity.digest(f"{self.context}\n{planned.slug}\n{[note.message for note in planned.notes]}")

    def settle(self) -> None:
        self.loader.settle(self.known.posts.values(), {p.known.id: p.sightings for p in self.posts if p.known}, self.read)

    def set_dates(self) -> None:
        """New dates of stored posts whose text stays as it is."""
        for batch in _batches(
            planned
            for planned in self.posts
            if planned.known
            and not planned.from_export
            and not planned.needs_draft(self.context_of(planned))
            and planned.is_redated
        ):
            for planned in batch:
                self.report.counts["redated"] += 1
                sighting = planned.known.primary
                if self.report.dry_run and sighting:
                    self.listener.outcome(Item(planned, _place(sighting, True)).outcome("updated", ("date",)))
            if not self.report.dry_run:
                self.loader.set_dates(batch)

    def items(self, wanted: Mapping[str, Mapping[int, tuple[Planned, Sighting, bool]]]) -> Iterator[Item]:
        for source in self.sources:
            if here := wanted.get(self.known_as.get(source.name, source.name)):
                for page in source.pages():
                    if isinstance(page, Page):
                        yield from self.page_items(page, here)
            for number, draft in enumerate(source.drafts()):
                if isinstance(draft, Draft) and (planned := self.drafts.get((source.name, number))):
                    yield from self.draft_items(planned, draft, source, number)

    def page_items(self, page: Page, wanted: Mapping[int, tuple[Planned, Sighting, bool]]) -> Iterator[Item]:
        with self.stage("parse"):
            entries = {entry.position: entry for entry in split(page).entries}
        for position, (planned, sighting, is_primary) in sorted(wanted.items()):
            item = Item(planned, _place(sighting, is_primary), sighting=sighting, file=page.file)
            entry = entries.get(position)
            item.raw_text = survey.raw_text(entry, page) if entry else ""
            if identity.digest(item.raw_text) != sighting.digest:
                self.done(item, item.failure(_("The file was changed while it was being imported: import it again.")))
                continue
            if is_primary:
                item.context = self.context_of(planned)
                with self.stage("parse"):
                    problem = self.parse(item, entry)
                if problem:
                    self.done(item, problem)
                    continue
            yield item

    def draft_items(self, planned: Planned, draft: Draft, source: readers.Source, number: int) -> Iterator[Item]:
        file = source.name
        place = next((place for place in draft.places if place.primary), Place(file, number + 1, number + 1, number + 1))
        item = Item(planned, place, file=file)
        if source.is_foreign:
            with self.stage("parse"):
                problem = self.parse(item, settled(draft, planned))
            if problem:
                self.done(item, problem)
                return
        else:
            try:
                with self.stage("parse"):
                    item.prepared = prepare(draft, planned, vendor=connection.vendor)
            except Unfit as error:
                self.done(item, Failure(file, number + 1, number + 1, str(error)))
                return
        yield item

    def parse(self, item: Item, source: Entry | Draft) -> Failure | None:
        """Make the item's draft of an entry, or complete another system's. The one place where an unexpected exception ends
        an entry instead of the run: a stage that stumbles over one post of ten thousand must not cost the others. It is
        reported, and raised with ``fail_fast``.
        """
        planned = item.planned
        context = Context(titles=self.titles, slug=planned.slug, when=planned.when, places=(item.place,))
        try:
            draft = make_draft(source, context) if isinstance(source, Entry) else complete_draft(source, context)
            item.prepared = prepare(draft, planned, vendor=connection.vendor)
        except Unfit as error:
            return item.failure(str(error))
        except Exception as error:
            if self.fail_fast:
                raise
            logger.debug("%s:%s", item.place.file, item.place.line_start, exc_info=True)
            message = _("A rule of the importer failed here (%(error)s). The lines are kept; please report them as a bug.")
            return item.failure(message % {"error": f"{type(error).__name__}: {error}"})
        return None

    def write(self, writer: Writer, batch: list[Item]) -> None:
        with self.stage("load"):
            ready = writer.write(batch)
        for item, result in ready:
            self.done(item, result)

    def write_rest(self, writer: Writer) -> None:
        with self.stage("load"):
            ready = writer.rest()
        for item, result in ready:
            self.done(item, result)

    def rehearse(self, batch: Sequence[Item]) -> list[Outcome | Failure]:
        """What :meth:`Loader.write` would say."""
        ids = [item.planned.known.id for item in batch if item.prepared and item.planned.known]
        posts = {post.pk: post for post in with_everything(Post.objects.filter(pk__in=ids))} if ids else {}
        name_by_rows([item.prepared.fields["credits"] for item in batch if item.prepared])
        return [
            item.outcome("repeated")
            if not item.prepared
            else outcome_of(item, judge(item, posts[item.planned.known.id]))
            if item.planned.known
            else item.outcome("created")
            for item in batch
        ]

    def done(self, item: Item, result: Outcome | Failure) -> None:
        file = item.file or item.place.file
        self.remaining[file] -= 1
        self.listener.advance()
        if isinstance(result, Failure):
            self.fail(result)
        else:
            self.tell(result, file)
            if result.outcome == "created":
                self.report.counts["translations"] += len(item.prepared.texts) - 1
        self.tell_files()

    def tell(self, outcome: Outcome, file: str = "") -> None:
        self.report.post(outcome)
        self.per_file[file or self.given_as[outcome.file]][outcome.outcome] += 1
        self.listener.outcome(outcome)

    def tell_files(self) -> None:
        """Tell of the files that are done, in their order."""
        while self.told < len(self.sources) and not self.remaining[name := self.sources[self.told].name]:
            self.listener.file(name, self.per_file.pop(name, Counter()))
            self.told += 1

    # The end

    def finish(self) -> None:
        """What follows from all posts together. Runs every time, as a killed run may have left it undone."""
        if any(source.kind == "pages" or source.is_foreign for source in self.sources):
            maturity.derive()
        self.loader.record_failures(self.report.failures)
        for word, count in self.loader.counts.items():
            self.report.counts[word] += count
        if self.loader.counts["people"] or self.loader.counts["organizations"]:
            self.report.suggestions += near_matches()
        self.loader.close(self.report.counts, failed=bool(self.report.failures))


def _evidence(entry: Entry) -> Mapping[str, Any]:
    return evidence(entry).to_json()


def _place(sighting: Sighting, is_primary: bool) -> Place:
    return Place(sighting.file, sighting.position, sighting.line_start, sighting.line_end, is_primary)


def _batches(things: Iterable[Planned]) -> Iterator[list[Planned]]:
    things = iter(things)
    while batch := list(islice(things, BATCH)):
        yield batch
