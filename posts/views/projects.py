"""Projects and the posts about them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, Max, Prefetch, Q, Value, When
from django.shortcuts import get_object_or_404
from django.views.generic import ListView

from posts import charts
from posts.models import Post, PostProject, Translation
from posts.querysets import BODY_FIELDS
from posts.views.listing import LINES_PER_PAGE
from projects.models import Level, MaturityChange, Project

# As readers look for them: the most mature first, what is no longer hosted or was never dated last.
LEVELS = [Level.GRADUATED, Level.INCUBATING, Level.SANDBOX, Level.ARCHIVED]
BY_LEVEL = Case(*(When(level=level, then=Value(place)) for place, level in enumerate(LEVELS)), default=Value(len(LEVELS)))


class ProjectList(ListView):
    """Projects by level and category: those a published post speaks of or states the level of, with the posts about each."""

    template_name = "projects/project_list.html"
    context_object_name = "projects"

    def get_queryset(self):
        changes = MaturityChange.objects.order_by("date")
        spoken_of = Q(post_links__post__in=Post.objects.published().values("pk"))
        about = spoken_of & Q(post_links__relation=PostProject.Relation.ABOUT)
        projects = Project.objects.filter(spoken_of | ~Q(level="")).distinct()
        counted = projects.annotate(count=Count("post_links", filter=about, distinct=True))
        return counted.order_by(BY_LEVEL, "category", "slug").prefetch_related(Prefetch("maturity_changes", changes))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        projects = list(context["projects"])
        days = [change.date for project in projects for change in project.maturity_changes.all()]
        if days:
            newest = Post.objects.published().aggregate(newest=Max("published_at"))["newest"]
            first, last = years_of([*days, *([newest.date()] if newest else [])])
            for project in projects:
                project.stretches = stretches(project.maturity_changes.all(), first, last)
            context |= {"first": first, "last": last}
        return context | {"projects": projects, "count": len(projects)}


class ProjectPosts(ListView):
    """One project: its road through the levels, and the posts about it before those that mention it."""

    template_name = "projects/project.html"
    context_object_name = "links"
    paginate_by = LINES_PER_PAGE

    def get_queryset(self):
        self.project = get_object_or_404(Project, slug=self.kwargs["slug"])
        return (
            PostProject.objects.filter(project=self.project, post__in=Post.objects.published().values("pk"))
            .order_by("relation", "-post__published_at", "-post_id")  # "about" before "mentions"
            .prefetch_related(Prefetch("post", Post.objects.for_linking()))
        )

    def get_context_data(self, **kwargs):
        changes = list(self.changes())
        context = super().get_context_data(project=self.project, changes=changes, **kwargs)
        if changes:
            spoken_of = [link.post.published_at.date() for link in context["links"]]
            first, last = years_of([*(change.date for change in changes), *spoken_of])
            context |= {"stretches": stretches(changes, first, last), "first": first, "last": last}
        return context

    def changes(self):
        """The steps of the road, each with the published posts it is known from."""
        public = PostProject.objects.filter(post__in=Post.objects.published().values("pk"))
        texts = Translation.objects.defer("source_text", "body_html")
        sources = (
            public.select_related("post")
            .defer(*(f"post__{field}" for field in BODY_FIELDS))
            .prefetch_related(Prefetch("post__translations", texts))
        )
        return self.project.maturity_changes.order_by("date").prefetch_related(Prefetch("sources", sources))


def years_of(days: list[date]) -> tuple[date, date]:
    """What a road is drawn on: the years from the first to the last of what is known."""
    return date(min(days).year, 1, 1), max(days)


def stretches(changes: Iterable[MaturityChange], first: date, last: date) -> list[charts.Stretch]:
    return charts.road(((change.date, change.level) for change in changes), first, last)
