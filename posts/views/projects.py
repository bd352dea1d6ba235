"""Projects and the posts about them."""

from django.db.models import Case, Count, Prefetch, Q, Value, When
from django.shortcuts import get_object_or_404
from django.views.generic import ListView

from posts.models import Post, PostProject
from posts.views.listing import LINES_PER_PAGE
from projects.models import Level, Project

# As readers look for them: the most mature first, what is no longer hosted or was never dated last.
LEVELS = [Level.GRADUATED, Level.INCUBATING, Level.SANDBOX, Level.ARCHIVED]
BY_LEVEL = Case(*(When(level=level, then=Value(place)) for place, level in enumerate(LEVELS)), default=Value(len(LEVELS)))


class ProjectList(ListView):
    """Projects by level and category: those a published post speaks of or states the level of, with the posts about each."""

    template_name = "projects/project_list.html"
    context_object_name = "projects"

    def get_queryset(self):
        spoken_of = Q(post_links__post__in=Post.objects.published().values("pk"))
        about = spoken_of & Q(post_links__relation=PostProject.Relation.ABOUT)
        projects = Project.objects.filter(spoken_of | ~Q(level="")).distinct()
        return projects.annotate(count=Count("post_links", filter=about, distinct=True)).order_by(BY_LEVEL, "category", "slug")


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
        return super().get_context_data(project=self.project, changes=self.changes(), **kwargs)

    def changes(self):
        """The steps of the road, each with the published posts it is known from."""
        public = PostProject.objects.filter(post__in=Post.objects.published().values("pk"))
        sources = public.prefetch_related(Prefetch("post", Post.objects.for_linking()))
        return self.project.maturity_changes.order_by("date").prefetch_related(Prefetch("sources", sources))
