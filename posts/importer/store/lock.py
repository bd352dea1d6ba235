"""One import at a time. The operating system or the database releases the lock when its holder dies, however it dies."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

ADVISORY_KEY = 0x706F737473  # "posts": any number no other program uses on the same database


class ImportRunning(Exception):
    """Another import holds the lock."""


@contextlib.contextmanager
def import_lock() -> Iterator[None]:
    """Hold the lock while the block runs, or raise :class:`ImportRunning` at once."""
    held = _advisory_lock() if connection.vendor == "postgresql" else _file_lock()
    with held:
        yield


@contextlib.contextmanager
def _advisory_lock() -> Iterator[None]:
    """A lock of the database session: it ends with the connection. (A pooler must keep sessions, not transactions.)"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
        if not cursor.fetchone()[0]:
            raise ImportRunning
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])


@contextlib.contextmanager
def _file_lock() -> Iterator[None]:
    """A lock on a file beside the database. A database in memory belongs to one process: nothing to lock."""
    path = str(connection.settings_dict["NAME"])
    if connection.is_in_memory_db():
        yield
        return
    with Path(f"{path}.import-lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ImportRunning from None
        yield
