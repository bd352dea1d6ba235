"""One box for every language, with what was found to be narrowed by language, year, project and person."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from people.models import Person
from posts.models import Credit, Post, PostProject
from posts.models.post import LANGUAGES
from posts.pages import suggestions
from posts.pages.calendar import within_year
from posts.pages.phrases import enumerated, year
from posts.pages.visible import visible
from posts.querysets import PostQuerySet, any_of
from posts.search import query, syntax
from posts.serving import content_version
from posts.serving.prepared import Prepared
from posts.views.filters import Choice
from posts.views.methods import read_only
from projects.models import Project

OFFERED = 12  # choices of a kind


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search: what was chosen, or what can be."""

    name: str
    label: str | Promise
    chosen: Choice | None = None
    choices: list[Choice] = field(default_factory=list)


@read_only
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()
    chosen, notes = read(request)
    posts = Post.objects.all() if chosen else None
    for name, choice in chosen.items():
        posts = NARROWING[name](posts, choice.value)
    results = query.search(
        text,
        language=chosen["language"].value if "language" in chosen else "",
        prefer=get_language(),
        posts=posts,
        page=page_number(request),
    )
    notes += results.notes
    if results.count and "language" not in chosen and get_language() not in results.languages:
        notes.append(only_elsewhere(results))
    missed = bool(results.query.wanted) and not results.count
    return render(
        request,
        "posts/search.html",
        {
            "hides_search": True,  # the page has the box itself
            "q": text[: syntax.LENGTH],
            "results": results,
            "notes": notes,
            "chosen": [Facet(name, HEADINGS[name], choice) for name, choice in chosen.items()],
            "facets": facets(results, chosen) if results.count > 1 else [],
            "page_obj": Paginator(range(results.count), query.PAGE_SIZE).page(results.page),
            "missed": missed,
            "likely_names": suggestions.likely_names(text) if missed else [],
            "likely_posts": suggestions.likely_posts(text) if missed else [],
        },
    )


def page_number(request: HttpRequest) -> int:
    """The page asked for; the search itself gives the nearest there is."""
    number = request.GET.get("page", "")
    return int(number) if number.isdecimal() and len(number) < 9 else 1


def only_elsewhere(results: query.Results) -> str:
    shown = [get_language_info(code)["name_translated"] for code in LANGUAGES if code in results.languages]
    return gettext("Found only in %(languages)s.") % {"languages": enumerated(shown)}


# Narrowing


def _of_person(posts: PostQuerySet, slug: str) -> PostQuerySet:
    return posts.filter(pk__in=Credit.objects.published().filter(person__slug=slug).values("post"))


def _of_project(posts: PostQuerySet, slug: str) -> PostQuerySet:
    return posts.filter(pk__in=PostProject.objects.filter(project__slug=slug).values("post"))


NARROWING: dict[str, Callable[[PostQuerySet, str], PostQuerySet]] = {
    "language": lambda posts, code: posts,  # the search's own: it is of texts, not of posts
    "year": lambda posts, year: posts.filter(**within_year(int(year))),
    "project": _of_project,
    "person": _of_person,
}


def read(request: HttpRequest) -> tuple[dict[str, Choice], list[str]]:
    """What the search is narrowed to; and a note for whatever is asked for and does not exist, which narrows nothing."""
    chosen, notes = {}, []
    for name, label_of in LABELS.items():
        if not (value := request.GET.get(name, "").replace("\0", "")):
            continue
        if label := label_of(value):
            chosen[name] = Choice(value, label, 0)
        else:
            notes.append(gettext("There is no %(kind)s “%(value)s” here, so it was left out of the search.") % {
                "kind": KINDS[name], "value": value[:60],
            })  # fmt: skip
    return chosen, notes


def _year_label(value: str) -> str:
    return year(int(value)) if len(value) == 4 and value.isascii() and value.isdigit() and "0000" < value < "9999" else ""


LABELS: dict[str, Callable[[str], str]] = {
    "language": lambda code: get_language_info(code)["name_local"] if code in LANGUAGES else "",
    "year": _year_label,
    "project": lambda slug: str(visible(Project).filter(slug=slug).first() or ""),
    "person": lambda slug: str(visible(Person).filter(slug=slug).first() or ""),
}
KINDS = {"language": _("language"), "year": _("year"), "project": _("project"), "person": _("person")}
HEADINGS = {"language": _("Language"), "year": _("Year"), "project": _("Project"), "person": _("Person")}


def facets(results: query.Results, chosen: dict[str, Choice]) -> list[Facet]:
    """What the posts found can be narrowed to, with how many of them each choice leaves."""
    offered = {
        "language": [
            Choice(code, get_language_info(code)["name_local"], results.languages[code])
            for code, _name in settings.LANGUAGES
            if code in results.languages
        ],
        "year": [Choice(str(number), year(number), count) for number, count in sorted(results.years.items(), reverse=True)],
    }
    found, now = json.dumps(results.post_ids), timezone.now()
    for name, (model, most_linked) in MOST_LINKED.items():
        if name not in chosen:
            counts: dict[int, int] = dict(most_linked.tuples(found, now))
            rows = content_version.keep_each(model, counts, model.objects.in_bulk)
            offered[name] = [Choice(rows[key].slug, str(rows[key]), count) for key, count in counts.items() if key in rows]
    return [
        Facet(name, HEADINGS[name], choices=choices)
        for name, choices in offered.items()
        if name not in chosen and len(choices) > 1
    ]


def _most_linked(links: QuerySet, field: str, found: str) -> QuerySet:
    """Keys of those that most of the posts found are linked to, and to how many."""
    linked = links.filter(**{"post__in": any_of(found), f"{field}__isnull": False}).order_by().values_list(field)
    return linked.annotate(count=Count("post", distinct=True)).order_by("-count", F(f"{field}__slug"))[:OFFERED]


def _projects(found: str, _now: datetime) -> QuerySet:
    return _most_linked(PostProject.objects.all(), "project", found)


def _people(found: str, now: datetime) -> QuerySet:
    return _most_linked(Credit.objects.of_public_texts(now), "person", found)


MOST_LINKED = {"project": (Project, Prepared(_projects, str, datetime)), "person": (Person, Prepared(_people, str, datetime))}
