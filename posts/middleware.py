"""Addresses of old that still lead to a post."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language

from posts import reading
from posts.models import LegacyPath, Post


def legacy_paths(get_response):
    """Answer an address nothing else answers with a permanent redirect, if a public post had it before."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404:
            return response
        path = request.path_info
        known = LegacyPath.objects.filter(path__in={path, path.rstrip("/"), f"{path.rstrip('/')}/"}).values("post")
        post = Post.objects.published().for_linking().filter(pk__in=known).first()
        return (
            HttpResponsePermanentRedirect(reading.address(post, reading.read(post, get_language()).language))
            if post
            else response
        )

    return middleware
