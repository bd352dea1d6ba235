"""What a run does to rows that are no post's own, kept so that it can be undone: of people, projects, tags …, and the books
that imports keep of a post. Part of the loader.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from posts.batches import batches
from posts.importer.store import bulk
from posts.models import ImportConflict, ImportRun, Provenance, RowChange
from posts.services.snapshots import plain

COLUMNS = ("run_id", "model", "key", "before", "after")
BOOKS = (Provenance, ImportConflict)  # of a post, and no part of its history

Columns = dict[str, Any]


@dataclass(slots=True)
class RowLog:
    """Of one transaction. Name a row before it is changed or deleted, or once it is made; then :meth:`write`."""

    before: dict[type[Model], dict[int, Columns]] = field(default_factory=lambda: defaultdict(dict))
    made: dict[type[Model], set[int]] = field(default_factory=lambda: defaultdict(set))
    posts: Collection[int] = ()
    changes: list[tuple] = field(default_factory=list)

    def make(self, model: type[Model], keys: Iterable[int]) -> None:
        self.made[model].update(keys)

    def change(self, model: type[Model], keys: Iterable[int]) -> None:
        """Rows that are about to be changed or deleted."""
        new = [key for key in keys if key not in self.before[model] and key not in self.made[model]]
        self.before[model] |= _rows(model, new)

    def note(self, model: type[Model], key: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A change that is known without a look at the row."""
        self.changes.append((model._meta.label_lower, key, dict(before), dict(after)))

    def watch(self, posts: Collection[int]) -> None:
        """All that is about to be done to the books of these posts."""
        self.posts = posts
        for model in BOOKS:
            self.before[model] |= _of_posts(model, posts)

    def write(self, run: ImportRun) -> None:
        """The run gets its row with its first change."""
        for model in {*self.before, *self.made}:
            before = self.before[model]
            after = _rows(model, [*before, *(self.made[model] - before.keys())])
            if model in BOOKS:
                after |= _of_posts(model, self.posts)
            for key in dict.fromkeys((*before, *after)):
                if (old := before.get(key)) != (new := after.get(key)):
                    self.changes.append((model._meta.label_lower, key, *_differing(old, new)))
        if self.changes:
            if run._state.adding:
                run.save()
            bulk.insert(RowChange, COLUMNS, [(run.pk, *change) for change in self.changes])


def columns_of(row: Model) -> Columns:
    """The row's columns but its key, as JSON has them; also those that are translated, as they are."""
    return {f.attname: plain(row.__dict__[f.attname]) for f in row._meta.concrete_fields if not f.primary_key}


def _rows(model: type[Model], keys: Collection[int]) -> dict[int, Columns]:
    return {row.pk: columns_of(row) for batch in batches(sorted(keys)) for row in model._base_manager.filter(pk__in=batch)}


def _of_posts(model: type[Model], posts: Collection[int]) -> dict[int, Columns]:
    return {row.pk: columns_of(row) for row in model._base_manager.filter(post__in=posts)} if posts else {}


def _differing(old: Columns | None, new: Columns | None) -> tuple[Columns | None, Columns | None]:
    if old is None or new is None:
        return old, new
    names = [name for name in old if old[name] != new[name]]
    return {name: old[name] for name in names}, {name: new[name] for name in names}
