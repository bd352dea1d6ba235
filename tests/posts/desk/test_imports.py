"""What could not be read is corrected in the admin, and stands for the file's lines as long as those stay as they are."""

import json
from threading import Thread

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models.signals import post_save

from posts.desk.imports import CannotRunAgain, preview, read_again, run_again
from posts.importer.readers import jsonl
from posts.importer.records import KEPT_RAW
from posts.importer.run import import_archive
from posts.importer.store.lock import ImportRunning, import_lock
from posts.importer.store.undo import undo_run
from posts.models import ImportRecord, ImportRun, Post, Provenance, QuarantinedEntry
from posts.services.history import recording
from tests.posts.importer.listing import body, entry, write
from tests.posts.importer.readers.exports import HEAD, TAIL, item, save
from tests.posts.importer.store.test_undo import differences, state

pytestmark = pytest.mark.django_db

LOST_HEAD = body("A sail") + "\n\n" + "It ends here, and nobody knows its title any more. " * 5
HEADED = f"The sail\n\nBy Bo Sample | Blog\n\n{LOST_HEAD}"


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("editor")


@pytest.fixture
def pages(tmp_path) -> str:
    return write(tmp_path, one=[f"{LOST_HEAD}\n\n", entry("The lamp"), entry("The pier")])


def waiting() -> QuarantinedEntry:
    return QuarantinedEntry.objects.waiting().get()


def stored() -> list[tuple]:
    places = Provenance.objects.order_by("file", "position").values_list(
        "file", "position", "line_start", "line_end", "raw_text"
    )
    return [*Post.objects.order_by("pk").values_list("title_en", "body_en", "published_at"), *places]


def test_what_fails_waits_once(pages):
    report = import_archive([pages])
    assert report.counts["failed"] == 1
    found = waiting()
    assert (found.file, found.line_start, found.position, found.kind) == ("one.txt", 1, 0, "pages")
    assert found.raw_text.rstrip() == LOST_HEAD.rstrip()
    assert found.run == ImportRun.objects.get()
    import_archive([pages])
    assert QuarantinedEntry.objects.count() == 1


def test_a_corrected_entry_is_a_post_where_it_stood(pages, editor):
    import_archive([pages])
    report = run_again(waiting(), HEADED, editor)
    assert report.counts["created"] == 1
    post = Post.objects.get(title_en="The sail")
    place = post.provenance.get()
    assert (place.file, place.position, place.line_start) == ("one.txt", 0, 1)
    assert [credit.person.name_en for credit in post.credits.all()] == ["Bo Sample"]
    assert post.published_at >= Post.objects.get(title_en="The lamp").published_at
    entry = QuarantinedEntry.objects.get()
    assert (entry.status, entry.corrected_by, entry.post, entry.raw_text.rstrip()) == (
        "corrected",
        editor,
        post,
        LOST_HEAD.rstrip(),
    )
    run = ImportRun.objects.latest("pk")
    assert (run.started_by, run.status, run.records.get(post=post).outcome) == (editor, "finished", "created")


def test_the_unchanged_file_neither_fails_again_nor_overwrites(pages, editor):
    import_archive([pages])
    run_again(waiting(), HEADED, editor)
    before = stored()
    assert import_archive([pages]).failures == []  # the other posts look whether they mention the new title
    runs = ImportRun.objects.count()
    report = import_archive([pages])
    assert (report.counts["failed"], report.counts["unchanged"], report.failures) == (0, 3, [])
    assert stored() == before
    assert ImportRun.objects.count() == runs


def test_lines_that_are_mended_in_the_file_are_judged_anew(pages, editor, tmp_path):
    import_archive([pages])
    run_again(waiting(), HEADED, editor)
    write(tmp_path, one=[f"The sail\n\nBy | Blog\n\n{LOST_HEAD} Mended at the pier.\n\n", entry("The lamp"), entry("The pier")])
    report = import_archive([pages])
    assert report.counts["conflict"] == 1
    post = Post.objects.get(title_en="The sail")
    assert "Mended" not in post.body_en
    assert Post.objects.count() == 3


def test_a_file_that_was_mended_lets_go_of_what_waits(pages, tmp_path):
    import_archive([pages])
    write(tmp_path, one=[entry("The lamp"), entry("The pier")])
    import_archive([pages])
    assert QuarantinedEntry.objects.get().status == "gone"


def test_undone_it_waits_again_and_the_undo_of_that_corrects_it_again(pages, editor):
    import_archive([pages])
    found, before = waiting(), state()
    report = run_again(found, HEADED, editor)
    corrected = state()
    undoing = undo_run(report.run)
    assert differences(before) == []
    undo_run(undoing)
    assert differences(corrected) == []
    assert import_archive([pages]).failures == []


def test_undone_its_lines_fail_again(pages, editor):
    import_archive([pages])
    undo_run(run_again(waiting(), HEADED, editor).run)
    assert len(import_archive([pages]).failures) == 1
    assert waiting().corrected_text == ""


def test_an_undo_leaves_what_was_corrected_otherwise_since(pages, editor):
    import_archive([pages])
    first = run_again(waiting(), HEADED, editor).run
    found = QuarantinedEntry.objects.get()
    run_again(found, HEADED.replace("By Bo Sample", "By Ada Example"), editor)
    undo_run(first, keep_edits=True)
    found.refresh_from_db()
    assert (found.status, "Ada Example" in found.corrected_text, found.post.title_en) == ("corrected", True, "The sail")


def test_an_undo_that_keeps_an_edited_post_keeps_its_entry_corrected(pages, editor):
    import_archive([pages])
    run = run_again(waiting(), HEADED, editor).run
    post = Post.objects.get(title_en="The sail")
    with recording([post.pk], by=editor):
        Post.objects.filter(pk=post.pk).update(title_en="The sails")
    undo_run(run, keep_edits=True)
    assert QuarantinedEntry.objects.get().status == "corrected"


def test_who_corrected_it_may_be_gone_when_an_undo_is_undone(pages, editor):
    import_archive([pages])
    undoing = undo_run(run_again(waiting(), HEADED, editor).run)
    editor.delete()
    undo_run(undoing)
    found = QuarantinedEntry.objects.get()
    assert (found.status, found.corrected_by) == ("corrected", None)


@pytest.mark.django_db(transaction=True)
def test_nobody_else_imports_until_the_corrected_entry_is_there_to_be_seen(pages, editor, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    import_archive([pages])
    said: list[str] = []

    def import_beside() -> None:
        """Over a connection of its own."""
        try:
            with import_lock():
                said.append(QuarantinedEntry.objects.get().status)
        except ImportRunning:
            said.append("refused")
        finally:
            connection.close()

    def beside(**_signal) -> None:
        other = Thread(target=import_beside)
        other.start()
        other.join()

    found = waiting()
    post_save.connect(beside, sender=QuarantinedEntry)  # the import is over, and not committed yet
    try:
        run_again(found, HEADED, editor)
    finally:
        post_save.disconnect(beside, sender=QuarantinedEntry)
    beside()
    assert said == ["refused", "corrected"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("   \n", "No post found", id="nothing"),
        pytest.param(LOST_HEAD, "No post found", id="as-it-was"),
        pytest.param(f"{HEADED}\n\n{entry('Another')}", "only one fits", id="two-posts"),
        pytest.param(f"{'The sail ' * 400}\n\nBy | Blog\n\nText.", "title has", id="title-too-long"),
    ],
)
def test_what_is_still_wrong_is_said_and_nothing_is_written(pages, editor, text, problem):
    import_archive([pages])
    before = stored()
    assert any(problem in message for message in preview(waiting(), text).problems)
    with pytest.raises(CannotRunAgain, match=problem):
        run_again(waiting(), text, editor)
    assert stored() == before
    assert ImportRun.objects.count() == 1


def test_an_entry_whose_post_the_database_cannot_hold(tmp_path, editor):
    title = "A very long title " * 200
    pages = write(tmp_path, one=[entry("The lamp"), entry(title.strip(), body("Long")), entry("The pier")])
    import_archive([pages])
    found = waiting()
    assert found.position == 2
    run_again(found, found.raw_text.replace(title.strip(), "A title"), editor)
    assert [p.title_en for p in Post.objects.order_by("-published_at")] == ["The lamp", "A title", "The pier"]
    report = import_archive([pages])
    assert (report.counts["failed"], report.counts["unchanged"]) == (0, 3)


def test_a_page_without_posts_may_hold_several(tmp_path, editor):
    pages = write(tmp_path, one=[f"The lamp\n\n{body('The lamp')}\n\nThe pier\n\n{body('The pier')}\n"])
    import_archive([pages])
    run_again(waiting(), entry("The lamp") + entry("The pier"), editor)
    assert list(Provenance.objects.order_by("position").values_list("position", "post__title_en")) == [
        (1, "The lamp"),
        (2, "The pier"),
    ]
    report = import_archive([pages])
    assert (report.counts["failed"], report.counts["unchanged"]) == (0, 2)


def test_a_record_of_wordpress(tmp_path, editor):
    path = tmp_path / "harbour.xml"
    broken = item(2, title="Two").replace("<title>Two", "<title>Two <b> light")
    path.write_text(HEAD + item(1) + broken + TAIL)
    import_archive([str(path)])
    found = waiting()
    assert (found.kind, "Two <b> light" in found.raw_text) == ("wordpress", True)
    run_again(found, found.raw_text.replace(" <b> light", ""), editor)
    post = Post.objects.get(title_en="Two")
    assert [credit.person.name_en for credit in post.credits.all()] == ["Ada Example"]
    before, runs = stored(), ImportRun.objects.count()
    report = import_archive([str(path)])
    assert (report.counts["failed"], report.counts["unchanged"]) == (0, 2)
    assert (stored(), ImportRun.objects.count()) == (before, runs)


def test_a_record_of_wordpress_that_fits_no_column(tmp_path, editor):
    path = save(tmp_path, item(1), item(2, title="Long " * 1000))
    import_archive([str(path)])
    found = waiting()
    run_again(found, found.raw_text.replace("Long " * 999, ""), editor)
    assert Post.objects.filter(title_en="Long").exists()
    assert import_archive([str(path)]).counts["failed"] == 0


def test_a_file_with_front_matter(tmp_path, editor):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "fog.md").write_text("---\ntitle: Fog: thick\ndate: 2019-01-02\n---\nIt is thick.\n")
    import_archive([str(tmp_path)])
    found = waiting()
    run_again(found, found.raw_text.replace("Fog: thick", "'Fog: thick'"), editor)
    assert Post.objects.get().title_en == "Fog: thick"
    report = import_archive([str(tmp_path)])
    assert (report.counts["failed"], report.counts["unchanged"]) == (0, 1)


def exported(title: str, **changes) -> dict:
    slug = title.lower().replace(" ", "-")
    text = {"title": title, "slug": slug, "summary": "", "body": "It is lit.", "status": "published"}
    place = {"file": "page-1.txt", "position": len(title), "line_start": 1, "line_end": 9}
    post = {"slug": slug, "status": "published", "published_at": "2018-09-25T12:00:00Z", "date_basis": "stated"}
    post |= {"date_min": None, "date_max": None, "categories": [], "series": None, "tags": [], "projects": []}
    post |= {"syndication": None, "credits": [], "translations": {"en": text}, "provenance": [place], "review": []}
    return {**post, **changes}


LAMP, PIER = exported("The lamp"), exported("The long pier")
MENDED = json.dumps(PIER, ensure_ascii=False)


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        pytest.param(f"{MENDED[:-1]}, }}", "not JSON", id="not-json"),
        pytest.param(json.dumps({**PIER, "status": "abroad"}), "abroad", id="value-that-is-none"),
        pytest.param(json.dumps({**PIER, "translations": LAMP["translations"]}), "same post stands at all.jsonl:1", id="twice"),
        pytest.param(json.dumps({**PIER, "provenance": LAMP["provenance"]}), "database refuses", id="place-of-another"),
    ],
)
def test_a_line_of_an_export(tmp_path, editor, bad, problem):
    path = tmp_path / "all.jsonl"
    path.write_text(f"{json.dumps(LAMP)}\n\n{bad}\n")
    report = import_archive([str(path)])
    assert report.counts["created"] == 1
    found = waiting()
    assert (found.file, found.line_start, found.kind, found.raw_text.strip()) == ("all.jsonl", 3, "drafts", bad)
    assert problem in found.message
    assert run_again(found, MENDED, editor).counts["created"] == 1
    found.refresh_from_db()
    assert (found.status, found.post) == ("corrected", Post.objects.get(title_en="The long pier"))
    before = stored()
    report = import_archive([str(path)])
    assert (report.failures, report.counts["unchanged"]) == ([], 2)
    assert stored() == before


TWINS = {
    "wordpress": ("one.xml", HEAD + item(1, guid="urn:1", link="") + item(2, title="Two", guid="urn:1", link="") + TAIL),
    "export": ("all.jsonl", f"{json.dumps(LAMP)}\n{json.dumps({**LAMP, 'provenance': []})}\n"),
    "markdown": ("content/lamp.en.md", "---\ntitle: Two\ndate: 2020-03-04\n---\nAnother text.\n"),
}


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        pytest.param("wordpress", ("urn:1", "urn:2"), id="wordpress"),
        pytest.param("export", ('"slug": "the-lamp"', '"slug": "the-other-lamp"'), id="export"),
        pytest.param("markdown", ("title: Two", "title: Two\nid: two"), id="markdown"),
    ],
)
def test_a_second_record_of_one_post_overwrites_nothing(tmp_path, editor, kind, change):
    name, text = TWINS[kind]
    (tmp_path / "content").mkdir()
    (tmp_path / name).write_text(text)
    if kind == "markdown":
        (tmp_path / "content/lamp.md").write_text("---\ntitle: One\ndate: 2020-03-04\n---\nIt turns.\n")
    import_archive([str(tmp_path)])
    found, before = waiting(), stored()
    assert found.message in preview(found, found.raw_text).problems
    with pytest.raises(CannotRunAgain):
        run_again(found, found.raw_text, editor)
    assert stored() == before
    assert run_again(found, found.raw_text.replace(*change), editor).counts["created"] == 1
    assert Post.objects.count() == 2


def test_a_line_of_an_export_that_is_too_long_waits_with_its_beginning(tmp_path, editor, monkeypatch):
    monkeypatch.setattr(jsonl, "LARGEST_LINE", 10 * KEPT_RAW)
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps(exported("The lamp", extra="灯" * 11 * KEPT_RAW), ensure_ascii=False))
    import_archive([str(path)])
    found = waiting()
    assert (len(found.raw_text), found.is_too_long) == (KEPT_RAW, True)
    with pytest.raises(CannotRunAgain, match="too long to be corrected here"):
        run_again(found, MENDED, editor)


def test_a_record_that_fits_no_column_keeps_its_authors(tmp_path, editor):
    path = save(tmp_path, item(1, title="Long " * 1000))
    import_archive([str(path)])
    found = waiting()
    run_again(found, found.raw_text.replace("Long " * 999, ""), editor)
    assert [credit.person.name_en for credit in Post.objects.get().credits.all()] == ["Ada Example"]


def test_comments_are_not_kept(tmp_path):
    comment = "<wp:comment><wp:comment_author_email>bo@pier.example</wp:comment_author_email></wp:comment>\n"
    path = save(tmp_path, item(1, extra=comment), item(2, title="", body="", extra=comment))
    import_archive([str(path)])
    assert "pier.example" not in waiting().raw_text + Provenance.objects.get().raw_text
    assert "Left out: comments" in str(import_archive([str(path)], dry_run=True).warnings)


def test_chosen_posts_are_made_anew(pages, editor):
    import_archive([pages])
    post = Post.objects.get(title_en="The lamp")
    Provenance.objects.update(context="")
    assert read_again([post.pk], editor).counts["unchanged"] == 1
    assert ImportRecord.objects.exclude(outcome="failed").count() == 2
