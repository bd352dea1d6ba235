"""A form of a post that stores nothing over what somebody else saved after it was opened, but shows both, put together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from posts.admin.editing.rows import Choice, MergedRows, RowsBelow
from posts.admin.parts.side_by_side import row
from posts.changes import Change, Line, lines_of
from posts.models import Tag
from posts.models.post import LANGUAGES, TEXT_FIELDS
from posts.services.legible import label, legible
from posts.services.opened import Meanwhile, Opened, meanwhile, opened, text_then
from posts.services.snapshots import Snapshot, names_of, plain, snapshots
from posts.translating.merging import has_marks, merge

LANGUAGE_OF = {name: code for field in TEXT_FIELDS for name, code in zip(row(field), LANGUAGES, strict=True)}
MERGED = frozenset(row("summary") + row("body"))  # block by block; of what is shorter, the one or the other stands
CONTEXT = 1  # lines around a change
# Fields whose column, or whose rows, go by another name.
COLUMNS = {"series": "series_id"}
IN_ROWS = {"categories": "category_id", "tags": "tag_id"}


class OpenedField(forms.CharField):
    """What :func:`posts.services.opened.opened` sealed; never a change by itself."""

    widget = forms.HiddenInput

    def to_python(self, value):
        try:
            return Opened.unseal(value) if value else None
        except (signing.BadSignature, TypeError) as broken:
            raise ValidationError(
                _("The page was changed on its way: open it again. Copy what you have written first.")
            ) from broken

    def has_changed(self, initial, data) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Both:
    """A field that somebody else saved meanwhile: what now stands in the form, and how the two differ.

    ``lines`` lead from what was typed to what was saved meanwhile, or where that cannot be compared are the latter.
    """

    name: str
    label: str
    language: str
    is_mine_too: bool
    is_merged: bool  # block by block
    is_compared: bool
    conflicts: int
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...] = ()  # of rows
    said: tuple[str, ...] = ()  # of rows
    is_rows: bool = False


class KeepsBoth(forms.ModelForm):
    """For the form of a post; ``both`` is what its page shows where somebody else saved meanwhile."""

    loaded = OpenedField(required=False)
    data: Any  # a QueryDict once something is sent
    unsaved: Mapping[str, str] = MappingProxyType({})  # to begin with, in place of what is stored
    rows: RowsBelow | None = None  # set by the admin, once something is sent

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.both: list[Both] = []
        self.meanwhile: Meanwhile | None = None
        if self.instance.pk and not self.is_bound:
            self.initial["loaded"] = opened(self.instance).seal()
        if not self.is_bound:
            self.initial |= self.unsaved
        for name in MERGED & self.fields.keys():
            self.fields[name].strip = False  # a text that begins with code, or was imported with its last line break

    def clean(self):
        super().clean()
        for name in MERGED & self.cleaned_data.keys():
            self.cleaned_data[name] = (self.cleaned_data[name] or "").replace("\r\n", "\n")
            if has_marks(self.cleaned_data[name]):
                said = _("Two versions stand below each other: keep one, and take the lines of marks out.")
                self.add_error(name, said)
        if self.instance.pk and "loaded" not in self.errors:
            self._keep_both()

    def _keep_both(self) -> None:
        """Where another version is stored than was shown, refuse, and let the fields show the two put together."""
        shown = self.cleaned_data.get("loaded")
        if shown is None or shown.post != self.instance.pk:
            self.add_error(None, _("The page was changed on its way: open it again. Copy what you have written first."))
            return
        found = meanwhile(self.instance, shown)
        names = {COLUMNS.get(name, name): name for name in self.fields}
        rows = {name: self.rows.merge(name, shown) for name in found.fields if self.rows and name in self.rows.parts}
        self._ask_to_choose(set(rows))
        theirs = [name for name in found.fields if name in names or name in rows]
        [state] = snapshots([self.instance.pk]).values() if theirs else [{}]
        typed = {name: self._typed(names[name]) for name in theirs if name in names}
        if all(rows[name].is_settled if name in rows else _same(typed[name], state.get(name)) for name in theirs):
            return
        self.data = self.data.copy()
        self.meanwhile = replace(found, fields=tuple(theirs))
        self.both += [
            _rows_together(name, rows[name], state)
            if name in rows
            else self._put_together(name, names[name], typed[name], shown, state)
            for name in theirs
        ]
        self.data["loaded"] = opened(self.instance).seal()
        self.add_error(None, _said(found.by, found.at))

    def _ask_to_choose(self, but: set[str]) -> None:
        """For rows that the page showed twice before; not of the parts that it will show again anyhow."""
        left = [(name, choice) for name, choice in (self.rows.undecided if self.rows else ()) if name not in but]
        if left:
            self.add_error(None, _("Some rows were changed by both of you: choose for each which to keep."))
        [state] = snapshots([self.instance.pk]).values() if left else [{}]
        for name in dict.fromkeys(name for name, _choice in left):
            choices = tuple(choice for of, choice in left if of == name)
            self.both.append(_rows_together(name, MergedRows(True, False, choices, ()), state))

    def _typed(self, field: str) -> Any:
        """What was sent, as a snapshot has it."""
        value = self.cleaned_data.get(field) if field not in self.errors else self.data.get(field)
        if field == "tags":
            value = Tag.objects.filter(name__in=value or ())
        if field in IN_ROWS and not isinstance(value, str | None):
            return [{IN_ROWS[field]: key} for key in sorted(one.pk for one in value)]
        return plain(getattr(value, "pk", value))

    def _put_together(self, name: str, field: str, mine: Any, shown: Opened, state: Snapshot) -> Both:
        saved, conflicts = state.get(name), 0
        is_text = name in LANGUAGE_OF
        before = text_then(self.instance, shown, name) if is_text else None
        is_mine_too = not _same(mine, before) if is_text else not shown.has(name, mine)
        if not is_mine_too:
            self._show(field, self.initial.get(field))
        elif name in MERGED:
            merged = merge(
                before, mine or "", saved or "", mine_label=_("what you typed"), theirs_label=_("what was saved meanwhile")
            )
            conflicts = merged.conflicts
            self.data[field] = merged.text
        values = (_legible(name, mine), _legible(name, saved))
        lines = Change(name, *values).lines(CONTEXT) if is_mine_too else _only(values[1])
        return Both(name, label(name), LANGUAGE_OF.get(name, ""), is_mine_too, name in MERGED, is_mine_too, conflicts, lines)

    def _show(self, field: str, value: Any) -> None:
        """Let ``field`` stand in the form as if ``value`` had been sent."""
        of, widget = self.fields[field], self.fields[field].widget
        if isinstance(widget, forms.MultiWidget):
            for number, (part, one) in enumerate(zip(widget.widgets, widget.decompress(value), strict=True)):
                self.data[f"{field}_{number}"] = part.format_value(one) or ""
        elif isinstance(of, forms.ModelMultipleChoiceField):
            self.data.setlist(field, [str(key) for key in of.prepare_value(value) or ()])
        else:
            self.data[field] = widget.format_value(of.prepare_value(value)) or ""


def _rows_together(name: str, rows: MergedRows, state: Snapshot) -> Both:
    return Both(
        name,
        label(name),
        language="",
        is_mine_too=rows.is_mine_too,
        is_merged=True,
        is_compared=False,
        conflicts=len(rows.choices),
        lines=_only(_legible(name, state.get(name))),
        choices=rows.choices,
        said=rows.said,
        is_rows=True,
    )


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        one, other = one.replace("\r\n", "\n").strip(), other.replace("\r\n", "\n").strip()
    return (one or None) == (other or None)


def _legible(name: str, value: Any) -> Any:
    snapshot = {name: value}
    return legible(snapshot, names_of([snapshot])).get(name, value)


def _only(value: Any) -> tuple[Line, ...]:
    return tuple(Line(" ", ((line, False),)) for line in lines_of(value))


def _said(who: str, at: datetime | None) -> str:
    values = {
        "who": who or _("Somebody else"),
        "when": formats.date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else _("meanwhile"),
    }
    return (
        _("%(who)s saved this post (%(when)s) after you opened it. Nothing was overwritten, and nothing you typed is lost.")
        % values
    )
