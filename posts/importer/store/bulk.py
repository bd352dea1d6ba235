"""Many rows at once: COPY on PostgreSQL, ``executemany`` on SQLite. No signals, no instances, no checks but the database's."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert ``rows``, whose values stand in the order of ``columns`` (attribute names, as in ``post_id``).

    Fields not named get their default. A primary key not named is left to the database.
    """
    given = {name: position for position, name in enumerate(columns)}
    fields = [model._meta.get_field(name) for name in columns]
    others = [field for field in model._meta.concrete_fields if field.attname not in given and not field.primary_key]
    defaults = tuple(_default(field) for field in others)
    adapters = [(position, adapt) for position, field in enumerate((*fields, *others)) if (adapt := _adapter(field))]
    names = ", ".join(connection.ops.quote_name(field.column) for field in (*fields, *others))
    _write(model._meta.db_table, names, len(fields) + len(others), _adapted(rows, defaults, adapters))


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Bring ``columns`` of the rows with these primary keys (each row's last value) to these values."""
    fields = [model._meta.get_field(name) for name in columns]
    adapters = [(position, adapt) for position, field in enumerate(fields) if (adapt := _adapter(field))]
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    adapted = list(_adapted(rows, (), adapters))
    if adapted:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE id = %s", adapted)


def _default(field: models.Field) -> Any:
    if isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add):
        return datetime.now(UTC)
    return field.get_default()


def _adapted(rows: Iterable[Row], defaults: tuple, adapters: list[tuple[int, Callable]]) -> Iterable[list]:
    for row in rows:
        values = [*row, *defaults]
        for position, adapt in adapters:
            if values[position] is not None:
                values[position] = adapt(values[position])
        yield values


def _write(table: str, names: str, width: int, rows: Iterable[list]) -> None:
    table = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * width)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _adapter(field: models.Field) -> Callable[[Any], Any] | None:
    """How the database wants a field's values, where that is not as they are."""
    if isinstance(field, models.JSONField):
        return _json
    if connection.vendor == "sqlite":
        if isinstance(field, models.DateTimeField):
            return _sqlite_moment
        if isinstance(field, models.DateField):
            return date.isoformat
    return None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sqlite_moment(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


def new_ids(model: type[models.Model], count: int) -> list[int]:
    """``count`` primary keys nobody else will get. Call it inside the transaction that inserts them."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), count],
            )
            return [row[0] for row in cursor.fetchall()]
        # The transaction holds SQLite's only write lock, and AUTOINCREMENT never hands a number out twice.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return list(range(first, first + count))
