"""What every page that lists posts shares."""

from django.views.generic import ListView

from posts.models import Post
from posts.querysets import PostQuerySet

POSTS_PER_PAGE = 20
LINES_PER_PAGE = 100  # of one line each: a title and what is said of it


class PostListing(ListView):
    """Published posts, newest first, in numbered pages and a fixed number of queries."""

    paginate_by = POSTS_PER_PAGE
    context_object_name = "posts"

    def posts(self) -> PostQuerySet:
        return Post.objects.published()

    def get_queryset(self) -> PostQuerySet:
        return self.posts().for_listing()
