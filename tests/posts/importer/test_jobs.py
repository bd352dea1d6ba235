"""An import by several processes ends as one by a single process does, however it is stopped."""

import json
import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from posts.importer import run as importer
from posts.importer.report import Listener
from posts.importer.run import import_archive
from posts.importer.workers import WorkerDied
from tests.posts.importer.listing import body, entry, write
from tests.posts.importer.processes import Database, exported, run, start

POSTS = 60
DIED, INTERRUPTED = 7, 130
RECORD = """<item><title>Record {0}</title><guid>https://blog.example.org/?p={0}</guid><wp:post_id>{0}</wp:post_id>
<content:encoded><![CDATA[<p>{1}</p>]]></content:encoded><wp:post_date_gmt>{2}</wp:post_date_gmt></item>
"""


@pytest.fixture
def databases(tmp_path, django_db_setup, django_db_blocker):
    """Two empty databases beside the one tests share."""
    with django_db_blocker.unblock():
        first = Database(tmp_path, f"jobs_{os.getpid()}").make()
        both = [first, first.copy(f"{first.name}_2")]
        yield both
        for database in both:
            database.drop()
        connection.close()


@pytest.fixture
def archive(tmp_path) -> str:
    """Pages that overlap and refer to each other, one that is none, and an export of WordPress with a record that is none."""
    entries = [
        entry(f"Story {n}", f"By Ada Example, Engineer, Larkspur\n\n{body(f'story {n}')}\n\nStory {n * 7 % POSTS}")
        for n in range(POSTS)
    ]
    folder = Path(write(tmp_path / "pages", **{f"page{n:03}": entries[max(0, n - 1) : n + 2] for n in range(0, POSTS, 2)}))
    (folder / "page999.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    records = [RECORD.format(n, body(f"record {n}"), "2019-05-07 10:00:00") for n in range(1, 9)] + ["<item></item>\n"]
    head = '<rss xmlns:content="content" xmlns:wp="wp"><channel><link>https://blog.example.org</link>\n'
    (folder / "export.xml").write_text(f"{head}{''.join(records)}</channel></rss>\n", encoding="utf-8")
    return str(folder)


def import_with(jobs: int, pages: str, report: Path | None = None, listener: Listener | None = None) -> None:
    importer.WORTH_WORKERS, importer.BATCH = 0, 8
    import_archive([pages], jobs=jobs, report=str(report) if report else None, listener=listener)


def told(report: Path) -> dict:
    """A report without the time it took."""
    found = json.loads(report.read_text(encoding="utf-8"))
    return {name: value for name, value in found.items() if name not in ("seconds", "stages")}


def test_two_jobs_write_and_report_what_one_does(databases, archive, tmp_path):
    for jobs, database in enumerate(databases, start=1):
        assert run(database, import_with, jobs, archive, tmp_path / f"{jobs}.json") == 0
    assert exported(databases[1]) == exported(databases[0])
    assert told(tmp_path / "2.json") == told(tmp_path / "1.json")
    assert told(tmp_path / "2.json")["counts"]["created"] == POSTS + 8
    assert len(told(tmp_path / "2.json")["failures"]) == 2


class AtFirstOutcome(Listener):
    def __init__(self, act):
        self.act = act

    def outcome(self, outcome) -> None:
        if self.act:
            act, self.act = self.act, None
            act()


def lose_a_worker(pages: str) -> None:
    kill = AtFirstOutcome(lambda: multiprocessing.active_children()[0].kill())
    try:
        import_with(2, pages, listener=kill)
    except WorkerDied:
        sys.exit(DIED)


def wait_to_be_interrupted(pages: str, ready: Path) -> None:
    def wait() -> None:
        ready.touch()
        time.sleep(60)

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
    try:
        import_with(2, pages, listener=AtFirstOutcome(wait))
    except KeyboardInterrupt:
        sys.exit(1 if multiprocessing.active_children() else INTERRUPTED)


def test_a_worker_that_dies_ends_the_run_and_the_next_goes_on(databases, archive):
    disturbed, whole = databases
    assert run(disturbed, lose_a_worker, archive) == DIED
    for database in databases:
        assert run(database, import_with, 1, archive) == 0
    assert exported(disturbed) == exported(whole)


def test_an_interrupted_run_takes_its_workers_with_it(databases, archive, tmp_path):
    disturbed, whole = databases
    process = start(disturbed, wait_to_be_interrupted, archive, tmp_path / "ready")
    while not (tmp_path / "ready").exists():
        assert process.is_alive()
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGINT)
    process.join()
    assert process.exitcode == INTERRUPTED
    for database in databases:
        assert run(database, import_with, 2, archive) == 0
    assert exported(disturbed) == exported(whole)
