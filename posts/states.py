"""What state a language of a post is in: defined here, once for rows that are loaded and once for the database.

Outdated and scheduled are never stored. A translation is outdated exactly when the published source says something else than
the text it was made from; a source that is not published makes none outdated, and what names no source is not called so. A text
is scheduled when it is published, but from a moment on that is still to come: its own, or its post's.
"""

from datetime import datetime

from django.db.models import Case, CharField, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.enums import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.models import Post, Translation
from posts.models.post import LANGUAGES


class State(TextChoices):
    MISSING = "missing", _("missing")
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    READY = "ready", _("ready to be published")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")
    OUTDATED = "outdated", _("outdated")


def is_outdated(row: Translation, source: Translation | None) -> bool:
    """``source``: the row of the language ``row`` was translated from."""
    if source is None or not row.pin_digest or not source.text_digest:
        return False
    return source.status == Translation.Status.PUBLISHED and row.pin_digest != source.text_digest


def scheduled_for(row: Translation) -> datetime | None:
    """The moment from which on the public may read a text that waits for it."""
    if row.status != Translation.Status.PUBLISHED:
        return None
    moment = max((moment for moment in (row.published_at, row.post.published_at) if moment), default=None)
    return moment if moment and moment > timezone.now() else None


def state_of(row: Translation | None, source: Translation | None) -> State:
    if row is None:
        return State.MISSING
    if is_outdated(row, source):
        return State.OUTDATED
    return State.SCHEDULED if scheduled_for(row) else State(row.status)


def state(row: str, source: str) -> Case:
    """What :func:`state_of` says, asked of the database: both are the paths that lead to their rows, with "__"."""
    changed = Q(**{f"{source}status": Translation.Status.PUBLISHED})
    changed &= ~Q(**{f"{row}pin_digest": ""}) & ~Q(**{f"{source}text_digest": ""})
    changed &= ~Q(**{f"{row}pin_digest": F(f"{source}text_digest")})
    now = timezone.now()
    # Few posts wait for their moment: looking them up once is cheaper than reading the row of every post.
    later = Post.objects.filter(published_at__gt=now).order_by().values("pk")
    waits = Q(**{f"{row}published_at__gt": now}) | Q(**{f"{row}post__in": later})
    return Case(
        When(**{f"{row}id": None}, then=Value(State.MISSING.value)),
        When(changed, **{f"{row}is_source": False}, then=Value(State.OUTDATED.value)),
        When(waits, **{f"{row}status": Translation.Status.PUBLISHED}, then=Value(State.SCHEDULED.value)),
        default=F(f"{row}status"),
        output_field=CharField(),
    )


def with_state(texts: QuerySet[Translation]) -> QuerySet[Translation]:
    """Rows of texts, each with its ``state``."""
    source = FilteredRelation("post__translations", condition=Q(post__translations__is_source=True))
    return texts.annotate(source=source, state=state("", "source__"))


def in_language(posts: QuerySet[Post], language: str) -> QuerySet[Post]:
    """Posts that may be translated into ``language``, each with its ``text`` there, its ``source`` and its ``state``."""
    of_source = FilteredRelation("translations", condition=Q(translations__is_source=True))
    # Asked for before anything else, so that the state is told from the same row.
    posts = posts.annotate(source=of_source).filter(source__language__in=[code for code in LANGUAGES if code != language])
    of_language = FilteredRelation("translations", condition=Q(translations__language=language))
    return posts.annotate(text=of_language, state=state("text__", "source__"))
