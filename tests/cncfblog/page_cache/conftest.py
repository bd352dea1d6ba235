"""Two processes of one site, played by two caches in front of one Django."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from cncfblog.page_cache import PageCache

LIMIT = 5_000_000


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Process:
    """A process of the site: ``get`` a page, and see how often it asked Django (``made``)."""

    def __init__(self) -> None:
        self.made = 0
        self.django = get_wsgi_application()
        self.cache = PageCache(self.count, limit=LIMIT)

    def count(self, environ, start_response):
        self.made += 1
        return self.django(environ, start_response)

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        environ = RequestFactory().generic(method, path, headers=names).environ
        begun: list[tuple] = []
        response = self.cache(environ, lambda *arguments: begun.append(arguments))
        try:
            body = b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()
        [(status, given)] = begun
        assert len(given) == len(dict(given)), "no header twice"
        return Answer(int(status.split()[0]), dict(given), body)


@pytest.fixture
def start(transactional_db) -> Iterator[Callable[[], Process]]:
    """Start a process. Its look at the database sees what is committed, as that of a real one does."""
    started: list[Process] = []

    def one() -> Process:
        started.append(Process())
        return started[-1]

    yield one
    for process in started:
        process.cache.editions.watch.close()


@pytest.fixture
def site(start) -> Process:
    return start()
