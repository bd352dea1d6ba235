"""The one door from the admin to the importer: what editors start or ask of it stands here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from posts.importer import identity
from posts.importer.corrected import cut
from posts.importer.drafting import DraftTask, Ground, make, make_exported
from posts.importer.prepare import Prepared, PreparedText
from posts.importer.readers import Source, stored
from posts.importer.records import SAME, Draft, Failure, Page, Place
from posts.importer.report import Report
from posts.importer.run import import_archive
from posts.importer.store import quarantine
from posts.importer.store import undo as undoing
from posts.importer.store.lock import ImportRunning, import_lock
from posts.importer.survey.records import Planned
from posts.models import ImportRun, Post, QuarantinedEntry
from posts.notes import said
from posts.services.rewriting import CannotRestore

MOST_AT_ONCE = 500  # posts that are read again while a browser waits
BUSY = gettext_lazy("Another import is running on this database. Wait for it to end, then try again.")
CannotUndo = undoing.CannotUndo  # the message says why


class CannotRunAgain(ValueError):
    """The corrected text makes no post yet; the messages say why."""

    def __init__(self, messages: Sequence[str]):
        super().__init__(" ".join(messages))
        self.messages = list(messages)


@dataclass(frozen=True, slots=True)
class PreviewedPost:
    texts: tuple[PreparedText, ...]  # the source first
    credits: tuple[str, ...]
    review: tuple[str, ...]  # in the active language


@dataclass(frozen=True, slots=True)
class Preview:
    """What today's rules make of a corrected text: ``posts``, or ``problems`` that say why there is none."""

    posts: tuple[PreviewedPost, ...]
    problems: tuple[str, ...]


def preview(entry: QuarantinedEntry, raw_text: str) -> Preview:
    """Nothing is looked up or written: links to other posts and the date follow with the import."""
    source = stored.corrected(entry, raw_text)
    ground = Ground({}, connection.vendor)
    posts: list[PreviewedPost] = []
    problems: list[str] = []
    for made in _made(source, ground, problems):
        if made.prepared:
            posts.append(_previewed(made.prepared))
        elif made.problem:
            problems.append(made.problem)
    if _is_anothers(entry, source):
        problems.append(entry.message)
    if not problems and not posts:
        problems.append(_("There is no post in this text."))
    if entry.kind == "pages" and entry.position is not None and len(posts) > 1:
        message = ngettext(
            "The text holds %(count)d post, and only one fits here.",
            "The text holds %(count)d posts, and only one fits here.",
            len(posts),
        )
        problems.append(message % {"count": len(posts)})
    return Preview(tuple(posts), tuple(problems))


def _is_anothers(entry: QuarantinedEntry, source: Source) -> bool:
    """Whether the record still is the post of another record, which it must not overwrite."""
    same = entry.ground.get(SAME, ())
    return any(name in same for draft in source.drafts() if isinstance(draft, Draft) for name in draft.names)


def _previewed(prepared: Prepared) -> PreviewedPost:
    credits = (" · ".join(filter(None, (c.name, c.title, c.organization))) for c in prepared.draft.credits)
    return PreviewedPost(prepared.texts, tuple(credits), tuple(map(said, prepared.review)))


def _made(source: Source, ground: Ground, problems: list[str]):
    for page in source.pages():
        if not isinstance(page, Page):
            problems.append(page.message)
            continue
        found = cut(page)
        problems += (failure.message for failure in found.failures)
        for entry in found.entries:
            address = identity.address(entry.title)
            place = Place(entry.file, entry.position, entry.line_start, entry.line_end)
            yield make(ground, entry, Planned(identity.ref(entry.title), entry.title, slug=address), place)
    for draft in source.drafts():
        if isinstance(draft, Draft):
            slugs = {text.language: text.slug for text in draft.texts}
            title = next((text.title for text in draft.texts if text.title), "")
            planned = Planned(draft.ref, title, slug=draft.texts[0].slug, slugs=slugs, when=draft.when, from_export=True)
            place = draft.places[0] if draft.places else source.kept.place
            yield make_exported(ground, DraftTask(draft, planned, place, source.is_foreign))
        elif isinstance(draft, Failure):
            problems.append(draft.message)


def run_again(entry: QuarantinedEntry, raw_text: str, by) -> Report:
    """Import one entry as ``raw_text`` has it, as a run of its own: at its old place in the archive, by the same rules.

    From then on the text stands for the file's lines, as long as those stay as they are. Raises :class:`CannotRunAgain` with
    all that is still wrong, and then nothing was written.
    """
    if entry.is_too_long:
        raise CannotRunAgain([_("The entry is too long to be corrected here: mend it in the file and import that again.")])
    if problems := preview(entry, raw_text).problems:
        raise CannotRunAgain(problems)
    try:
        with import_lock(), transaction.atomic():  # nobody else imports before this is there to be seen
            source = stored.corrected(entry, raw_text)
            report = import_archive([str(entry)], kept=[source], status=_status(entry), user=by, is_locked=True)
            if report.failures:
                raise CannotRunAgain([failure.message for failure in report.failures])
            quarantine.mark_corrected(entry, source.kept.place.raw.text, by, report.run)
    except ImportRunning as error:
        raise CannotRunAgain([str(BUSY)]) from error
    return report


def _status(entry: QuarantinedEntry) -> str:
    """Of a new post: what the operator asked for when the file was imported."""
    drafts = entry.run is not None and f"--status={Post.Status.DRAFT}" in entry.run.arguments
    return Post.Status.DRAFT if drafts else Post.Status.PUBLISHED


def read_again(posts: Sequence[int], by) -> Report:
    """Make ``posts`` anew of their stored raw text, by the rules of today. What people wrote stays, as in every import.

    Raises :class:`CannotRunAgain` for too many at once, and while another import is running.
    """
    if len(posts) > MOST_AT_ONCE:
        message = _("Choose at most %(most)d posts; for all, run import_archive --stored.")
        raise CannotRunAgain([message % {"most": MOST_AT_ONCE}])
    try:
        return import_archive(["--stored"], kept=stored.find(posts), user=by)
    except ImportRunning as error:
        raise CannotRunAgain([str(BUSY)]) from error


def plan_undo(run: ImportRun) -> undoing.Undo:
    """What undoing ``run`` would do; raises :class:`CannotUndo`."""
    return undoing.plan(run)


def undo(run: ImportRun, *, by, keep_edits: bool) -> ImportRun:
    """Undo ``run``; returns the run that did so. Raises :class:`CannotUndo`, also where posts were changed since."""
    try:
        return undoing.undo_run(run, by=by, keep_edits=keep_edits)
    except ImportRunning as error:
        raise CannotUndo(str(BUSY)) from error
    except CannotRestore as error:
        raise CannotUndo(str(error)) from error
