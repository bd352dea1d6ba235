"""Snapshots become posts again: fields of stored posts are brought to the values they had, and deleted posts are made anew."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import DateField, Field, ForeignKey, Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from people import names as people_names
from people.models import OtherName
from posts import markdown
from posts.batches import batches
from posts.models import Credit, LegacyPath, Post, PostProject, Translation
from posts.models.post import LANGUAGES, SLUG_FIELDS, TEXT_FIELDS
from posts.search import index
from posts.services.snapshots import PART, PARTS, POST, TEXT, TEXTS, Names, Part, Snapshot, references
from posts.services.texts import whole_text
from posts.texts import text_length
from posts.translating.stale import digest
from projects.levels import set_level
from projects.models import MaturityChange

INDEXED = frozenset(TEXTS) - frozenset(SLUG_FIELDS)


class CannotRestore(ValueError):
    """The message says why, for the editor."""


def rewrite(states: Mapping[int, Snapshot], names: Names) -> None:
    """Bring the fields that each of ``states`` has of a post to these values. Call it in a transaction.

    What they refer to and is gone is looked for under the ``names`` it had, and made anew if it is nowhere. What is made of
    the texts follows. Raises :class:`CannotRestore` where another post has the address now.
    """
    _check_addresses(states)
    found = _Found(states, names)
    for slug in SLUG_FIELDS:  # posts may have swapped theirs
        Post.objects.filter(pk__in=[key for key, state in states.items() if slug in state]).update(**{slug: None})
    now = timezone.now()
    for key, state in states.items():
        columns = found.row(POST, {name: value for name, value in state.items() if name in POST})
        if "review" in columns:
            columns["needs_review"] = bool(columns["review"])
        Post.objects.rewrite(False).filter(pk=key).update(**columns, updated_at=now)
    for part in PARTS:
        _rewrite_part(part, {key: state[part.name] for key, state in states.items() if part.name in state}, found)
    for batch in batches(sorted(states)):
        _rewrite_texts({key: states[key] for key in batch}, found)


def make(states: Mapping[int, Snapshot], names: Names) -> None:
    """Make posts that are gone anew, under their old primary keys. ``states`` are whole."""
    Post.objects.bulk_create([Post(pk=key) for key in states])
    rewrite(states, names)
    for key, state in states.items():
        mirrors = {name: _first(state, name) for name in TEXT_FIELDS}
        Post.objects.rewrite(False).filter(pk=key).update(**mirrors)


def _first(state: Snapshot, name: str) -> str:
    """A field in the first language that has it."""
    return next((value for code in LANGUAGES if (value := state.get(build_localized_fieldname(name, code)))), "")


def _check_addresses(states: Mapping[int, Snapshot]) -> None:
    wanted = {state[field]: key for key, state in states.items() for field in SLUG_FIELDS if state.get(field)}
    for batch in batches(sorted(wanted)):
        at_one = Q(*((f"{field}__in", batch) for field in SLUG_FIELDS), _connector=Q.OR)
        for other in Post.objects.filter(at_one).exclude(pk__in=states).for_linking():
            slug = next(slug for field in SLUG_FIELDS if (slug := getattr(other, field)) in wanted)
            message = _("“%(slug)s” leads to another post now, “%(title)s”: give that one another slug first.")
            raise CannotRestore(message % {"slug": slug, "title": other})


def value_of(field: Field, plain: Any) -> Any:
    """A column's value from what JSON has of it."""
    return field.to_python(plain) if isinstance(field, DateField) else plain


class _Found:
    """What snapshots refer to, as it is in the database today."""

    def __init__(self, states: Mapping[int, Snapshot], names: Names):
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for state in states.values():
            for field, key in references(state):
                wanted[field.related_model].add(key)
        self.keys: dict[type[Model], dict[int, int | None]] = {}
        for model, keys in wanted.items():
            there: set[int] = set()
            for batch in batches(sorted(keys)):
                there.update(model._base_manager.filter(pk__in=batch).values_list("pk", flat=True))
            known_as = names.get(model._meta.label_lower, {})
            self.keys[model] = {key: key if key in there else _under_name(model, known_as.get(str(key))) for key in keys}

    def row(self, columns: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of ``columns`` for the database."""
        row = {}
        for name, plain in values.items():
            field = columns[name]
            if isinstance(field, ForeignKey) and isinstance(plain, int):
                row[name] = self.keys[field.related_model][plain]
            else:
                row[name] = value_of(field, plain)
        return row


def _under_name(model: type[Model], known_as: list[str] | None) -> int | None:
    """The row that had this slug and name: whoever bears the slug today, or took it over in a merge; else a new one."""
    slug, name = known_as or ("", "")
    if not slug:
        return None
    if row := model._base_manager.filter(slug=slug).first():
        return row.pk
    owner = next((field for field in OtherName._meta.fields if field.related_model is model), None)
    if owner and (other := OtherName.objects.filter(slug=slug, **{f"{owner.name}__isnull": False}).first()):
        return getattr(other, owner.attname)
    language = "zh-hans" if people_names.HAN_CHARACTER.search(name) else "en"
    named = "label" if any(field.name == "label" for field in model._meta.fields) else "name"
    values = {build_localized_fieldname(named, language): name}
    return model._base_manager.create(slug=slug, **values, **({"name": name} if named == "label" else {})).pk


def _rewrite_part(part: Part, rows_of: Mapping[int, list[dict]], found: _Found) -> None:
    keys = sorted(rows_of)
    for batch in batches(keys):
        part.model._base_manager.filter(**{f"{part.owner}__in": batch}).delete()
    rows = []
    for key, plain_rows in rows_of.items():
        once: dict[tuple, dict[str, Any]] = {}
        for plain in plain_rows or ():
            row = found.row(PART[part.name], plain)
            if part.model is PostProject and row["change_id"]:
                row["change_id"] = _step(row["project_id"], row["change_id"])
            if deed := _deed(part, row):
                once.setdefault(deed, row)
        rows += [part.model(**{part.owner: key}, **row) for row in once.values()]
    if part.model is LegacyPath:  # an address that leads to some post already stays with it
        taken = set(LegacyPath.objects.filter(path__in=[row.path for row in rows]).values_list("path", flat=True))
        rows = [row for row in rows if row.path not in taken]
    part.model._base_manager.bulk_create(rows, batch_size=500)


def _step(project: int, step: list[str]) -> int:
    """The step on the road of ``project``, made anew if it went with the last post that stated it."""
    level, kind, day = step
    change, made = MaturityChange.objects.get_or_create(project_id=project, level=level, kind=kind, date=day)
    if made:
        set_level(change.project)
    return change.pk


def _deed(part: Part, row: Mapping[str, Any]) -> tuple | None:
    """What a post has once; None of a row whose subject is gone. Two credits can have become one person's in a merge."""
    if part.model is Credit:
        who = (row["person_id"], None) if row["person_id"] else (None, row["organization_id"])
        return (*who, row["role"], row["language"]) if any(who) else None
    [subject] = (row[name] for name in part.once)
    return (subject,) if subject else None


def _rewrite_texts(states: Mapping[int, Snapshot], found: _Found) -> None:
    """The rows of texts that are another now, and what is made of the texts."""
    stored = {
        (row.post_id, row.language): row.pk for row in Translation.objects.filter(post__in=states).only("post", "language")
    }
    new: set[int] = set()
    for key, state in states.items():
        of_texts = _by_language(state)
        changed_sources = [code for code, columns in of_texts.items() if "is_source" in columns]
        Translation.objects.filter(post=key, language__in=changed_sources).update(is_source=False)
        for code, columns in of_texts.items():
            values = found.row(TEXT, columns)
            if columns.get("is_source", False) is None:
                Translation.objects.filter(post=key, language=code).delete()
            elif (key, code) in stored:
                Translation.objects.filter(pk=stored[key, code]).update(**values)
            else:
                new.add(Translation.objects.create(post_id=key, language=code, **values).pk)
    touched = {key: state for key, state in states.items() if INDEXED & state.keys() or _by_language(state)}
    _derive(touched, new)
    index.reindex(Post.objects.filter(pk__in=[key for key, state in touched.items() if INDEXED & state.keys()]))


def _by_language(state: Snapshot) -> dict[str, dict[str, Any]]:
    columns: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, value in state.items():
        column, colon, language = name.partition(":")
        if colon:
            columns[language][column] = value
    return columns


def _derive(states: Mapping[int, Snapshot], new: Collection[int]) -> None:
    """What a text's row keeps of the text; its body is rendered where it is another now, or the row is among ``new``."""
    posts = Post.objects.order_by().only(*TEXTS).in_bulk(list(states))
    for row in Translation.objects.filter(post__in=states).defer("body_html"):
        post = posts[row.post_id]
        values: dict[str, Any] = {
            "pin_digest": digest(row.source_text),
            "text_digest": digest(whole_text(post, row.language)) if row.is_source else "",
        }
        field = build_localized_fieldname("body", row.language)
        if row.pk in new or field in states[row.post_id]:
            body = getattr(post, field) or ""
            values |= {"body_html": markdown.render(body), "length": text_length(body, row.language)}
        Translation.objects.filter(pk=row.pk).update(**values)
