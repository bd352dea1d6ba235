"""Which methods a page answers."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

READING = ("GET", "HEAD", "OPTIONS")


def read_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let ``view`` answer GET and HEAD. OPTIONS is told so and any other method refused, as class-based views do."""

    @wraps(view)
    def reading(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        if request.method == "OPTIONS":
            return HttpResponse(headers={"Allow": ", ".join(READING), "Content-Length": "0"})
        return HttpResponseNotAllowed(READING)

    return reading
