"""What can be subscribed to, under which address, and which posts that is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from people.models import Person
from posts.feeds.formats import Format
from posts.models import Credit, Post, PostProject, Series, Tag, Translation
from posts.pages.described import described
from posts.pages.visible import visible
from posts.querysets import PostQuerySet
from projects.models import Project

LENGTH = 30  # entries of a feed, each with its full text


@dataclass(frozen=True, slots=True)
class Subject:
    """The site, or a row whose posts make a feed; in the active language."""

    kind: str  # a key of KINDS
    row: models.Model | None = None

    @property
    def title(self) -> str:
        site = str(settings.SITE_NAME)
        name = gettext("every post in any language") if self.kind == "all" else str(self.row or "")
        return gettext("%(site)s: %(name)s") % {"site": site, "name": name} if name else site

    @property
    def description(self) -> str:
        if self.row is None:
            return gettext("Stories from the people who build and run cloud native software, in English and Chinese.")
        return getattr(self.row, "description", "") or getattr(self.row, "bio", "")

    @property
    def page(self) -> str:
        """The path of the page that lists the same posts."""
        return self.row.get_absolute_url() if self.row else reverse("posts:home")

    def path(self, ending: Format) -> str:
        arguments = [self.row.slug, ending] if self.row else [ending]
        return reverse(KINDS[self.kind].address, args=arguments)

    def posts(self, language: str) -> PostQuerySet:
        """The published posts that can be read in ``language``, as many as a feed holds, newest there first.

        ``text_published_at`` says when that was.
        """
        public = Post.objects.published()
        texts = Translation.objects.published()
        if self.kind == "all":
            readable = public.filter(Exists(texts.filter(post=OuterRef("pk"))))
            return readable.annotate(text_published_at=F("published_at")).order_by("-published_at", "-pk")[:LENGTH]
        texts = texts.filter(language=language)
        of_post = texts.filter(post=OuterRef("pk"))
        if self.kind == "site":  # by way of the newest texts, which an index holds: not every post is looked at
            of_public = texts.filter(Exists(public.filter(pk=OuterRef("post_id"))))
            newest = of_public.order_by(F("published_at").desc(nulls_last=True))
            readable = public.filter(pk__in=newest.values("post")[:LENGTH])
        else:
            readable = KINDS[self.kind].select(public, self.row).filter(Exists(of_post))
        when = Greatest(Coalesce(Subquery(of_post.values("published_at")), "published_at"), "published_at")
        return readable.annotate(text_published_at=when).order_by("-text_published_at", "-pk")[:LENGTH]


@dataclass(frozen=True, slots=True)
class Kind:
    address: str  # name of the address in posts.urls
    select: Callable[[PostQuerySet, models.Model | None], PostQuerySet] = lambda posts, _row: posts
    model: type[models.Model] | None = None


KINDS = {
    "site": Kind("posts:feed"),
    "all": Kind("posts:all_feed"),
    "series": Kind("posts:series_feed", lambda posts, row: posts.filter(series=row), Series),
    "tag": Kind("posts:tag_feed", lambda posts, row: posts.filter(tagged__tag=row), Tag),
    "project": Kind(
        "projects:project_feed",
        # What merely mentions a project is no news of it.
        lambda posts, row: posts.filter(project_links__project=row, project_links__relation=PostProject.Relation.ABOUT),
        Project,
    ),
    "person": Kind(
        "people:person_feed",
        # Whatever their part was, and once where they had two.
        lambda posts, row: posts.filter(pk__in=Credit.objects.published().filter(person=row).values("post")),
        Person,
    ),
}


def find(kind: str, slug: str = "") -> Subject:
    """The subject at an address, or a 404. A person is also found at a former address."""
    model = KINDS[kind].model
    if model is None:
        return Subject(kind)
    if model is Person and not Person.objects.filter(slug=slug).exists():
        former = Person.objects.filter(other_names__slug=slug).first()
        slug = former.slug if former else slug
    row = get_object_or_404(visible(model), slug=slug)
    return Subject(kind, described([row])[0] if isinstance(row, Project) else row)
