"""Take an archive of raw listing pages, or our own export, into the database."""

import shutil
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable, Mapping
from textwrap import dedent

from django.contrib.auth import get_user_model
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from posts.counted import CLOSING, MEDIA
from posts.importer.media.library import fetching
from posts.importer.readers import stored as kept
from posts.importer.report import ALL_DONE, Listener, Outcome, Report
from posts.importer.run import INTERRUPTED, CannotStart, import_archive
from posts.importer.store.lock import ImportRunning
from posts.importer.workers import WorkerDied
from posts.management.database import COULD_NOT_START
from posts.management.differences import shown
from posts.management.operator import RecordedCommand, account_and_machine
from posts.management.piping import Piped
from posts.management.printable import printable
from posts.models import Post

WIDTH = 120  # columns of what is no terminal
SHOWN = 50  # failures, warnings and suggestions on the terminal; the report has all


def at_least_one(text: str) -> int:
    """For an option; argparse says what is wrong with it."""
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(_("give a whole number, 1 or more"))


class Command(RecordedCommand):
    """Import raw listing pages (.txt) or our own export (.jsonl). Safe to repeat: what is unchanged is left alone, what people
    wrote stays. Exit status: 0 all done or nothing to do, 1 some entries failed, 2 could not start, 3 conflicts wait for a
    decision in the admin (where entries failed as well it is 1), 130 interrupted (run it again to go on).
    """

    help = " ".join(dedent(__doc__).split())
    requires_system_checks = (Tags.models, Tags.database)  # the others load every view: memory that an import can use

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, globs in quotes; - is standard input")
        parser.add_argument(
            "--stored",
            action="store_true",
            help="read no file, but the raw text that is stored with the posts, by today's rules",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="write nothing; print what would happen to each post, field by field; -v 2: of new and unchanged ones, too",
        )
        parser.add_argument("--report", metavar="FILE.json", help="write everything that was done, and why, to this file")
        parser.add_argument(
            "--dates", metavar="FILE.csv", help="known dates: rows of a title or address, and a day; they overrule estimates"
        )
        parser.add_argument(
            "--status", choices=Post.Status.values, default=Post.Status.PUBLISHED, help="of new posts (default: published)"
        )
        parser.add_argument("--media", action="store_true", help="fetch the pictures and files that other systems' posts show")
        parser.add_argument(
            "--media-private",
            action="store_true",
            help="… from addresses of private networks, too: for a copy of a site on your own",
        )
        parser.add_argument("--fail-fast", action="store_true", help="stop at the first entry that fails")
        parser.add_argument(
            "--since-last", action="store_true", help="skip files that are as they were when a run last read them to the end"
        )
        parser.add_argument(
            "--jobs", type=at_least_one, default=1, metavar="N", help="processes that parse, beside the one that writes"
        )
        parser.add_argument("--by", metavar="USER", help="who of the staff answers for this run")

    def handle(self, *, paths, stored, dry_run, media, media_private, by, verbosity, **options):
        self.stdout, self.stderr = OutputWrapper(Piped(self.stdout)), OutputWrapper(Piped(self.stderr))
        listener = Progress(self, detail=verbosity - (not dry_run), files=verbosity > 0)
        if stored and paths:
            message = _("Name files, or let what is stored be read with --stored: not both.")
            raise CommandError(message, returncode=COULD_NOT_START)
        try:
            with listener:
                result = import_archive(
                    ["--stored"] if stored else paths,
                    kept=kept.find() if stored else None,
                    media=fetching(allow_private=media_private) if media or media_private else None,
                    dry_run=dry_run,
                    listener=listener,
                    user=self.user(by),
                    command=self.called,
                    operator=account_and_machine(),
                    **{name: options[name] for name in ("report", "dates", "status", "fail_fast", "since_last", "jobs")},
                )
        except (CannotStart, ImportRunning) as error:
            raise CommandError(str(error), returncode=COULD_NOT_START) from error
        except WorkerDied as error:
            message = _("%(error)s Posts written so far are whole; run the import again to go on.")
            raise CommandError(message % {"error": error}, returncode=COULD_NOT_START) from error
        except DatabaseError as error:
            message = _("The database gave up: %(error)s. Posts written so far are whole; run the import again to go on.")
            raise CommandError(message % {"error": str(error).strip()}, returncode=COULD_NOT_START) from error
        except KeyboardInterrupt as error:
            message = _("Interrupted. Posts written so far are whole; run the import again to go on.")
            raise CommandError(message, returncode=INTERRUPTED) from error
        if verbosity > 0:
            self.show(result)
        self.stdout.flush()
        if result.exit_status:
            raise CommandError(self.what_is_left(result), returncode=result.exit_status)

    def what_is_left(self, result: Report) -> str:
        """The worst of what is still to do."""
        if result.failures:
            message = _("%(count)d could not be imported; see above. Mend them and import again: the rest is done.")
            return message % {"count": len(result.failures)}
        if missing := result.counts["media missing"]:
            message = ngettext(
                "%(count)d picture or file could not be fetched; see above. All else is done; --media tries it again.",
                "%(count)d pictures or files could not be fetched; see above. All else is done; --media tries them again.",
                missing,
            )
            return message % {"count": missing}
        count = result.counts["conflict"]
        if result.dry_run:
            message = ngettext(
                "%(count)d post would wait for a decision: people and the archive changed the same field.",
                "%(count)d posts would wait for a decision: people and the archive changed the same field.",
                count,
            )
            return message % {"count": count}
        message = ngettext(
            "%(count)d post waits for a decision: people and the archive changed the same field. See %(path)s.",
            "%(count)d posts wait for a decision: people and the archive changed the same field. See %(path)s.",
            count,
        )
        return message % {"count": count, "path": reverse("admin:posts_importconflict_changelist")}

    def user(self, name: str | None):
        if name is None:
            return None
        users = get_user_model()
        try:
            return users.objects.get_by_natural_key(name)
        except users.DoesNotExist as error:
            message = _("There is no user %(name)s: give the name somebody signs in with.")
            raise CannotStart(message % {"name": name}) from error

    def show(self, report: Report) -> None:
        self.show_list(_("Check these"), [f"{w['file']}:{w['line']}: {w['message']}" for w in report.warnings])
        self.show_list(_("Perhaps the same"), [f"{' / '.join(s['names'])} ({s['kind']})" for s in report.suggestions])
        failures = [f"{failure.file}:{failure.line_start}: {failure.message}" for failure in report.failures]
        self.show_list(_("Failed"), failures, self.stderr)
        if report.continues:
            self.stdout.write(_("This run continued %(run)s, which was interrupted.") % {"run": report.continues})
        self.show_list(_("Skipped, as they have not changed"), report.skipped)
        self.stdout.write("")
        for word, label in (CLOSING | {word: label for word, label in MEDIA.items() if report.counts[word]}).items():
            self.stdout.write(f"  {label!s:<22}{report.counts[word]:>9,}")
        label = _("seconds")
        self.stdout.write(f"  {label:<22}{report.seconds:>9,.1f}")
        if report.dry_run:
            self.stdout.write(_("A dry run: nothing was written."))
        elif not report.changed and report.exit_status == ALL_DONE:
            self.stdout.write(_("Nothing to do: everything was imported before and is unchanged."))

    def show_list(self, title: str, lines: list[str], stream=None) -> None:
        if lines:
            stream = stream or self.stdout
            stream.write(f"{title}:")
            for line in lines[:SHOWN]:
                stream.write(f"  {printable(line)}")
            if len(lines) > SHOWN:
                stream.write(_("  … and %(count)d more: see --report") % {"count": len(lines) - SHOWN})


class Progress(Listener):
    """A bar on a terminal; elsewhere one line per file. And the posts:

    ``detail`` 0 shows none, 1 those that something happens to, and what changes in those there were; 2 everything of all.
    """

    def __init__(self, command: BaseCommand, *, detail: int, files: bool):
        self.stdout, self.detail, self.files = command.stdout, detail, files
        self.terminal = sys.stderr.isatty()
        self.width = shutil.get_terminal_size().columns if command.stdout.isatty() else WIDTH
        self.bar: tqdm | None = None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_exception) -> None:
        if self.bar is not None:
            self.bar.close()

    def stage(self, name: str, total: int) -> None:
        if self.bar is not None:
            self.bar.close()
        self.bar = tqdm(total=total, desc=name, disable=not self.terminal or not self.files, leave=False)

    def advance(self, steps: int = 1) -> None:
        self.bar.update(steps)

    def outcome(self, outcome: Outcome) -> None:
        is_quiet = outcome.outcome == "unchanged" or (outcome.outcome == "repeated" and outcome.settled)
        if self.detail < (2 if is_quiet else 1):
            return
        self.say(outcome.line)
        if self.detail < (2 if outcome.outcome == "created" else 1):
            return
        for change in outcome.changes:
            self.say_lines(shown(change, self.width))
        if outcome.conflicts:
            self.say("    " + _("what people wrote (-) stays; the archive (+) says:"))
            for change in outcome.conflicts:
                self.say_lines(shown(change, self.width))

    def file(self, name: str, counts: Mapping[str, int]) -> None:
        if self.files and not self.terminal:
            told = ", ".join(f"{count} {str(CLOSING[word]).removeprefix('posts ')}" for word, count in counts.items())
            self.say(f"{name}: " + (told or _("no posts")))

    def say_lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.say(line)

    def say(self, line: str) -> None:
        """Above the bar, if there is one."""
        if self.terminal:
            with tqdm.external_write_mode():
                self.stdout.write(printable(line))
        else:
            self.stdout.write(printable(line))
