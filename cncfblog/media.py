"""Uploaded and imported files. They are named by what they hold, so that a browser may keep them for good."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve

FOR_GOOD = "public, max-age=31536000, immutable"
# Should a file be opened by itself, it runs nothing.
SANDBOX = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; object-src 'self'"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = FOR_GOOD
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
