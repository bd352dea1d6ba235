"""The WSGI entry point of a public server."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cncfblog.settings.production")
application = get_wsgi_application()

if settings.PAGE_CACHE_BYTES:
    from cncfblog.page_cache import PageCache  # models and URLs are ready now

    application = PageCache(application, limit=settings.PAGE_CACHE_BYTES)

# Look for garbage seldom, and not among what stays: a request leaves little of it, and looking takes a tenth of its time.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
