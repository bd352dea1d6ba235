"""The least a Django site can be: no middleware, one view, which returns the bytes of a file it has read before."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="none", USE_I18N=False)
PAGES = {file.stem: file.read_bytes() for file in Path(os.environ["BENCHMARK_PAGES"]).glob("*.html")}


def page(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(PAGES[name])


urlpatterns = [path("<name>/", page)]
application = get_wsgi_application()
