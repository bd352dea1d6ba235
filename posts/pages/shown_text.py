"""A rendered text as a page shows it, with what is added to it said in the text's language."""

from functools import lru_cache

from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext

from posts import contents
from posts.pages import voices


def text_for_page(html: str, language: str) -> str:
    return voices.marked(contents.for_page(html, _words(language)), language)


@lru_cache
def _words(language: str) -> contents.Words:
    with translation.override(language):
        return contents.Words(
            table=escape(gettext("Table")),
            code=escape(gettext("Code")),
            note=escape(gettext("Footnote {}")),
            notes=escape(gettext("Footnotes")),
            back=escape(gettext("Back to reference {}")),
            elsewhere=escape(gettext("Picture at {}")),
        )
