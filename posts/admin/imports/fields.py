"""A post's fields as imports compare them (``posts.services.compared.stored_fields``), for editors to read."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Organization, Person
from posts.models import Category, Credit, Post, PostProject, Series, Translation
from posts.models.post import LANGUAGE_NAMES
from posts.services import legible
from posts.services.snapshots import TEXTS
from projects.models import Level, Project

# What imports compare is called as the form calls it, but for these.
LABELS = {
    "date": gettext_lazy("date"),
    "series": gettext_lazy("series"),
    "syndication": gettext_lazy("first published"),
    "review": gettext_lazy("reasons for review"),
}


def language_of(field: str) -> str:
    """The code of the language that ``field`` is written in; "" of one that is no text."""
    return legible.language_of(field) if field in TEXTS else ""


def label(field: str) -> str:
    """As in "Body (English)"."""
    return capfirst(str(LABELS[field])) if field in LABELS else legible.label(field)


def readable(field: str, value: Any) -> str | list[str]:
    """``value`` in words: a text as it is, of anything else a line for each part."""
    if not value:
        return ""
    if field in TEXTS:
        return value
    if field == "status" or field.startswith("status:"):
        return str(dict((Post.Status if field == "status" else Translation.Status).choices).get(value, value))
    show = SHOW.get(field)
    return show(value) if show else [str(part) for part in value if part]


def _date(value: list[str]) -> list[str]:
    published_at, basis, earliest, latest = value
    found = []
    if published_at:
        moment = timezone.make_aware(datetime.fromisoformat(published_at), timezone.get_fixed_timezone(0))
        found.append(formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT"))
    found.append(str(dict(Post.DateBasis.choices).get(basis, basis)))
    found += [_("not before %s") % formats.date_format(parse_date(earliest))] if earliest else []
    found += [_("not after %s") % formats.date_format(parse_date(latest))] if latest else []
    return found


def _named(model, slugs: list[str]) -> list[str]:
    names = {row.slug: str(row) for row in model.objects.filter(slug__in=slugs)}
    return [names.get(slug, slug) for slug in slugs]


def _projects(value: list[list[str]]) -> list[str]:
    names = {project.slug: str(project) for project in Project.objects.filter(slug__in=[slug for slug, *_rest in value])}
    relations, levels = dict(PostProject.Relation.choices), dict(Level.choices)
    return [
        _joined(names.get(slug, slug), str(relations.get(relation, relation)), str(levels.get(level, level)))
        for slug, relation, level in value
    ]


def _credits(value: list[list[str]]) -> list[str]:
    people = _names_by_key(Person, {who for who, *_rest in value if who})
    organizations = _names_by_key(Organization, {employer for _who, employer, *_rest in value if employer})
    roles = dict(Credit.Role.choices)
    return [
        _joined(
            *(people.get(who, who), title, organizations.get(employer, employer), str(roles.get(role, role))),
            *(str(LANGUAGE_NAMES.get(code, code)) for code in language),
        )
        for who, employer, role, title, *language in value
    ]


def _names_by_key(model, keys: set[str]) -> dict[str, str]:
    """Key, or slug of what has no key → name."""
    found = {row.slug: str(row) for row in model.objects.filter(slug__in=keys)}
    return found | {row.key: str(row) for row in model.objects.filter(key__in=keys)}


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


SHOW: dict[str, Callable[[Any], list[str]]] = {
    "date": _date,
    "series": lambda slug: _named(Series, [slug]),
    "categories": lambda slugs: _named(Category, slugs),
    "projects": _projects,
    "credits": _credits,
}
