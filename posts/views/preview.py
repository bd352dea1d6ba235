"""A draft, for whoever was sent its address."""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from posts import contents, reading
from posts.models import PreviewLink
from posts.pages import languages, surroundings
from posts.pages.shown_text import text_for_page
from posts.services.preview_links import find_link, path_of
from posts.serving import whole
from posts.views.methods import read_only
from posts.views.posts import rendered

GONE = 410
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",  # the address is the key: no link of the text hands it on
}


@read_only
def preview(request: HttpRequest, signed: str) -> HttpResponse:
    """The text of one language as it is now; a page that says so where the link has expired or was taken back."""
    try:
        link = find_link(signed)
    except BadSignature as forged:
        raise Http404 from forged
    if link is not None and get_language() != link.language:
        response: HttpResponse = redirect(path_of(link))
    else:
        response = (link and _page(request, link)) or render(request, "posts/preview_gone.html", status=GONE)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _page(request: HttpRequest, link: PreviewLink) -> HttpResponse | None:
    if not link.is_open:
        return None
    post = whole.get(link.post_id)
    text = reading.read(post, link.language, drafts=True)
    if not text.is_wanted:  # it was emptied since: another language was not shared
        return None
    html = rendered(post, link.language)
    context = {
        "post": post,
        "text": text,
        "html": text_for_page(html, link.language),
        "contents": contents.table_of_contents(html),
        "is_preview": True,
        "shared_until": link.expires_at,
        "around": surroundings.of(post),
        "page_languages": (languages.LanguageLink(link.language, request.path, is_current=True),),
    }
    return render(request, "posts/preview.html", context)
