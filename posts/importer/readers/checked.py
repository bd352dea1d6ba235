"""A JSON value that knows where it stands, so that what is wrong with it can be named: "credits[1].role"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

UNUSABLE = re.compile("[\x00\ud800-\udfff]")  # what JSON can spell and no database can keep


class Wrong(ValueError):
    """A value is not what the format asks for; the message names the field and says what would be right."""

    def __init__(self, path: str, message: str):
        super().__init__(_("Field %(path)s: %(message)s") % {"path": path, "message": message} if path else message)


class Checked:
    """``value`` at ``path`` of a line. Methods return what they promise or raise :class:`Wrong`."""

    __slots__ = ("path", "value")

    def __init__(self, value: Any, path: str = ""):
        self.value = value
        self.path = path

    def wrong(self, message: str) -> Wrong:
        return Wrong(self.path, message)

    def __getitem__(self, key: str) -> Checked:
        """The member ``key`` of an object, which must have it."""
        if key not in self.object():
            raise self.member(key).wrong(_("is missing. Add it, or export the archive again."))
        return self.member(key, self.value[key])

    def get(self, key: str, default: Any = None) -> Checked:
        """The member ``key`` of an object, or ``default``."""
        return self.member(key, self.object().get(key, default))

    def member(self, key: str, value: Any = None) -> Checked:
        return Checked(value, f"{self.path}.{key}" if self.path else key)

    def object(self) -> Mapping[str, Any]:
        return self._of(dict, gettext_noop("must be an object, {…}."))

    def list(self) -> list[Checked]:
        values = self._of(list, gettext_noop("must be a list, […]."))
        return [Checked(value, f"{self.path}[{index}]") for index, value in enumerate(values)]

    def members(self) -> Iterator[tuple[str, Checked]]:
        return ((key, self.member(key, value)) for key, value in self.object().items())

    def text(self, column: Field | None = None) -> str:
        """A string; one that ``column`` can hold and its choices and validators allow, when it is given."""
        value = self._of(str, gettext_noop("must be text in quotes."))
        if column and value:
            if column.choices and value not in (known := [key for key, _label in column.flatchoices]):
                message = _("“%(value)s” is not known; use one of: %(known)s.")
                raise self.wrong(message % {"value": value, "known": ", ".join(filter(None, known))})
            try:
                column.run_validators(value)
            except ValidationError as error:
                raise self.wrong(" ".join(error.messages)) from error
        return value

    def required(self, column: Field | None = None) -> str:
        """Text that may not be empty."""
        if not (value := self.text(column)):
            raise self.wrong(_("must not be empty."))
        return value

    def number(self) -> int:
        """A whole number a column for positive integers can hold."""
        value = self._of(int, gettext_noop("must be a whole number."))
        if isinstance(value, bool) or not 0 <= value < 2**31:
            raise self.wrong(_("must be a whole number from 0 to 2147483647."))
        return value

    def truth(self) -> bool:
        return self._of(bool, gettext_noop("must be true or false."))

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError as error:
            raise self.wrong(_("must be a date like 2018-09-25.")) from error

    def moment(self) -> datetime:
        """A date-time with its offset, in UTC."""
        try:
            moment = datetime.fromisoformat(self.text())
            if moment.tzinfo is None:
                raise self.wrong(_("needs its time zone, as in 2018-09-25T12:00:00+00:00."))
            return moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            if isinstance(error, Wrong):
                raise
            raise self.wrong(_("must be a date and time like 2018-09-25T12:00:00+00:00.")) from error

    def _of(self, kind: type, message: str) -> Any:
        if not isinstance(self.value, kind):
            raise self.wrong(_(message))
        return self.value


def refuse_unusable(value: Any, path: str = "") -> None:
    """Raise :class:`Wrong` where a text, however deep, holds a character no database can keep."""
    if isinstance(value, str) and (match := UNUSABLE.search(value)):
        message = _("holds the character U+%(code)04X, which cannot be stored. Remove it.")
        raise Wrong(path, message % {"code": ord(match[0])})
    if isinstance(value, dict):
        for key, member in value.items():
            refuse_unusable(key, path)
            refuse_unusable(member, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, member in enumerate(value):
            refuse_unusable(member, f"{path}[{index}]")
