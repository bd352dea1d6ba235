"""Posts as lists show them."""

from collections.abc import Iterable

from posts.models import Post
from posts.serving import content_version
from posts.serving.in_bulk import InBulk

LISTED = InBulk(lambda: Post.objects.for_listing())


def listed(keys: Iterable[int]) -> dict[int, Post]:
    """Posts as :meth:`for_listing` reads them, for reading only: they are kept, as lists share most of them."""
    return content_version.keep_each("listed", keys, LISTED)
