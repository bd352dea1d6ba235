"""The second pass of an import: entries and other systems' drafts become what the database will hold. Nothing is looked up or
written here, and a result depends on the arguments alone.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from posts.importer import identity
from posts.importer.corrected import cut, text_of
from posts.importer.foreign import settled
from posts.importer.pipeline import complete_draft, make_draft
from posts.importer.prepare import Prepared, Unfit, prepare
from posts.importer.records import Context, Draft, Entry, Page, Place
from posts.importer.survey import Planned

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
class Made:
    """What became of one entry: ``problem`` says why it is no post."""

    raw_text: str = ""
    prepared: Prepared | None = None
    problem: str = ""


def make_page(ground: Ground, page: Page, wanted: Sequence[Wanted]) -> Iterator[Made]:
    """What became of each of ``wanted``, entries of ``page``."""
    entries = {entry.position: entry for entry in cut(page).entries}
    for one in wanted:
        entry = entries.get(one.place.position)
        raw_text = text_of(entry, page) if entry else ""
        if identity.digest(raw_text) != one.digest:
            yield Made(raw_text, problem=_("The file was changed while it was being imported: import it again."))
        elif one.is_primary:
            yield make(ground, entry, one.planned, one.place, raw_text)
        else:
            yield Made(raw_text)


def make_exported(ground: Ground, draft: Draft, planned: Planned, *, is_foreign: bool, place: Place) -> Made:
    """What became of a record that is no entry of a page: another system's is completed, our own says everything itself."""
    if is_foreign:
        return make(ground, settled(draft, planned), planned, place)
    try:
        return Made(prepared=prepare(draft, planned, vendor=ground.vendor))
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
        return Made(raw_text, prepare(draft, planned, vendor=ground.vendor))
    except Unfit as error:
        return Made(raw_text, problem=str(error))
    except Exception as error:
        if ground.fail_fast:
            raise
        logger.debug("%s:%s", place.file, place.line_start, exc_info=True)
        message = _("A rule of the importer failed here (%(error)s). The lines are kept; please report them as a bug.")
        return Made(raw_text, problem=message % {"error": f"{type(error).__name__}: {error}"})
