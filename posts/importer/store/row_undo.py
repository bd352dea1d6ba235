"""The other half of :mod:`posts.importer.store.row_log`: rows become what they were before a run. Part of undoing one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from people.models import Organization, OtherName, Person
from posts.batches import batches
from posts.importer.store import bulk
from posts.importer.store.row_log import Columns, RowLog
from posts.models import Category, RowChange, Series, Tag
from posts.services.rewriting import value_of
from projects.models import MaturityChange, Project

# What refers to others stands before them.
SHARED = (OtherName, MaturityChange, Project, Tag, Category, Series, Person, Organization)

Rows = dict[int, "Net"]


@dataclass(slots=True)
class Net:
    """All that one run did to one row, put together. ``before`` is None of a row it made, ``after`` of one it deleted."""

    before: Columns | None
    after: Columns | None

    def undone(self, now: Columns) -> Columns:
        """The old values of what is still as the run left it."""
        before, after = self.before or {}, self.after or {}
        return {name: value for name, value in before.items() if name in after and now[name] == after[name]}


def net_changes(changes: Iterable[RowChange]) -> dict[type[Model], Rows]:
    """``changes`` of one run in their order → model → primary key → what became of the row."""
    found: dict[type[Model], Rows] = defaultdict(dict)
    for change in changes:
        rows = found[apps.get_model(change.model)]
        net = rows.setdefault(change.key, Net(change.before and {}, {}))
        if net.before is not None:
            net.before = (change.before or {}) | net.before
        net.after = None if change.after is None else (net.after or {}) | change.after
        if net.before is None and net.after is None:
            del rows[change.key]
    return found


def take_back(model: type[Model], rows: Rows, log: RowLog) -> None:
    """Deleted rows are made again; changed ones get their old values back, where nobody has changed them since."""
    make(model, {key: net.before for key, net in rows.items() if net.before is not None and net.after is None}, log)
    log.change(model, [key for key, net in rows.items() if net.before and net.after])
    update(model, {key: net.undone(now) for key, now in log.before[model].items() if (net := rows.get(key))})


def remove_made(model: type[Model], rows: Rows, log: RowLog) -> None:
    """Rows the run made go, where nobody has changed them and nothing uses them."""
    made = {key: net.after for key, net in rows.items() if net.before is None}
    log.change(model, made)
    untouched = [key for key in made if log.before[model].get(key) == made[key]]
    unused = set(untouched) - _used(model, untouched)
    model._base_manager.filter(pk__in=unused).delete()


def _used(model: type[Model], keys: Collection[int]) -> set[int]:
    found: set[int] = set()
    for relation in model._meta.related_objects:
        table = relation.through if relation.many_to_many else relation.related_model
        field = next(f for f in table._meta.fields if f.related_model is model) if relation.many_to_many else relation.field
        for batch in batches(sorted(keys)):
            users = table._base_manager.filter(**{f"{field.attname}__in": batch})
            found.update(users.values_list(field.attname, flat=True))
    return found


def make(model: type[Model], rows: Mapping[int, Columns], log: RowLog) -> None:
    there = set(model._base_manager.filter(pk__in=rows).values_list("pk", flat=True))
    new = {key: columns for key, columns in rows.items() if key not in there}
    for names, keys in _by_columns(new):
        bulk.insert(model, ("id", *names), [(key, *_values(model, names, new[key])) for key in keys])
    log.make(model, new)


def update(model: type[Model], rows: Mapping[int, Columns]) -> None:
    for names, keys in _by_columns(rows):
        bulk.update(model, names, [(*_values(model, names, rows[key]), key) for key in keys])


def _by_columns(rows: Mapping[int, Columns]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, columns in rows.items():
        if columns:
            groups[tuple(sorted(columns))].append(key)
    yield from groups.items()


def _values(model: type[Model], names: Collection[str], columns: Columns) -> list:
    return [value_of(model._meta.get_field(name), columns[name]) for name in names]
