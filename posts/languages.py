"""The same page in every language: what the switch and ``hreflang`` are made of."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation import get_language_info


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
        return get_language_info(self.code)["name_local"]


def page_in_every_language(request: HttpRequest) -> list[LanguageLink]:
    """The page at the request's address; an address that leads nowhere offers the home pages instead."""
    current = translation.get_language()
    return [LanguageLink(code, translated_path(request, code), code == current) for code, _name in settings.LANGUAGES]


def translated_path(request: HttpRequest, language: str) -> str:
    if request.resolver_match is None:
        with translation.override(language):
            return reverse("posts:home")
    url = urlsplit(translate_url(request.get_full_path(), language))
    return f"{url.path}?{url.query}" if url.query else url.path
