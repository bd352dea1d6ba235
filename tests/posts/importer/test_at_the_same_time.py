"""Several imports into one PostgreSQL, each of archives of its own: they end as if one had followed the other."""

import json
import random
import re
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from posts.importer import run as importer
from posts.importer.run import import_archive
from posts.importer.store.lock import ImportRunning
from posts.models import ImportRun, Post, PromisedAddresses
from projects.models import MaturityChange
from tests.posts.importer.listing import body, entry, write
from tests.posts.importer.processes import exported, held_by_another, kill, run, start
from tests.posts.importer.readers.exports import item, save, term

POSTS = 24
TIMES = 4
SHARED = ("Notes of the week", "Lights of the harbour", "A quiet winter", "Storage for everyone")  # titles
AUTHORS = ("Lena Bjorklund", "Lena Björklund", "Anil Moradi", "Su Nianyi 苏念一", "苏念一", "Bo Sample")
NEWS = ("Rook joined the CNCF sandbox.", "Rook is an incubating project.", "Prometheus is a graduated project.", "It rains.")
# Which of two equal addresses got the number, here or in a link.
NUMBER = re.compile(r"\b(notes-of-the-week|lights-of-the-harbour|a-quiet-winter|storage-for-everyone)-\d+\b")
HARBOUR, PAGES = "wordpress harbour.example", "pages"
LINK = re.compile(r"blog/([\w-]+)/\)")


def title(number: int, name: str) -> str:
    return SHARED[number // 3 % len(SHARED)] if number % 3 == 0 else f"Story {number} of the {name}"


def text(number: int, name: str, offset: int) -> str:
    author = AUTHORS[(number + offset) % len(AUTHORS)]
    news = NEWS[number % len(NEWS)]
    return f"By {author}, Engineer, Larkspur\n\n{body(f'{name} {number}')}\n\nIt runs on Kubernetes. {news}"


def pages(folder: Path) -> str:
    """Listing pages, each post with a link to one whose title other archives have, too."""
    entries = [
        entry(title(number, "yard"), f"{text(number, 'yard', 0)}\n\n{SHARED[number % len(SHARED)]}") for number in range(POSTS)
    ]
    return write(folder, **{f"page{start:03}": entries[max(0, start - 1) : start + 6] for start in range(0, POSTS, 6)})


def wordpress(folder: Path, name: str, offset: int) -> str:
    folder.mkdir(exist_ok=True)
    items = [
        item(
            number,
            title=title(number, name),
            slug="-".join(title(number, name).lower().split()),
            body=text(number, name, offset),
            date=f"{2018 + offset}-03-{number:02} 05:06:07",
            link=f"https://harbour.example/{name}/{number}/",
            extra=term("category", "tales") + term("post_tag", f"tag-{number % 5}"),
        )
        for number in range(1, POSTS + 1)
    ]
    return str(save(folder, *items, name=f"{name}.xml", site=f"{name}.example"))


def import_slowly(*paths: str) -> None:
    """In many small batches, so that two meet often."""
    importer.BATCH = 4
    for path in paths:
        report = import_archive([path])
        assert not report.failures, report.failures


def import_when_free(path: str) -> None:
    """A server notices a moment later that who held a lock was killed."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return import_slowly(path)
        except ImportRunning:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def everything_is_settled() -> None:
    assert not PromisedAddresses.objects.exists()
    assert not ImportRun.objects.filter(status=ImportRun.Status.RUNNING).exists()
    assert MaturityChange.objects.count() > 1
    of_pages = Post.objects.exclude(import_ref__contains=":")
    slugs = set(of_pages.values_list("slug_en", flat=True))
    linked = {slug for post in of_pages for slug in LINK.findall(post.body_en)}
    assert linked <= slugs, "a page's line leads to another archive's post of the same title"
    assert bool(linked) == bool(slugs)


def everything_can_be_undone() -> None:
    for made in ImportRun.objects.order_by("-pk"):
        call_command("undo_import", str(made.pk))
    assert not Post.objects.exists()


def normalised(lines: str) -> list[str]:
    """An export without what tells who came first: the number of an address that two wanted, and what follows from it."""
    posts = [json.loads(NUMBER.sub(r"\1", line)) for line in lines.splitlines()]
    for post in posts:
        for place in post["provenance"]:
            del place["context"]  # a digest, of all titles and addresses among others
            place["written"] = sorted(place["written"])  # which fields; not the digests of what they are
    return sorted(json.dumps(post, ensure_ascii=False, sort_keys=True) for post in posts)


@pytest.mark.parametrize("pair", ["two sites", "a site and pages"])
def test_two_archives_at_once_end_as_one_after_the_other(empty, tmp_path, pair):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one import at a time")
    template, copies = empty
    one = wordpress(tmp_path / "one", "harbour", 0)
    other = wordpress(tmp_path / "other", "lighthouse", 2) if pair == "two sites" else pages(tmp_path / "other")
    in_turn = template.copy(f"{template.name}_in_turn")
    copies.append(in_turn)
    started = time.monotonic()
    assert run(in_turn, import_slowly, one, other) == 0
    seconds = time.monotonic() - started
    expected = normalised(exported(in_turn))
    assert len(expected) >= 2 * POSTS
    chance, met = random.Random(5), 0
    for number in range(TIMES):
        database = template.copy(f"{template.name}_{number}")
        copies.append(database)
        first = start(database, import_slowly, one if number % 2 else other)
        first.join(seconds * chance.uniform(0, 0.3))
        second = start(database, import_slowly, other if number % 2 else one)
        met += first.is_alive()
        if number >= TIMES / 2:  # and one of the two is killed, and goes on beside the other
            first.join(seconds * chance.uniform(0, 0.3))
            kill(first)
            first = start(database, import_when_free, one if number % 2 else other)
        for process in (first, second):
            process.join()
            assert process.exitcode == 0
        before = exported(database)
        assert normalised(before) == expected
        assert run(database, everything_is_settled) == 0
        assert run(database, import_slowly, one, other) == 0
        assert texts(exported(database)) == texts(before)
        assert run(database, everything_can_be_undone) == 0
        database.drop()
    assert met > TIMES / 2, "the first import was over before the second began"


def texts(lines: str) -> dict[str, dict]:
    return {post["import_ref"]: post["translations"] for post in map(json.loads, lines.splitlines())}


@pytest.mark.parametrize(
    ("held", "what", "message"),
    [
        pytest.param([HARBOUR], "harbour", "Another import of “wordpress harbour.example” is running", id="same-site"),
        pytest.param([PAGES], "pages", "Another import of “pages” is running", id="pages-of-any-folder"),
        pytest.param([HARBOUR], "pages", "", id="another-archive"),
        pytest.param([HARBOUR], "lighthouse", "", id="another-site"),
        pytest.param([PAGES], "both", "Another import of “pages” is running", id="one-of-two"),
        pytest.param([HARBOUR], "export", "Another import is running", id="our-own-export"),
        pytest.param([], "harbour", "Another import is running", id="everything"),
    ],
)
def test_an_archive_is_imported_by_one_at_a_time(empty, tmp_path, held, what, message):
    database, _copies = empty
    (tmp_path / "export.jsonl").write_text('{"slug": "a", "translations": {}}\n', encoding="utf-8")
    paths = {
        "harbour": [str(save(tmp_path, item(1)))],
        "lighthouse": [str(save(tmp_path, item(1), name="lighthouse.xml", site="lighthouse.example"))],
        "pages": [write(tmp_path / "pages", page=[entry("A title")])],
        "export": [str(tmp_path / "export.jsonl")],
    }
    paths["both"] = paths["pages"] + paths["lighthouse"]
    if connection.vendor == "sqlite":
        message = "Another import is running"
    release = tmp_path / "release"
    holder = held_by_another(database, tmp_path / "held", release, held)
    assert run(database, imported_or_refused, paths[what], message) == (2 if message else 0)
    assert run(database, undo_is_refused) == 0
    release.touch()
    holder.join()
    if what != "export":
        assert run(database, imported_or_refused, paths[what], "") == 0


def imported_or_refused(paths: list[str], message: str) -> None:
    if not message:
        call_command("import_archive", *paths)
        return
    with pytest.raises(CommandError, match=message) as failure:
        call_command("import_archive", *paths)
    sys.exit(failure.value.returncode)


def undo_is_refused() -> None:
    made = ImportRun.objects.create(status=ImportRun.Status.FINISHED)
    with pytest.raises(CommandError, match="An import is running"):
        call_command("undo_import", str(made.pk))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("archives", "killed"),
    [
        pytest.param([PAGES], True, id="same-archive"),
        pytest.param([HARBOUR, PAGES], True, id="among-others"),
        pytest.param([], True, id="everything"),
        pytest.param([HARBOUR], False, id="another-archive"),
    ],
)
def test_only_runs_whose_lock_is_held_are_known_to_be_killed(tmp_path, archives, killed):
    other = ImportRun.objects.create(archives=archives, arguments=["elsewhere"])
    import_archive([write(tmp_path / "pages", page=[entry("A title")])])
    other.refresh_from_db()
    assert other.status == (ImportRun.Status.INTERRUPTED if killed else ImportRun.Status.RUNNING)
    assert ImportRun.objects.get(status=ImportRun.Status.FINISHED).archives == [PAGES]


@pytest.mark.django_db
def test_an_address_promised_to_another_archives_post_is_not_taken(tmp_path):
    PromisedAddresses.objects.create(archives=["wordpress lighthouse.example"], slugs=["lamp", "notes-of-the-week"])
    folder = write(
        tmp_path / "pages", page=[entry("Notes of the week"), entry("News", f"{body('news')}\n\nNotes of the week\n\n")]
    )
    path = str(save(tmp_path, item(1, slug="lamp"), item(2, title="Two", slug="lamp"), item(3, title="Three", slug="three")))
    import_archive([path, folder])
    slugs = {"lamp-2", "lamp-3", "news", "notes-of-the-week-2", "three"}
    assert set(Post.objects.values_list("slug_en", flat=True)) == slugs
    assert "/notes-of-the-week-2/" in Post.objects.get(slug_en="news").body_en
    assert import_archive([path, folder]).counts["unchanged"] == 5
    assert PromisedAddresses.objects.get().archives == ["wordpress lighthouse.example"]


@pytest.mark.django_db
def test_what_a_killed_import_promised_is_free_for_the_next_of_its_archive(tmp_path):
    PromisedAddresses.objects.create(archives=[HARBOUR, PAGES], slugs=["lamp"])
    import_archive([str(save(tmp_path, item(1, slug="lamp")))])
    assert Post.objects.get().slug_en == "lamp"
    assert not PromisedAddresses.objects.exists()
