"""The language of a page is that of its address, and of nothing else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


def language_of_address(get_response):
    """Activate the language in the path; without one, the default.

    Instead of Django's LocaleMiddleware, which also reads cookies and headers and therefore tells every cache that an
    English page depends on ``Accept-Language``.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware
