"""What people are shown of a snapshot: names in place of keys, days in place of time stamps."""

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Field, ForeignKey
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from posts.models import Post
from posts.models.post import LANGUAGE_NAMES
from posts.services.snapshots import PART, PARTS, POST, TEXT, Names, Snapshot
from projects.models import Level

# Counted by the database, or said by other columns.
UNSAID = {"created_at", "order", "is_source", "changed_at"}
OF_POST = ("categories", "tags", "projects")  # parts that are called what the post calls them


def legible(post: Snapshot, names: Names) -> dict[str, Any]:
    """Fields of a snapshot for reading, in the order of the form, under their own names."""
    texts = [name for name in post if ":" in name]
    ordered = [name for name in (*POST, *sorted(texts), *PART) if name in post and is_said(name)]
    return {name: _legible(name, post[name], names) for name in ordered}


def is_said(name: str) -> bool:
    """Whether people are told of a field of a snapshot."""
    return name.partition(":")[0] not in UNSAID


def _legible(name: str, value: Any, names: Names) -> Any:
    if name in PART:
        columns = PART[name]
        return [
            [_said(field, row.get(column), names) for column, field in columns.items() if column not in UNSAID]
            for row in value or ()
        ]
    column, colon, _language = name.partition(":")
    columns = TEXT if colon else POST
    return _said(columns[column], value, names) if column in columns else value


def _said(field: Field, value: Any, names: Names) -> Any:
    if value in (None, ""):
        return ""
    if isinstance(value, list) and isinstance(field, ForeignKey):  # a step: level, kind, day
        return " ".join((str(Level(value[0]).label), value[2]))
    if isinstance(field, ForeignKey):
        return names.get(field.related_model._meta.label_lower, {}).get(str(value), ["", f"#{value}"])[1]
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, DateTimeField):
        return formats.date_format(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")
    return value


def label(name: str) -> str:
    """What a field of a snapshot is called: "Body (Chinese)".

    A field that no model has any more keeps its name.
    """
    if name in OF_POST:
        return capfirst(str(Post._meta.get_field(name).verbose_name))
    if part := next((part for part in PARTS if part.name == name), None):
        return capfirst(str(part.model._meta.verbose_name_plural))
    column, colon, language = name.partition(":")
    field = (TEXT if colon else POST).get(column)
    if field is None:
        return name
    if isinstance(field, TranslationField):
        language, field = field.language, field.translated_field
    said = capfirst(str(field.verbose_name))
    if not language:
        return said
    return _("%(field)s (%(language)s)") % {"field": said, "language": LANGUAGE_NAMES.get(language, language)}


def language_of(name: str) -> str:
    """The code of the language that a field is written in, or that it is about; "" of others."""
    column, _colon, language = name.partition(":")
    field = POST.get(column)
    return field.language if isinstance(field, TranslationField) else language
