"""An editor has looked: the reasons to do so are cleared."""

from django.utils import timezone
from django.utils.translation import gettext as _

from posts.models import Post
from posts.querysets import PostQuerySet
from posts.services.history import recording


def mark_reviewed(posts: PostQuerySet, *, by=None) -> int:
    """Returns how many were flagged. An import flags a post again only for reasons it has not given before."""
    flagged = list(posts.filter(needs_review=True).values_list("pk", flat=True))
    with recording(flagged, by=by, reason=_("Reviewed"), texts=False):
        return Post.objects.filter(pk__in=flagged).update(review=[], needs_review=False, updated_at=timezone.now())
