"""Feeds, in the language of their address."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import get_language

from posts.feeds import entries, subjects
from posts.feeds.formats import Format
from posts.views.methods import read_only


@read_only
def feed(request: HttpRequest, ending: Format, kind: str, slug: str = "") -> HttpResponseBase:
    """The feed, or 304 to a reader that has it as it is. A former address redirects."""
    subject = subjects.find(kind, slug)
    if subject.row and subject.row.slug != slug:
        return redirect(subject.path(ending), permanent=True)
    content = entries.make(subject, ending, get_language(), request)
    response = HttpResponse(ending.write(content), content_type=f"{ending.media_type}; charset=utf-8")
    # Of the content, and no date: where a post was withdrawn or an author renamed, nothing is newer than before.
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
