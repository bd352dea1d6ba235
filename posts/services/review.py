"""An editor has looked: the reasons to do so are cleared."""

from django.utils import timezone

from posts.querysets import PostQuerySet


def mark_reviewed(posts: PostQuerySet) -> int:
    """Returns how many were flagged. An import flags a post again only for reasons it has not given before."""
    return posts.filter(needs_review=True).update(review=[], needs_review=False, updated_at=timezone.now())
