"""Settings every environment shares. The environment is read here and nowhere else."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from .database import database

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Applications. cncfblog → posts → projects → people: an app knows only what stands below it.
INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it extends
    "posts.desk.apps.DeskConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "taggit",
    "people",
    "projects",
    "posts",
    "cncfblog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cncfblog.middleware.content_security_policy",
    "cncfblog.middleware.cache_control",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cncfblog.middleware.language_of_address",
    "cncfblog.middleware.no_nul_in_lookups",
    "posts.serving.middleware.one_edition",
    "posts.serving.middleware.legacy_paths",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "cncfblog.urls"
WSGI_APPLICATION = "cncfblog.wsgi.application"
ASGI_APPLICATION = "cncfblog.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# SQLite is the embedded default; everything works the same on PostgreSQL.
DATABASES = {"default": database(env.str("DATABASE_URL", default="") or f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Pages that cncfblog.page_cache keeps in memory: none, so that a change of a template shows.
PAGE_CACHE_BYTES = 0

# Languages. A third one is a line here, `makemigrations` and a catalogue in locale/.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
# A post may exist in one language only, either one: show what there is.
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("en", "zh-hans")}

USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]

# Files that editors upload and imports bring: backed up with the database.
MEDIA_URL = "media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default="") or BASE_DIR / "media"

# The form of a post holds its text in every language: a million Han characters are three megabytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # bytes of a form without its files

TAGGIT_CASE_INSENSITIVE = True

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Nothing from elsewhere, nothing inline, from the first page on. `data:` is for the admin's own icons.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

SITE_NAME = _("Cloud Native Blog")
# Who speaks in the ids of feeds and their entries: a host name and a year in which it was ours. It stays when the site moves.
FEED_AUTHORITY = env.str("FEED_AUTHORITY", default="blog.example.org,2026")
