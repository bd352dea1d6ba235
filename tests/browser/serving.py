"""A server as in production — gunicorn, whitenoise, the page cache — with a filled database, for as long as a block lasts."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

# Threads: a browser opens connections ahead of its requests, and one process alone would wait for what never comes.
GUNICORN = [
    sys.executable,
    "-m",
    "gunicorn",
    "cncfblog.wsgi",
    "--threads",
    "8",
    "--limit-request-line",
    "0",
    "--no-control-socket",
    "--log-level",
    "warning",
]

REFUSED = "django.core.exceptions.PermissionDenied"  # is told with where it was refused, and is no failure


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a site whose database, static files and media lie in ``folder``: ``http://127.0.0.1:12345``."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "STATIC_ROOT": f"{folder}/static",
        "MEDIA_ROOT": f"{folder}/media",
    }
    log = folder / "server.log"
    subprocess.run([sys.executable, "-m", "tests.browser.fill"], env=environment, cwd=settings.BASE_DIR, check=True)
    with socket.socket() as listener, log.open("wb") as output:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)  # what comes before gunicorn is ready waits here
        descriptor = listener.fileno()
        server = subprocess.Popen(
            [*GUNICORN, "--bind", f"fd://{descriptor}"],
            env=environment,
            cwd=settings.BASE_DIR,
            pass_fds=[descriptor],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield "http://{}:{}".format(*listener.getsockname())
        finally:
            server.terminate()
            server.wait(timeout=10)
    failures = [told for told in log.read_text().split("Traceback")[1:] if REFUSED not in told]
    assert failures == [], failures
