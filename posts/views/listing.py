"""What every page that lists posts shares."""

from django.core.paginator import Page, Paginator
from django.views.generic import ListView

from posts.models import Post
from posts.querysets import PostQuerySet

POSTS_PER_PAGE = 20
LINES_PER_PAGE = 100  # of one line each: a title and what is said of it


class CardPaginator(Paginator):
    """Counts and skips by the posts' keys, which an index holds; only the posts of the page are read.

    So the last page of a long list costs what the first does.
    """

    def page(self, number: int | str) -> Page:
        page = super().page(number)
        keys = list(page.object_list.values_list("pk", flat=True))
        cards = Post.objects.for_listing().in_bulk(keys)
        page.object_list = [cards[key] for key in keys if key in cards]  # one may be deleted in between
        return page


class PostListing(ListView):
    """Published posts, newest first, in numbered pages and a fixed number of queries."""

    paginate_by = POSTS_PER_PAGE
    paginator_class = CardPaginator
    context_object_name = "posts"

    def posts(self) -> PostQuerySet:
        return Post.objects.published()

    def get_queryset(self) -> PostQuerySet:
        return self.posts()
