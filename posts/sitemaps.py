"""The site's addresses for search engines, one file per kind of page.

An address is listed once per language it exists in, each time with all of them. A text that was first published elsewhere
is left out, as its page names the original for canonical; its translations are listed.
"""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Q
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from modeltranslation.utils import build_localized_fieldname

from people.models import Person
from posts import reading
from posts.metadata import canonical
from posts.models import Credit, Post, Series, Tag
from posts.models.post import LANGUAGES
from posts.querysets import public_text
from projects.models import Project

ADDRESSES_PER_FILE = 5_000
# What was scheduled changes the site when its time comes: a post, and in PostSitemap also a text.
CHANGED = Greatest("updated_at", "published_at")


class BilingualSitemap(Sitemap):
    """Rows → addresses. Rows are counted and cut into files by the database: a late file costs what the first does."""

    limit = ADDRESSES_PER_FILE // len(LANGUAGES)

    def addresses(self, row) -> dict[str, str]:
        """The path in every language the page exists in."""
        paths = {}
        for code in LANGUAGES:
            with translation.override(code):
                paths[code] = self.location(row)
        return paths

    def default_language(self, row) -> str:
        return settings.LANGUAGE_CODE

    def listed(self, row, language: str) -> bool:
        return True

    def changed(self, row, language: str) -> datetime | None:
        return row.changed

    def get_urls(self, page=1, site=None, protocol=None) -> list[dict]:
        host = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        return [url for row in self.paginator.page(page).object_list for url in self.urls(row, host)]

    def urls(self, row, host: str) -> Iterator[dict]:
        paths = self.addresses(row)
        alternates = [{"lang_code": code, "location": f"{host}{path}"} for code, path in paths.items()]
        if default := paths.get(self.default_language(row)):
            alternates.append({"lang_code": "x-default", "location": f"{host}{default}"})
        for code, path in paths.items():
            if self.listed(row, code):
                yield {"location": f"{host}{path}", "lastmod": self.changed(row, code), "alternates": alternates}

    def get_latest_lastmod(self) -> datetime | None:
        """Told of the posts, whose changes are what changes the other pages: no need to look at all of them six times."""
        return None


class PostSitemap(BilingualSitemap):
    def items(self):
        slugs = [build_localized_fieldname("slug", code) for code in LANGUAGES]
        return Post.objects.published().for_linking().only("syndicated_url", *slugs).annotate(changed=CHANGED)

    def get_latest_lastmod(self) -> datetime | None:
        appeared = Max("translations__published_at", filter=public_text("translations__"))
        latest = Post.objects.published().aggregate(changed=Max(CHANGED), appeared=appeared)
        return max(filter(None, latest.values()), default=None)

    def addresses(self, row: Post) -> dict[str, str]:
        return {code: reading.address(row, code) for code in self.languages_of(row)}

    def languages_of(self, row: Post) -> list[str]:
        published = {text.language for text in row.translations.all() if text.is_public}
        return [code for code in LANGUAGES if code in published]

    def default_language(self, row: Post) -> str:
        source = next((text.language for text in row.translations.all() if text.is_source), "")
        existing = self.languages_of(row)
        return source if source in existing else next(iter(existing), "")

    def changed(self, row: Post, language: str) -> datetime:
        appeared = next((text.published_at for text in row.translations.all() if text.language == language), None)
        return max(row.changed, appeared or row.changed)

    def listed(self, row: Post, language: str) -> bool:
        return not canonical.original(row, language, self.default_language(row))


class RowSitemap(BilingualSitemap):
    """Rows that have a page as soon as a published post leads to them."""

    model = Series
    posts = "posts"  # the way from a row to its posts

    def public(self) -> Q:
        return Q(**{f"{self.posts}__in": Post.objects.published().values("pk")})

    def items(self):
        changed = Max(Greatest(f"{self.posts}__updated_at", f"{self.posts}__published_at"))
        return self.model.objects.filter(self.public()).annotate(changed=changed).order_by("pk")


class SeriesSitemap(RowSitemap):
    model = Series


class TagSitemap(RowSitemap):
    model = Tag
    posts = "tagged__content_object"


class ProjectSitemap(RowSitemap):
    model = Project
    posts = "post_links__post"


class PersonSitemap(RowSitemap):
    model = Person
    posts = "credits__post"

    def public(self) -> Q:
        return Q(credits__in=Credit.objects.published().values("pk"))


class PageSitemap(BilingualSitemap):
    """The pages that are always there."""

    def items(self) -> list[str]:
        return [
            "posts:home",
            "posts:list",
            "posts:archive",
            "posts:series_list",
            "projects:projects",
            "people:people",
            "posts:tags",
        ]

    def location(self, name: str) -> str:
        return reverse(name)

    def changed(self, name: str, language: str) -> datetime | None:
        return self.latest

    @cached_property
    def latest(self) -> datetime | None:
        return PostSitemap().get_latest_lastmod()


SITEMAPS = {
    "pages": PageSitemap,
    "posts": PostSitemap,
    "series": SeriesSitemap,
    "projects": ProjectSitemap,
    "people": PersonSitemap,
    "tags": TagSitemap,
}
