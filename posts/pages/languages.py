"""The same page in every language: what the switch and ``hreflang`` are made of."""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation import get_language_info


@cache
def own_name(code: str) -> str:
    return get_language_info(code)["name_local"]


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A page in one language."""

    code: str
    path: str
    is_current: bool
    exists: bool = True  # False: the page is there, but shows the text of another language
    is_outdated: bool = False  # its text was made from an older one than its source is now

    @property
    def name(self) -> str:
        """The language's own name for itself."""
        return own_name(self.code)


def page_in_every_language(request: HttpRequest) -> tuple[LanguageLink, ...]:
    """The page at the request's address; an address that leads nowhere offers the home pages instead."""
    current = translation.get_language()
    return tuple(LanguageLink(code, translated_path(request, code), code == current) for code, _name in settings.LANGUAGES)


def translated_path(request: HttpRequest, language: str) -> str:
    if request.resolver_match is None:
        with translation.override(language):
            return reverse("posts:home")
    path, mark, query = request.get_full_path().partition("?")
    return path_in(path, language) + mark + query


@lru_cache(maxsize=5_000)
def path_in(path: str, language: str) -> str:
    """The same page's path in another language; finding out takes longer than a query."""
    return translate_url(path, language)
