"""The settings of production, for a server that only the benchmark talks to."""

import os

os.environ.setdefault("SECRET_KEY", "benchmark-" + "abcdefghijklmnopqrstuvwxyz" * 2)
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
os.environ.setdefault("SECURE_SSL_REDIRECT", "0")

from cncfblog.settings.production import *  # noqa: F403

STATIC_ROOT = os.environ["BENCHMARK_STATIC_ROOT"]
