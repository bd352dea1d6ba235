"""How fast the board of translations and the translator's screen are: whole requests, as an editor's browser makes them.

    python benchmarks/translating.py [--posts 20000] [--words 20000] [--repeat 9] [--database sqlite postgresql]

Half of the posts have a Chinese text of a few kilobytes beside the English one; a tenth of all is outdated; all were read in
both languages. The screen is that of one long post, which is opened, and saved with one block changed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.search import database  # noqa: E402

BOARD_MS, OPEN_MS, SAVE_MS = 300, 2_000, 1_000  # the aims
BATCH = 500  # posts
LANGUAGES = ("en", "zh-hans")
FIRST_DAY = datetime(2015, 11, 1, tzinfo=UTC)
BODY, HAN_BODY = "Word by word the harbour grows. " * 190, "港口在夜里一点点长大。" * 180
ASKED = {
    "all, most read first": "",
    "all, newest first": "order=newest",
    "to do, most read first": "status=to_do",
    "outdated, longest first": "status=outdated&order=longest",
    "missing, of a year": "status=missing&year=2018",
    "of a person": "person=Person 17",
    "page 100": "p=100",
}


def load(posts: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from people.models import Person
    from posts.models import CountedLog, Credit, Post, RecentReads, Translation

    call_command("migrate", verbosity=0)
    people = [Person.objects.create(name_en=f"Person {number}", slug=f"person-{number}") for number in range(200)]
    for start in range(0, posts, BATCH):
        batch = [_post(number) for number in range(start, min(start + BATCH, posts))]
        Post.objects.bulk_create(batch)
        rows = []
        for post in batch:
            rows.append(
                Translation(post=post, language="en", is_source=True, status="published", body_html=BODY, text_digest="a" * 16)
            )
            if post.body_zh_hans:
                pin = "b" if post.pk % 5 == 0 else "a"
                text = {"source_text": BODY, "pin_digest": pin * 16, "body_html": HAN_BODY}
                rows.append(Translation(post=post, language="zh-hans", status="published", **text))
        Translation.objects.bulk_create(rows)
        RecentReads.objects.bulk_create(
            RecentReads(post=post, language=language, count=1 + post.pk * 7919 % 5000)
            for post in batch
            for language in LANGUAGES
        )
        Credit.objects.bulk_create(Credit(post=post, person=people[post.pk % len(people)]) for post in batch)
    CountedLog.objects.create(lines=1, digest="-", since=FIRST_DAY, last_day=FIRST_DAY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _post(number: int):
    from posts.models import Post

    chinese = {"title_zh_hans": f"文 {number}", "slug_zh_hans": f"wen-{number}", "body_zh_hans": HAN_BODY} if number % 2 else {}
    moment = FIRST_DAY + timedelta(hours=4) * number
    return Post(
        status="published", published_at=moment, title_en=f"Post {number}", slug_en=f"post-{number}", body_en=BODY, **chinese
    )


def long_post(words: int) -> int:
    from posts.models import Post
    from posts.services.texts import refresh_texts

    blocks = range(words // 40)
    post = Post.objects.create(
        title_en="Long",
        slug_en="long",
        body_en="\n\n".join(f"{'The pods of one cluster share a network. ' * 5}And {number}." for number in blocks),
        title_zh_hans="长",
        slug_zh_hans="long",
        body_zh_hans="\n\n".join(f"{'这些集群的 Pod 共用一个网络。' * 5}还有 {number}。" for number in blocks),
    )
    refresh_texts(post)
    return post.pk


def measure(words: int, repeat: int) -> bool:
    """Print a line for each request; whether every aim is reached."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from posts.models import Post
    from posts.services.translate import load as shown

    browser = Client()
    browser.force_login(User.objects.create_superuser("editor"))
    board = reverse("board")
    print(f"{connection.vendor:<34}{'median ms':>10}{'aim':>8}")
    reached = [
        _line(f"board: {name}", lambda: browser.get(f"{board}?{query}"), repeat, BOARD_MS)  # noqa: B023
        for name, query in ASKED.items()
    ]
    key = long_post(words)
    screen = reverse("admin:posts_post_translate", args=[key, "zh-hans"])
    reached.append(_line(f"screen of {words} words", lambda: browser.get(screen), repeat, OPEN_MS))
    edits = iter(range(repeat + 1))

    def save():
        loaded = shown(Post.objects.get(pk=key), "zh-hans")
        _first, gap, rest = loaded.target.body.partition("\n\n")
        body = f"第 {next(edits)} 次改动。{gap}{rest}"
        sent = {"title": "长", "slug": "long", "summary": "", "body": body, "loaded": loaded.seal()}
        return browser.post(screen, sent, headers={"Accept": "application/json"})

    reached.append(_line(f"saving {words} words", save, repeat, SAVE_MS))
    return all(reached)


def _line(name: str, request: Callable, repeat: int, aim: int) -> bool:
    taken = []
    for _ in range(repeat + 1):
        start = time.perf_counter()
        response = request()
        taken.append((time.perf_counter() - start) * 1000)
        assert response.status_code == 200, response.content[:500]
    median = statistics.median(taken[1:])  # the first one warms up
    print(f"{name:<34}{median:>10.0f}{aim:>8}{'' if median <= aim else '  missed'}", flush=True)
    return median <= aim


def run(arguments: argparse.Namespace) -> int:
    """In a process of its own for each database: Django's settings are read once."""
    if "DATABASE_URL" not in os.environ:
        statuses = []
        for name in arguments.database:
            with database(name) as url:
                statuses.append(subprocess.call([sys.executable, *sys.argv], env={**os.environ, "DATABASE_URL": url}))
        return max(statuses)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cncfblog.settings.test"
    import django

    django.setup()
    load(arguments.posts)
    return 0 if measure(arguments.words, arguments.repeat) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--database", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    sys.exit(run(parser.parse_args()))
