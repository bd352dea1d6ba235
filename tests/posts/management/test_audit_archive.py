"""``audit_archive`` as an operator meets it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from posts.desk.imports import run_again
from posts.importer.run import import_archive
from posts.management.commands.audit_archive import padded, width
from posts.models import QuarantinedEntry
from tests.posts.importer.listing import body, entry, write

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options) -> tuple[int, str, str]:
    """Exit status, what was said last, and what was printed."""
    out = io.StringIO()
    try:
        call_command("audit_archive", *arguments, stdout=out, stderr=out, **options)
    except CommandError as error:
        return error.returncode, str(error), out.getvalue()
    return 0, "", out.getvalue()


@pytest.fixture
def whole(tmp_path) -> str:
    return write(tmp_path / "whole", **{"page-1": [entry("Lanterns")], "page-2": [entry("Anchors")]})


@pytest.fixture
def holed(tmp_path) -> str:
    pages = {"page-31": [entry("Lanterns"), entry("Anchors")], "page-33": [entry("Anchors"), entry("Bells")]}
    return write(tmp_path / "holed", **pages)


def test_a_whole_archive_ends_with_0(whole):
    status, _message, said = run(whole)
    assert status == 0
    assert "Nothing is missing, cut or out of order" in said


def test_findings_end_with_1_and_are_named(holed):
    status, message, said = run(holed)
    assert (status, message) == (1, "1 finding; see above.")
    assert "page-31.txt: Page 32 of 33 is missing, between page-31.txt and page-33.txt." in said


def test_every_page_has_a_row(holed):
    _status, _message, said = run(holed)
    rows = [line.split()[:4] for line in said.splitlines() if line.startswith("  page-3") and ":" not in line]
    assert [row[:3] for row in rows] == [["page-31.txt", "31", "2"], ["page-33.txt", "33", "2"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["missing.txt"], "missing.txt", id="missing-path"),
        pytest.param(["{empty}"], "holds no page", id="folder-without-pages"),
        pytest.param(["{empty}/export.jsonl"], "No listing page", id="an-export"),
        pytest.param(["{whole}", "--json", "missing/audit.json"], "missing/audit.json", id="json-nowhere"),
    ],
)
def test_what_cannot_start_ends_with_2(whole, tmp_path, arguments, said):
    (tmp_path / "empty").mkdir()
    if "jsonl" in arguments[0]:
        (tmp_path / "empty/export.jsonl").write_text("{}\n")
    status, message, _said = run(*(argument.format(whole=whole, empty=tmp_path / "empty") for argument in arguments))
    assert status == 2
    assert said in message


def test_json_holds_everything(holed, tmp_path):
    run(holed, "--json", str(tmp_path / "audit.json"), verbosity=0)
    found = json.loads((tmp_path / "audit.json").read_text())
    assert (found["clean"], found["files"], found["posts"], found["appearances"]) == (False, 2, 3, 4)
    assert [(one["kind"], one["values"]["pages"]) for one in found["findings"]] == [("page-gap", "32")]
    assert [(one["what"], one["high"], one["found"]) for one in found["expected"]] == [("pages", 3, 2)]
    assert [(one["title"], one["verdict"], len(one["places"])) for one in found["copies"]] == [("Anchors", "same", 2)]
    assert found["pages"][0]["posts"][0]["title"] == "Lanterns"


def test_lines_are_read_as_editors_corrected_them(tmp_path):
    lost = f"{body('A sail')}\n\n{'It ends here, and nobody knows its title any more. ' * 5}"
    folder = write(tmp_path / "lost", **{"page-1": [f"{lost}\n\n", entry("Lanterns")], "page-2": [body("Anchors") + "\n"]})
    assert run(folder)[1] == "2 findings; see above."
    import_archive([folder])
    above, without = QuarantinedEntry.objects.waiting()
    run_again(above, f"The sail\n\nBy | Blog\n\n{lost}", None)
    run_again(without, entry("Anchors"), None)
    status, _message, said = run(folder, "--json", str(tmp_path / "audit.json"))
    assert (status, "Nothing is missing" in said) == (0, True)
    posts = [[post["title"] for post in page["posts"]] for page in json.loads((tmp_path / "audit.json").read_text())["pages"]]
    assert posts == [["The sail", "Lanterns"], ["Anchors"]]


def test_an_unreadable_file_is_a_finding_and_the_rest_is_audited(holed, tmp_path):
    (tmp_path / "holed/page-32.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    status, _message, said = run(holed)
    assert status == 1
    assert "page-32.txt:1: " in said
    assert "page-33.txt" in said


def test_the_report_is_in_the_operators_language(holed):
    with translation.override("zh-hans"):
        _status, message, said = run(holed)
    assert "第 32 页" in said
    assert message == "发现 1 处问题，见上文。"


def test_columns_line_up_with_han():
    assert width("文章 A") == 6
    assert [padded("文章", 6), padded("12", 6), padded("page-1.txt", 12)] == ["文章  ", "    12", "page-1.txt  "]


def test_help_documents_the_exit_status(capsys):
    with pytest.raises(SystemExit):
        call_command("audit_archive", "--help")
    assert "Exit status: 0 nothing found, 1 findings, 2 could not start" in " ".join(capsys.readouterr().out.split())
