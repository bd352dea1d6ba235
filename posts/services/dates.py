"""Dates an editor stands for: no import changes them any more."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from posts.models import Post
from posts.querysets import PostQuerySet
from posts.services.history import recording


def give_date(post: Post, before: datetime | None) -> None:
    """The editor has set ``post.published_at``, which was ``before``: it is a fact now. Saves the texts' rows, not the post.

    A text that appeared with the post moves with it; one that was translated later keeps its own date.
    """
    post.date_basis = Post.DateBasis.GIVEN
    post.date_min = post.date_max = timezone.localdate(post.published_at) if post.published_at else None
    if post.pk:
        post.translations.filter(published_at=before).update(published_at=post.published_at)


def confirm_dates(posts: PostQuerySet, *, by=None) -> int:
    """Take the inferred dates of ``posts`` for right. Returns how many there were."""
    inferred = posts.filter(date_basis=Post.DateBasis.INFERRED, published_at__isnull=False).values_list("pk", "published_at")
    now = timezone.now()
    confirmed = dict(inferred)
    with recording(confirmed, by=by, reason=_("Date confirmed"), texts=False):
        for pk, published_at in confirmed.items():
            day = timezone.localdate(published_at)
            Post.objects.filter(pk=pk).update(date_basis=Post.DateBasis.GIVEN, date_min=day, date_max=day, updated_at=now)
    return len(confirmed)
