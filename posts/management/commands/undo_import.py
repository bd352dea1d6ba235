"""Undo an import, or an undo: everything is as it was before that run."""

from textwrap import dedent

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from posts.counted import UNDOING
from posts.importer.store.lock import ImportRunning
from posts.importer.store.undo import CannotUndo, ChangedSince, Since, Undo, plan, undo_run
from posts.management.database import COULD_NOT_START
from posts.management.operator import RecordedCommand, account_and_machine
from posts.management.printable import printable
from posts.models import ImportRun
from posts.services.rewriting import CannotRestore

CHANGED_SINCE = 1  # exit status
SHOWN = 50  # posts on the terminal


class Command(RecordedCommand):
    """Undo an import: posts it made go to the bin, what it changed is as it was, and what else it made and nobody uses is
    removed. An undo is a run itself and can be undone. Exit status: 0 done, 1 posts have been changed since, 2 could not start.
    """

    help = " ".join(dedent(__doc__).split())

    def add_arguments(self, parser):
        parser.add_argument("run", type=int, metavar="RUN", help="the number of the import run, as the admin shows it")
        parser.add_argument(
            "--keep-edits", action="store_true", help="leave posts alone that were changed since, undo the rest"
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing; print what would happen to each post")

    def handle(self, *, run, keep_edits, dry_run, verbosity=1, **options):
        found = ImportRun.objects.filter(pk=run).first()
        if found is None:
            message = _("There is no import run %(run)s. The newest are: %(known)s.")
            known = ", ".join(str(pk) for pk in ImportRun.objects.values_list("pk", flat=True)[:5])
            raise CommandError(message % {"run": run, "known": known or "–"}, returncode=COULD_NOT_START)
        try:
            if dry_run:
                self.show(plan(found), verbosity)
                self.stdout.write(_("A dry run: nothing was written."))
                return
            doing = undo_run(found, keep_edits=keep_edits, command=self.called, operator=account_and_machine())
        except ChangedSince as refusal:
            self.show_since(refusal.since)
            message = _("%(reason)s Nothing was undone; --keep-edits leaves them alone and undoes the rest.")
            raise CommandError(message % {"reason": refusal}, returncode=CHANGED_SINCE) from refusal
        except (CannotUndo, CannotRestore) as refusal:
            raise CommandError(str(refusal), returncode=COULD_NOT_START) from refusal
        except ImportRunning as error:
            message = _("An import is running on this database. Wait for it to end, then start this again.")
            raise CommandError(message, returncode=COULD_NOT_START) from error
        if verbosity:
            self.count(doing.counts)
            self.stdout.write(_("Undone by run %(run)s, which can be undone itself.") % {"run": doing.pk})

    def show(self, undo: Undo, verbosity: int) -> None:
        shown = undo.steps if verbosity > 1 else undo.steps[:SHOWN]
        for step in shown:
            fields = f"  ({', '.join(step.fields)})" if step.fields else ""
            self.stdout.write(f"{step.outcome:<9} {printable(step.title)}{fields}")
        if len(undo.steps) > len(shown):
            self.stdout.write(_("… and %(count)d more: see --verbosity 2") % {"count": len(undo.steps) - len(shown)})
        self.show_since(undo.since)
        self.count(undo.counts)

    def show_since(self, changed: list[Since]) -> None:
        label = _("changed")
        for since in changed:
            when = f"{timezone.localtime(since.when):%Y-%m-%d %H:%M}" if since.when else _("it is not known when")
            who = printable(since.who) or _("it is not known by whom")
            self.stdout.write(f"{label:<9} {printable(since.title)}  ({who}, {when})")

    def count(self, counts: dict[str, int]) -> None:
        self.stdout.write("")
        for word, label in UNDOING.items():
            self.stdout.write(f"  {label!s:<28}{counts.get(word, 0):>9,}")
