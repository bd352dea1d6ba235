"""What state a language of a post is in: defined here, once for rows that are loaded and once for the database.

Outdated is never stored. A translation is outdated exactly when the published source says something else than the text it was
made from. What nobody can read yet does not make one outdated, and one that names no source is not called so.
"""

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from posts.models import Post, Translation


class State(TextChoices):
    MISSING = "missing", _("missing")
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    READY = "ready", _("ready to be published")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")
    OUTDATED = "outdated", _("outdated")


def is_outdated(row: Translation, source: Translation | None, post: Post) -> bool:
    """``source``: the row of the language ``row`` was translated from."""
    if source is None or not row.pin_digest or not source.text_digest:
        return False
    is_public = post.status == Post.Status.PUBLISHED and source.status == Translation.Status.PUBLISHED
    return is_public and row.pin_digest != source.text_digest


def state_of(row: Translation | None, source: Translation | None, post: Post) -> State:
    if row is None:
        return State.MISSING
    return State.OUTDATED if is_outdated(row, source, post) else State(row.status)


def outdated() -> Q:
    """Of rows of :class:`Translation`: what :func:`is_outdated` says, asked of the database."""
    changed = Translation.objects.filter(post=OuterRef("post"), is_source=True, status=Translation.Status.PUBLISHED)
    changed = changed.filter(post__status=Post.Status.PUBLISHED).exclude(text_digest__in=["", OuterRef("pin_digest")])
    return Q(Exists(changed), is_source=False) & ~Q(pin_digest="")


def state() -> Case:
    """Of rows of :class:`Translation`: what :func:`state_of` says, asked of the database."""
    return Case(When(outdated(), then=Value(State.OUTDATED.value)), default=F("status"), output_field=CharField())
