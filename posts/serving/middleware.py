"""Addresses of old that still lead to a post; and the edition a page is made from."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import get_language

from posts import reading
from posts.models import LegacyPath, Post
from posts.serving import content_version, whole

DATED = re.compile(r"/blog/[0-9]{4}/[0-9]{2}/[0-9]{2}/(?P<slug>[-\w]+)")
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
    """The public post that had ``path``, with or without its last slash, and below whatever language.

    Blogs that dated their addresses kept the rest: where no list of former addresses names the path, what stands behind the
    date is looked for. The date itself need not be the post's, as an archive may hold no more than an estimate of it.
    """
    if "\0" in path:  # PostgreSQL cannot even look for it
        return None
    bare = path.rstrip("/")
    above = bare.removeprefix(reverse("posts:home").rstrip("/"))
    public = Post.objects.published().for_linking()
    for former in dict.fromkeys((bare, above)):
        known = LegacyPath.objects.filter(path__in=(former, f"{former}/")).values("post")
        if post := public.filter(pk__in=known).first():
            return post
    dated = DATED.fullmatch(above)
    return public.filter(pk__in=whole.at(dated["slug"]).values("pk")).first() if dated else None
