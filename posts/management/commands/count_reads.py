"""Count how often posts are read, from the access logs of the web server."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from textwrap import dedent

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from posts.management.piping import Piped
from posts.management.printable import printable
from posts.models.reads import KEPT_DAYS
from posts.reads.logs import Unreadable, lines_of
from posts.services.reads import ChangedMeanwhile, Counted, count, first_day, refresh

SOME_FAILED = 1
SHOWN = 10  # slugs that no post has


class Command(BaseCommand):
    """Count how often posts are read, from access logs in the common or combined format, plain or .gz. Nothing of a reader is
    kept. Safe to repeat: what was counted of a log before, under any name, is left out. Exit status: 0 done, 1 some logs could
    not be counted, 2 an option makes no sense.
    """

    help = " ".join(dedent(__doc__).split())

    def add_arguments(self, parser):
        parser.add_argument("logs", nargs="+", metavar="LOG", help="files, plain or compressed; - is standard input")
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            metavar="DAY",
            help=f"leave out what is older: 2026-01-31 (default: {KEPT_DAYS} days, which are kept)",
        )

    def handle(self, *, logs, since=None, verbosity=1, **options):
        self.stdout, self.stderr = OutputWrapper(Piped(self.stdout)), OutputWrapper(Piped(self.stderr))
        if since and since < first_day() and verbosity:
            message = _("Reads are kept for %(days)d days: older ones are left out, whatever --since says.")
            self.stderr.write(message % {"days": KEPT_DAYS})
        counted: list[Counted] = []
        failed = 0
        for name in logs:
            try:
                one = count(lines_of(name), since=since)
                if one.tally.bad and one.tally.last_day is None:
                    raise Unreadable(_("no line of it is in the common or combined format of access logs"))
            except Unreadable as error:
                failed += 1
                self.stderr.write(printable(f"{name}: {error}"))
            except ChangedMeanwhile:
                failed += 1
                message = _("%(log)s: another log was counted or a post was deleted meanwhile. Count this one again.")
                self.stderr.write(printable(message % {"log": name}))
            else:
                counted.append(one)
                self.show(name, one, verbosity)
        refresh()
        if verbosity:
            self.sum_up(counted)
        if failed:
            message = ngettext("%(count)d log could not be counted.", "%(count)d logs could not be counted.", failed)
            raise CommandError(message % {"count": failed}, returncode=SOME_FAILED)

    def show(self, name: str, one: Counted, verbosity: int) -> None:
        told = one.tally
        problem, unknown = _("not a line of an access log; left out"), _("no such post")
        for line in told.bad_lines:
            self.stderr.write(printable(f"{name}:{line}: {problem}"))
        if told.bad > len(told.bad_lines):
            more = told.bad - len(told.bad_lines)
            message = ngettext("… and %(count)d more line like that", "… and %(count)d more lines like that", more)
            self.stderr.write(printable(f"{name}: {message % {'count': more}}"))
        if verbosity > 1:
            message = _("%(lines)s lines, %(reads)s new reads of %(posts)s posts")
            shown = {"lines": f"{told.lines:,}", "reads": f"{one.reads:,}", "posts": f"{one.posts:,}"}
            self.stdout.write(printable(f"{name}: {message % shown}"))
            for slug, number in one.unknown.most_common(SHOWN):
                self.stdout.write(printable(f"  {number:>9,}  {unknown}: {slug}"))

    def sum_up(self, counted: list[Counted]) -> None:
        for label, number in self.sums(counted):
            self.stdout.write(f"  {label:<40}{number:>12,}")

    def sums(self, counted: list[Counted]) -> Iterator[tuple[str, int]]:
        def total(name: str) -> int:
            return sum(getattr(one.tally, name) for one in counted)

        yield _("new reads"), sum(one.reads for one in counted)
        yield _("counted before"), total("known")
        yield _("robots"), total("robots")
        yield _("of pages that no post has"), sum((one.unknown for one in counted), Counter[str]()).total()
        yield _("of days that are left out"), total("early")
        yield _("other requests"), total("elsewhere")
        yield _("bad lines"), total("bad")
