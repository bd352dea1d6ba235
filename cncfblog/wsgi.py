"""The WSGI entry point of a public server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cncfblog.settings.production")
application = get_wsgi_application()
