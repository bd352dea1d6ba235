"""A field of a snapshot in the shape in which an import compares it: see ``posts.importer.store.compare.stored_fields``."""

from datetime import datetime
from typing import Any

from people import names as people_names
from posts.services.snapshots import Names, Snapshot

DATE = ("date_basis", "date_min", "date_max")


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
            ]
            for row in post["credits"]
        ]
    return post.get(field) or ""


def _date(post: Snapshot) -> list[str]:
    if not post["published_at"]:
        return []
    moment = datetime.fromisoformat(post["published_at"]).strftime("%Y-%m-%dT%H:%M:%S")
    return [moment, *(post[name] or "" for name in DATE)]


def _named(names: Names, model: str, key: int | None) -> list[str]:
    return names.get(model, {}).get(str(key), ["", ""])


def _slug(names: Names, model: str, key: int | None) -> str:
    return _named(names, model, key)[0]


def _name(names: Names, model: str, key: int | None) -> str:
    return _named(names, model, key)[1]


def _key(names: Names, model: str, key: int | None) -> str:
    slug, name = _named(names, model, key)
    return people_names.key(name) or slug
