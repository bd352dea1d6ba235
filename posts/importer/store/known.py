"""What the database already holds of the archive: the identity index an import starts from. About 1 kB per post.

What else a stored post is compared with is read batch by batch: see :func:`posts.importer.store.compare.with_everything`.
"""

from collections.abc import Iterator, Mapping
from sys import intern
from typing import Any

from django.db.models.fields.json import KT
from modeltranslation.utils import build_localized_fieldname

from posts.importer.survey.records import Known, KnownPost, Sighting
from posts.models import BinnedPost, ImportConflict, Post, Provenance
from posts.models.post import LANGUAGES, SLUG_FIELDS

NOTHING: Mapping[str, Any] = {}
TITLES = tuple(build_localized_fieldname("title", code) for code in LANGUAGES)


def read_slugs() -> Iterator[tuple[str, int]]:
    """Every slug of a stored post in any language, and the post's key."""
    for pk, *slugs in Post.objects.values_list("id", *SLUG_FIELDS).iterator(chunk_size=2000):
        yield from ((slug, pk) for slug in slugs if slug)


def read_known() -> Known:
    """Read the index. What people have put into the bin belongs to it; what an undo has put there is to be made anew."""
    known = Known()
    _read_bin(known)
    columns = ("id", "import_ref", "published_at", "date_basis", "date_min", "date_max", *SLUG_FIELDS, *TITLES)
    rows = Post.objects.order_by("id").values_list(*columns)
    for pk, ref, published_at, basis, earliest, latest, *rest in rows.iterator(chunk_size=2000):
        slugs, titles = rest[: len(SLUG_FIELDS)], rest[len(SLUG_FIELDS) :]
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
        row = (file, position, start, end, is_primary, digest, context, evidence)
        post = known.posts[post_id]
        asked = post.basis != Post.DateBasis.GIVEN  # a date that was given is no estimate, whoever wrote it
        post.sightings.append(_sighting(pk, *row, date_digest if asked and date_digest else ""))
    return known


def _sighting(
    pk: int,
    file: str,
    position: int,
    start: int,
    end: int,
    is_primary: bool,
    digest: str,
    context: str,
    evidence: Mapping[str, Any],
    date_digest: str,
) -> Sighting:
    return Sighting(
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
        date_digest=date_digest,
        is_corrected=bool(evidence.get("corrected")),
    )


def _read_bin(known: Known) -> None:
    """Goes first: an address or a place that another post has by now is that one's."""
    rows = BinnedPost.objects.filter(run=None).order_by("id").values_list("id", "import_ref", "state", "rows")
    for pk, ref, state, belongings in rows.iterator(chunk_size=200):
        slug, title = (next(filter(None, map(state.get, names)), "") for names in (SLUG_FIELDS, TITLES))
        known.slugs.update((state[name], pk) for name in SLUG_FIELDS if state.get(name))
        post = KnownPost(pk, ref or "", slug, title, None, "given", None, None, binned=True)
        for row in belongings.get(Provenance._meta.label_lower, ()):
            place = (row["file"], row["position"], row["line_start"], row["line_end"], row["is_primary"])
            date_digest = row["written"].get("date", "")
            post.sightings.append(_sighting(row["id"], *place, row["digest"], row["context"], row["evidence"], date_digest))
        known.posts[pk] = post
