"""Keeping how often posts are read: sums by post, language and day, of logs that may be given again and again."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Q, Sum
from django.urls import reverse
from django.utils import timezone, translation

from posts.batches import batches
from posts.models import CountedLog, Post, PostReads, RecentReads
from posts.models.post import LANGUAGES, SLUG_FIELDS
from posts.models.reads import KEPT_DAYS
from posts.reads.addresses import Address
from posts.reads.tally import Mark, Tally, tally

BATCH = 500  # rows of a statement
OF_SLUG = "slug"  # stands for any, where addresses are taken apart

Key = tuple[int, str, date]  # post, language, day


class ChangedMeanwhile(Exception):
    """While a log was read another one was counted, or a post deleted: nothing of this log was kept."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A log, and what was made of it."""

    tally: Tally
    reads: int
    posts: int
    unknown: Counter[str]  # how often pages were read that no post has, by their slug


def first_day() -> date:
    """The first of the days that are kept."""
    return timezone.localdate() - timedelta(days=KEPT_DAYS - 1)


def count(lines: Iterable[bytes], *, since: date | None = None) -> Counted:
    """Add what is new in the lines of a log. Raises :class:`ChangedMeanwhile`, or what reading the lines does.

    Kept is all or nothing. A log without a line of the format leaves no trace.
    """
    known = list(CountedLog.objects.order_by("pk"))
    marks = [Mark(log.lines, log.digest, log.since) for log in known]
    since = max(since or date.min, first_day())
    # A day further on may have begun where the log is written.
    until = timezone.localdate() + timedelta(days=1)
    told = tally(lines, places=places(), since=since, until=until, marks=marks)
    try:
        with transaction.atomic():
            _one_at_a_time()
            if list(CountedLog.objects.order_by("pk").values_list("pk", flat=True)) != [log.pk for log in known]:
                raise ChangedMeanwhile
            found, unknown = _by_post(told)
            _add(found)
            if told.mark and told.last_day:
                CountedLog.objects.create(**told.mark._asdict(), last_day=told.last_day)
    except IntegrityError as error:
        raise ChangedMeanwhile from error
    return Counted(told, found.total(), len({post for post, _language, _day in found}), unknown)


def places() -> dict[str, str]:
    """How the addresses of posts begin, and in which language."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[reverse("posts:post", args=[OF_SLUG]).removesuffix(f"{OF_SLUG}/")] = language
    return found


@transaction.atomic
def refresh() -> None:
    """Drop the days that are not kept any more, and sum up the others."""
    _one_at_a_time()
    CountedLog.objects.filter(last_day__lt=first_day()).delete()
    PostReads.objects.filter(day__lt=first_day()).delete()
    sums = list(PostReads.objects.order_by().values_list("post", "language").annotate(count=Sum("count")))
    RecentReads.objects.all().delete()
    rows = (RecentReads(post_id=post, language=language, count=count) for post, language, count in sums)
    RecentReads.objects.bulk_create(rows, batch_size=BATCH)


def counted_until() -> date | None:
    """The last day of any log that was counted. None where nothing is counted here."""
    return CountedLog.objects.aggregate(last=Max("last_day"))["last"]


def _one_at_a_time() -> None:
    """To the end of the transaction. On SQLite whoever begins to write is alone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {CountedLog._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _by_post(told: Tally) -> tuple[Counter[Key], Counter[str]]:
    """Reads by post, and by slug those of no post."""
    posts = _posts({address.slug for address, _day in told.reads})
    found: Counter[Key] = Counter()
    unknown: Counter[str] = Counter()
    for (address, day), number in told.reads.items():
        if post := posts.get(address) or next((posts[other] for other in _elsewhere(address) if other in posts), None):
            found[post, address.language, day] += number
        else:
            unknown[address.slug] += number
    return found, unknown


def _elsewhere(address: Address) -> Iterable[Address]:
    """A post is found by its slug in any language, that of the address first."""
    return (Address(language, address.slug) for language in LANGUAGES if language != address.language)


def _posts(slugs: Collection[str]) -> dict[Address, int]:
    found: dict[Address, int] = {}
    for batch in batches(sorted(slugs), BATCH):
        any_of = Q(*((f"{field}__in", batch) for field in SLUG_FIELDS), _connector=Q.OR)
        for key, *own in Post.objects.filter(any_of).order_by().values_list("pk", *SLUG_FIELDS):
            found |= {Address(language, slug): key for language, slug in zip(LANGUAGES, own, strict=True) if slug}
    return found


def _add(found: Counter[Key]) -> None:
    by_day = sorted(found, key=lambda key: (key[2], key[0], key[1]))
    for keys in batches(by_day, BATCH):
        there = PostReads.objects.filter(post__in={key[0] for key in keys}, day__in={key[2] for key in keys})
        sums = {(row.post_id, row.language, row.day): row.count for row in there}
        rows = [PostReads(post_id=key[0], language=key[1], day=key[2], count=sums.get(key, 0) + found[key]) for key in keys]
        PostReads.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["day", "post", "language"], update_fields=["count"]
        )
