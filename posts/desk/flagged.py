"""Posts that an import flagged, in the order of the archive, and the reasons with their places in its files."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from posts.models import ImportRecord, Post, Provenance, Translation
from posts.models.post import LANGUAGES
from posts.notes import said

OTHER = "other"  # a reason that no note of the parser gives: it came with an export
# What a reason is about, by the stage of the import that gave it.
KINDS = {
    "bylines": _("credits"),
    "split": _("title"),
    "survey": _("two posts of one title"),
    "halves": _("no text"),
    "syndication": _("where it was first published"),
    "prepare": _("address of the original"),
    "reading": _("damaged characters"),
    "html": _("HTML"),
    "frontmatter": _("front matter"),
    "wordpress": _("WordPress"),
    OTHER: _("other"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of the flagged posts; empty: all. What is not understood is not asked."""

    kind: str = ""
    file: str = ""
    run: str = ""  # the key of an ImportRun
    language: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        run, kind, language = (query.get(name, "") for name in ("run", "kind", "language"))
        return cls(
            kind=kind if kind in KINDS else "",
            file=query.get("file", ""),
            run=run if re.fullmatch("[0-9]{1,18}", run) else "",
            language=language if language in LANGUAGES else "",
        )

    def query(self) -> dict[str, str]:
        """As an address says it."""
        return {name: value for name in ("kind", "file", "run", "language") if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Flagged:
    """One post of the queue and its place in the archive; without a file, one that came from elsewhere."""

    post: int
    file: str
    position: int
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reason:
    """``spots``: appearance (its key), file and line; line 0 is the whole entry."""

    message: str  # as it is stored
    kind: str
    spots: tuple[tuple[int, str, int], ...]

    @property
    def said(self) -> str:
        return said(self.message)


@dataclass(frozen=True, slots=True)
class Queue:
    """``rows`` are those that were asked for; ``kinds`` and ``files`` count what could be asked for instead."""

    asked: Asked
    rows: tuple[Flagged, ...]
    kinds: Counter[str]
    files: Counter[str]

    def place(self, post: int) -> int:
        """From 1; 0 of a post that is not among them."""
        return next((number for number, row in enumerate(self.rows, 1) if row.post == post), 0)

    def after(self, post: int) -> int | None:
        """The key of the next one, from the last on to the first; None where there is no other."""
        number = self.place(post)
        others = [row.post for row in (*self.rows[number:], *self.rows[:number]) if row.post != post]
        return others[0] if others else None


def queue(asked: Asked) -> Queue:
    """In two queries, however many are flagged."""
    posts = Post.objects.filter(needs_review=True).order_by()
    if asked.language:
        posts = posts.filter(Exists(Translation.objects.filter(post=OuterRef("pk"), language=asked.language)))
    if asked.run:
        posts = posts.filter(Exists(ImportRecord.objects.filter(post=OuterRef("pk"), run=asked.run)))
    reasons = dict(posts.values_list("pk", "review"))
    traces: dict[int, list[tuple[str, int, list]]] = {}
    found = Provenance.objects.filter(post__in=posts.values("pk")).order_by("-is_primary", "file", "position")
    for post, *trace in found.values_list("post_id", "file", "position", "notes"):
        traces.setdefault(post, []).append(tuple(trace))
    rows = sorted((_flagged(post, reasons[post], traces.get(post, [])) for post in reasons), key=_archive_place)
    of_file = [row for row in rows if not asked.file or row.file == asked.file]
    of_kind = [row for row in rows if not asked.kind or asked.kind in row.kinds]
    return Queue(
        asked,
        rows=tuple(row for row in of_file if not asked.kind or asked.kind in row.kinds),
        kinds=Counter(kind for row in of_file for kind in row.kinds),
        files=Counter(row.file for row in of_kind if row.file),
    )


def _flagged(post: int, reasons: Iterable[str], traces: list[tuple[str, int, list]]) -> Flagged:
    kinds = {note["message"]: _kind(note) for *_place, notes in traces for note in notes if note.get("review")}
    file, position, _notes = traces[0] if traces else ("", 0, [])
    return Flagged(post, file, position, frozenset(kinds.get(reason, OTHER) for reason in reasons))


def _archive_place(row: Flagged) -> tuple:
    """Page 2 stands before page 10; what came from elsewhere stands last."""
    parts = [(part.zfill(12) if part.isdecimal() else part) for part in re.split(r"([0-9]+)", row.file)]
    return not row.file, parts, row.position, row.post


def _kind(note: dict[str, Any]) -> str:
    return note["stage"] if note["stage"] in KINDS else OTHER


def reasons_of(post: Post, traces: Iterable[Provenance]) -> Iterator[Reason]:
    """Why an editor should look at ``post``, which came from ``traces``."""
    notes = [(trace, note) for trace in traces for note in trace.notes if note.get("review")]
    for message in post.review:
        same = [(trace, note) for trace, note in notes if note["message"] == message]
        spots = dict.fromkeys((trace.pk, trace.file, note["line"]) for trace, note in same)
        yield Reason(message, _kind(same[0][1]) if same else OTHER, tuple(spots))
