"""What the database already holds of the archive: the identity index an import starts from. About 1 kB per post.

What else a stored post is compared with is read batch by batch: see :func:`posts.importer.store.compare.with_everything`.
"""

from collections.abc import Mapping
from sys import intern
from typing import Any

from django.conf import settings
from django.db.models.fields.json import KT
from modeltranslation.utils import build_localized_fieldname

from posts.importer.survey import Known, KnownPost, Sighting
from posts.models import ImportConflict, Post, Provenance

SLUGS = tuple(build_localized_fieldname("slug", code) for code, _name in settings.LANGUAGES)
NOTHING: Mapping[str, Any] = {}
TITLES = tuple(build_localized_fieldname("title", code) for code, _name in settings.LANGUAGES)


def read_known() -> Known:
    """Read the index."""
    known = Known()
    columns = ("id", "import_ref", "published_at", "date_basis", "date_min", "date_max", *SLUGS, *TITLES)
    rows = Post.objects.order_by("id").values_list(*columns)
    for pk, ref, published_at, basis, earliest, latest, *rest in rows.iterator(chunk_size=2000):
        slugs, titles = rest[: len(SLUGS)], rest[len(SLUGS) :]
        known.slugs.update((slug, pk) for slug in slugs if slug)
        slug = next((slug for slug in slugs if slug), "")
        title = next((title for title in titles if title), "")
        known.posts[pk] = KnownPost(pk, ref or "", slug, title, published_at, intern(basis), earliest, latest)
    for pk in ImportConflict.objects.waiting().values_list("post_id", flat=True):
        known.posts[pk].in_conflict = True
    columns = (
        "id",
        "post_id",
        "file",
        "position",
        "line_start",
        "line_end",
        "is_primary",
        "digest",
        "context",
        "evidence",
        KT("written__date"),
    )
    rows = Provenance.objects.order_by("file", "position").values_list(*columns)
    for pk, post_id, file, position, start, end, is_primary, digest, context, evidence, date_digest in rows.iterator(
        chunk_size=2000
    ):
        known.posts[post_id].sightings.append(
            Sighting(
                intern(file),
                position,
                start,
                end,
                title=evidence.get("title", ""),
                digest=digest,
                size=evidence.get("size", 0),
                signature=tuple(evidence.get("signature", ())),
                evidence=evidence.get("dates", NOTHING),
                rules=evidence.get("rules", ""),
                id=pk,
                is_primary=is_primary,
                context=context,
                date_digest=date_digest or "",
                is_corrected=bool(evidence.get("corrected")),
            )
        )
    return known
