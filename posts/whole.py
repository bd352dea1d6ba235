"""A post with everything its page shows, by queries that are made once."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from posts.models import Credit, Post, PostProject, Provenance, Tag, Translation
from posts.models.post import LANGUAGES
from posts.prepared import Prepared, hold
from posts.querysets import BODY_FIELDS, PostQuerySet

SLUGS = {code: build_localized_fieldname("slug", code) for code in LANGUAGES}


def at(posts: PostQuerySet, slug: str) -> PostQuerySet:
    """Those with ``slug`` in any language."""
    matching = posts.filter(Q(*((field, slug) for field in SLUGS.values()), _connector=Q.OR))
    return matching.defer(*BODY_FIELDS).select_related("series").order_by()


PUBLIC = Prepared(lambda slug, now: at(Post.objects.published(now), slug), str, datetime)
ANY = Prepared(lambda slug: at(Post.objects.all(), slug), str)

# What ``post.<name>.all()`` gives, by the post's key.
PARTS = {
    "translations": Prepared(lambda key: Translation.objects.filter(post=key), int),  # whole: the text and what it is made from
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

    With ``drafts``, also one that is not public.
    """
    matching = ANY(slug) if drafts else PUBLIC(slug, timezone.now())
    found = min(matching, key=lambda post: getattr(post, SLUGS[language]) != slug, default=None)
    if found:
        for name, rows_of in PARTS.items():
            hold(found, name, rows_of)
    return found
