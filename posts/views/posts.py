"""The home page, the numbered list, and the post itself."""

from datetime import datetime
from typing import cast

from django.db.models import Max, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from posts import contents, markdown, reading
from posts.models import Post, PostProject, Series, Translation
from posts.models.post import LANGUAGES
from posts.pages import languages, roads, surroundings
from posts.pages.shown_text import text_for_page
from posts.querysets import PostQuerySet
from posts.services import permissions
from posts.serving import whole
from posts.serving.content_version import while_unchanged
from posts.states import scheduled_for
from posts.views import filters
from posts.views.listing import PostListing, listed
from posts.views.methods import read_only
from projects.models import Project

LATEST = 9  # posts on the home page, the lead story included
SERIES_ON_HOME = 5
PROJECTS_ON_HOME = 12


@read_only
def home(request: HttpRequest) -> HttpResponse:
    newest = list(Post.objects.published().values_list("pk", flat=True)[:LATEST])
    posts = listed(newest)
    latest = [posts[key] for key in newest if key in posts]
    return render(
        request,
        "posts/home.html",
        {
            "lead": latest[0] if latest else None,
            "latest": latest[1:],
            "series": running_series(),
            "projects": projects_in_the_news(),
        },
    )


@while_unchanged
def running_series() -> list[Series]:
    running = Q(posts__in=Post.objects.published().values("pk"))
    return list(newest_first(Series.objects.all(), running, "posts__published_at")[:SERIES_ON_HOME])


@while_unchanged
def projects_in_the_news() -> list[Project]:
    about = Q(post_links__relation=PostProject.Relation.ABOUT, post_links__post__in=Post.objects.published().values("pk"))
    return roads.lead(newest_first(Project.objects.all(), about, "post_links__post__published_at")[:PROJECTS_ON_HOME])


def newest_first(rows: QuerySet, spoken_of: Q, date: str) -> QuerySet:
    """Those of ``rows`` that are ``spoken_of``, the one spoken of last first; ``date`` leads to when."""
    return rows.filter(spoken_of).annotate(latest=Max(date, filter=spoken_of)).order_by("-latest", "slug")


class PostList(PostListing):
    template_name = "posts/post_list.html"

    def get_queryset(self) -> PostQuerySet:
        self.filters = filters.read(self.request.GET, filters.NAMES, filters.Choices())
        return cast(PostQuerySet, SimpleLazyObject(lambda: filters.narrowed(self.posts(), self.filters)))

    def get_template_names(self) -> list[str]:
        """The one named. Django would ask the posts for another, and so make a query of what is kept."""
        return [self.template_name]

    def get_context_data(self, **kwargs):
        chosen, query = filters.chosen_of(self.filters), filters.as_query(self.filters)
        return super().get_context_data(filters=self.filters, chosen=chosen, query=query, **kwargs)


@read_only
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """One post in the language of the address; where it is not translated, as it was written, with a notice."""
    language = get_language()
    try:
        found, is_gone = whole.find(slug, language), False
    except whole.Gone:
        found, is_gone = None, True
    if found and not reading.has_public_text(found):
        found = None
    is_preview = found is None
    if found is None and request.user.is_staff:
        found = whole.find(slug, language, drafts=True)
        if found and not permissions.may_see(request.user, found):
            found = None
    if is_gone and found is None:
        return render(request, "410.html", status=410)
    if found is None:
        raise Http404

    text = reading.read(found, language, drafts=is_preview)
    outdated = reading.outdated(found, text.source) if len(text.languages) > 1 else frozenset()
    html = rendered(found, text.language)
    return render(
        request,
        "posts/post.html",
        {
            "post": found,
            "text": text,
            "html": text_for_page(html, text.language),
            "contents": contents.table_of_contents(html),
            "is_preview": is_preview,
            "appears_at": appears_at(found) if is_preview else None,
            "is_outdated": text.language in outdated,
            "source_changed": reading.source_changed(found, text.source) if outdated else None,
            "source_address": source_address(found, text),
            "around": surroundings.of(found) if is_preview else surroundings.kept_of(found),
            "page_languages": tuple(
                languages.LanguageLink(
                    code, reading.address_of(found, text, code), code == language, code in text.languages, code in outdated
                )
                for code in LANGUAGES
            ),
            "canonical": reading.address(found, text.language),
            "x_default": reading.address(found, text.source),
        },
    )


def appears_at(post: Post) -> datetime | None:
    """The moment from which on the public may read a text of a post that it cannot see yet; None for a draft."""
    waiting = (scheduled_for(row) for row in Translation.objects.filter(post=post).select_related("post"))
    return min(filter(None, waiting), default=None)


def rendered(post: Post, language: str) -> str:
    """The text of one language as stored with its row, or made now for a post that has none."""
    stored = next((row.body_html for row in post.translations.all() if row.language == language), None)
    return stored if stored is not None else markdown.render(reading.localized(post, "body", language))


def source_address(post: Post, text: reading.Reading) -> str:
    """Where the text is in the language it was written in; empty on that very page."""
    return "" if text.source == get_language() else reading.address(post, text.source)
