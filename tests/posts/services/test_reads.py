"""Sums of reads: kept by post, language and day, added to, dropped with time."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from posts.models import CountedLog, PostReads, RecentReads
from posts.models.reads import KEPT_DAYS
from posts.services.bin import bin_posts, restore_posts
from posts.services.reads import ChangedMeanwhile, count, counted_until, first_day, refresh
from posts.serving import content_triggers
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def line(path: str, day: date | None = None, second: int = 0) -> bytes:
    moment = datetime.combine(day or timezone.localdate(), datetime.min.time()) + timedelta(seconds=second)
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    return f'::1 - - [{moment:%d/%b/%Y:%H:%M:%S} +0000] "GET {path} HTTP/1.1" 200 512 "-" "{agent}"\n'.encode()


def kept() -> list[tuple[str, str, int]]:
    return sorted((row.post.title_en or row.post.title_zh_hans, row.language, row.count) for row in PostReads.objects.all())


def test_reads_are_of_the_address_they_were_made_at():
    make_post("Bells", zh="钟")
    make_post(None, zh="港口")
    paths = ["/blog/bells/", "/blog/bells/", "/zh-hans/blog/bells/", "/zh-hans/blog/钟/", "/zh-hans/blog/港口/", "/blog/港口/"]
    counted = count(line(path) for path in paths)
    assert kept() == [("Bells", "en", 2), ("Bells", "zh-hans", 2), ("港口", "en", 1), ("港口", "zh-hans", 1)]
    assert (counted.reads, counted.posts, counted.unknown) == (6, 2, {})


def test_a_slug_that_two_posts_have_is_that_of_the_language():
    make_post("Go", slug_en="go")
    make_post(None, zh="围棋", slug_zh_hans="go")
    count([line("/blog/go/"), line("/zh-hans/blog/go/")])
    assert kept() == [("Go", "en", 1), ("围棋", "zh-hans", 1)]


def test_no_post_no_read():
    assert count([line("/blog/none/"), line("/blog/none/")]).unknown == {"none": 2}
    assert kept() == []


def test_a_day_that_rotation_split_is_added_up():
    make_post("Bells")
    before, after = [line("/blog/bells/", second=1)], [line("/blog/bells/", second=2)] * 2
    count(before)
    count(before + after[:1])  # before it is rotated …
    count(before + after[:1])  # … given once more under its new name …
    count(after[1:])  # … and the one that was begun then
    assert kept() == [("Bells", "en", 3)]


def test_old_days_are_neither_counted_nor_kept():
    post = make_post("Bells")
    old = first_day() - timedelta(days=1)
    assert count([line("/blog/bells/", old)]).tally.early == 1
    PostReads.objects.create(post=post, language="en", day=old, count=7)
    PostReads.objects.create(post=post, language="en", day=first_day(), count=2)
    PostReads.objects.create(post=post, language="en", day=timezone.localdate(), count=3)
    refresh()
    assert kept() == [("Bells", "en", 2), ("Bells", "en", 3)]
    assert list(RecentReads.objects.values_list("post", "language", "count")) == [(post.pk, "en", 5)]
    assert not CountedLog.objects.exists(), "nothing of it would be counted again"
    assert (timezone.localdate() - first_day()).days == KEPT_DAYS - 1


def test_until_when_is_known():
    assert counted_until() is None
    count([line("/blog/none/", first_day())])
    assert counted_until() == first_day()


def test_what_is_counted_while_another_log_is_read_is_refused():
    make_post("Bells")

    def lines():
        yield line("/blog/bells/")
        count([line("/blog/bells/", second=5)])

    with pytest.raises(ChangedMeanwhile):
        count(lines())
    assert kept() == [("Bells", "en", 1)]


def test_no_page_is_made_anew_for_it():
    assert not {"posts_postreads", "posts_recentreads", "posts_countedlog"} & set(content_triggers.tables())


def test_reads_come_back_from_the_bin():
    post = make_post("Bells")
    count([line("/blog/bells/")])
    refresh()
    bin_posts([post.pk])
    assert kept() == []
    refresh()
    restore_posts([post.pk])
    refresh()
    assert kept() == [("Bells", "en", 1)]
    assert RecentReads.objects.get().count == 1


def test_statements_do_not_grow_with_the_reads():
    posts = [make_post(f"Post {number}") for number in range(30)]

    def statements(lines) -> int:
        with CaptureQueriesContext(connection) as captured:
            count(lines)
            refresh()
        return len(captured)

    one = statements([line("/blog/post-1/")])
    assert statements([line(f"/blog/{post.slug_en}/", second=second) for post in posts for second in range(5)]) <= one
