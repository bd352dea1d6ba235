"""Commands on a database that is not ready: they say so and what to do, and change nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from posts.models import Post
from tests.posts.importer.listing import entry, write

COMMANDS = [
    pytest.param(["import_archive", "{pages}"], id="import"),
    pytest.param(["import_archive", "{pages}", "--dry-run"], id="dry-run"),
    pytest.param(["import_archive", "--stored"], id="stored"),
    pytest.param(["export_archive"], id="export"),
    pytest.param(["undo_import", "1"], id="undo"),
    pytest.param(["rebuild_search"], id="search"),
    pytest.param(["rebuild_memory"], id="memory"),
]


@pytest.fixture
def pages(tmp_path) -> str:
    return write(tmp_path / "pages", **{"page-1": [entry("Lanterns")]})


def manage(url: str, *arguments: str) -> tuple[int, str]:
    """Exit status and what was printed, of a process with another database."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", COMMANDS)
def test_missing_migrations_are_said(pages, arguments):
    recorder = MigrationRecorder.Migration.objects
    last = recorder.filter(app="posts").latest("pk")
    recorder.filter(pk=last.pk).delete()
    with pytest.raises(CommandError, match="lacks 1 migration: run") as refused:
        call_command(*(argument.format(pages=pages) for argument in arguments))
    assert refused.value.returncode == 2
    assert not Post.objects.exists()


def test_a_database_that_is_not_there_is_neither_made_nor_missed_by_an_audit(pages, tmp_path):
    file: Path = tmp_path / "nothing.sqlite3"
    status, said = manage(f"sqlite:///{file}", "import_archive", pages)
    assert (status, "manage.py migrate" in said, "Traceback" in said) == (2, True, False)
    assert manage(f"sqlite:///{file}", "audit_archive", pages)[0] == 0
    assert not file.exists()


def test_a_server_that_does_not_answer(pages):
    nowhere = "postgres://nobody@127.0.0.1:1/nothing"
    status, said = manage(nowhere, "import_archive", pages)
    assert (status, "does not answer" in said, "Traceback" in said) == (2, True, False)
    status, said = manage(nowhere, "audit_archive", pages)
    assert (status, "without what editors corrected" in said) == (0, True)
