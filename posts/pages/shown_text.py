"""A rendered text as a page shows it, with what is added to it said in the page's language."""

from django.utils.html import escape
from django.utils.translation import gettext

from posts import contents


def text_for_page(html: str) -> str:
    return contents.for_page(
        html,
        table=escape(gettext("Table")),
        back=escape(gettext("Back to reference {}")),
        elsewhere=escape(gettext("Picture at {}")),
    )
