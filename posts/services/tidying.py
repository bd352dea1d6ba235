"""What the desk lets go of after a long time: links that are closed, and text that was typed and never saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from posts.models import PreviewLink, UnsavedText
from posts.models.unsaved import KEPT as UNSAVED_KEPT

LINKS_KEPT = timedelta(days=92)  # after they were closed


@dataclass(frozen=True, slots=True)
class Forgotten:
    """An unsaved text that is let go; ``post`` is None where it was for a new one."""

    user: str
    post: int | None
    typed_at: datetime
    characters: int


@dataclass(frozen=True, slots=True)
class Tidied:
    links: int
    unsaved: tuple[Forgotten, ...]


@transaction.atomic
def tidy(*, dry_run: bool = False) -> Tidied:
    """Delete both kinds of old rows, or tell only which they are. Safe to repeat."""
    links, texts = closed_links(), old_unsaved().select_for_update(of=("self",))
    tidied = Tidied(links.count(), tuple(_forgotten(texts)))
    if not dry_run:
        links.delete()
        old_unsaved().delete()
    return tidied


def closed_links() -> QuerySet[PreviewLink]:
    before = timezone.now() - LINKS_KEPT
    return PreviewLink.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before))


def old_unsaved() -> QuerySet[UnsavedText]:
    return UnsavedText.objects.filter(typed_at__lt=timezone.now() - UNSAVED_KEPT)


def _forgotten(texts: QuerySet[UnsavedText]) -> Iterator[Forgotten]:
    for kept in texts.select_related("user").order_by("typed_at", "pk"):
        yield Forgotten(str(kept.user), kept.post_id, kept.typed_at, sum(map(len, kept.fields.values())))
