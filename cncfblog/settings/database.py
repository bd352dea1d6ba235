"""One address → one entry of ``DATABASES``."""

import warnings
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"


def database(url: str) -> dict[str, Any]:
    """The settings of the database at ``url``; the same models, constraints and search on either engine.

    >>> database("postgres://blog:secret@db.example.org/blog")["NAME"]
    'blog'
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "engine not recognized": said below, in our words
        config: dict[str, Any] = environ.Env.db_url_config(url)
    if config.get("ENGINE") == SQLITE:
        config.setdefault("OPTIONS", {}).update(
            # Readers go on while somebody writes.
            init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            # A transaction that will write waits for its turn at once, rather than fail half-way.
            transaction_mode="IMMEDIATE",
            timeout=20,  # seconds
        )
    elif config.get("ENGINE") == POSTGRESQL:
        # Let statements be prepared; it is done for those that ask for it (posts/serving/prepared.py).
        config.setdefault("OPTIONS", {}).setdefault("prepare_threshold", 5)
    else:
        raise ImproperlyConfigured(
            "DATABASE_URL must be sqlite:////absolute/path.sqlite3 or postgres://user:password@host:5432/name; "
            "write /, @ and : in a password as %2F, %40 and %3A"
        )
    return config


def pooled(config: dict[str, Any], size: int) -> dict[str, Any]:
    """``config`` with its connections kept open: ``size`` of them shared by the threads of a process, or 0: one a thread.

    Not for the development server, which has a new thread for every request. SQLite has no pool; there the last connection that
    is closed writes its log back into the database, which would cost every request more than its page.
    """
    if config["ENGINE"] != POSTGRESQL:
        return {**config, "CONN_MAX_AGE": 60}  # seconds
    if size:
        options = {**config.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": size}}
        return {**config, "OPTIONS": options, "CONN_HEALTH_CHECKS": True}
    return {**config, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}  # seconds
