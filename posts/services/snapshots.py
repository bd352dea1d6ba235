"""A post as plain JSON values, field by field: what the history keeps, the bin holds and an undo compares.

Read from the columns themselves, so that a column somebody adds to a model is kept without a word here:

- the columns of the post: ``title_en``, ``published_at``, ``series_id`` …
- those of each of its texts, with the language: ``status:en``, ``source_text:zh-hans`` …; none for a language it lacks
- its :data:`PARTS`, each a list of rows: ``credits``, ``tags`` …; a step on a project's road as its level, kind and day, since
  it goes with the last post that states it

Left out is what is made from these (rendered text, search index), and provenance, which imports keep their books in.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import ForeignKey, Model
from modeltranslation.utils import build_localized_fieldname

from posts.batches import batches
from posts.digests import field_digest
from posts.models import Credit, LegacyPath, Post, PostProject, TaggedPost, Translation
from posts.models.post import LANGUAGES, TEXT_FIELDS

Snapshot = dict[str, Any]
Names = dict[str, dict[str, list[str]]]  # model → primary key → slug and name


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong to a post and to nothing else, in the order they are kept in.

    ``owner`` is their column of the post; ``once`` are the columns of which no two rows of a post have the same values.
    """

    name: str
    model: type[Model]
    order: tuple[str, ...]
    once: tuple[str, ...]
    owner: str = "post_id"


PARTS = (
    Part("categories", Post.categories.through, ("category_id",), once=("category_id",)),
    Part("tags", TaggedPost, ("tag_id",), once=("tag_id",), owner="content_object_id"),
    Part("projects", PostProject, ("project_id",), once=("project_id",)),
    Part("credits", Credit, ("order", "id"), once=("person_id", "organization_id", "role", "language")),
    Part("legacy_paths", LegacyPath, ("path",), once=("path",)),
)
STEP = ("change__level", "change__kind", "change__date")
TEXTS = tuple(build_localized_fieldname(name, code) for name in TEXT_FIELDS for code in LANGUAGES)
# The untranslated columns only mirror one of the languages.
NOT_OF_POST = {*TEXT_FIELDS, "id", "updated_at", "needs_review"}
NOT_OF_TEXT = {"id", "post_id", "language", "body_html", "length", "pin_digest", "text_digest"}


def _columns(model: type[Model], without: Collection[str]) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.concrete_fields if field.attname not in without}


POST = _columns(Post, NOT_OF_POST)
TEXT = _columns(Translation, NOT_OF_TEXT)
PART = {part.name: _columns(part.model, {"id", part.owner}) for part in PARTS}


def snapshots(keys: Iterable[int], *, texts: bool = True) -> dict[int, Snapshot]:
    """The posts with these primary keys that there are, in a fixed number of queries for every few hundred of them.

    Without ``texts`` what is written in each language is left out: enough where only dates or states change.
    """
    found: dict[int, Snapshot] = {}
    for batch in batches(sorted(set(keys))):
        found |= _snapshots(batch, texts=texts)
    return found


def _snapshots(keys: Sequence[int], *, texts: bool) -> dict[int, Snapshot]:
    columns = [name for name in POST if texts or name not in TEXTS]
    rows = Post.objects.rewrite(False).order_by().filter(pk__in=keys).values("id", *columns)
    found = {row.pop("id"): {name: plain(value) for name, value in row.items()} for row in rows}
    columns = [name for name in TEXT if texts or name != "source_text"]
    for row in Translation.objects.order_by().filter(post__in=found).values("post_id", "language", *columns):
        post = found[row.pop("post_id")]
        language = row.pop("language")
        post |= {f"{name}:{language}": plain(value) for name, value in row.items()}
    for part in PARTS:
        rows_of: dict[int, list] = defaultdict(list)
        steps = STEP if part.model is PostProject else ()
        rows = part.model._base_manager.filter(**{f"{part.owner}__in": found}).order_by(part.owner, *part.order)
        for row in rows.values(part.owner, *PART[part.name], *steps):
            if steps:
                step = [plain(row.pop(name)) for name in steps]
                row["change_id"] = step if row["change_id"] else None
            rows_of[row.pop(part.owner)].append({name: plain(value) for name, value in row.items()})
        for key, post in found.items():
            post[part.name] = rows_of.get(key, [])
    return found


def plain(value: Any) -> Any:
    """A column's value as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def changed(before: Snapshot, after: Snapshot) -> Snapshot:
    """The old values of what differs; None of what there was not. An empty text and none are the same."""
    names = dict.fromkeys((*before, *after))
    return {name: before.get(name) for name in names if _value(before.get(name)) != _value(after.get(name))}


def _value(value: Any) -> Any:
    return None if value == "" else value


def digests(post: Snapshot, fields: Iterable[str]) -> dict[str, str]:
    return {name: field_digest(post.get(name)) for name in fields}


# What posts refer to


def references(post: Snapshot) -> Iterator[tuple[ForeignKey, int]]:
    """The foreign keys among the values of a snapshot, or of some of its fields."""
    for name, value in post.items():
        if name in PART:
            for row in value or ():
                yield from _references(PART[name], row)
        else:
            column, _colon, _language = name.partition(":")
            yield from _references(TEXT if _colon else POST, {column: value})


def _references(columns: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[tuple[ForeignKey, int]]:
    for name, value in row.items():
        if isinstance(value, int) and isinstance(field := columns.get(name), ForeignKey):
            yield field, value


def names_of(posts: Iterable[Snapshot]) -> Names:
    """Slug ("" where it has none) and name of all that ``posts`` refer to."""
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for post in posts:
        for field, key in references(post):
            keys[field.related_model].add(key)
    found: Names = {}
    for model, wanted in keys.items():
        rows = {row.pk: row for batch in batches(sorted(wanted)) for row in model._base_manager.filter(pk__in=batch)}
        found[model._meta.label_lower] = {
            str(key): [getattr(row, "slug", ""), name_of(row)] for key, row in sorted(rows.items())
        }
    return found


def name_of(row: Model) -> str:
    """Its name in the first language that has one; the same whatever language is active."""
    fields = (*(build_localized_fieldname("name", code) for code in LANGUAGES), "name", "slug")
    return next((value for field in fields if (value := getattr(row, field, None))), str(row))


def merged(*several: Names) -> Names:
    """All of them; where two have a name for something, the last."""
    found: Names = {}
    for names in several:
        for model, known in names.items():
            found[model] = found.get(model, {}) | known
    return found


def only_of(names: Names, post: Snapshot) -> Names:
    """Of ``names``, those that ``post`` refers to."""
    found: Names = {}
    for field, key in references(post):
        model = field.related_model._meta.label_lower
        if name := names.get(model, {}).get(str(key)):
            found.setdefault(model, {})[str(key)] = name
    return found
