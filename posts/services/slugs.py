"""The address of a post in each of its languages."""

from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname

from people import names
from posts.models import LegacyPath, Post
from posts.models.post import LANGUAGES

LENGTH = 190  # characters: leaves room for "-2" in a column of 200
SLUGS = {code: build_localized_fieldname("slug", code) for code in LANGUAGES}


def fill_slugs(post: Post) -> None:
    """Give every language that has a text an address, and take it from one that has none. Does not save."""
    for code, field in SLUGS.items():
        title = getattr(post, build_localized_fieldname("title", code)) or ""
        if not (title or getattr(post, build_localized_fieldname("body", code))):
            setattr(post, field, "")
        elif not getattr(post, field):
            setattr(post, field, names.slug(title)[:LENGTH].strip("-"))
    shared = next((slug for field in SLUGS.values() if (slug := getattr(post, field))), "")
    for code, field in SLUGS.items():
        # A translation whose title was left out, or has no letter, goes by the address of another language.
        if not getattr(post, field) and getattr(post, build_localized_fieldname("body", code)):
            setattr(post, field, shared)


def check_slugs(post: Post) -> None:
    """Raises ValidationError, by field, for an address that leads to another post in any language, or is missing."""
    errors = {}
    for code, field in SLUGS.items():
        slug = getattr(post, field)
        if not slug:
            if getattr(post, build_localized_fieldname("title", code)):
                errors[field] = _("The title has no letter or digit to make an address of: write a slug.")
            continue
        other = _at(slug).exclude(pk=post.pk).first()
        if other is not None:
            errors[field] = _("“%(slug)s” leads to another post, “%(title)s”: choose another slug, for example “%(free)s”.") % {
                "slug": slug,
                "title": other,
                "free": _free(slug, post),
            }
    if errors:
        raise ValidationError(errors)


def keep_old_addresses(post: Post, before: Post) -> None:
    """``post`` was saved with other slugs than ``before``: what a reader could know it by redirects to it from now on."""
    if before.status != Post.Status.PUBLISHED:
        return
    gone = {getattr(before, field) for field in SLUGS.values()} - {getattr(post, field) for field in SLUGS.values()}
    for slug in filter(None, gone):
        for code in LANGUAGES:
            with override(code):
                path = unquote(reverse("posts:post", args=[slug]))
            LegacyPath.objects.get_or_create(path=path, defaults={"post": post})


def _at(slug: str):
    return Post.objects.filter(Q(*((field, slug) for field in SLUGS.values()), _connector=Q.OR))


def _free(slug: str, post: Post) -> str:
    number = 2
    while _at(f"{slug}-{number}").exclude(pk=post.pk).exists():
        number += 1
    return f"{slug}-{number}"
