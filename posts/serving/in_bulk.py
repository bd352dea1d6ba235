"""Several rows by their keys, with what belongs to them, by queries that are made once."""

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Generic, cast

from django.db import models

from posts.querysets import any_of
from posts.serving.prepared import Prepared, Row, put


class InBulk(Generic[Row]):
    """``InBulk(make)(keys)`` is ``make().in_bulk(keys)``, with what that prefetches: rows that refer to these by a key."""

    def __init__(self, make: Callable[[], models.QuerySet[Row, Any]]):
        self.make = make
        self.rows: Prepared[Row] = Prepared(lambda keys: make().order_by().filter(pk__in=any_of(keys)), str)

    def __call__(self, keys: Iterable[int]) -> dict[int, Row]:
        listed = json.dumps(list(keys))
        rows = {row.pk: row for row in self.rows(listed)}
        for name, reference, parts_of in self.parts if rows else ():
            parts: dict[int, list[models.Model]] = {key: [] for key in rows}
            for part in parts_of(listed):
                owner = rows.get(getattr(part, reference.attname))
                if owner is not None:  # it may have appeared just now
                    reference.set_cached_value(part, owner)
                    parts[owner.pk].append(part)
            for key, row in rows.items():
                put(row, name, parts_of.shape().model, parts[key].copy)
        return rows

    @cached_property
    def parts(self) -> list[tuple[str, models.ForeignKey, Prepared]]:
        """The name of each, the field that leads from it to its row, and how they are found."""
        queryset = self.make()
        return [parts_of(queryset.model, one) for one in queryset._prefetch_related_lookups]


def parts_of(model: type[models.Model], prefetch: models.Prefetch) -> tuple[str, models.ForeignKey, Prepared]:
    name = prefetch.prefetch_to
    reference = cast(models.ManyToOneRel, model._meta.get_field(name)).field
    found = Prepared(lambda keys: prefetch.queryset.filter(**{f"{reference.name}__in": any_of(keys)}), str)
    return name, reference, found
