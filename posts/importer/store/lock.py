"""Who may import what at the same time. The operating system or the database releases a lock when its holder dies, however it
dies.

On PostgreSQL several may import, each an archive of its own: their transactions wait for each other, their reading does not. On
SQLite one imports at a time.
"""

import contextlib
import fcntl
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

from django.db import connection, transaction
from django.utils.translation import gettext as _

# The first halves of the locks' keys: any numbers no other program uses on the same database.
ARCHIVE = 0x706F7374
WRITING = ARCHIVE + 1
EVERYTHING = ""


class ImportRunning(Exception):
    """Another import holds a lock that this one needs: of ``archive``, or of everything. The message says what to do."""

    def __init__(self, archive: str = EVERYTHING):
        message = (
            _("Another import is running on this database. Wait for it to end, then start this one again.")
            if archive == EVERYTHING
            else _("Another import of “%(archive)s” is running. Wait for it to end, then start this one again.")
            % {"archive": archive}
        )
        super().__init__(message)


@contextlib.contextmanager
def import_lock(archives: Sequence[str] = ()) -> Iterator[None]:
    """Import ``archives`` while the block runs, and nobody else does; without any, nobody else imports anything.

    Raises :class:`ImportRunning` at once.
    """
    held = _advisory_locks(archives) if connection.vendor == "postgresql" else _file_lock()
    with held:
        yield


@contextlib.contextmanager
def one_writer() -> Iterator[None]:
    """A transaction in which no other import writes: it waits for theirs. SQLite has no others, and no transaction is begun.

    What imports share (people, tags, addresses) is read and written in one, so they never deadlock, nor make it twice.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [WRITING])
        yield


@contextlib.contextmanager
def _advisory_locks(archives: Sequence[str]) -> Iterator[None]:
    with contextlib.ExitStack() as held:
        held.enter_context(_advisory_lock(EVERYTHING, shared=bool(archives)))
        for archive in archives:
            held.enter_context(_advisory_lock(archive))
        yield


@contextlib.contextmanager
def _advisory_lock(name: str, *, shared: bool = False) -> Iterator[None]:
    """A lock of the database session: it ends with the connection. (A pooler must keep sessions, not transactions.)"""
    how = "_shared" if shared else ""
    key = [ARCHIVE, crc32(name.encode()) - 2**31]  # two signed integers of 32 bits
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock{how}(%s, %s)", key)
        if not cursor.fetchone()[0]:
            raise ImportRunning(name)
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock{how}(%s, %s)", key)


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
