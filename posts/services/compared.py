"""A post in the shape in which imports compare it: plain JSON, people and organizations by their keys. Read from its rows, or
from a snapshot. ``Prepared.fields`` of the importer has the same names and shapes.
"""

from datetime import datetime
from typing import Any

from people import names as people_names
from posts.digests import date_value
from posts.models import Post
from posts.models.post import LANGUAGES
from posts.services.snapshots import TEXTS, Names, Snapshot

DATE = ("date_basis", "date_min", "date_max")


def stored_fields(post: Post) -> dict[str, Any]:
    """All fields of a stored post. What ``post`` lacks is fetched: see :func:`posts.importer.store.compare.with_everything`."""
    fields: dict[str, Any] = {name: getattr(post, name) or "" for name in TEXTS}
    fields |= {f"status:{code}": "draft" for code in LANGUAGES}  # a language nobody has worked on
    fields |= {f"status:{text.language}": text.status for text in post.translations.all()}
    fields |= {
        "date": date_value(post.published_at, post.date_basis, post.date_min, post.date_max) if post.published_at else [],
        "series": post.series.slug if post.series else "",
        "categories": sorted(category.slug for category in post.categories.all()),
        "tags": sorted(tagged.tag.name for tagged in post.tagged.all()),
        "projects": sorted([link.project.slug, link.relation, link.level] for link in post.project_links.all()),
        "credits": [
            [
                credit.person.key or credit.person.slug if credit.person else "",
                credit.organization.key or credit.organization.slug if credit.organization else "",
                credit.role,
                credit.title,
                *filter(None, [credit.language]),
            ]
            for credit in sorted(post.credits.all(), key=lambda credit: (credit.order, credit.pk))
        ],
        "syndication": [post.syndicated_from, post.syndicated_url] if post.syndicated_from or post.syndicated_url else [],
        "review": post.review,
        "status": post.status,
        "together": post.together,
    }
    return fields


def compared(post: Snapshot, names: Names, field: str) -> Any:
    """``field`` is a name an import knows: ``body_en``, ``status:en``, ``date``, ``credits`` …"""
    if field.startswith("status:"):
        return post.get(field) or "draft"  # of a language nobody has worked on
    if field == "date":
        return _date(post)
    if field == "series":
        return _slug(names, "posts.series", post["series_id"])
    if field == "syndication":
        return [post["syndicated_from"], post["syndicated_url"]] if post["syndicated_from"] or post["syndicated_url"] else []
    if field == "categories":
        return sorted(_slug(names, "posts.category", row["category_id"]) for row in post["categories"])
    if field == "tags":
        return sorted(_name(names, "posts.tag", row["tag_id"]) for row in post["tags"])
    if field == "projects":
        links = ((_slug(names, "projects.project", row["project_id"]), row) for row in post["projects"])
        return sorted([slug, row["relation"], row["level"]] for slug, row in links)
    if field == "credits":
        return [
            [
                _key(names, "people.person", row["person_id"]),
                _key(names, "people.organization", row["organization_id"]),
                row["role"],
                row["title"],
                *filter(None, [row["language"]]),
            ]
            for row in post["credits"]
        ]
    return post.get(field) or ""


def _date(post: Snapshot) -> list[str]:
    if not post["published_at"]:
        return []
    return date_value(datetime.fromisoformat(post["published_at"]), *(post[name] for name in DATE))


def _named(names: Names, model: str, key: int | None) -> list[str]:
    return names.get(model, {}).get(str(key), ["", ""])


def _slug(names: Names, model: str, key: int | None) -> str:
    return _named(names, model, key)[0]


def _name(names: Names, model: str, key: int | None) -> str:
    return _named(names, model, key)[1]


def _key(names: Names, model: str, key: int | None) -> str:
    slug, name = _named(names, model, key)
    return people_names.key(name) or slug
