"""What the database says of the content, asked before every answer."""

import threading
from collections.abc import Callable

from django.db import DatabaseError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq.abc import PGresult

from cncfblog.page_cache.pages import Pages
from posts.serving.content_version import READ_TOKEN, Edition, edition_of

Read = Callable[[], int | None]


class Watch:
    """Reads the token over a connection of its own, which the threads of a process share.

    Not over that of the request: it is opened and closed, or given back to a pool, with each request that Django handles, and
    here most are not.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.connection: BaseDatabaseWrapper | None = None
        self.read: Read
        self.begun = 0  # looks at the database
        self.found: int | None = None  # in the last of them

    def token(self) -> int | None:
        """The content's token now. None without one, or when the database does not answer: Django will say so.

        Those who wait while somebody looks share the next look, as it begins after all of them have asked.
        """
        seen = self.begun
        with self.lock:
            if self.begun == seen:
                self.begun += 1
                self.found = self._look()
            return self.found

    def _look(self) -> int | None:
        for _attempt in range(2):  # again over a new connection: the server may have been started again
            try:
                if self.connection is None:
                    self.connection = connect()
                    self.read = reader(self.connection)
                with self.connection.wrap_database_errors:
                    return self.read()
            except DatabaseError:
                self.close()
        return None

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def connect() -> BaseDatabaseWrapper:
    """A connection to the site's database that belongs to no thread and no pool."""
    wrapper = connections.create_connection("default")
    options = {name: value for name, value in wrapper.settings_dict.get("OPTIONS", {}).items() if name != "pool"}
    wrapper.settings_dict = {**wrapper.settings_dict, "OPTIONS": options}
    wrapper.inc_thread_sharing()
    wrapper.connect()
    return wrapper


def reader(wrapper: BaseDatabaseWrapper) -> Read:
    """What reads the token over a connection, past everything that a statement without values does not need."""
    return prepared(wrapper) if wrapper.vendor == "postgresql" else plain(wrapper)


def plain(wrapper: BaseDatabaseWrapper) -> Read:
    def read() -> int | None:
        rows = wrapper.connection.execute(READ_TOKEN).fetchall()
        return rows[0][0] if rows else None

    return read


def prepared(wrapper: BaseDatabaseWrapper) -> Read:
    """By libpq alone: half the way of psycopg's cursors, with which every kept page would begin."""
    libpq, name = wrapper.connection.pgconn, b"token"

    def checked(result: PGresult) -> PGresult:
        if result.error_message:
            raise OperationalError(result.get_error_message())
        return result

    def read() -> int | None:
        result = checked(libpq.exec_prepared(name, None))
        return int(result.get_value(0, 0)) if result.ntuples else None

    with wrapper.wrap_database_errors:
        checked(libpq.prepare(name, READ_TOKEN.encode()))
    return read


class Editions:
    """The pages of the current edition; those of one that is over are let go at once."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.watch = Watch()
        self.current: tuple[Edition, Pages] = (Edition(None, None), Pages(0))

    def now(self) -> tuple[Edition, Pages] | None:
        """The edition of now, and where its pages are and those belong that are made from now on; None to keep nothing."""
        token = self.watch.token()
        edition, pages = self.current
        if edition.is_current(token):
            return edition, pages
        if token is None:
            return None
        self.current = edition_of(token), Pages(self.limit)
        return self.current
