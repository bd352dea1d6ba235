"""Names of files and texts from an archive act neither on the terminal they are printed to nor on the admin."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from posts.management.printable import printable
from posts.models import ImportRun
from tests.posts.admin.editors import sign_in

SAMPLE = sorted((Path(__file__).resolve().parents[2] / "sample_archive").rglob("*.txt"))[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[2J", "\\x1b[2J", id="clears"),
        pytest.param("\x1b]0;title\x07", "\\x1b]0;title\\x07", id="retitles"),
        pytest.param("\x9b31m", "\\x9b31m", id="one-byte-control"),
        pytest.param("a\rb\nc", "a\\rb\\nc", id="lines"),
        pytest.param("\u202etxt", "\\u202etxt", id="backwards"),
        pytest.param("\udcff", "\\udcff", id="half-a-character"),
        pytest.param("tab\t云原生 \U0001f469\u200d\U0001f4bb é", "tab\t云原生 \U0001f469\u200d\U0001f4bb é", id="text"),
    ],
)
def test_printable(text, shown):
    assert printable(text) == shown


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["\x1b[2J\x07.txt", "two\nlines.txt", "half\udcff.txt", "<script>x.txt"], ids=ascii)
def test_a_file_by_any_name(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(SAMPLE.read_bytes())
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    call_command("import_archive", str(tmp_path), str(path).replace("[", "[[]"), stdout=said, stderr=said, verbosity=3)
    with pytest.raises(CommandError, match="finding"):  # most of the archive is missing
        call_command("audit_archive", str(tmp_path), stdout=said, stderr=said)
    said.flush()
    text = said.buffer.getvalue().decode()
    assert text
    assert not set(text) & set("\x1b\x07")
    editor = sign_in()
    for place in (
        f"importrun/{ImportRun.objects.get().pk}/change/",
        "importrun/",
        "importrecord/",
        "provenance/",
        "provenance/audit/",
    ):
        response = editor.get(f"/admin/posts/{place}")
        assert response.status_code == 200
        assert b"<script>x" not in response.content
