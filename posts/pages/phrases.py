"""What templates, feeds and structured data say alike of days, names and addresses; words are the page's language's."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import formats
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from people import names
from posts.models import Credit


def day(moment: date | datetime) -> str:
    """25 September 2018, as the page's language writes it."""
    return formats.date_format(moment, pgettext("date format of a day", "j F Y"))


def month(moment: date | datetime) -> str:
    """September 2018, as the page's language writes it."""
    return formats.date_format(moment, pgettext("date format of a month", "F Y"))


def year(number: int) -> str:
    """2018, as the page's language writes it."""
    return formats.date_format(date(number, 1, 1), pgettext("date format of a year", "Y"))


def enumerated(rows: Iterable, last: str = "") -> str:
    """Ada, Bo and Cyd: a list as the page's language writes it, or with ``last`` before its last name.

    The result is escaped where it is used.
    """
    names = [str(row) for row in rows]
    if len(names) < 2:
        return "".join(names)
    comma, last = pgettext("between the names of a list", ", "), last or pgettext("before the last name of a list", " and ")
    return comma.join(names[:-1]) + last + names[-1]


def lang_of_words(words: object) -> str:
    """Of the name of a person, or of a choice: the attribute that says in which language it is, if not in the page's."""
    shown = names.language_of(str(words))
    return "" if shown in ("", get_language()) else format_html(' lang="{}"', shown)


def spoken(words: object) -> SafeString:
    """A name within a sentence, with the language it is in, if that is not the page's."""
    lang = lang_of_words(words)
    return format_html("<span{}>{}</span>", lang, words) if lang else escape(words)


def said(sentence: str, **spoken_of: object) -> SafeString:
    """``sentence`` (``Also by %(name)s``) with names, each in a language of its own."""
    return mark_safe(escape(sentence) % {key: spoken(words) for key, words in spoken_of.items()})


def signed_by(credits: Iterable[Credit]) -> list[Credit]:
    """Those a card names: the authors, or, where there are none, whoever the post is about."""
    credits = list(credits)
    authors = [credit for credit in credits if credit.role == Credit.Role.AUTHOR]
    return authors or [credit for credit in credits if credit.role in (Credit.Role.INTERVIEWEE, Credit.Role.STUDENT)] or credits


def is_web_address(url: str) -> bool:
    """Whether a stored address may become a link: an archive could hold ``javascript:…``."""
    return url.startswith(("https://", "http://"))
