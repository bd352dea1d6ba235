"""Killed at any moment and run again, an import ends as if nothing had happened. Two at once do not meet."""

import contextlib
import random
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from posts.importer import run as importer
from posts.importer.run import import_archive
from posts.importer.store.lock import ImportRunning, import_lock
from tests.posts.importer.listing import body, entry, write
from tests.posts.importer.processes import Database, exported, held_by_another, kill, run, start

POSTS, PER_PAGE = 60, 6
KILLS = 8
MANY_POSTS, MANY_KILLS = 500, 50


def archive(folder: Path, posts: int = POSTS) -> str:
    """Pages that overlap, with authors in several spellings, repeated posts, posts of one title, and links between posts."""
    entries = []
    for number in range(posts):
        author = ["Lena Bjorklund", "Lena Björklund", "Anil Moradi", "Ada Example"][number % 4]
        title = "Weekly notes" if number % 20 == 7 else f"Story number {number}"
        link = f"\n\nStory number {(number * 7) % posts}"
        entries.append(entry(title, f"By {author}, Engineer, Larkspur\n\n{body(f'story {number}')}{link}"))
    pages = {f"page{start:03}": entries[max(0, start - 1) : start + PER_PAGE] for start in range(0, posts, PER_PAGE)}
    return write(folder, **pages)


def import_slowly(pages: str) -> None:
    """In many small batches: more moments to be killed at."""
    importer.BATCH = 5
    import_archive([pages])


def test_killed_and_run_again_it_ends_as_undisturbed(empty, tmp_path):
    template, copies = empty
    kill_and_compare(template, copies, archive(tmp_path / "pages"))


def test_the_same_for_an_import_that_changes_what_is_there(empty, tmp_path):
    template, copies = empty
    pages = archive(tmp_path / "pages")
    assert run(template, import_archive, [pages]) == 0
    for number, page in enumerate(sorted(Path(pages).iterdir())):
        text = page.read_text(encoding="utf-8")
        if number % 2:  # a new post on top: all others move down
            text = entry(f"Late news {number}") + text
        page.write_text(text.replace("Anil Moradi", "Anil Murady").replace("first months", "first weeks"), encoding="utf-8")
    kill_and_compare(template, copies, pages)


@pytest.mark.long
def test_killed_at_fifty_moments_an_import_of_five_hundred_posts_ends_as_undisturbed(empty, tmp_path):
    template, copies = empty
    kill_and_compare(template, copies, archive(tmp_path / "pages", MANY_POSTS), posts=MANY_POSTS, kills=MANY_KILLS)


def kill_and_compare(template: Database, copies: list[Database], pages: str, *, posts: int = POSTS, kills: int = KILLS) -> None:
    """Import ``pages`` into copies of ``template``: once undisturbed, then killed at random moments and run again."""
    undisturbed = template.copy(f"{template.name}_whole")
    copies.append(undisturbed)
    started = time.monotonic()
    assert run(undisturbed, import_slowly, pages) == 0
    seconds = time.monotonic() - started
    expected = exported(undisturbed)
    assert expected.count("\n") >= posts
    chance = random.Random(20)
    interrupted = 0
    for number in range(kills):
        database = template.copy(f"{template.name}_{number}")
        copies.append(database)
        for _again in range(1 + number % 2):  # some are killed twice
            process, began = start(database, import_slowly, pages), time.monotonic()
            process.join(seconds * chance.uniform(0.05, 1))
            if process.is_alive():
                interrupted += 1
            else:
                seconds = min(seconds, time.monotonic() - began)  # the machine has less to do by now
            kill(process)
        assert run(database, import_slowly, pages) == 0
        assert exported(database) == expected
        database.drop()
    assert interrupted > kills / 3, "the imports were over before they could be killed"


def test_of_two_imports_at_once_the_second_says_so(empty, tmp_path):
    database, _copies = empty
    pages = archive(tmp_path / "pages")
    held, release = tmp_path / "held", tmp_path / "release"
    holder = held_by_another(database, held, release)
    assert run(database, refused, pages) == 2
    release.touch()
    holder.join()
    assert run(database, import_archive, [pages]) == 0
    assert exported(database).count("\n") == POSTS


def test_the_lock_goes_with_its_holder(empty, tmp_path):
    database, _copies = empty
    held = tmp_path / "held"
    holder = held_by_another(database, held, tmp_path / "never")
    kill(holder)
    deadline = time.monotonic() + 10  # a server notices a lost connection a moment later
    while run(database, taken) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert run(database, taken) == 0


def test_two_started_together_leave_one_whole_archive(empty, tmp_path):
    database, _copies = empty
    pages = archive(tmp_path / "pages")
    both = [start(database, one_of_two, pages) for _number in range(2)]
    for process in both:
        process.join()
        assert process.exitcode == 0
    assert exported(database).count("\n") == POSTS


def refused(pages: str) -> None:
    with pytest.raises(CommandError, match="Another import is running") as failure:
        call_command("import_archive", pages)
    sys.exit(failure.value.returncode)


def taken() -> None:
    with import_lock():
        pass


def one_of_two(pages: str) -> None:
    with contextlib.suppress(ImportRunning):
        import_archive([pages])
