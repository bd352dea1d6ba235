"""Addresses of old that still lead to a post; and the edition a page is made from."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language

from posts import reading
from posts.models import LegacyPath, Post
from posts.serving import content_version

EDITION = "posts.edition"  # in a request's environment: what somebody in front has found out already


def one_edition(get_response):
    """Make a page from one edition of what is kept, and look only once which one that is.

    Nothing is kept, nor taken from it, for somebody with a session: editors see more than readers.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            keeping = content_version.one_edition(request.META.get(EDITION))
        else:
            keeping = content_version.keeping_nothing()
        with keeping:
            return get_response(request)

    return middleware


def legacy_paths(get_response):
    """Answer an address nothing else answers with a permanent redirect, if a public post had it before."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        post = formerly_at(request.path_info)
        if post is None:
            return response
        return HttpResponsePermanentRedirect(reading.address(post, reading.read(post, get_language()).language))

    return middleware


def formerly_at(path: str) -> Post | None:
    """The public post that had ``path``, with or without its last slash."""
    if "\0" in path:  # PostgreSQL cannot even look for it
        return None
    bare = path.rstrip("/")
    known = LegacyPath.objects.filter(path__in=(bare, f"{bare}/")).values("post")
    return Post.objects.published().for_linking().filter(pk__in=known).first()
