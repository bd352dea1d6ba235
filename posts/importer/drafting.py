"""The second pass of an import: entries and other systems' drafts become what the database will hold. Nothing is looked up or
written here, and a result depends on the arguments alone, so that it can be made in another process.
"""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from posts.digests import digest
from posts.importer.corrected import cut, text_of
from posts.importer.foreign import settled
from posts.importer.pipeline import complete_draft, make_draft
from posts.importer.prepare import Prepared, Unfit, prepare
from posts.importer.readers import Source
from posts.importer.records import Context, Draft, Entry, Page, Place
from posts.importer.survey.records import Planned

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ground:
    """What all drafts of a run have in common."""

    titles: Mapping[str, str]  # key of a title → slug of its post
    vendor: str  # the database's, as Django calls it: each indexes words in its own way
    fail_fast: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry that is to be read again, as the first pass found it."""

    planned: Planned
    place: Place
    digest: str  # of its lines
    is_primary: bool  # a draft is made of it; else its lines are kept


@dataclass(frozen=True, slots=True)
class PageTask:
    source: Source
    wanted: Sequence[Wanted]

    @property
    def file(self) -> str:
        return self.source.name


@dataclass(frozen=True, slots=True)
class DraftTask:
    """A record that is no entry of a page."""

    draft: Draft
    planned: Planned
    place: Place
    is_foreign: bool

    @property
    def file(self) -> str:
        return self.place.file


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one entry: ``problem`` says why it is no post."""

    raw_text: str = ""
    prepared: Prepared | None = None
    problem: str = ""


def make_all(ground: Ground, task: PageTask | DraftTask) -> tuple[list[Made], float]:
    """What became of each entry of ``task``, in their order; and the seconds it took."""
    started = time.perf_counter()
    made = [make_exported(ground, task)] if isinstance(task, DraftTask) else list(make_page(ground, task))
    return made, time.perf_counter() - started


def make_page(ground: Ground, task: PageTask) -> Iterator[Made]:
    page = next(task.source.pages(), None)
    entries = {entry.position: entry for entry in cut(page).entries} if isinstance(page, Page) else {}
    for one in task.wanted:
        entry = entries.get(one.place.position)
        raw_text = text_of(entry, page) if entry else ""
        if digest(raw_text) != one.digest:
            yield Made(raw_text, problem=_("The file was changed while it was being imported: import it again."))
        elif one.is_primary:
            yield make(ground, entry, one.planned, one.place, raw_text)
        else:
            yield Made(raw_text)


def make_exported(ground: Ground, task: DraftTask) -> Made:
    """Another system's record is completed, our own says everything itself."""
    if task.is_foreign:
        return make(ground, settled(task.draft, task.planned), task.planned, task.place)
    try:
        return Made(prepared=prepare(task.draft, task.planned, vendor=ground.vendor))
    except Unfit as error:
        return Made(problem=str(error))


def make(ground: Ground, source: Entry | Draft, planned: Planned, place: Place, raw_text: str = "") -> Made:
    """Make the draft of an entry, or complete another system's. The one place where an unexpected exception ends an entry
    instead of the run: a stage that stumbles over one post of ten thousand must not cost the others. It is reported, and
    raised with ``fail_fast``.
    """
    context = Context(titles=ground.titles, slug=planned.slug, when=planned.when, places=(place,))
    try:
        draft = make_draft(source, context) if isinstance(source, Entry) else complete_draft(source, context)
        prepared = prepare(draft, planned, vendor=ground.vendor)
        return Made(raw_text, replace(prepared, draft=_without_blocks(prepared.draft)))
    except Unfit as error:
        return Made(raw_text, problem=str(error))
    except Exception as error:
        if ground.fail_fast:
            raise
        logger.debug("%s:%s", place.file, place.line_start, exc_info=True)
        message = _("A rule of the importer failed here (%(error)s). The lines are kept; please report them as a bug.")
        return Made(raw_text, problem=message % {"error": f"{type(error).__name__}: {error}"})


def _without_blocks(draft: Draft) -> Draft:
    """``draft`` without what only the stages need: its Markdown says it all."""
    texts = tuple(replace(text, paragraphs=(), blocks=()) for text in draft.texts)
    return replace(draft, texts=texts, entry=None, spans=())
