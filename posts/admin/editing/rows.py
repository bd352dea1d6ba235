"""Rows below the form of a post — credits, projects, old addresses — that two people changed: put together row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import ForeignKey, Model
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from posts.admin.editing.judging import Judged, Row, Sent, Verdict, is_settled, judge
from posts.admin.parts.keys import key_of
from posts.changes import lines_of
from posts.models import Post
from posts.services.legible import legible
from posts.services.opened import ROWS, Opened
from posts.services.rewriting import value_of
from posts.services.snapshots import PART, Part, names_of, plain

UNDECIDED = "undecided"  # sent with the form: the rows to choose for, "credits-12"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Choice:
    """A row that both changed; the form sends MINE or THEIRS as ``name``."""

    key: str  # "credits-12"
    mine: str
    theirs: str

    @property
    def name(self) -> str:
        return f"choose-{self.key}"


@dataclass(frozen=True, slots=True)
class MergedRows:
    """``said`` tells of rows that one removed and the other changed."""

    is_mine_too: bool
    is_settled: bool  # both did the same: nothing to show
    choices: tuple[Choice, ...]
    said: tuple[str, ...]


class RowsBelow:
    """The rows that somebody sends with the form of a post and may change; ``data`` is what the form then shows."""

    def __init__(self, request: HttpRequest, post: Post, inlines) -> None:
        self.post = post
        self.data = request.POST.copy()
        by_model = {part.model: part for part in ROWS}
        self.parts = {
            part.name: _Part(part, inline.get_formset(request, post), post)
            for inline in inlines
            if (part := by_model.get(inline.model)) and inline.has_change_permission(request, post)
        }
        self.undecided = tuple(self._undecided())

    def _undecided(self) -> Iterator[tuple[str, Choice]]:
        """Take what was chosen; of which part, and what, nobody has chosen yet."""
        for key in self.data.getlist(UNDECIDED):
            name, _dash, row = key.rpartition("-")
            part = self.parts.get(name)
            stored = part.stored.get(row) if part else None
            sent = next((sent for sent in part.sent(self.data) if sent.key == row), None) if part else None
            if stored is None or sent is None or sent.is_deleted or sent.values == stored:
                continue
            choice = part.choice(row, sent.values, stored)
            chosen = self.data.get(choice.name)
            if chosen == THEIRS:
                part.write(self.data, row, stored)
            elif chosen != MINE:
                yield name, choice

    def merge(self, name: str, shown: Opened) -> MergedRows:
        """Put together what was sent and what is stored of a part."""
        part = self.parts[name]
        sent = list(part.sent(self.data))
        base = {key: part.as_sent(part.model_of(row)) for key, row in shown.rows.get(name, {}).items()}
        judged = judge(base, sent, part.stored, part.once)
        part.write_all(self.data, judged)
        choices = {choice.key: choice for of, choice in self.undecided if of == name}
        for row in judged:
            if row.verdict is Verdict.BOTH and row.stored is not None:
                choice = part.choice(row.key, row.values, row.stored)
                choices[choice.key] = choice
        verdicts = {row.verdict for row in judged}
        return MergedRows(
            is_mine_too=not verdicts <= {Verdict.AS_STORED},
            is_settled=is_settled(sent, part.stored),
            choices=tuple(choices.values()),
            said=tuple(_said(row, part) for row in judged if row.verdict in (Verdict.ANEW, Verdict.KEPT)),
        )


def _said(row: Judged, part: "_Part") -> str:
    said = {
        Verdict.ANEW: _("Removed meanwhile, and changed by you: “%(row)s” stands below as a new row. Remove it, or keep it."),
        Verdict.KEPT: _("Changed meanwhile, and removed by you: “%(row)s” stands below. Remove it again, or keep it."),
    }
    return said[row.verdict] % {"row": part.legible(row.values)}


class _Part:
    """The rows of one inline, as its forms send them."""

    def __init__(self, part: Part, formset_class, post: Post) -> None:
        self.part, self.post = part, post
        self.form, self.fk = formset_class.form, formset_class.fk.name
        self.prefix = formset_class.get_default_prefix()
        columns = {field.attname: field.name for field in part.model._meta.concrete_fields}
        self.once = [columns[column] for column in part.once]

    @cached_property
    def stored(self) -> dict[str, Row]:
        rows = self.part.model._base_manager.filter(**{self.part.owner: self.post.pk}).order_by(*self.part.order)
        return {str(row.pk): self.as_sent(row) for row in rows}

    def as_sent(self, row: Model) -> Row:
        form = self.form(instance=row)
        values = {name: field.prepare_value(form.initial.get(name)) for name, field in form.fields.items()}
        return {name: "" if value is None else str(value).strip() for name, value in values.items()}

    def model_of(self, columns: Mapping[str, Any]) -> Model:
        fields = PART[self.part.name]
        return self.part.model(**{name: value_of(fields[name], value) for name, value in columns.items() if name in fields})

    def sent(self, data: QueryDict) -> Iterator[Sent]:
        """Without the rows that were added and left empty."""
        blank = self.as_sent(self.part.model())
        for number in range(self._total(data)):
            start = f"{self.prefix}-{number}-"
            values = {name: data.get(start + name, "").strip() for name in self.form.base_fields}
            key, is_deleted = data.get(f"{start}id", ""), bool(data.get(f"{start}DELETE"))
            if key or (values != blank and any(values.values()) and not is_deleted):
                yield Sent(key, values, is_deleted)

    def write(self, data: QueryDict, key: str, values: Row) -> None:
        for number in range(self._total(data)):
            if data.get(f"{self.prefix}-{number}-id") == key:
                for name, value in values.items():
                    data[f"{self.prefix}-{number}-{name}"] = value

    def write_all(self, data: QueryDict, rows: list[Judged]) -> None:
        """Those that are stored come first, as a formset has them."""
        for name in [name for name in data if name.startswith(f"{self.prefix}-") and name.split("-")[1].isdecimal()]:
            del data[name]
        known = [row for row in rows if row.key]
        for number, row in enumerate([*known, *(row for row in rows if not row.key)]):
            start = f"{self.prefix}-{number}-"
            data[f"{start}id"], data[start + self.fk] = row.key, str(self.post.pk)
            for name, value in row.values.items():
                data[start + name] = value
            if row.is_deleted:
                data[f"{start}DELETE"] = "on"
        data[f"{self.prefix}-INITIAL_FORMS"], data[f"{self.prefix}-TOTAL_FORMS"] = str(len(known)), str(len(rows))

    def choice(self, key: str, mine: Row, theirs: Row) -> Choice:
        return Choice(f"{self.part.name}-{key}", self.legible(mine), self.legible(theirs))

    def legible(self, values: Row) -> str:
        row = {}
        for name, value in values.items():
            field = self.part.model._meta.get_field(name)
            key = key_of(value) if isinstance(field, ForeignKey) else None
            row[field.attname] = plain(value) if key is None else key
        snapshot = {self.part.name: [{column: row.get(column) for column in PART[self.part.name]}]}
        return "".join(lines_of(legible(snapshot, names_of([snapshot]))[self.part.name]))

    def _total(self, data: QueryDict) -> int:
        sent = data.get(f"{self.prefix}-TOTAL_FORMS", "")
        return min(int(sent), 2_000) if sent.isdecimal() and len(sent) < 10 else 0
