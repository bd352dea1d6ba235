"""The language of a page is that of its address, and of nothing else; what a cache in front may do with it; what is refused."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import translation
from django.utils.translation import gettext as _

# For everybody, but to be asked for each time whether it is still so: an edit shows at once. The answer is a small 304.
SHARED = "max-age=0, must-revalidate"
PERSONAL = "private, no-cache"


def language_of_address(get_response):
    """Activate the language in the path; without one, the default.

    Instead of Django's LocaleMiddleware, which also reads cookies and headers and therefore tells every cache that an
    English page depends on ``Accept-Language``.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_called(request.path_info[1:].partition("/")[0])
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


@lru_cache(maxsize=1_000)
def language_called(first: str) -> str:
    """The language that the first part of a path names; the default where it names none."""
    return translation.get_language_from_path(f"/{first}/") or settings.LANGUAGE_CODE


def content_security_policy(get_response):
    """Say on every response that does not say so itself whose scripts, styles and pictures a page may hold."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        return response

    return middleware


def no_nul_in_lookups(get_response):
    """Refuse a NUL in a query of the admin, whose lists hand it to the database as it is: PostgreSQL's texts hold none.

    The public pages read their queries themselves, and answer such a one like any other that finds nothing.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") and "/admin/" in request.path_info:
            return HttpResponseBadRequest(_("The address holds a character that no text has: leave out “%00”."))
        return get_response(request)

    return middleware


def cache_control(get_response):
    """Say of every response that does not say so itself whether it may be shared.

    One to somebody with a session or credentials may not, nor one that read or sets a cookie.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = PERSONAL if is_personal(request, response) else SHARED
        return response

    return middleware


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method not in ("GET", "HEAD")
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or "Authorization" in request.headers
        or bool(response.cookies)
        or "cookie" in response.headers.get("Vary", "").lower()
    )
