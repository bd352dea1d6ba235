"""Which methods a page answers."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

READING = ("GET", "HEAD", "OPTIONS")


def read_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let ``view`` answer GET and HEAD. OPTIONS is told so and any other method refused, as class-based views do.

    A method that is refused anyway is not asked for a token of ours first: the answer is 405 and not 403.
    """

    @csrf_exempt
    @wraps(view)
    def reading(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        if request.method == "OPTIONS":
            return HttpResponse(headers={"Allow": ", ".join(READING), "Content-Length": "0"})
        return HttpResponseNotAllowed(READING)

    return reading


@method_decorator(csrf_exempt, name="dispatch")
class ReadOnlyView(View):
    """For a class-based view that answers GET alone: the same."""
