"""Writes one batch while the next is being read: a database server has a processor of its own."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from django.db import connection, reset_queries

Item = TypeVar("Item")
Result = TypeVar("Result")


class Writer(Generic[Item, Result]):
    """Calls ``function`` with one batch after the other, in a thread where that helps, never with two at once.

    ``write`` and ``rest`` return items and results that are ready. In the thread there is another connection, so everything
    runs in place for SQLite, which has one writer and no server, and inside a transaction, which that connection would not see.
    """

    def __init__(self, function: Callable[[Sequence[Item]], Iterable[Result]]):
        self.function = function
        self.running: tuple[Sequence[Item], Future[list[Result]]] | None = None
        beside = connection.vendor == "postgresql" and not connection.in_atomic_block
        self.thread = ThreadPoolExecutor(1, "import") if beside else None

    def __enter__(self) -> "Writer[Item, Result]":
        return self

    def __exit__(self, *_exception: object) -> None:
        if self.thread:
            self.thread.submit(connection.close)
            self.thread.shutdown()

    def write(self, batch: Sequence[Item]) -> list[tuple[Item, Result]]:
        if not batch:
            return []
        if self.thread is None:
            return list(zip(batch, self._called(batch), strict=True))
        ready = self.rest()
        self.running = batch, self.thread.submit(self._called, batch)
        return ready

    def _called(self, batch: Sequence[Item]) -> list[Result]:
        """With DEBUG, Django keeps the last 9,000 statements, texts and all: they go with the batch, unless counted."""
        try:
            return list(self.function(batch))
        finally:
            if not connection.force_debug_cursor:
                reset_queries()

    def rest(self) -> list[tuple[Item, Result]]:
        """What is still being written, once it is."""
        if self.running is None:
            return []
        batch, future = self.running
        self.running = None
        return list(zip(batch, future.result(), strict=True))
