"""Imports in processes of their own, on databases of their own: what killing one and starting two needs.

A child is a copy of the test's process, so it starts at once; its database is a copy of one that was migrated before.
"""

import io
import multiprocessing
import os
import shutil
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from posts.importer.store.lock import import_lock

fork = multiprocessing.get_context("fork")


class Database:
    """A migrated database that can be copied."""

    def __init__(self, folder: Path, name: str):
        self.folder, self.name = folder, name

    @property
    def settings_name(self) -> str:
        return self.name if connection.vendor == "postgresql" else str(self.folder / f"{self.name}.sqlite3")

    def use(self) -> None:
        """Make this the database of the process."""
        settings = {**connections.settings["default"], "NAME": self.settings_name}
        connections.settings["default"] = settings
        del connections["default"]

    def copy(self, name: str) -> "Database":
        other = Database(self.folder, name)
        if connection.vendor == "postgresql":
            with outside() as cursor:
                cursor.execute(f'CREATE DATABASE "{other.name}" TEMPLATE "{self.name}"')
        else:
            shutil.copyfile(self.settings_name, other.settings_name)
        return other

    def make(self) -> "Database":
        if connection.vendor == "postgresql":
            with outside() as cursor:
                cursor.execute(f'CREATE DATABASE "{self.name}"')
        start(self, call_command, "migrate", verbosity=0).join()
        return self

    def drop(self) -> None:
        if connection.vendor == "postgresql":
            with outside() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


@contextmanager
def outside() -> Iterator:
    """A cursor of the server's own database, outside any transaction: what making databases needs."""
    with connection._nodb_cursor() as cursor:
        yield cursor


def start(database: Database, function: Callable, *arguments, **options):
    """Run ``function`` on ``database`` in a process of its own; its exit code is 0, or 1 for an exception."""
    process = fork.Process(target=_run, args=(database, function, arguments, options))
    process.start()
    return process


def _run(database: Database, function: Callable, arguments, options) -> None:
    status = 1
    try:
        database.use()
        function(*arguments, **options)
        status = 0
    except SystemExit as error:
        status = error.code
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        connections.close_all()
        os._exit(status)  # the parent's clean-up is not ours


def run(database: Database, function: Callable, *arguments, **options) -> int:
    process = start(database, function, *arguments, **options)
    process.join()
    return process.exitcode


def held_by_another(database: Database, held: Path, release: Path, archives: Sequence[str] = ()):
    """A process that holds the locks of ``archives`` until there is a file ``release``."""
    process = start(database, _hold, held, release, archives)
    while not held.exists():
        assert process.is_alive()
        time.sleep(0.01)
    return process


def _hold(held: Path, release: Path, archives: Sequence[str]) -> None:
    with import_lock(archives):
        held.touch()
        while not release.exists():
            time.sleep(0.01)


def kill(process) -> None:
    process.kill()  # SIGKILL; nothing happens if it is over
    process.join()


def export_to(file: Path) -> None:
    from posts.export import export
    from posts.models import Post

    stream = io.StringIO()
    export(Post.objects.all(), stream)
    file.write_text(stream.getvalue(), encoding="utf-8")


def exported(database: Database) -> str:
    file = database.folder / f"{database.name}.jsonl"
    assert run(database, export_to, file) == 0
    return file.read_text(encoding="utf-8")
