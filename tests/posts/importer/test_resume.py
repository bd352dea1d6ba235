"""What was done is not done again: after an interruption, and with files that have not changed since the last run."""

import os
from pathlib import Path

import pytest

from posts.importer import run as importer
from posts.importer.report import Listener
from posts.importer.run import import_archive
from posts.models import ImportRun, Post
from tests.posts.importer.listing import body, entry, write

pytestmark = pytest.mark.django_db

POSTS = 12
PER_PAGE = 3


class StopsAfter(Listener):
    """Ctrl-C after so many posts."""

    def __init__(self, posts: int):
        self.left = posts

    def outcome(self, outcome) -> None:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt


@pytest.fixture
def pages(tmp_path, monkeypatch) -> str:
    monkeypatch.setattr(importer, "BATCH", 4)
    entries = [entry(f"Story number {number}", body(f"story {number}")) for number in range(POSTS)]
    return write(tmp_path / "pages", **{f"page{n}": entries[n : n + PER_PAGE] for n in range(0, POSTS, PER_PAGE)})


def append(pages: str, page: str, text: str) -> None:
    with Path(pages, page).open("a", encoding="utf-8") as file:
        file.write(text)


def test_batches_that_are_in_are_not_parsed_again(pages):
    with pytest.raises(KeyboardInterrupt):
        import_archive([pages], listener=StopsAfter(4))
    done = Post.objects.count()
    assert 0 < done < POSTS
    report = import_archive([pages])
    assert report.counts["parsed"] == report.counts["created"] == POSTS - done
    assert report.counts["unchanged"] == done
    assert import_archive([pages]).counts["parsed"] == 0


def test_a_run_says_which_it_continues(pages):
    with pytest.raises(KeyboardInterrupt):
        import_archive([pages], listener=StopsAfter(4))
    interrupted = ImportRun.objects.get()
    assert interrupted.status == ImportRun.Status.INTERRUPTED
    report = import_archive([pages])
    assert report.continues == str(interrupted)
    assert ImportRun.objects.get(status=ImportRun.Status.FINISHED).continues == interrupted
    append(pages, "page0.txt", entry("Late news"))
    assert import_archive([pages]).continues == ""


def test_a_run_of_other_files_continues_none(pages, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        import_archive([pages], listener=StopsAfter(4))
    assert import_archive([write(tmp_path / "others", page=[entry("Another story")])]).continues == ""


def test_files_that_have_not_changed_are_skipped(pages):
    import_archive([pages])
    append(pages, "page3.txt", entry("Late news"))
    report = import_archive([pages], since_last=True)
    assert report.skipped == ["page0.txt", "page6.txt", "page9.txt"]
    assert (report.counts["created"], report.counts["unchanged"]) == (1, PER_PAGE)
    assert import_archive([pages], since_last=True).skipped == ["page0.txt", "page3.txt", "page6.txt", "page9.txt"]


def test_size_and_time_are_no_proof(pages):
    import_archive([pages])
    file = Path(pages, "page0.txt")
    before = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("last spring", "last March "), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert import_archive([pages], since_last=True).counts["updated"] == PER_PAGE


def test_an_interrupted_run_lets_no_file_be_skipped(pages):
    with pytest.raises(KeyboardInterrupt):
        import_archive([pages], listener=StopsAfter(4))
    assert import_archive([pages], since_last=True).skipped == []
    assert Post.objects.count() == POSTS


def test_a_file_with_a_failure_is_read_again(pages):
    Path(pages, "page99.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    import_archive([pages])
    report = import_archive([pages], since_last=True)
    assert len(report.skipped) == 4
    assert len(report.failures) == 1


def test_files_read_by_other_rules_are_read_again(pages, monkeypatch):
    import_archive([pages])
    monkeypatch.setattr(importer.rules, "version", lambda: "others")
    assert import_archive([pages], since_last=True).skipped == []


def test_what_depends_on_skipped_pages_is_as_if_they_had_been_read(pages):
    """A new post is dated among those of all pages, and links to a title that stands on another one."""
    import_archive([pages])
    page = Path(pages, "page3.txt")
    late = entry("Late news", f"{body('late news')}\n\nStory number 0")
    page.write_text(late + page.read_text(encoding="utf-8"), encoding="utf-8")
    import_archive([pages], since_last=True)
    assert "(/blog/story-number-0/)" in Post.objects.get(import_ref="late news").body_en
    full = import_archive([pages])
    assert (full.counts["unchanged"], full.counts["updated"], full.counts["redated"]) == (POSTS + 1, 0, 0)
