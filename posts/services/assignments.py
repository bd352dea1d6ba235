"""Who translates what: given by an editor, or taken by oneself."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from posts.models import Assignment, Post
from posts.services import permissions
from posts.services.permissions import User


def may_assign(user: User) -> bool:
    """To anybody. Whoever translates may take what nobody has, and give back what is theirs."""
    return permissions.has(user, "posts.change_post")


def open_assignments() -> QuerySet[Assignment]:
    """What is still to be done. The others are kept: they say who did it."""
    return Assignment.objects.filter(done_at=None)


def finish(post_ids: Iterable[int], language: str) -> int:
    """These translations are published and follow their source: whoever was to do it has. Returns how many were open."""
    return open_assignments().filter(post__in=set(post_ids), language=language).update(done_at=timezone.now())


@transaction.atomic
def assign(post_ids: Iterable[int], language: str, user: User | None, *, by: User) -> int:
    """Give these posts to ``user``, or to nobody. Returns how many changed hands.

    Who may not assign takes only for oneself, and nothing that somebody else has.
    """
    posts = {post.pk: post for post in Post.objects.filter(pk__in=set(post_ids)).for_linking().select_for_update(of=("self",))}
    held = {one.post_id: one for one in open_assignments().filter(post__in=posts, language=language)}
    if not may_assign(by):
        if user is not None and user != by:
            return 0
        posts = {
            key: post
            for key, post in posts.items()
            if permissions.translates(by, post, language) and (key not in held or held[key].user_id == by.pk)
        }
    if user is None:
        return open_assignments().filter(post__in=posts, language=language).delete()[0]
    changed = [key for key in posts if key not in held or held[key].user_id != user.pk]
    open_assignments().filter(post__in=changed, language=language).delete()
    now = timezone.now()
    Assignment.objects.bulk_create(Assignment(post_id=key, language=language, user=user, by=by, at=now) for key in changed)
    return len(changed)
