"""Let people without an account read a draft: by an address that is signed, expires, and can be taken back."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.signing import Signer
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from posts.models import Post, PreviewLink
from posts.services.permissions import User, may_edit

DAYS = (1, 7, 30)  # for which a link can be made
SIGNER = Signer(salt="posts.services.preview_links", sep=".")


def make_link(post: Post, language: str, *, days: int, by: User) -> PreviewLink:
    """Raises ``PermissionDenied`` for who may not edit the text."""
    if not may_edit(by, post, language):
        raise PermissionDenied
    return PreviewLink.objects.create(
        post=post, language=language, made_by=by, expires_at=timezone.now() + timedelta(days=days)
    )


def revoke(link: PreviewLink, *, by: User) -> None:
    """Raises ``PermissionDenied`` for who may not edit the text. What was taken back stays so."""
    if not may_edit(by, link.post, link.language):
        raise PermissionDenied
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])


def open_links(post: Post) -> QuerySet[PreviewLink]:
    return post.preview_links.filter(revoked_at=None, expires_at__gt=timezone.now()).select_related("made_by")


def path_of(link: PreviewLink) -> str:
    with translation.override(link.language):
        return reverse("posts:preview", args=[SIGNER.sign(str(link.pk))])


def find_link(signed: str) -> PreviewLink | None:
    """The link with this address, open or not; None for one that is gone. Raises ``BadSignature`` where nobody made it."""
    key = SIGNER.unsign(signed)
    return PreviewLink.objects.filter(pk=int(key)).first()
