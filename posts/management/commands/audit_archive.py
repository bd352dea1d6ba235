"""Ask raw listing pages what is missing, cut, repeated or out of order, before anything is imported."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from textwrap import dedent
from typing import TextIO
from unicodedata import east_asian_width

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from tqdm import tqdm

from posts.audit import wording
from posts.audit.records import Audit, Sheet
from posts.importer.audit import Reader
from posts.importer.readers import NothingToRead, Source, find
from posts.importer.store.quarantine import corrections
from posts.management.database import COULD_NOT_START, Unmigrated, Unready, check_database
from posts.management.printable import printable
from posts.models.post import LANGUAGE_NAMES

FINDINGS = 1  # exit status
SHOWN = 50  # pages, and findings of a kind, on the terminal; --json has all


class Command(BaseCommand):
    """Look for gaps, cut and contradicting posts in raw listing pages (.txt). Reads the files, and what editors corrected where
    there is a database that knows; writes to neither. Exit status: 0 nothing found, 1 findings, 2 could not start.
    """

    help = " ".join(dedent(__doc__).split())
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, globs in quotes; - is standard input")
        parser.add_argument("--json", metavar="FILE", help="write everything that was found to this file")

    def handle(self, *, paths, json, verbosity=1, **options):
        sources = self.corrected(pages_of(paths))
        out = opened(json) if json else None
        reader = Reader()
        for source in tqdm(sources, desc=_("Reading"), disable=not sys.stderr.isatty(), leave=False):
            for page in source.pages():
                reader.add(page)
        by_name = {source.name: source for source in sources}
        audit = reader.audit(lambda file: by_name[file].pages(), datetime.now(UTC).date())
        if out:
            write(out, audit)
        if verbosity > 0:
            self.show(audit)
        if audit.findings:
            message = ngettext("%(count)d finding; see above.", "%(count)d findings; see above.", len(audit.findings))
            raise CommandError(message % {"count": len(audit.findings)}, returncode=FINDINGS)

    def corrected(self, sources: list[Source]) -> list[Source]:
        """``sources`` with the lines as editors corrected them. An archive can be audited before there is any database."""
        try:
            check_database()
        except Unmigrated:
            return sources
        except Unready as error:
            self.stderr.write(_("Lines are read as the files have them, without what editors corrected. %s") % error)
            return sources
        known = corrections()
        return [replace(source, corrections=known) for source in sources]

    def show(self, audit: Audit) -> None:
        for title, rows in tables(audit):
            self.table(title, rows)
        for kind, found in groupby(audit.findings, key=lambda finding: finding.kind):
            findings = list(found)
            self.stdout.write(f"\n{wording.HEADINGS[kind]} ({len(findings)})")
            for finding in findings[:SHOWN]:
                self.stdout.write(printable(f"  {wording.where(finding)}: {wording.sentence(finding)}"))
                for line in finding.diff:
                    self.stdout.write(f"      {printable(line)}")
            self.and_more(len(findings))
        self.table("", [("", ""), *((label, f"{number:,}") for label, number in wording.counts(audit))])
        if not audit.findings:
            self.stdout.write(_("Nothing is missing, cut or out of order, as far as the pages tell."))

    def table(self, title: str, rows: Sequence[Sequence[str]]) -> None:
        """``rows`` in columns, the first a heading; words to the left, numbers to the right."""
        if len(rows) < 2:
            return
        if title:
            self.stdout.write(f"\n{title}")
        widths = [max(width(row[column]) for row in rows[: SHOWN + 1]) for column in range(len(rows[0]))]
        for row in rows[: SHOWN + 1]:
            self.stdout.write(printable(f"  {'  '.join(map(padded, row, widths))}".rstrip()))
        self.and_more(len(rows) - 1)

    def and_more(self, count: int) -> None:
        if count > SHOWN:
            self.stdout.write(_("  … and %(count)d more: see --json") % {"count": count - SHOWN})


def pages_of(paths: Sequence[str]) -> list[Source]:
    """The raw pages behind ``paths``; files of other kinds are left out."""
    try:
        sources = [source for source in find(paths) if source.kind == "pages"]
    except NothingToRead as error:
        raise CommandError(str(error), returncode=COULD_NOT_START) from error
    if not sources:
        raise CommandError(_("No listing page among these: pages are .txt files."), returncode=COULD_NOT_START)
    return sources


def opened(path: str) -> TextIO:
    """Opened before anything is read: a path that cannot be written is said at once."""
    try:
        return Path(path).open("w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        message = _("%(path)s cannot be written (%(reason)s): check that its folder exists and that you may write there.")
        raise CommandError(message % {"path": path, "reason": error.strerror}, returncode=COULD_NOT_START) from error


def tables(audit: Audit) -> Iterable[tuple[str, list[tuple[str, ...]]]]:
    head = (_("file"), _("page"), _("posts"), _("repeated"), _("oldest"), _("newest"))
    yield _("Page by page"), [head, *(page_row(audit, sheet) for sheet in audit.sheets)]
    head = (_("counted"), _("listing"), _("expected"), _("found"), pgettext("pages", "missing"))
    rows = [(str(wording.SCOPES[e.what]), e.of, wording.should_be(e), f"{e.found:,}", e.missing) for e in audit.expected]
    yield _("Expected and found"), [head, *rows]
    counted = (
        (_("By year"), wording.by_year(audit)),
        (_("By language"), wording.by_language(audit, LANGUAGE_NAMES)),
        (_("By series"), wording.by_series(audit)),
    )
    for title, numbers in counted:
        yield title, [("", _("posts")), *((word, f"{number:,}") for word, number in numbers.items())]


def page_row(audit: Audit, sheet: Sheet) -> tuple[str, ...]:
    days = sorted(seen.day for seen in sheet.posts if seen.day)
    repeated = sum(audit.posts[seen.post] != seen for seen in sheet.posts)
    span = (days[0].isoformat(), days[-1].isoformat()) if days else ("", "")
    return sheet.file, str(audit.page_numbers.get(sheet.file, "")), str(len(sheet.posts)), str(repeated or ""), *span


def write(out: TextIO, audit: Audit) -> None:
    """Everything, as JSON."""
    with out:
        json.dump(as_json(audit), out, ensure_ascii=False, indent=1, default=str)
        out.write("\n")


def as_json(audit: Audit) -> dict:
    pages = [
        {
            "file": sheet.file,
            "page": audit.page_numbers.get(sheet.file),
            "listing": sheet.heading,
            "posts": [{**asdict(seen), "date": seen.day} for seen in sheet.posts],
        }
        for sheet in audit.sheets
    ]
    return {
        "clean": not audit.findings,
        "files": len(audit.sheets),
        "posts": len(audit.posts),
        "appearances": audit.appearances,
        "usual_size": audit.usual_size,
        "by_year": wording.by_year(audit),
        "by_language": wording.by_language(audit, {}),
        "by_series": wording.by_series(audit),
        "expected": [asdict(expected) for expected in audit.expected],
        "findings": [
            {
                "kind": finding.kind,
                "file": finding.file,
                "line": finding.line,
                "message": wording.sentence(finding),
                **{"values": finding.values, "diff": finding.diff},
            }
            for finding in audit.findings
        ],
        "copies": [asdict(copies) for copies in audit.copies],
        "pages": pages,
    }


def width(text: str) -> int:
    """Columns of a terminal: Han takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, columns: int) -> str:
    room = " " * (columns - width(text))
    return room + text if text[:1].isdigit() and "/" not in text and "." not in text else text + room
