"""How posts are selected; the only definition of public, and of what a listing needs."""

from datetime import UTC, datetime
from functools import cache
from typing import Self

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from modeltranslation.manager import MultilingualQuerySet
from modeltranslation.utils import build_localized_fieldname

ANY_TIME = datetime(1000, 1, 1, tzinfo=UTC)  # stands for a moment that is named later
BODY_FIELDS = ("body", *(build_localized_fieldname("body", code) for code, _name in settings.LANGUAGES))


def public_text(of: str = "", at: datetime | None = None) -> Q:
    """Texts the public may read now, if it may see their post; the only definition. ``of`` leads to them: "translations__"."""
    has_come = Q((f"{of}published_at__lte", at or timezone.now())) | Q((f"{of}published_at", None))
    return Q((f"{of}status", "published")) & has_come


def any_of(keys: str) -> RawSQL:
    """For ``post__in``: the keys in a JSON list. To hand over a thousand values takes longer than to find their rows."""
    each = "json_array_elements_text(%s::json)" if connection.vendor == "postgresql" else "json_each(%s)"
    return RawSQL(f"SELECT CAST(value AS bigint) FROM {each}", [keys])


class TranslationQuerySet(models.QuerySet):
    def published(self, at: datetime | None = None) -> Self:
        return self.filter(public_text(at=at))

    def scheduled(self, at: datetime | None = None) -> Self:
        """Texts that will become public by themselves."""
        return self.filter(status="published", published_at__gt=at or timezone.now())


def unreadable(at: datetime) -> models.QuerySet:
    """Keys of published posts without a text that could be read yet: one was withdrawn before another's time has come.

    Texts that wait are few, and found by language and time, which an index holds: asking costs next to nothing.
    """
    texts = apps.get_model("posts", "Translation").objects
    readable = texts.published(at).filter(post=OuterRef("post"))
    waiting = texts.scheduled(at).filter(~Exists(readable), language__in=dict(settings.LANGUAGES))
    return waiting.order_by().values("post")


class IsReadable(models.Func):
    """Whether a post is none of those that :func:`unreadable` finds.

    The SQL of these is made once: it is part of almost every query, and making it takes longer than finding them.
    """

    output_field = models.BooleanField()

    def __init__(self, at: datetime) -> None:
        super().__init__(models.F("pk"))
        self.at = at

    def as_sql(self, compiler, connection, **context):
        key, own = compiler.compile(self.source_expressions[0])
        sql, values = sql_of_unreadable(connection.vendor)
        at, any_time = map(connection.ops.adapt_datetimefield_value, (self.at, ANY_TIME))
        return f"{key} NOT IN ({sql})", [*own, *(at if value == any_time else value for value in values)]


@cache
def sql_of_unreadable(vendor: str) -> tuple[str, tuple]:
    """As of ``ANY_TIME``, for databases of ``vendor``: the site's is one."""
    return unreadable(ANY_TIME).query.sql_with_params()


class PostQuerySet(MultilingualQuerySet):
    def published(self, at: datetime | None = None) -> Self:
        """Posts the public may see now; the only definition of public."""
        now = at or timezone.now()
        return self.filter(IsReadable(now), status="published", published_at__lte=now)

    def scheduled(self) -> Self:
        """Posts that will become public by themselves."""
        return self.filter(status="published", published_at__gt=timezone.now())

    def in_language(self, language: str) -> Self:
        """Posts whose text in ``language`` is published."""
        return self.filter(public_text("translations__"), translations__language=language)

    def for_linking(self) -> Self:
        """What a link to a post needs: its titles, and which of its languages are published."""
        texts = apps.get_model("posts", "Translation").objects.defer("source_text", "body_html")
        return self.defer(*BODY_FIELDS).prefetch_related(models.Prefetch("translations", texts))

    def for_listing(self) -> Self:
        """Everything a card shows, in a fixed number of queries whatever the page size."""
        credits = apps.get_model("posts", "Credit").objects.select_related("person", "organization")
        return self.for_linking().select_related("series").prefetch_related(models.Prefetch("credits", credits))


class CreditQuerySet(models.QuerySet):
    def published(self, at: datetime | None = None) -> Self:
        """Credits the public may see now: of a published post and, where they are of one of its texts, of a published one."""
        posts = apps.get_model("posts", "Post").objects.published(at).values("pk")
        return self.of_public_texts(at).filter(post__in=posts)

    def of_public_texts(self, at: datetime | None = None) -> Self:
        """Those of posts that are known to be public: but for credits of a text that is not."""
        texts = apps.get_model("posts", "Translation").objects.published(at)
        of_its_text = Exists(texts.filter(post=OuterRef("post"), language=OuterRef("language")))
        return self.filter(Q(language="") | of_its_text)
