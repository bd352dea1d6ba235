"""What somebody typed is kept while they type, and never touches the post."""

from collections.abc import Mapping

from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from posts.models import Post, UnsavedText
from posts.models.post import TEXT_FIELDS
from posts.services.permissions import User, editable_languages


def keep_unsaved(user: User, post: Post | None, typed: Mapping[str, str], *, loaded: str = "") -> UnsavedText:
    """Keep those texts of ``typed`` that somebody may write, instead of what was kept before; of a new post, None."""
    fields = {name: text.replace("\r\n", "\n") for name, text in typed.items() if name in writable(user, post)}
    values = {"fields": fields, "loaded": loaded, "typed_at": timezone.now()}
    kept, _is_new = UnsavedText.objects.update_or_create(user=user, post=post, defaults=values)
    return kept


def unsaved(user: User, post: Post | None) -> UnsavedText | None:
    return UnsavedText.objects.filter(user=user.pk, post=post).first()


def forget_unsaved(user: User, post: Post | None) -> None:
    UnsavedText.objects.filter(user=user.pk, post=post).delete()


def writable(user: User, post: Post | None) -> frozenset[str]:
    """The columns of the texts that somebody may write."""
    languages = editable_languages(user, post or Post())
    return frozenset(build_localized_fieldname(name, code) for name in TEXT_FIELDS for code in languages)
