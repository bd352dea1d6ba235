"""Put posts before the public, and take them back."""

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from posts.models import Post, Translation
from posts.querysets import PostQuerySet


@transaction.atomic
def publish(posts: PostQuerySet) -> int:
    """Publish the drafts among ``posts``; one without a date appears now. Returns how many there were.

    Where no language is published yet, the one it was written in is, too: a public post has a public text.
    """
    drafts = list(posts.filter(status=Post.Status.DRAFT).values_list("pk", flat=True))
    now = timezone.now()
    undated = Post.objects.filter(pk__in=drafts, published_at=None)
    today = timezone.localdate(now)
    texts = Translation.objects.filter(post__in=drafts)
    readable = texts.filter(status=Translation.Status.PUBLISHED)
    date = Post.objects.filter(pk=OuterRef("post")).values("published_at")
    texts.filter(is_source=True).exclude(post__in=list(readable.values_list("post", flat=True))).update(
        status=Translation.Status.PUBLISHED, published_at=Subquery(date)
    )
    Translation.objects.filter(post__in=undated, status=Translation.Status.PUBLISHED).update(published_at=now)
    undated.update(published_at=now, date_basis=Post.DateBasis.GIVEN, date_min=today, date_max=today)
    return Post.objects.filter(pk__in=drafts).update(status=Post.Status.PUBLISHED, updated_at=now)


def withdraw(posts: PostQuerySet) -> int:
    """Make drafts of the published among ``posts``; their dates stay. Returns how many there were."""
    return posts.filter(status=Post.Status.PUBLISHED).update(status=Post.Status.DRAFT, updated_at=timezone.now())
