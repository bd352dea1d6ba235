"""A text that is being written, as the site shows it: for the frames of the desk's own screens."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from posts import markdown
from posts.pages.shown_text import text_for_page

LONGEST_BODY = 1_500_000  # characters


@xframe_options_sameorigin
def rendered_page(request: HttpRequest, language: str, *, script: bool = True) -> HttpResponse:
    """The texts that are sent, on a page that only our own may frame; without any, what a frame begins with.

    Without ``script`` for a frame that runs none: whoever frames it chooses light or dark for it.
    """
    html = markdown.render(request.POST.get("body", "")[:LONGEST_BODY])
    html = text_for_page(html, language)
    context = {"language": language, "title": request.POST.get("title", ""), "html": html, "script": script}
    policy = settings.CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response = render(request, "admin/translating/preview.html", context)
    response.headers["Content-Security-Policy"] = policy
    return response
