"""What a list of posts can be narrowed to: a year, a project, a series, a language. All of it stands in the address.

One query finds everything that can be chosen and how many published posts each choice holds, and is asked again only after a
change; a choice that holds none is no page of ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast
from django.http import Http404, QueryDict
from django.utils.http import urlencode
from django.utils.translation import get_language, get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from people import names as people_names
from posts.models import Post, PostProject
from posts.models.post import LANGUAGES
from posts.pages.calendar import PUBLISHED_IN, within_year
from posts.pages.phrases import year
from posts.querysets import PostQuerySet, public_text
from posts.serving import content_version

YEAR, PROJECT, SERIES, LANGUAGE = NAMES = ("year", "project", "series", "language")
LABELS = {
    YEAR: (_("Year"), _("All years")),
    PROJECT: (_("Project"), _("All projects")),
    SERIES: (pgettext_lazy("one", "Series"), _("All series")),
    LANGUAGE: (_("Language"), _("All languages")),
}
UNNAMED = tuple(Value("") for _code in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Choice:
    """``value`` is how it stands in the address, ``count`` how many published posts it holds."""

    value: str
    label: str
    count: int


class Choices:
    """Everything published posts can be narrowed to."""

    def __init__(self) -> None:
        self._rows = counts()

    @cached_property
    def months(self) -> dict[int, int]:
        """Posts by month, oldest first: ``{201809: 12}``."""
        return dict(sorted((int(value), count) for kind, value, *_names, count in self._rows if kind == "month"))

    def of(self, name: str) -> list[Choice]:
        """What one filter offers, in the order a reader looks for it."""
        return content_version.keep(("choices", name, get_language()), lambda: self._of(name))

    def _of(self, name: str) -> list[Choice]:
        if name == YEAR:
            return [Choice(str(number), year(number), count) for number, count in reversed(by_year(self.months).items())]
        rows = [(value, names, count) for kind, value, *names, count in self._rows if kind == name]
        if name == LANGUAGE:
            counts = {value: count for value, _names, count in rows}
            return [
                Choice(code, get_language_info(code)["name_local"], counts[code])
                for code, _name in settings.LANGUAGES
                if code in counts
            ]
        choices = [Choice(value, _localized(names) or value, count) for value, names, count in rows]
        return sorted(choices, key=lambda choice: people_names.order(choice.label))


@dataclass(frozen=True, slots=True)
class Filter:
    """One of the filters of a page, and what the reader chose in it."""

    name: str
    choices: list[Choice]
    chosen: Choice | None

    @property
    def label(self) -> str:
        return str(LABELS[self.name][0])

    @property
    def everything(self) -> str:
        """What not to choose is called."""
        return str(LABELS[self.name][1])


def read(params: QueryDict, names: Iterable[str], choices: Choices) -> list[Filter]:
    """What was chosen in the filters called ``names``; a choice that leads nowhere is a page that does not exist."""
    return [_read(name, params.get(name, ""), choices.of(name)) for name in names]


def _read(name: str, value: str, choices: list[Choice]) -> Filter:
    chosen = next((choice for choice in choices if choice.value == value), None)
    if value and chosen is None:
        raise Http404(f"no published post has the {name} {value!r}")
    return Filter(name, choices, chosen)


def narrowed(posts: PostQuerySet, filters: Iterable[Filter]) -> PostQuerySet:
    for one in filters:
        if one.chosen:
            posts = NARROWING[one.name](posts, one.chosen.value)
    return posts


def chosen_of(filters: Iterable[Filter]) -> list[Filter]:
    return [one for one in filters if one.chosen]


def as_query(filters: Iterable[Filter]) -> str:
    """What was chosen as it stands behind an address: ``?language=en``, or nothing."""
    chosen = {one.name: one.chosen.value for one in filters if one.chosen}
    return f"?{urlencode(chosen)}" if chosen else ""


NARROWING = {
    YEAR: lambda posts, value: posts.filter(**within_year(int(value))),
    PROJECT: lambda posts, value: posts.filter(
        project_links__relation=PostProject.Relation.ABOUT, project_links__project__slug=value
    ),
    SERIES: lambda posts, value: posts.filter(series__slug=value),
    LANGUAGE: lambda posts, value: posts.in_language(value),
}


def by_year(months: dict[int, int]) -> dict[int, int]:
    """Posts by year, oldest first: ``{2018: 34}``."""
    years: dict[int, int] = {}
    for month, count in months.items():
        years[month // 100] = years.get(month // 100, 0) + count
    return years


@content_version.while_unchanged
def counts() -> list[tuple]:
    """Everything that can be chosen in any filter: rows of kind, value, a name for each language, number of posts."""
    public = Post.objects.published().order_by()
    about = public.filter(project_links__relation=PostProject.Relation.ABOUT)
    texts = public.filter(public_text("translations__"))
    first, *others = [
        _counted(public, "month", Cast(PUBLISHED_IN, CharField())),
        _counted(about, PROJECT, F("project_links__project__slug"), _names("project_links__project")),
        _counted(public.filter(series__isnull=False), SERIES, F("series__slug"), _names("series")),
        _counted(texts, LANGUAGE, F("translations__language")),
    ]
    return list(first.union(*others, all=True))


def _counted(posts: QuerySet, kind: str, value, names=UNNAMED) -> QuerySet:
    # Everything by a name of its own: a union takes columns in their order, and unnamed ones lose theirs.
    columns = {"kind": Value(kind, CharField()), "value_of": value} | {f"name{at}": name for at, name in enumerate(names)}
    return posts.annotate(**columns).values(*columns).annotate(count=Count("pk")).values_list(*columns, "count")


def _names(of: str) -> tuple[F, ...]:
    return tuple(F(f"{of}__{build_localized_fieldname('name', code)}") for code in LANGUAGES)


def _localized(names: list[str | None]) -> str:
    """The name in the page's language, or in the first that has one."""
    own = names[LANGUAGES.index(get_language())]
    return own or next(filter(None, names), "")
