"""The first pass of an import: everything is read once, and it is decided what the posts are, where they live and when they
appeared. Only then can a draft be made of any of them: see :mod:`posts.importer.drafting`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from posts.digests import digest
from posts.importer import identity, rules
from posts.importer.dating.clues import Evidence
from posts.importer.foreign import Foreign
from posts.importer.readers import Source
from posts.importer.records import Draft, Failure, LeftOut, Note, Page, Place, When
from posts.importer.store.promises import Promises
from posts.importer.store.rows import Item
from posts.importer.survey import grouping, naming, order
from posts.importer.survey.dates_file import BadRow, Fact
from posts.importer.survey.records import Known, Planned, Sighting
from posts.importer.survey.sighting import Look, Sighted, sight_page
from posts.importer.tally import Tally
from posts.importer.timeline import date_posts
from posts.importer.workers import Map


@dataclass(slots=True)
class Plan:
    """The methods stand in the order in which :class:`posts.importer.run.Import` calls them."""

    sources: Sequence[Source]
    known: Known
    tally: Tally
    promises: Promises = field(default_factory=Promises)
    posts: list[Planned] = field(default_factory=list)
    drafts: dict[str, dict[int, Planned]] = field(default_factory=lambda: defaultdict(dict))  # by file and number
    known_as: dict[str, str] = field(default_factory=dict)  # a page's name as given → the one it is known by
    read: set[str] = field(default_factory=set)  # pages that posts were found on, as they are known
    brings_media: bool = False
    met: dict[str, str] = field(default_factory=dict)  # slug of a post in an export → where it was met first
    titles: dict[str, str] = field(default_factory=dict)
    rules: str = field(default_factory=rules.version)
    context: str = ""

    # What the posts are

    def survey(self, work: Map) -> None:
        """Read everything once, and decide what the posts are and where they live."""
        foreign = Foreign(self.known)
        found = self.read_all(work, foreign)
        drafts = [planned for drafts in self.drafts.values() for planned in drafts.values()]
        if any(found.values()):
            self.name_pages(found)
            partial = {source.name for source in self.sources if source.kept}
            self.read = {self.known_as[name] for name, sightings in found.items() if sightings and name not in partial}
            self.posts = grouping.group((sighting for sightings in found.values() for sighting in sightings), self.known)
        with self.promises.choosing(self.known) as taken:
            foreign.make_way(drafts, taken)
            grouping.give_addresses(self.posts, self.known, foreign.addresses)
            self.promises.make([*self.posts, *drafts], self.known)
        if any(found.values()):
            self.titles = grouping.titles([*self.posts, *drafts], self.known)
            self.context = digest(f"{self.rules}\n{sorted(self.titles.items())}")
        self.posts += drafts

    def read_all(self, work: Map, foreign: Foreign) -> dict[str, list[Sighting]]:
        """The sightings of each page. What other sources hold joins ``drafts``."""
        found: dict[str, list[Sighting]] = defaultdict(list)
        self.tally.listener.stage(_("Reading"), len(self.sources))
        looks = (Look(source.bare, self.known.on_pages.get(source.name, {})) for source in self.sources if source.is_page)
        sighted = work(sight_page, self.rules, looks)
        for source in self.sources:
            if source.is_page:
                for page in next(sighted):
                    found[source.name] += self.sightings(page)
            for number, draft in enumerate(source.drafts(outline=True)):
                planned = self.planned(draft, foreign if source.is_foreign else None)
                if isinstance(planned, Planned):
                    self.drafts[source.name][number] = planned
                elif isinstance(planned, Failure):
                    self.tally.fail(planned)
                elif not (planned.is_media and self.brings_media):
                    self.tally.report.leave_out(planned)
            self.tally.listener.advance()
        return found

    def planned(self, draft: Draft | Failure | LeftOut, foreign: Foreign | None) -> Planned | Failure | LeftOut:
        if not isinstance(draft, Draft):
            return draft
        return foreign.plan(draft) if foreign else self.plan_draft(draft)

    def sightings(self, found: Sighted | Failure) -> list[Sighting]:
        """What was sighted on a page; all else that stands on it is reported."""
        if isinstance(found, Failure):
            self.tally.fail(found)
            return []
        self.tally.report.page(found.page)
        self.tally.report.chrome(found.page, found.chrome)
        for failure in found.failures:
            self.tally.fail(failure)
        return found.sightings

    def name_pages(self, found: Mapping[str, Sequence[Sighting]]) -> None:
        """A page that another was imported under the name of, or that is known from another folder, goes by that name."""
        files = (source for source in self.sources if not source.kept)
        given = (naming.Given(source.name, source.folders, found.get(source.name, ())) for source in files)
        self.known_as = naming.known_names(given, self.known.sightings)
        self.known_as |= {source.name: source.name for source in self.sources if source.kept}
        for name, known in self.known_as.items():
            self.tally.given_as[known] = name
            if known != name:
                message = _("The page is known as %(name)s: what stands on a page tells it, not its name alone.")
                self.tally.report.page(Page(name, (), notes=(Note("naming", message % {"name": known}),)))
                for sighting in found[name]:
                    sighting.file = known

    def plan_draft(self, draft: Draft) -> Planned | Failure:
        """A post of an export is known by its slugs, else by what imports called it."""
        here = draft.origin or draft.places[0]
        slugs = [text.slug for text in draft.texts if text.slug]
        names = draft.names
        if first := next(filter(None, (self.met.get(name) for name in names)), ""):
            message = _("The same post stands at %(where)s: import the newer file only, or delete one of the two.")
            return here.failure(message % {"where": first}, same=[name for name in names if name in self.met])
        self.met.update(dict.fromkeys(names, f"{here.file}:{here.line_start}"))
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

    # When they appeared

    def give_dates(self, file: str, rows: Sequence[Fact | BadRow]) -> None:
        """Weave all pages into one order and date every post, new or stored. If nothing in the archive is new, no date is.

        ``rows`` are the operator's dates, of the file named. A post drafted again needs the reasons for its date, too.
        """
        facts = self.match_facts(file, rows)
        pages = [planned for planned in self.posts if not planned.from_export]
        if not facts and all(planned.is_settled and not planned.needs_draft(self.context_of(planned)) for planned in pages):
            for planned in pages:
                planned.when = planned.known.when
            return
        timeline = order.timeline_of(self.posts, self.known, facts)
        found = {ref: Evidence.from_json(data) for ref, data in timeline.evidence.items()}
        dated = date_posts(timeline.pages, found, timeline.given, datetime.now(UTC).date())
        newest_first = sorted(dated.items(), key=lambda item: item[1].place)
        times = order.moments((ref, item.when.day) for ref, item in newest_first)
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

    def match_facts(self, file: str, rows: Sequence[Fact | BadRow]) -> dict[str, date]:
        """The operator's dates by ref; a row that tells no post, or several, is said so. Keeps the addresses they name."""
        if not rows:
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
        for fact in rows:
            if isinstance(fact, BadRow):
                self.tally.fail(Failure(file, fact.line, fact.line, fact.message))
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
                self.tally.report.warn(file, fact.line, message % {"name": name[:100]})
                continue
            (ref,) = refs
            facts[ref] = fact.day
            planned = here[ref]
            planned.legacy_paths = tuple(dict.fromkeys((*planned.legacy_paths, *fact.paths)))
            if planned.known and not planned.sightings and planned not in self.posts:
                self.posts.append(planned)
        return facts

    def leave_bin(self) -> None:
        """Tell of the posts that somebody has deleted, and forget them: nothing is done to them."""
        for planned in self.posts:
            if planned.is_binned:
                for sighting in planned.sightings:
                    if sighting.id is None:
                        item = Item(planned, place_of(sighting, sighting is planned.primary))
                        self.tally.tell(item.outcome("binned", settled=True))
        for file, drafts in self.drafts.items():
            for number in [number for number, planned in drafts.items() if planned.is_binned]:
                item = Item(drafts.pop(number), Place(file, number + 1, number + 1, number + 1))
                self.tally.tell(item.outcome("binned", settled=True), file)
        self.posts = [planned for planned in self.posts if not planned.is_binned]
        self.known.posts = {pk: post for pk, post in self.known.posts.items() if not post.binned}

    # What is to do

    def wanted(self) -> dict[str, list[Item]]:
        """Known name of a page → what on it needs a second look, from its top. All else is told to be unchanged."""
        wanted: dict[str, list[Item]] = defaultdict(list)
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
                    given = self.tally.given_as[sighting.file]
                    context = self.context_of(planned) if is_primary else ""
                    wanted[sighting.file].append(Item(planned, place_of(sighting, is_primary), sighting, given, context))
                    self.tally.remaining[given] += 1
                else:
                    item = Item(planned, place_of(sighting, is_primary))
                    self.tally.tell(item.outcome("unchanged" if is_primary else "repeated", settled=True))
        for file, drafts in self.drafts.items():
            self.tally.remaining[file] += len(drafts)
        for items in wanted.values():
            items.sort(key=lambda item: item.place.position)
        return wanted

    def context_of(self, planned: Planned) -> str:
        """A digest of all that a post's result depends on besides its own lines."""
        return digest(f"{self.context}\n{planned.slug}\n{[note.message for note in planned.notes]}")


def place_of(sighting: Sighting, is_primary: bool) -> Place:
    return Place(sighting.file, sighting.position, sighting.line_start, sighting.line_end, is_primary)
