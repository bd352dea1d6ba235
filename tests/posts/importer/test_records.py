"""What is kept of a run: how it ended, and what it did to which post; and that nothing else is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.importer.report import Listener
from posts.importer.run import import_archive
from posts.models import ImportRecord, ImportRun, Post, Revision, RowChange
from tests.posts.importer.listing import body, entry, write

pytestmark = pytest.mark.django_db

POSTS, CHANGED = 100, 3
KEPT = (ImportRun, ImportRecord, Revision, RowChange)


class Pressed(Listener):
    """Somebody presses Ctrl-C once so many files are done."""

    def __init__(self, files: int):
        self.files = files

    def file(self, name, counts) -> None:
        self.files -= 1
        if not self.files:
            raise KeyboardInterrupt


@pytest.fixture
def pages(tmp_path) -> str:
    titles = [f"Story number {number}" for number in range(POSTS)]
    return write(tmp_path, **{f"page{start:02}": [entry(title) for title in titles[start::10]] for start in range(10)})


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in KEPT}


def change(pages: str, tmp_path, number: int) -> None:
    for page in sorted(tmp_path.iterdir())[:number]:
        page.write_text(page.read_text().replace("last spring", "two springs ago", 1))


def test_unchanged_nothing_is_written(pages):
    import_archive([pages])
    before = rows()
    with CaptureQueriesContext(connection) as queries:
        report = import_archive([pages])
    assert (report.counts["unchanged"], report.exit_status) == (POSTS, 0)
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE", "COPY"))] == []
    assert rows() == before


def test_of_a_few_that_changed_exactly_those_are_written(pages, tmp_path):
    import_archive([pages])
    stamps = dict(Post.objects.values_list("pk", "updated_at"))
    before = rows()
    change(pages, tmp_path, CHANGED)
    dry = import_archive([pages], dry_run=True)
    assert rows() == before
    report = import_archive([pages])
    assert dry.counts["updated"] == report.counts["updated"] == CHANGED
    assert {pk for pk, stamp in Post.objects.values_list("pk", "updated_at") if stamps[pk] != stamp} == set(
        ImportRecord.objects.filter(run=ImportRun.objects.first()).values_list("post", flat=True)
    )
    assert rows()["ImportRecord"] == before["ImportRecord"] + CHANGED
    assert rows()["Revision"] == before["Revision"] + CHANGED


def test_a_record_keeps_the_lines_that_changed(pages, tmp_path):
    import_archive([pages])
    change(pages, tmp_path, 1)
    import_archive([pages])
    record = ImportRecord.objects.get(outcome="updated")
    changes = {change["field"]: change for change in record.changes}
    assert any(line.startswith("+") and "two springs ago" in line for line in changes["body_en"]["diff"])
    assert record.trace.raw_text.startswith(record.post.title_en)


def test_what_is_new_is_not_said_twice(pages):
    import_archive([pages])
    assert not ImportRecord.objects.exclude(changes=[]).exists()


def test_a_post_that_only_gets_another_date_has_a_record(pages, tmp_path):
    import_archive([pages])
    facts = tmp_path / "dates.csv"
    facts.write_text("Story number 5,2017-03-02\n")
    import_archive([pages], dates=str(facts))
    record = ImportRecord.objects.get(outcome="updated", post__slug_en="story-number-5")
    [change] = record.changes
    assert (change["field"], change["after"][0][:10]) == ("date", "2017-03-02")


@pytest.mark.parametrize(
    ("text", "status", "exit_status"),
    [
        pytest.param(entry("Lanterns"), "finished", 0, id="all-done"),
        pytest.param(entry("Lanterns") + entry("Too long " * 300, body("x")), "failed", 1, id="some-failed"),
    ],
)
def test_a_run_says_how_it_ended(tmp_path, text, status, exit_status):
    (tmp_path / "page.txt").write_text(text)
    import_archive([str(tmp_path)])
    run = ImportRun.objects.get()
    assert (run.status, run.exit_status) == (status, exit_status)
    assert run.finished_at


def test_an_interrupted_run_says_so(pages, monkeypatch):
    monkeypatch.setattr("posts.importer.run.BATCH", 10)
    with pytest.raises(KeyboardInterrupt):
        import_archive([pages], listener=Pressed(4))
    run = ImportRun.objects.get()
    assert (run.status, run.exit_status) == ("interrupted", 130)
    assert 0 < Post.objects.count() < POSTS


def test_one_that_was_killed_is_told_by_the_next(pages):
    killed = ImportRun.objects.create()
    import_archive([pages])
    killed.refresh_from_db()
    assert killed.status == "interrupted"


def test_a_dry_run_leaves_no_trace(pages):
    with CaptureQueriesContext(connection) as queries:
        import_archive([pages], dry_run=True)
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE", "COPY"))] == []
    assert set(rows().values()) == {0}
