"""Development: what `manage.py` uses unless told otherwise. Never for a public server."""

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("DEBUG", default=True)  # DEBUG=0 shows the error pages and the speed of production
SECRET_KEY = "development only: production reads SECRET_KEY from the environment"
ALLOWED_HOSTS = ["*"]
# Stylesheets from where they are written, without `collectstatic`, DEBUG or not.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
