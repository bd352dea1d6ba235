"""Fields that exist once per language, laid out beside each other: a third language is a third column."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import URLField
from django.forms import Textarea
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from modeltranslation.utils import build_localized_fieldname

from posts.admin.parts.moments import TO_THE_SECOND
from posts.models.post import LANGUAGE_NAMES, LANGUAGES

LINES = {"body": 36, "description": 8, "bio": 8}  # of a text area; others are short
STYLE = "side-by-side"  # of a fieldset: see static/css/admin.css


def row(field: str, languages: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
    """One row of a fieldset: ``field`` in every language."""
    return tuple(build_localized_fieldname(field, code) for code in languages)


def rows(*fields: str, languages: Sequence[str] = LANGUAGES) -> tuple[None, Any]:
    """A fieldset with a row for each of ``fields``."""
    return None, {"classes": (STYLE,), "fields": tuple(row(field, languages) for field in fields)}


def label_of(field: TranslationField) -> str:
    """With its language: "Title (English)"."""
    name = capfirst(str(field.translated_field.verbose_name))
    return _("%(field)s (%(language)s)") % {"field": name, "language": LANGUAGE_NAMES[field.language]}


class SideBySide:
    """For a ModelAdmin: names the language in the label, and tells the browser which one is written."""

    formfield_overrides = {**TO_THE_SECOND, URLField: {"assume_scheme": "https"}}

    def get_form(self, request, obj=None, change=False, **kwargs):
        """What may only be read is named like what may be written."""
        fields = self.model._meta.concrete_fields
        labels = {field.name: label_of(field) for field in fields if isinstance(field, TranslationField)}
        return super().get_form(request, obj, change, **{"labels": labels, **kwargs})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(db_field, TranslationField):
            field.label = label_of(db_field)
            field.widget.attrs |= {"lang": db_field.language, "dir": "auto"}
            if isinstance(field.widget, Textarea):
                field.widget.attrs["rows"] = LINES.get(db_field.translated_field.name, 4)
        return field
