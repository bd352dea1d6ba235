"""The settings of production, for a server that only the browser talks to, over plain HTTP.

``serving.py`` says in the environment which database is its own and where its static files lie.
"""

import os

os.environ["SECRET_KEY"] = "of browser tests " + "0123456789" * 5
os.environ["ALLOWED_HOSTS"] = "127.0.0.1"
os.environ["SECURE_SSL_REDIRECT"] = "0"
os.environ["SECURE_HSTS_SECONDS"] = "0"

from cncfblog.settings.production import *  # noqa: F403

ROOT_URLCONF = "tests.browser.urls"
STATIC_ROOT = os.environ["STATIC_ROOT"]
# The pages of editors need a session, and there is no TLS here.
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
