"""Queries whose SQL is made once, and planned once: for a few rows, both cost several times what finding them costs."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from psycopg import Cursor

Row = TypeVar("Row", bound=models.Model)
Select = tuple[str, Sequence[Any]]  # SQL and its values

# Stand for the values while the SQL is made, each by its place among them.
MARKERS: dict[type, Callable[[int], Any]] = {
    str: "\ue000value {}".format,
    int: lambda place: 9_000_000_000_000_000_001 + place,
    datetime: lambda place: datetime(9000, 1, 1, tzinfo=UTC) + timedelta(days=place),
}


@dataclass(frozen=True, slots=True)
class Statement:
    compiler: SQLCompiler
    sql: str
    parameters: list[tuple[int | None, Any]]  # the place of a value to be put there, or what always stands there
    converters: dict[int, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a row of a statement becomes an object."""

    model: type[models.Model]
    columns: slice
    names: list[str]
    related: list[Any]


class Prepared(Generic[Row]):
    """``Prepared(make, str, datetime)(slug, now)`` gives the rows of ``make(slug, now)``, a queryset without prefetching.

    What ``make`` does may depend on its arguments' types, but on nothing else, the active language included.
    """

    def __init__(self, make: Callable[..., models.QuerySet[Row, Any]], *types: type):
        self.make, self.types = make, types
        self.of_thread = threading.local()  # as are the connections that a statement is made for

    def __call__(self, *values: Any) -> list[Row]:
        shape, database = self.shape(), connection.alias
        rows: list[Row] = []
        for found in self.tuples(*values):
            row = shape.model.from_db(database, shape.names, found[shape.columns])
            for populator in shape.related:
                populator.populate(found, row)
            rows.append(cast(Row, row))
        return rows

    def tuples(self, *values: Any) -> Iterable[Sequence[Any]]:
        """The rows of a queryset of values, as its SQL has them: what is annotated comes last, other columns in any order."""
        statement = self.statement()
        return statement.compiler.apply_converters(fetch(*self.select(*values)), statement.converters)

    def select(self, *values: Any) -> Select:
        """The statement and its values, to be part of another."""
        statement = self.statement()
        given = list(map(adapted, values))
        return statement.sql, [value if place is None else given[place] for place, value in statement.parameters]

    def statement(self) -> Statement:
        made = getattr(self.of_thread, "statement", None)
        if made is None:
            markers = [MARKERS[kind](place) for place, kind in enumerate(self.types)]
            made = self.of_thread.statement = prepare(self.make(*markers), markers)
        return made

    def shape(self) -> Shape:
        made = getattr(self.of_thread, "shape", None)
        if made is None:
            made = self.of_thread.shape = shape_of(self.statement().compiler)
        return made


def prepare(queryset: models.QuerySet, markers: list[Any]) -> Statement:
    compiler = queryset.query.get_compiler(connection.alias)
    sql, parameters = compiler.as_sql()
    places = {adapted(marker): place for place, marker in enumerate(markers)}
    return Statement(
        compiler,
        sql,
        [(places.get(parameter), parameter) for parameter in parameters],
        compiler.get_converters([field for field, *_alias in compiler.select]),
    )


def shape_of(compiler: SQLCompiler) -> Shape:
    info = compiler.klass_info
    columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
    return Shape(
        info["model"],
        columns,
        [field.target.attname for field, *_alias in compiler.select[columns]],
        get_related_populators(info, compiler.select, connection.alias),  # type: ignore[call-arg]  # the stubs are of Django 6
    )


def fetch(sql: str, parameters: Sequence[Any]) -> list[tuple]:
    """Past Django's cursors, which on PostgreSQL write values into the text, so that every one is planned anew, and on SQLite
    rewrite the text for its driver each time. Who counts or logs queries sees them all the same.
    """
    database = connections[DEFAULT_DB_ALIAS]  # once: what `connection` stands for is looked up each time
    if database.queries_logged:
        with database.cursor() as cursor:
            return cursor.execute(sql, parameters).fetchall()
    # A connection kept since the last request may be dead by now. Django would ask the server for a sign of life first;
    # a statement that only reads is that sign itself, and is asked again over a new connection when there is none.
    is_unproven = database.health_check_enabled and not database.health_check_done and not database.in_atomic_block
    database.health_check_done = True
    try:
        return ask(database, sql, parameters)
    except OperationalError:
        if not is_unproven:
            raise
        database.close()
        return ask(database, sql, parameters)


def ask(database: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]) -> list[tuple]:
    database.ensure_connection()
    with database.wrap_database_errors:
        if database.vendor == "postgresql":
            return Cursor(database.connection).execute(sql, parameters, prepare=True).fetchall()
        return database.connection.execute(sql % (("?",) * len(parameters)), parameters).fetchall()


def adapted(value: Any) -> Any:
    """As the database wants it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


class Held(models.QuerySet):
    """Rows that are asked for when somebody looks at them."""

    rows: Callable[[], list]

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._result_cache = self.rows()
            self._prefetch_done = True
        super()._fetch_all()


def hold(row: models.Model, name: str, rows_of: Prepared) -> None:
    """Let ``row.<name>.all()`` be what ``rows_of`` finds for its key, once, as if it had been prefetched."""
    put(row, name, rows_of.shape().model, lambda: rows_of(row.pk))


def put(row: models.Model, name: str, model: type[models.Model], rows: Callable[[], list]) -> None:
    """Let ``row.<name>.all()`` be what ``rows`` gives."""
    held: Held = Held(model)
    held.rows = rows
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = held
