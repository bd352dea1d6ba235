"""Series and tags."""

from django.db.models import Count, Max, Min, Q
from django.views.generic import ListView

from people import names
from posts.models import Post, Series, Tag
from posts.pages import visible
from posts.querysets import PostQuerySet
from posts.views.listing import PostListing
from posts.views.methods import ReadOnlyView


class SeriesList(ReadOnlyView, ListView):
    """Every series with published posts, the one that ran last first."""

    template_name = "posts/series_list.html"
    context_object_name = "series_list"

    def get_queryset(self):
        public = Q(posts__in=Post.objects.published().values("pk"))
        return (
            Series.objects.filter(public)
            .annotate(count=Count("posts"), first=Min("posts__published_at"), last=Max("posts__published_at"))
            .order_by("-last", "slug")
        )


class SeriesPosts(PostListing):
    """A series from its first part on."""

    template_name = "posts/series.html"

    def posts(self) -> PostQuerySet:
        self.series = visible.find(Series, self.kwargs["slug"], self.request.user)
        return self.series.posts.published().order_by("published_at", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(series=self.series, **kwargs)


class TagList(ReadOnlyView, ListView):
    """Every topic with published posts, by its name in the page's language."""

    template_name = "posts/tag_list.html"
    context_object_name = "tags"

    def get_queryset(self):
        public = Q(tagged__content_object__in=Post.objects.published().values("pk"))
        tags = Tag.objects.filter(public).annotate(count=Count("tagged")).order_by("slug")
        return sorted(tags, key=lambda tag: names.order(str(tag)))


class TagPosts(PostListing):
    template_name = "posts/tag.html"

    def posts(self) -> PostQuerySet:
        self.tag = visible.find(Tag, self.kwargs["slug"], self.request.user)
        return Post.objects.published().filter(tagged__tag=self.tag)

    def get_context_data(self, **kwargs):
        return super().get_context_data(tag=self.tag, **kwargs)
