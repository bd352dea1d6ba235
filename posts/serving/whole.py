"""A post with everything its page shows, by queries that are made once."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from posts.models import Credit, Post, PostProject, Provenance, Tag, Translation
from posts.models.post import LANGUAGES
from posts.querysets import BODY_FIELDS, PostQuerySet
from posts.serving import content_version
from posts.serving.prepared import Prepared, hold

SLUGS = {code: build_localized_fieldname("slug", code) for code in LANGUAGES}
# No page shows them: of the text, it shows what was rendered.
UNSEEN = (*BODY_FIELDS, "review", "together")


class Gone(Exception):
    """A post that was public is archived."""


def at(slug: str) -> PostQuerySet:
    """Posts with ``slug`` in any language, public or not."""
    return (
        Post.objects.order_by()
        .filter(Q(*((field, slug) for field in SLUGS.values()), _connector=Q.OR))
        .only("status", *SLUGS.values())
    )


def row(posts: PostQuerySet, key: int) -> PostQuerySet:
    return posts.order_by().filter(pk=key).defer(*UNSEEN).select_related("series")


# In two steps: asked for a slug among public posts, SQLite goes through them all instead of using the index of slugs.
AT = Prepared(at, str)
PUBLIC = Prepared(lambda key, now: row(Post.objects.published(now), key), int, datetime)
ANY = Prepared(lambda key: row(Post.objects.all(), key), int)

# What ``post.<name>.all()`` gives, by the post's key.
PARTS = {
    "translations": Prepared(lambda key: Translation.objects.filter(post=key).defer("source_text"), int),
    "credits": Prepared(lambda key: Credit.objects.filter(post=key).select_related("person", "organization"), int),
    "project_links": Prepared(
        lambda key: PostProject.objects.filter(post=key).select_related("project").order_by("relation", "project__slug"), int
    ),
    "provenance": Prepared(
        lambda key: Provenance.objects.filter(post=key).defer("raw_text", "evidence", "notes", "written"), int
    ),
    "tags": Prepared(lambda key: Tag.objects.filter(tagged__content_object=key).order_by("slug"), int),
}


def find(slug: str, language: str, *, drafts: bool = False) -> Post | None:
    """The public post with ``slug`` in any language; should two languages of two posts share one, that of ``language``.

    With ``drafts``, also one that is not public. Raises :class:`Gone` where there is none, but was one.
    """
    now = timezone.now()
    # Which posts they are is kept: it holds until something changes, and is a statement less for every page.
    kept = content_version.keep_each("at", [slug], lambda slugs: {one: rows for one in slugs if (rows := AT(one))})
    matches = sorted(kept.get(slug, []), key=lambda post: getattr(post, SLUGS[language]) != slug)
    for match in matches:
        for found in ANY(match.pk) if drafts else PUBLIC(match.pk, now):
            return _with_parts(found)
    if any(match.status == Post.Status.ARCHIVED for match in matches):
        raise Gone
    return None


def get(key: int) -> Post:
    """The post with this key, public or not. Raises ``Post.DoesNotExist``."""
    for found in ANY(key):
        return _with_parts(found)
    raise Post.DoesNotExist


def _with_parts(post: Post) -> Post:
    for name, rows_of in PARTS.items():
        hold(post, name, rows_of)
    return post
