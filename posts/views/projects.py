"""Projects and the posts about them."""

from datetime import date

from django.db.models import Count, Max, Min, Prefetch, Q
from django.views.generic import ListView

from people import names
from posts import charts
from posts.models import Post, PostProject
from posts.pages import roads, visible
from posts.pages.described import described
from posts.pages.roads import Road
from posts.views.listing import LINES_PER_PAGE
from posts.views.methods import ReadOnlyView
from projects import categories
from projects.models import Level, Project

# As readers look for them: the most mature first, what is no longer hosted or was never dated last.
LEVELS = [Level.GRADUATED, Level.INCUBATING, Level.SANDBOX, Level.ARCHIVED, None]


class ProjectList(ReadOnlyView, ListView):
    """Projects by level and category: those that have a page, with how many posts are about each."""

    template_name = "projects/project_list.html"
    context_object_name = "projects"

    def get_queryset(self):
        spoken_of = Q(post_links__post__in=Post.objects.published().values("pk"))
        about = spoken_of & Q(post_links__relation=PostProject.Relation.ABOUT)
        return visible.visible(Project).annotate(count=Count("post_links", filter=about)).order_by("slug")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        projects = sorted(described(roads.lead(context["projects"])), key=place)
        if days := [step.date for project in projects for step in project.road.steps]:
            first, last = frame(days)
            for project in projects:
                project.stretches = stretches(project.road, first, last)
            context |= {"first": first, "last": last}
        return context | {"projects": projects, "count": len(projects)}


def place(project: Project) -> tuple[int, bytes]:
    """Where a project stands among others: by level, then by the name of its category in the page's language."""
    return LEVELS.index(project.road.level), names.order(categories.shown(project.category))


class ProjectPosts(ReadOnlyView, ListView):
    """One project: its road through the levels, and the posts about it before those that mention it."""

    template_name = "projects/project.html"
    context_object_name = "links"
    paginate_by = LINES_PER_PAGE

    def get_queryset(self):
        [self.project] = described(roads.lead([visible.find(Project, self.kwargs["slug"], self.request.user)]))
        return (
            PostProject.objects.filter(project=self.project, post__in=Post.objects.published().values("pk"))
            .order_by("relation", "-post__published_at", "-post_id")  # "about" before "mentions"
            .prefetch_related(Prefetch("post", Post.objects.for_linking()))
        )

    def get_context_data(self, **kwargs):
        road = self.project.road
        context = super().get_context_data(project=self.project, steps=with_posts(road), **kwargs)
        if road.steps:
            oldest = self.object_list.aggregate(oldest=Min("post__published_at"))["oldest"]
            first, last = frame([*(step.date for step in road.steps), *([oldest.date()] if oldest else [])])
            context |= {"stretches": stretches(road, first, last), "first": first, "last": last}
        return context


def with_posts(road: Road) -> list[tuple[roads.Step, list[Post]]]:
    """The steps of a road, each with the posts it is known from."""
    posts = Post.objects.for_linking().in_bulk({key for step in road.steps for key in step.posts})
    return [(step, [posts[key] for key in step.posts if key in posts]) for step in road.steps]


def frame(days: list[date]) -> tuple[date, date]:
    """What a road is drawn on: from the year of the first of ``days`` to the newest post there is, as levels last."""
    newest = Post.objects.published().aggregate(newest=Max("published_at"))["newest"]
    return date(min(days).year, 1, 1), max([*days, *([newest.date()] if newest else [])])


def stretches(road: Road, first: date, last: date) -> list[charts.Stretch]:
    return charts.road(((step.date, step.level) for step in road.steps), first, last)
