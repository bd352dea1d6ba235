"""What an import did: counted for the terminal, and in full in a file if one is asked for.

The file's sections are written as they come, each to a temporary file of its own, and put together at the end: a report of any
length takes no memory.
"""

import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from errno import EISDIR
from pathlib import Path
from typing import Any, TextIO

from posts.changes import Change
from posts.importer.records import Failure, LeftOut, Note, Page, Span
from posts.models import ImportRun

SECTIONS = ("posts", "chrome", "pages", "suggestions", "warnings", "failures")
COPY_SIZE = 2**20  # characters
ALL_DONE, SOME_FAILED, CONFLICTS_WAIT = 0, 1, 3  # exit statuses


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one appearance of a post: a value of ImportRecord.Outcome, or "unchanged".

    ``changes`` are what the import brings to the post, of a new one everything; ``conflicts`` what people have in the database
    against what the archive says, of which nothing is written. ``settled``: all of it stood so before this run.
    """

    outcome: str
    file: str
    line_start: int
    line_end: int
    ref: str
    slug: str
    title: str
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    date: str = ""
    date_basis: str = ""
    reviewed: bool = False
    settled: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of those that are in conflict, or were updated."""
        if self.outcome == "created":
            return ()
        return tuple(change.field for change in self.conflicts or self.changes)

    @property
    def line(self) -> str:
        """One line for the terminal: ``created  pages/000.txt:3-41  a-slug``."""
        fields = f"  ({', '.join(self.fields)})" if self.fields else ""
        return f"{self.outcome:<9}  {self.file}:{self.line_start}-{self.line_end}  {self.slug}{fields}"


JOURNALED = ("outcome", "file", "line_start", "line_end", "slug", "title", "date", "date_basis", "fields")


def note_as_json(note: Note) -> dict[str, Any]:
    return {"stage": note.stage, "message": note.message, "line": note.line, "review": note.review}


def change_as_json(change: Change, *, conflict: bool) -> dict[str, Any]:
    """``diff`` is there where it takes one to see what is different."""
    row = {"field": change.field, "conflict": conflict, "before": change.before, "after": change.after}
    return row | {"diff": change.unified()} if change.is_long and change.before and change.after else row


class Listener:
    """Hears what happens while it happens. This one does nothing; the command's draws a progress bar."""

    def stage(self, name: str, total: int) -> None:
        """``total`` steps of a new stage begin."""

    def advance(self, steps: int = 1) -> None: ...

    def outcome(self, outcome: Outcome) -> None: ...

    def file(self, name: str, counts: Mapping[str, int]) -> None:
        """All of a file's entries are done."""


@dataclass(slots=True)
class Report:
    """``counts``: by the words of ``posts.counted``. ``failures`` are kept whole: they must be few to be mended."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    suggestions: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)  # files that did not change since a run that read them to the end
    continues: str = ""  # the interrupted run that this one goes on from
    dry_run: bool = False
    run: ImportRun | None = None  # its row, if it wrote anything
    started: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)  # seconds by stage
    journal: "Journal | None" = None

    @property
    def exit_status(self) -> int:
        """What the command ends with, once everything was tried."""
        if self.failures or self.counts["media missing"]:
            return SOME_FAILED
        return CONFLICTS_WAIT if self.counts["conflict"] else ALL_DONE

    @property
    def changed(self) -> bool:
        return any(self.counts[word] for word in ("created", "updated", "conflict", "people", "projects", "redated"))

    def post(self, outcome: Outcome) -> None:
        self.counts[outcome.outcome] += 1
        if outcome.outcome in ("created", "updated", "conflict") and outcome.reviewed:
            self.counts["flagged"] += 1
        self.list_post(outcome)

    def list_post(self, outcome: Outcome) -> None:
        if self.journal:
            row = {name: getattr(outcome, name) for name in JOURNALED}
            changes = [change_as_json(change, conflict=False) for change in outcome.changes]
            changes += [change_as_json(change, conflict=True) for change in outcome.conflicts]
            self.journal.add("posts", row | {"changes": changes, "notes": [note_as_json(note) for note in outcome.notes]})

    def page(self, page: Page) -> None:
        if self.journal and page.notes:
            notes = [{"message": note.message, "line": note.line} for note in page.notes]
            self.journal.add("pages", {"file": page.file, "encoding": page.encoding, "notes": notes})

    def chrome(self, page: Page, spans: tuple[Span, ...]) -> None:
        """Lines that became nobody's text: all that is ever dropped."""
        for span in spans:
            self.counts["chrome"] += span.end - span.start + 1
            if self.journal:
                lines = page.lines[span.start - 1 : span.end]
                self.journal.add(
                    "chrome", {"file": page.file, "line": span.start, "line_end": span.end, "text": "\n".join(lines)}
                )

    def fail(self, failure: Failure) -> None:
        self.counts["failed"] += 1
        self.failures.append(failure)
        if self.journal:
            row = {name: getattr(failure, name) for name in ("file", "line_start", "line_end", "message", "raw_text")}
            self.journal.add("failures", row)

    def leave_out(self, left_out: LeftOut) -> None:
        self.counts["left out"] += left_out.count
        self.warn(left_out.file, left_out.line, left_out.message)

    def warn(self, file: str, line: int, message: str) -> None:
        self.warnings.append({"file": file, "line": line, "message": message})

    def finish(self) -> None:
        self.seconds = time.monotonic() - self.started
        if self.journal:
            for name in ("suggestions", "warnings"):
                for row in getattr(self, name):
                    self.journal.add(name, row)
            stages = {name: round(seconds, 3) for name, seconds in self.stages.items()}
            self.journal.close(
                {
                    "dry_run": self.dry_run,
                    "continues": self.continues,
                    "seconds": round(self.seconds, 3),
                    "stages": stages,
                    "counts": dict(self.counts),
                    "skipped": self.skipped,
                }
            )


class Journal:
    """The report's file on its way. Opened before anything is imported: a path that cannot be written is said at once."""

    def __init__(self, path: Path):
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        self.path = path
        self.unfinished = path.with_name(f"{path.name}.part")
        self.stream = self.unfinished.open("w", encoding="utf-8", errors="backslashreplace")
        self.sections: dict[str, TextIO] = {
            name: tempfile.TemporaryFile("w+", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115  closed in close()
            for name in SECTIONS
        }

    def add(self, section: str, row: Mapping[str, Any]) -> None:
        stream = self.sections[section]
        stream.write(",\n" if stream.tell() else "\n")
        json.dump(row, stream, ensure_ascii=False)

    def close(self, head: Mapping[str, Any]) -> None:
        with self.stream as out:
            out.write(json.dumps(head, ensure_ascii=False)[:-1])
            for name, section in self.sections.items():
                out.write(f',\n"{name}": [')
                with section:
                    section.seek(0)
                    while piece := section.read(COPY_SIZE):
                        out.write(piece)
                out.write("]")
            out.write("}\n")
        os.replace(self.unfinished, self.path)

    def discard(self) -> None:
        """Leave no half-written report behind."""
        for stream in (self.stream, *self.sections.values()):
            stream.close()
        self.unfinished.unlink(missing_ok=True)
