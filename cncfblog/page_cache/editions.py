"""What the database says of the content, asked before every answer."""

import threading

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from cncfblog.page_cache.pages import Pages
from posts.serving.content_version import READ_TOKEN, Edition, edition_of


class Watch:
    """Reads the token over a connection of its own, which the threads of a process share.

    Not over that of the request: it is opened and closed, or given back to a pool, with each request that Django handles, and
    here most are not.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.connection: BaseDatabaseWrapper | None = None

    def token(self) -> int | None:
        """The content's token now. None without one, or when the database does not answer: Django will say so."""
        with self.lock:
            try:
                return self._read()
            except DatabaseError:
                self.close()
            try:
                return self._read()  # over a new connection: the server may have been started again
            except DatabaseError:
                self.close()
                return None

    def _read(self) -> int | None:
        if self.connection is None:
            self.connection = connect()
        with self.connection.wrap_database_errors:
            rows = self.connection.connection.execute(READ_TOKEN).fetchall()
        return rows[0][0] if rows else None

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
