"""What each page says about itself to browsers, feed readers, search engines and whoever shows a card of it.

A page is known by the name of its address. Its view's context holds everything: nothing here asks the database.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from people.addresses import path
from posts.feeds.subjects import Subject
from posts.metadata import canonical, structured
from posts.metadata.card import Picture, first_picture
from posts.metadata.structured import Absolute, Data
from posts.pages.phrases import month, year

Trail = list[tuple[str, str]]  # names and paths
SITE = Subject("site")


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    trail: Trail = field(default_factory=list)  # from below the home page to this page
    description: str = ""
    kind: str = "website"  # in the words of Open Graph
    language: str = ""  # of the text; empty: the page's
    original: str = ""  # the address of the same text elsewhere, where it was published first
    picture: Picture | None = None  # of the text; the site has one for all others
    subject: Subject = SITE  # what can be subscribed to here, besides the site
    data: tuple[Data, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()  # of Open Graph


Context = Mapping[str, Any]


def home(context: Context, absolute: Absolute) -> Page:
    return Page(str(settings.SITE_NAME), data=(structured.site(absolute),))


def post(context: Context, absolute: Absolute) -> Page:
    row, text = context["post"], context["text"]
    if context["is_preview"]:  # nobody but an editor sees it
        return Page(text.title)
    picture = first_picture(context["html"], absolute(context["canonical"]))
    above = [series_list(), (str(row.series), row.series.get_absolute_url())] if row.series else [post_list()]
    return Page(
        text.title,
        [*above, (text.title, context["canonical"])],
        text.summary,
        "article",
        text.language,
        canonical.original(row, text.language, text.source),
        picture,
        data=(structured.blog_posting(row, text, absolute, picture),),
        properties=(
            ("article:published_time", structured.published(row)),
            ("article:modified_time", structured.modified(row)),
            *(("article:tag", str(tag)) for tag in row.tags.all()),
        ),
    )


def series(context: Context, absolute: Absolute) -> Page:
    row = context["series"]
    return Page(str(row), [series_list(), crumb(row)], row.description, subject=Subject("series", row))


def tag(context: Context, absolute: Absolute) -> Page:
    row = context["tag"]
    return Page(str(row), [(gettext("Topics"), path("posts:tags")), crumb(row)], subject=Subject("tag", row))


def project(context: Context, absolute: Absolute) -> Page:
    row = context["project"]
    trail = [(gettext("Projects"), path("projects:projects")), crumb(row)]
    data = (structured.project(row, absolute),)
    return Page(str(row), trail, row.description, subject=Subject("project", row), data=data)


def person(context: Context, absolute: Absolute) -> Page:
    row = context["person"]
    trail = [(gettext("People"), path("people:people")), crumb(row)]
    data = (structured.person(row, absolute),)
    return Page(str(row), trail, row.bio, "profile", subject=Subject("person", row), data=data)


def archive_year(context: Context, absolute: Absolute) -> Page:
    return in_archive([(year(context["year"]), reverse("posts:archive_year", args=[context["year"]]))])


def archive_month(context: Context, absolute: Absolute) -> Page:
    in_year, number = divmod(context["month"], 100)
    return in_archive(
        [
            (year(in_year), reverse("posts:archive_year", args=[in_year])),
            (month(date(in_year, number, 1)), reverse("posts:archive_month", args=[in_year, number])),
        ]
    )


def in_archive(trail: Trail) -> Page:
    return Page(trail[-1][0], [(gettext("Archive"), path("posts:archive")), *trail])


def overview(crumb: Callable[[], tuple[str, str]]) -> Callable[[Context, Absolute], Page]:
    """A page that only lists others."""
    return lambda _context, _absolute: Page(crumb()[0], [crumb()])


def crumb(row) -> tuple[str, str]:
    return str(row), row.get_absolute_url()


def post_list() -> tuple[str, str]:
    return gettext("All posts"), path("posts:list")


def series_list() -> tuple[str, str]:
    return pgettext("several", "Series"), path("posts:series_list")


PAGES: dict[str, Callable[[Context, Absolute], Page]] = {
    "posts:home": home,
    "posts:list": overview(post_list),
    "posts:post": post,
    "posts:archive": overview(lambda: (gettext("Archive"), path("posts:archive"))),
    "posts:archive_year": archive_year,
    "posts:archive_month": archive_month,
    "posts:search": overview(lambda: (gettext("Search"), path("posts:search"))),
    "posts:series_list": overview(series_list),
    "posts:series": series,
    "posts:tags": overview(lambda: (gettext("Topics"), path("posts:tags"))),
    "posts:tag": tag,
    "projects:projects": overview(lambda: (gettext("Projects"), path("projects:projects"))),
    "projects:project": project,
    "people:people": overview(lambda: (gettext("People"), path("people:people"))),
    "people:person": person,
}


def describe(view: str, context: Context, absolute: Absolute) -> Page:
    """The page at the address named ``view``; one that is not in the table has the name of the site."""
    builder = PAGES.get(view)
    return builder(context, absolute) if builder else Page(str(settings.SITE_NAME))
