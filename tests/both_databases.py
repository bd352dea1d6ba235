"""Run pytest on SQLite, then on a PostgreSQL that lives as long as the run: what bin/test calls.

The first run that fails is the last, so that the closing line is always that of the run that decided.
"""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack

from browser import chromium
from real_postgres import NoPostgres, postgres

# Tests of one group run in one process: see browser/conftest.py.
PYTEST = [sys.executable, "-m", "pytest", "-n", "logical", "--maxprocesses", "8", "--dist", "loadgroup"]


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
