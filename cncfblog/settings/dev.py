"""Development: what `manage.py` uses unless told otherwise. Never for a public server."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "development only: production reads SECRET_KEY from the environment"
ALLOWED_HOSTS = ["*"]
