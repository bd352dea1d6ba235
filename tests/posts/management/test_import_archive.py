"""What an operator sees: the closing table, the exit status, and what is said when something is wrong."""

import io
import json
import os

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from posts.models import ImportRun, Post
from tests.posts.importer.listing import body, entry, write
from tests.posts.importer.readers.exports import item, save

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options) -> str:
    out = io.StringIO()
    call_command("import_archive", *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


def fail(*arguments: str, **options) -> tuple[int, str, str]:
    out = io.StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("import_archive", *arguments, stdout=out, stderr=out, **options)
    return failure.value.returncode, str(failure.value), out.getvalue()


def row(text: str, label: str) -> int:
    """The number beside ``label`` in the closing table."""
    line = next(line for line in text.splitlines() if line.strip().startswith(label))
    return int(line.split()[-1])


@pytest.fixture
def pages(tmp_path) -> str:
    return write(tmp_path / "pages", one=[entry("Lanterns"), entry("Anchors")], two=[entry("Anchors")])


def test_each_file_has_a_line_and_the_end_a_table(pages):
    said = run(pages)
    assert "one.txt: 2 created" in said
    assert "two.txt: 1 repeated" in said
    assert (row(said, "posts created"), row(said, "posts repeated"), row(said, "failed")) == (2, 1, 0)


def test_repeating_says_that_nothing_is_to_do(pages):
    run(pages)
    said = run(pages)
    assert "Nothing to do" in said
    assert row(said, "posts unchanged") == 2


def test_media_that_cannot_be_fetched_end_with_1(tmp_path):
    site = str(save(tmp_path, item(1, body='<img src="http://127.0.0.1:1/lamp.png" alt="Lamp">')))
    for _time in range(2):
        status, message, said = fail(site, "--media")
        assert (status, message.partition(";")[0]) == (1, "1 picture or file could not be fetched")
        assert "harbour.xml:12: http://127.0.0.1:1/lamp.png could not be fetched" in said
        assert "Nothing to do" not in said
    assert Post.objects.count() == 1
    assert "Nothing to do" in run(site)


def test_a_dry_run_says_what_would_happen_to_each_post(pages):
    said = run(pages, "--dry-run")
    assert "created    one.txt:1-9  lanterns" in said
    assert "repeated   two.txt:1-9  anchors" in said
    assert "nothing was written" in said
    assert not Post.objects.exists()


@pytest.mark.parametrize("status", ["draft", "published"])
def test_the_status_of_new_posts_is_the_operators(pages, status):
    run(pages, f"--status={status}")
    assert set(Post.objects.values_list("status", flat=True)) == {status}


def test_some_failed(tmp_path):
    pages = write(tmp_path, one=[entry("Lanterns"), entry("Far too long " * 300, body("Anchors"))])
    status, message, said = fail(pages)
    assert status == 1
    assert "1 could not be imported" in message
    assert "one.txt:11: The title has" in said
    assert row(said, "posts created") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["missing.txt"], "missing.txt", id="missing-path"),
        pytest.param(["{empty}"], "holds no page", id="folder-without-pages"),
        pytest.param(["{pages}", "--dates", "missing.csv"], "missing.csv", id="missing-dates"),
        pytest.param(["{pages}", "--report", "missing/report.json"], "missing/report.json", id="report-nowhere"),
        pytest.param(["{pages}", "--report", "{pages}"], "cannot be written (Is a directory)", id="report-is-a-folder"),
    ],
)
def test_what_cannot_start_says_why(pages, tmp_path, arguments, said):
    (tmp_path / "empty").mkdir()
    status, message, _said = fail(*(argument.format(pages=pages, empty=tmp_path / "empty") for argument in arguments))
    assert status == 2
    assert said in message
    assert not Post.objects.exists()


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "two", "²"])
def test_a_number_of_jobs(pages, number):
    assert "give a whole number, 1 or more" in fail(pages, f"--jobs={number}")[1]


def test_a_report_is_json(pages, tmp_path):
    run(pages, "--report", str(tmp_path / "report.json"))
    assert json.loads((tmp_path / "report.json").read_text())["counts"]["created"] == 2


def test_help_documents_the_exit_status(capsys):
    with pytest.raises(SystemExit):
        call_command("import_archive", "--help")
    said = " ".join(capsys.readouterr().out.split())
    assert "Exit status: 0 all done or nothing to do, 1 some entries failed, 2 could not start, 3 conflicts wait" in said


# Bad input, file by file: named, and the rest comes in.

WHOLE = entry("Lanterns").encode()
CHINESE = "我们在云原生社区里学到的东西，写在这里给大家参考。" * 20
SURROGATE = entry("Anchors").replace("cluster", "clus\ud800ter").encode("utf-8", "surrogatepass")
INJECTION = "<script>alert(1)</script>\n\n[x](javascript:alert(1)) {{ secret }}"


@pytest.mark.parametrize(
    ("data", "imported", "status"),
    [
        pytest.param(b"", 0, 1, id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, 0, 1, id="binary"),
        pytest.param(entry("Anchors").encode("utf-16"), 1, 0, id="utf-16"),
        pytest.param(entry("灯塔", CHINESE).encode("gb18030"), 1, 0, id="gb18030"),
        pytest.param(entry("Café life", body("Anchors").replace("our", "our café’s")).encode("cp1252"), 1, 0, id="cp1252"),
        pytest.param(entry("Anchors").replace("cluster", "clus\0ter").encode(), 1, 0, id="nul"),
        pytest.param(SURROGATE, 1, 0, id="surrogate"),
        pytest.param(entry("Anchors").encode()[:120], 1, 0, id="cut"),
        pytest.param(b"Just some prose.\n\nAnd some more of it.\n", 0, 1, id="no-posts"),
        pytest.param(entry("Anchors", "").encode(), 1, 0, id="no-body"),
        pytest.param(entry("Anchors", "word " * 1_000_000).encode(), 1, 0, id="line-of-5-MB"),
        pytest.param(entry("A title " * 250).encode(), 1, 0, id="title-of-2000"),
        pytest.param(entry("A title " * 900).encode(), 0, 1, id="title-too-long"),
        pytest.param(entry("Anchors", INJECTION).encode(), 1, 0, id="injection"),
    ],
)  # fmt: skip
def test_bad_input(tmp_path, data, imported, status):
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_bytes(WHOLE)
    if status:
        got, _message, said = fail(str(tmp_path))
        assert got == status
        assert "a.txt:1: " in said
    else:
        run(str(tmp_path))
    assert Post.objects.count() == 1 + imported
    assert Post.objects.filter(slug_en="lanterns").exists()


def test_injected_markup_is_inert(tmp_path):
    (tmp_path / "a.txt").write_text(entry("Anchors", INJECTION))
    run(str(tmp_path))
    html = Post.objects.get().translations.get().body_html
    assert "<script" not in html
    assert "href" not in html
    assert "{{ secret }}" in html


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_reader_who_has_seen_enough_ends_nothing(pages, tmp_path, stream):
    """``import_archive … | head``"""
    write(tmp_path / "pages", three=["No post at all.\n"])
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", buffering=1) as pipe, pytest.raises(CommandError) as failure:
        call_command("import_archive", pages, "--dry-run", **{"stdout": io.StringIO(), "stderr": io.StringIO(), stream: pipe})
    assert failure.value.returncode == 1  # as "three" holds no post, not for the pipe


# What changes, field by field.


@pytest.fixture
def changed(pages, tmp_path) -> str:
    """The pages of :func:`pages`, imported; then a sentence of one post is another, and a person is at work on it too."""
    run(pages)
    text = body("Anchors").replace("last spring", "two springs ago")
    return write(tmp_path / "pages", one=[entry("Lanterns"), entry("Anchors", text)], two=[entry("Anchors", text)])


def test_a_dry_run_shows_the_lines_that_change(changed):
    said = run(changed, "--dry-run")
    lines = [line.strip() for line in said.splitlines()]
    at = lines.index("body_en:")
    assert "updated    one.txt:11-19  anchors  (summary_en, body_en)" in lines
    gone, come = lines[at + 2 : at + 4]
    assert (lines[at + 1], gone[0], come[0]) == ("@@ -1,2 +1,2 @@", "-", "+")
    assert "last spring" in gone
    assert "two springs ago" in come
    assert max(map(len, said.splitlines())) <= 120


def test_short_values_stand_on_one_line(pages, tmp_path):
    run(pages)
    write(tmp_path / "pages", one=[entry("Lanterns", meta="By | Announcement"), entry("Anchors")])
    assert "    categories: blog → announcement\n" in run(pages, "--dry-run")


def test_unchanged_posts_are_only_counted_unless_one_wants_to_see_them(pages):
    run(pages)
    assert "lanterns" not in run(pages, "--dry-run")
    assert "unchanged  one.txt:1-9  lanterns" in run(pages, "--dry-run", verbosity=2)


def test_of_new_posts_all_is_shown_to_those_who_ask(pages):
    assert "title_en" not in run(pages, "--dry-run")
    assert "title_en: — → Lanterns" in run(pages, "--dry-run", verbosity=2)


def test_what_would_act_on_a_terminal_is_escaped(pages, tmp_path):
    run(pages)
    write(tmp_path / "pages", one=[entry("Lanterns", body("Lanterns") + "\n\nCome \u202e back."), entry("Anchors")])
    said = run(pages, "--dry-run")
    assert "\\u202e" in said
    assert "\u202e" not in said


def test_the_report_has_the_values_and_the_lines(changed, tmp_path):
    run(changed, "--dry-run", "--report", str(tmp_path / "report.json"))
    posts = json.loads((tmp_path / "report.json").read_text())["posts"]
    changes = next(post["changes"] for post in posts if post["outcome"] == "updated")
    change = {change["field"]: change for change in changes}["body_en"]
    assert not change["conflict"]
    assert "last spring" in change["before"]
    assert "two springs ago" in change["after"]
    assert change["diff"][0] == "@@ -1,2 +1,2 @@"


def test_conflicts_wait(changed):
    Post.objects.filter(slug_en="anchors").update(body_en="Rewritten.")
    for _again in range(2):
        status, message, said = fail(changed)
        assert status == 3
        assert "1 post waits for a decision" in message
        assert row(said, "posts in conflict") == 1
    status, message, said = fail(changed, "--dry-run")
    assert (status, message.partition(":")[0]) == (3, "1 post would wait for a decision")
    assert "conflict   one.txt:11-19  anchors  (body_en)" in said
    assert "-Rewritten." in said


def test_failures_outweigh_conflicts(changed, tmp_path):
    Post.objects.filter(slug_en="anchors").update(body_en="Rewritten.")
    write(tmp_path / "pages", three=[entry("Far too long " * 300, body("Bells"))])
    assert fail(changed)[0] == 1


def test_a_run_knows_who_called_it(pages):
    User.objects.create_user("ada")
    run(pages, "--by", "ada")
    known = ImportRun.objects.get()
    assert (known.started_by.username, known.exit_status) == ("ada", 0)
    assert "@" in known.operator


def test_who_calls_must_be_known(pages):
    status, message, _said = fail(pages, "--by", "nobody")
    assert status == 2
    assert "no user nobody" in message


def test_what_is_left_out_is_counted(tmp_path):
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "2018-09-25-lanterns.md").write_text("---\ntitle: Lanterns\n---\n\nText.\n")
    (tmp_path / "_posts" / "about.md").write_text("---\ntitle: About\nlayout: page\n---\n\nText.\n")
    assert row(run(str(tmp_path)), "left out") == 1
