"""Whoever translated or reviewed a text is named for it."""

from django.core.exceptions import PermissionDenied
from django.db.models import Max

from people.models import Person
from posts.models import Credit, Post
from posts.services import permissions
from posts.services.permissions import User


def person_of(user: User) -> Person | None:
    """Whom the public knows a member of the staff as."""
    linked = getattr(user, "desk_person", None)
    return linked.person if linked else None


def offered(user: User, post: Post, language: str) -> list[str]:
    """The roles somebody can be credited with for a text, and is not yet."""
    person = person_of(user)
    if person is None:
        return []
    roles = []
    if language != permissions.source_of(post) and permissions.may_write(user, post, language):
        roles.append(Credit.Role.TRANSLATOR)
    if permissions.may_review(user, post, language):
        roles.append(Credit.Role.REVIEWER)
    taken = set(post.credits.filter(person=person, language__in=["", language]).values_list("role", flat=True))
    return [role for role in roles if role not in taken]


def credit(post: Post, language: str, role: str, *, by: User) -> Credit:
    """Name ``by`` as translator or reviewer of one text of the post, after those who are named already."""
    if role not in offered(by, post, language):
        raise PermissionDenied
    last = post.credits.aggregate(last=Max("order"))["last"]
    order = 0 if last is None else last + 1
    return Credit.objects.create(post=post, person=person_of(by), role=role, language=language, order=order)
