"""Paths of pages, found once: asking Django takes as long as making a line of a page, and a page has dozens."""

from functools import lru_cache

from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language


def path(view: str, *slug: str) -> str:
    """The page of the active language at the address named ``view``, of what has ``slug`` if it is of one thing."""
    return path_in(get_language(), view, *slug)


@lru_cache(maxsize=20_000)
def path_in(language: str, view: str, *slug: str) -> str:
    with translation.override(language):
        return reverse(view, args=slug)
