"""What every page that lists posts shares."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.generic import ListView

from posts.models import Post
from posts.querysets import PostQuerySet
from posts.serving import content_version
from posts.serving.listed import listed
from posts.views.filters import Filter, as_query
from posts.views.methods import ReadOnlyView

Result = TypeVar("Result")

POSTS_PER_PAGE = 20
LINES_PER_PAGE = 100  # of one line each: a title and what is said of it


class CardPaginator(Paginator):
    """Counts and skips by the posts' keys, which an index holds; only the posts of the page are read.

    So the last page of a long list costs what the first does. ``name`` tells lists apart, to do both once per change.
    """

    name: Hashable = None

    @cached_property
    def count(self) -> int:
        return self.kept("count", lambda: self.object_list.count())  # a query that is kept is not even made

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        first, end = (number - 1) * self.per_page, min(number * self.per_page, self.count)
        keys = self.kept(number, lambda: list(self.object_list.values_list("pk", flat=True)[first:end]))
        posts = listed(keys)
        # One may be deleted in between.
        return self._get_page([posts[key] for key in keys if key in posts], number, self)

    def _check_object_list_is_ordered(self) -> None:
        """Posts are; and a list whose keys are kept is not even made."""

    def kept(self, what: str | int, find: Callable[[], Result]) -> Result:
        return content_version.keep(("listing", self.name, what), find) if self.name else find()


class PostListing(ReadOnlyView, ListView):
    """Published posts, newest first, in numbered pages and a fixed number of queries."""

    paginate_by = POSTS_PER_PAGE
    paginator_class = CardPaginator
    context_object_name = "posts"

    filters: Sequence[Filter] = ()

    def posts(self) -> PostQuerySet:
        return Post.objects.published()

    def get_queryset(self) -> PostQuerySet:
        return self.posts()

    def get_paginator(self, *args, **kwargs) -> Paginator:
        paginator = super().get_paginator(*args, **kwargs)
        paginator.name = (type(self), get_language(), *self.kwargs.items(), as_query(self.filters))
        return paginator
