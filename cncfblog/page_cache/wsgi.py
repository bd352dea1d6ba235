"""Answers from memory what can be, and keeps what may be."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from cncfblog.middleware import SHARED
from cncfblog.page_cache.addresses import is_known, without_tracking
from cncfblog.page_cache.editions import Editions
from cncfblog.page_cache.negotiation import best_coding, is_unchanged
from cncfblog.page_cache.pages import Headers, Page, Pages, make_page
from posts.serving.middleware import EDITION

Environ = dict[str, Any]
Application = Callable[[Environ, Callable], Iterable[bytes]]
Key = tuple[str, ...]

# What would make Django answer with less than the page that is to be kept.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


class PageCache:
    """A WSGI application in front of ``application``, Django's.

    Kept is what Django says any reader may share (see ``cncfblog.middleware.cache_control``), whole pages (200) only: there is
    no end to addresses that lead nowhere. Whoever has a session goes past it, drafts and banners being for editors.
    """

    def __init__(self, application: Application, *, limit: int) -> None:
        """``limit`` in bytes, for each process."""
        self.application = application
        self.editions = Editions(limit)
        self.past = (settings.STATIC_URL, settings.MEDIA_URL)
        self.session = f"{settings.SESSION_COOKIE_NAME}="
        self.scheme = (settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", ""))[0]

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        key = self.key(environ)
        current = self.editions.now() if key else None
        if current is None:
            return self.application(environ, start_response)
        edition, pages = current
        page = pages.get(key)
        if page is not None:
            return answer(environ, start_response, pages, key, page)
        return self.make({**environ, EDITION: edition}, start_response, pages, key)

    def key(self, environ: Environ) -> Key | None:
        """What makes two requests ask for the same page; None for one that is not for a page anybody may see."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        path = environ["PATH_INFO"]
        if path.startswith(self.past) or "HTTP_AUTHORIZATION" in environ or self.session in environ.get("HTTP_COOKIE", ""):
            return None
        query = environ.get("QUERY_STRING", "")
        if query:
            environ["QUERY_STRING"] = query = without_tracking(query)
        host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
        return environ["wsgi.url_scheme"], environ.get(self.scheme, ""), host, environ.get("SCRIPT_NAME", ""), path, query

    def make(self, environ: Environ, start_response: Callable, pages: Pages, key: Key) -> Iterable[bytes]:
        """Let Django answer, and keep the page if it may be; what anybody may share is compressed and compared in any case."""
        begun: list[tuple] = []
        whole = {name: value for name, value in environ.items() if name not in CONDITIONS}
        whole["REQUEST_METHOD"] = "GET"
        response = self.application(whole, lambda *arguments: begun.append(arguments))
        status, headers = begun[-1][:2]
        if not may_be_kept(status, headers):
            start_response(*begun[-1])
            return response if environ["REQUEST_METHOD"] == "GET" else empty(response)
        page = make_page(status, headers, joined(response))
        if is_known(environ.get("QUERY_STRING", "")):
            pages.put(key, page)
        return answer(environ, start_response, pages, key, page)


def may_be_kept(status: str, headers: Headers) -> bool:
    given = {name.lower(): value for name, value in headers}
    return status.startswith("200 ") and given.get("cache-control") == SHARED and "set-cookie" not in given


def answer(environ: Environ, start_response: Callable, pages: Pages, key: Key, page: Page) -> Iterable[bytes]:
    none_match = environ.get("HTTP_IF_NONE_MATCH")
    if none_match and is_unchanged(none_match, page.etag):
        start_response("304 Not Modified", page.unchanged.copy())
        return []
    headers, body = pages.copy(key, page, best_coding(environ.get("HTTP_ACCEPT_ENCODING", "")))
    start_response(page.status, headers.copy())  # servers add to the list they are given
    return [body] if environ["REQUEST_METHOD"] == "GET" else []


def joined(response: Iterable[bytes]) -> bytes:
    try:
        return b"".join(response)
    finally:
        close(response)


def empty(response: Iterable[bytes]) -> Iterable[bytes]:
    close(response)
    return []


def close(response: Iterable[bytes]) -> None:
    """As WSGI asks of whoever reads a response: Django gives its connections back then."""
    if hasattr(response, "close"):
        response.close()
