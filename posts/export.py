"""The whole archive as JSON Lines: one post per line, with all that is needed to take it back without loss.

The fields are described in docs/export-format.md. The same rows give the same bytes on every database: keys stand in the order
written here, lists in an order of their own content, and nothing depends on primary keys.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TextIO

from django.db.models import F, Model, Prefetch, QuerySet
from modeltranslation.utils import build_localized_fieldname

from posts import markdown
from posts.models import Post, TaggedPost, Translation
from posts.models.post import LANGUAGES, TEXT_FIELDS

CHUNK = 200  # posts in memory at once
LINE_END = re.compile("[\x85\u2028\u2029]")  # JSON allows them in a text, but many a reader would end the line there


@dataclass(frozen=True, slots=True)
class Shared:
    """What posts share and each line describes under "facts": ``key`` there, and which of its fields."""

    key: str
    translated: tuple[str, ...]  # once per language
    plain: tuple[str, ...] = ()


SHARED = (
    Shared("categories", ("name",)),
    Shared("series", ("name", "description")),
    Shared("tags", ("label",), ("name",)),
    Shared("people", ("name", "bio"), ("homepage",)),
    Shared("organizations", ("name",), ("homepage",)),
    Shared("projects", ("name", "description"), ("category", "homepage", "repository", "level")),
)


def export(posts: QuerySet[Post], stream: TextIO) -> int:
    """Write ``posts`` to ``stream``, newest first, a chunk at a time; the number written."""
    count = 0
    for post in _in_chunks(posts):
        line = json.dumps(as_json(post), ensure_ascii=False, separators=(",", ":"))
        stream.write(LINE_END.sub(lambda match: f"\\u{ord(match[0]):04x}", line) + "\n")
        count += 1
    return count


def _in_chunks(posts: QuerySet[Post]) -> Iterator[Post]:
    return (
        posts.order_by(F("published_at").desc(nulls_last=True), "pk")
        .select_related("series")
        .prefetch_related(
            "categories",
            "credits__organization__other_names",
            "credits__person__other_names",
            "legacy_paths",
            "project_links__change",
            "project_links__project__maturity_changes",
            "provenance",
            "translations",
            Prefetch("tagged", TaggedPost.objects.select_related("tag")),
        )
        .iterator(chunk_size=CHUNK)
    )


def as_json(post: Post) -> dict[str, Any]:
    """One line of the export. ``post`` comes with everything prefetched."""
    texts = {text.language: text for text in post.translations.all()}
    categories = sorted(post.categories.all(), key=_slug)
    tags = sorted((tagged.tag for tagged in post.tagged.all()), key=lambda tag: tag.name)
    links = sorted(post.project_links.all(), key=lambda link: (link.relation, link.project.slug))
    credits = sorted(post.credits.all(), key=lambda credit: (credit.order, credit.pk))
    return {
        "slug": _first(post, "slug"),
        "status": post.status,
        "published_at": _moment(post.published_at),
        # Of an undated post nothing is known that could have a basis or bounds.
        "date_basis": post.date_basis if post.published_at else None,
        "date_min": _day(post.date_min) if post.published_at else None,
        "date_max": _day(post.date_max) if post.published_at else None,
        "categories": [_name(category) for category in categories],
        "series": {"slug": post.series.slug, "name": _name(post.series)} if post.series else None,
        "tags": [tag.name for tag in tags],
        "projects": [link.project.slug for link in links],
        "syndication": (
            {"publication": post.syndicated_from, "url": post.syndicated_url}
            if post.syndicated_from or post.syndicated_url
            else None
        ),
        "credits": [_credit(credit) for credit in credits],
        "translations": {
            language: _text(post, language, texts.get(language)) for language in LANGUAGES if _has(post, language, texts)
        },
        "provenance": [
            _provenance(place) for place in sorted(post.provenance.all(), key=lambda place: (place.file, place.position))
        ],
        "review": post.review,
        "import_ref": post.import_ref,
        "together": post.together,
        "source_language": next((code for code in LANGUAGES if code in texts and texts[code].is_source), None),
        "project_links": [_project_link(link) for link in links],
        "legacy_paths": sorted(legacy.path for legacy in post.legacy_paths.all()),
        "facts": _facts(
            categories=categories,
            series=[post.series] if post.series else [],
            tags=tags,
            people=[credit.person for credit in credits if credit.person],
            organizations=[credit.organization for credit in credits if credit.organization],
            projects=[link.project for link in links],
        ),
    }


def _credit(credit: Model) -> dict[str, Any]:
    person, organization = credit.person, credit.organization
    return {
        "person": {"slug": person.slug, "name": _name(person)} if person else None,
        "organization": _name(organization) if organization else None,
        "role": credit.role,
        "title": credit.title,
        "organization_slug": organization.slug if organization else None,
        "language": credit.language,
    }


def _has(post: Post, language: str, texts: dict[str, Translation]) -> bool:
    return language in texts or any(_column(post, field, language) for field in TEXT_FIELDS)


def _text(post: Post, language: str, text: Translation | None) -> dict[str, Any]:
    """One language; one that nobody has worked on yet is a draft."""
    text = text or Translation(body_html=markdown.render(_column(post, "body", language)))
    published_at = text.published_at or (post.published_at if text.status == Translation.Status.PUBLISHED else None)
    return {
        "title": _column(post, "title", language),
        "slug": _column(post, "slug", language),
        "summary": _column(post, "summary", language),
        "body": _column(post, "body", language),
        "body_html": text.body_html,
        "status": text.status,
        "published_at": _moment(published_at),
        "made_from": text.source_text,
    }


def _provenance(place: Model) -> dict[str, Any]:
    return {
        "file": place.file,
        "position": place.position,
        "line_start": place.line_start,
        "line_end": place.line_end,
        "primary": place.is_primary,
        "raw_text": place.raw_text,
        "digest": place.digest,
        "context": place.context,
        "evidence": _ordered(place.evidence),
        "notes": _ordered(place.notes),
        "written": _ordered(place.written),
    }


def _project_link(link: Model) -> dict[str, Any]:
    return {
        "slug": link.project.slug,
        "relation": link.relation,
        "level": link.level,
        "change": _change(link.change) if link.change else None,
    }


def _change(change: Model) -> dict[str, str]:
    return {"level": change.level, "kind": change.kind, "date": change.date.isoformat()}


def _facts(**rows: Iterable[Model]) -> dict[str, list[dict[str, Any]]]:
    return {shared.key: [_fact(shared, row) for row in sorted(set(rows[shared.key]), key=_slug)] for shared in SHARED}


def _fact(shared: Shared, row: Model) -> dict[str, Any]:
    fact: dict[str, Any] = {"slug": row.slug}
    fact |= {field: {code: _column(row, field, code) for code in LANGUAGES} for field in shared.translated}
    fact |= {field: getattr(row, field) for field in shared.plain}
    if hasattr(row, "other_names"):
        names = sorted((other.name, other.slug) for other in row.other_names.all())
        fact["other_names"] = [{"name": name, "slug": slug} for name, slug in names]
    if hasattr(row, "maturity_changes"):
        changes = [_change(change) for change in row.maturity_changes.all()]
        fact["maturity_changes"] = sorted(changes, key=lambda change: (change["date"], change["level"], change["kind"]))
    return fact


def _column(row: Model, field: str, language: str) -> str:
    return getattr(row, build_localized_fieldname(field, language)) or ""


def _first(row: Model, field: str) -> str:
    """The field in the first language that has it."""
    return next((value for code in LANGUAGES if (value := _column(row, field, code))), "")


def _name(row: Model) -> str:
    return _first(row, "name") or row.slug


def _slug(row: Model) -> str:
    return row.slug


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ordered(value: Any) -> Any:
    """JSON with its keys sorted: PostgreSQL does not keep their order."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(item) for item in value] if isinstance(value, list) else value
