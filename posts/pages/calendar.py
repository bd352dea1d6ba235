"""Months and years as posts are counted by and addressed under, in UTC."""

from datetime import UTC, datetime

from django.db.models import F, Func, IntegerField


class Month(Func):
    """The month of a moment as one number: 201809. Django's own truncation calls Python for every row on SQLite."""

    template = "CAST(substr(%(expressions)s, 1, 4) || substr(%(expressions)s, 6, 2) AS INTEGER)"
    output_field = IntegerField()

    def as_postgresql(self, compiler, connection, **context):
        template = "CAST(to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYYMM') AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)


PUBLISHED_IN = Month(F("published_at"))


def within_year(year: int) -> dict[str, datetime]:
    """The filter for what was published in a year; unlike an extracted year, an index answers it."""
    return {"published_at__gte": datetime(year, 1, 1, tzinfo=UTC), "published_at__lt": datetime(year + 1, 1, 1, tzinfo=UTC)}


def within_month(year: int, month: int) -> dict[str, datetime]:
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return {
        "published_at__gte": datetime(year, month, 1, tzinfo=UTC),
        "published_at__lt": datetime(*following, 1, tzinfo=UTC),
    }
