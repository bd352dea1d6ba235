"""What state a language of a post is in: defined here, once for rows that are loaded and once for the database.

Outdated is never stored. A translation is outdated exactly when the published source says something else than the text it was
made from. A source that is not published does not make one outdated, and one that names no source is not called so.
"""

from django.db.models import Case, CharField, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from posts.models import Post, Translation
from posts.models.post import LANGUAGES


class State(TextChoices):
    MISSING = "missing", _("missing")
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    READY = "ready", _("ready to be published")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")
    OUTDATED = "outdated", _("outdated")


def is_outdated(row: Translation, source: Translation | None) -> bool:
    """``source``: the row of the language ``row`` was translated from."""
    if source is None or not row.pin_digest or not source.text_digest:
        return False
    return source.status == Translation.Status.PUBLISHED and row.pin_digest != source.text_digest


def state_of(row: Translation | None, source: Translation | None) -> State:
    if row is None:
        return State.MISSING
    return State.OUTDATED if is_outdated(row, source) else State(row.status)


def state(row: str, source: str) -> Case:
    """What :func:`state_of` says, asked of the database: both are the paths that lead to their rows, with "__"."""
    changed = Q(**{f"{source}status": Translation.Status.PUBLISHED})
    changed &= ~Q(**{f"{row}pin_digest": ""}) & ~Q(**{f"{source}text_digest": ""})
    changed &= ~Q(**{f"{row}pin_digest": F(f"{source}text_digest")})
    return Case(
        When(**{f"{row}id": None}, then=Value(State.MISSING.value)),
        When(changed, **{f"{row}is_source": False}, then=Value(State.OUTDATED.value)),
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
