"""What templates need beyond Django's own tags."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext

from people import names
from people.models import Organization, Person
from posts import reading
from posts.charts import Stretch
from posts.models import Credit, Post, Provenance, Tag
from posts.pages import languages, suggestions
from posts.pages.phrases import day, enumerated, is_web_address, lang_of_words, month, said, signed_by, spoken, year
from projects import categories
from projects.models import Level

register = template.Library()
register.filter("day", day, expects_localtime=True)
register.filter("month", month, expects_localtime=True)
register.filter("year", year)
register.filter("enumerated", enumerated)
register.filter("signed_by", signed_by)
register.filter("is_web_address", is_web_address)
register.filter("own_name", languages.own_name)
register.filter("lang_of_words", lang_of_words)
register.filter("spoken", spoken)

LONGEST_PHRASE = 22  # columns: what a line of a phone holds of the largest title
PHRASE_END = re.compile(r"[\s，。、：；！？,:;!?（）()《》“”—·|]+")
WORD_BEGUN = re.compile(rf"[^\s{names.HAN}]+$")


@register.filter
def reading_of(post: Post) -> reading.Reading:
    """The post in the page's language, or as it was written: ``{% with text=post|reading_of %}``."""
    return reading.read(post, get_language())


@register.filter
def address_in(post: Post, language: str) -> str:
    """The path of the post's page in another language."""
    return reading.address(post, language)


@register.filter
def time_of(post: Post) -> str:
    """When a post appeared, for machines and readers: an estimate by its month."""
    if not post.published_at:
        return ""
    return _time(timezone.localdate(post.published_at), post.date_basis == Post.DateBasis.INFERRED, get_language())


@register.filter
def time_of_day(moment: datetime | date) -> str:
    """A day, or that of a moment, for machines and readers; it stays on one line."""
    return _time(timezone.localdate(moment) if isinstance(moment, datetime) else moment, False, get_language())


@lru_cache(maxsize=4_096)
def _time(on: date, is_estimate: bool, language: str) -> str:
    if is_estimate:
        about = gettext("about %(month)s") % {"month": month(on)}
        return format_html('<time datetime="{}">{}</time>', on.isoformat()[:7], about)
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), day(on))


@register.filter
def dated(post: Post) -> str:
    """When a post appeared, within a sentence: an estimate by its month."""
    if not post.published_at:
        return ""
    if post.date_basis == Post.DateBasis.INFERRED:
        return gettext("about %(month)s") % {"month": month(post.published_at)}
    return day(post.published_at)


@register.filter
def is_open_ended(post: Post) -> bool:
    """Whether nothing tells by when a post had appeared but that it was here then: the archive's newest are dated so."""
    return post.date_max is None or post.date_max >= timezone.localdate(post.created_at)


@register.filter
def named(makers: Iterable[Person | Organization]) -> SafeString:
    """Ada, 张三 and Cyd: the names of people, each in a language of its own if that is not the page's."""
    return mark_safe(enumerated(spoken(maker) for maker in makers))


@register.filter
def marked(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """A text with what a search was for marked in it.

    >>> marked([("Tea & ", False), ("milk", True)])
    'Tea &amp; <mark>milk</mark>'
    """
    return mark_safe("".join(f"<mark>{escape(text)}</mark>" if is_hit else escape(text) for text, is_hit in pieces))


@register.filter
def shortened(text: str, length: int) -> str:
    """The beginning of ``text``, of at most ``length`` characters, with no word cut in two.

    >>> shortened("A tea house by the sea", 10), shortened("A tea house", 12), shortened("海边的一间茶馆", 5)
    ('A tea…', 'A tea house', '海边的一…')
    """
    if len(text) <= length:
        return text
    begun = text[: length - 1]
    if text[length - 1].isalnum() and not names.HAN_CHARACTER.match(text[length - 1]):
        begun = WORD_BEGUN.sub("", begun) or begun
    return begun.rstrip(" ,;:–—-（(，、；：") + "…"


@register.filter
def long_phrase(title: str) -> str:
    """The class of a Chinese title with a phrase longer than a line may be, so that it does not break between phrases only.

    >>> long_phrase("从没有人把整个港口都迁移到Kubernetes之上"), long_phrase("灰度发布那些事：一次不慌不忙的上线")
    (' long-phrase', '')
    """
    if not names.HAN_CHARACTER.search(title):
        return ""
    return " long-phrase" if any(_columns(phrase) > LONGEST_PHRASE for phrase in PHRASE_END.split(title)) else ""


def _columns(words: str) -> int:
    """How wide words stand, in columns of a Latin letter."""
    return len(words) + len(names.HAN_CHARACTER.findall(words))


@register.filter
def told(stretches: Iterable[Stretch]) -> str:
    """Sandbox from March 2016 and Incubating from May 2018: a project's road in words."""
    said = [
        gettext("%(level)s from %(month)s") % {"level": Level(stretch.level).label, "month": month(stretch.since)}
        for stretch in stretches
    ]
    return enumerated(said, pgettext("before the last level of a road", " and "))


@register.filter
def position(credit: Credit) -> SafeString:
    """A person's title and organization as they were then: "CTO, Example Co", but "示例公司 首席架构师", on any page."""
    if not (credit.title and credit.organization):
        return spoken(credit.title or credit.organization or "")
    with translation.override(names.language_of(f"{credit.title}{credit.organization}") or get_language()):
        order = gettext("%(title)s, %(organization)s")
    return said(order, title=credit.title, organization=credit.organization)


@register.filter
def credits_in(post: Post, language: str) -> list[Credit]:
    """Who made the text in ``language``, its authors first: not who translated another one."""
    credits = [credit for credit in post.credits.all() if credit.is_of(language)]
    return sorted(credits, key=lambda credit: credit.role != Credit.Role.AUTHOR)


@register.filter
def part_had(credit: Credit) -> SafeString:
    """What a person's page says of a credit: the position then, and the language, if it is of one."""
    parts = filter(None, [position(credit), credit.get_language_display()])
    return format_html_join(" · ", "{}", ((part,) for part in parts))


@register.filter
def makers(credits: Iterable[Credit]) -> list:
    """The people behind credits, or the organizations that sign for them."""
    return [credit.person or credit.organization for credit in credits]


@register.filter
def grouped(number: int) -> str:
    """12,400: a count as the page's language writes it."""
    return f"{number:,}".replace(",", pgettext("between the thousands of a number", ","))


@register.filter
def as_posts(number: int) -> str:
    """1 post; 12,400 posts."""
    return ngettext("%(counter)s post", "%(counter)s posts", number) % {"counter": grouped(number)}


@register.filter
def as_minutes(number: int) -> str:
    """1 minute to read; 12 minutes to read."""
    return ngettext("%(counter)s minute to read", "%(counter)s minutes to read", number) % {"counter": number}


@register.filter
def lines(place: Provenance) -> SafeString:
    """pages/blog-001.txt, lines 12–40: where in the archive a post stands."""
    shown = gettext("<code>%(file)s</code>, lines %(first)s–%(last)s")
    return mark_safe(shown % {"file": escape(place.file), "first": place.line_start, "last": place.line_end})


@register.filter
def index_heading(letter: str) -> str:
    """What names stand under in an index: their first Latin letter, or one heading for all others."""
    return letter or gettext("Other scripts and digits")


@register.filter
def language_shown(row, field: str) -> str:
    """The language a translated field is shown in: the page's, or the first that has it."""
    return reading.language_of(row, field, get_language())


@register.filter
def lang_of_name(row) -> str:
    """Of a series, tag or project whose name is not in the page's language: the attribute that says in which it is."""
    page = get_language()
    if isinstance(row, Tag) and not row.label:
        shown = names.language_of(row.name) or page
    else:
        shown = reading.language_of(row, "label" if isinstance(row, Tag) else "name", page)
    return "" if shown == page else format_html(' lang="{}"', shown)


@register.filter
def category_name(category: str) -> str:
    """A project's category in the page's language."""
    return categories.shown(category)


@register.simple_tag(takes_context=True)
def numbered_pages(context, page: Page) -> list[tuple[int | str, str]]:
    """A pagination, 1 2 … 7 [8] 9 … 39, with addresses for all but this page and the gaps."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [(one, "" if one in (page.number, Paginator.ELLIPSIS) else page_address(context, int(one))) for one in shown]


@register.simple_tag(takes_context=True)
def page_address(context, number: int) -> str:
    """A page of the list; the first by its one address, without a number."""
    return narrowed(context, "page", str(number) if number > 1 else "")


@register.simple_tag(takes_context=True)
def languages_of_page(context) -> tuple[languages.LanguageLink, ...]:
    """The page in every language: what its view says, or else the same address."""
    if given := context.get("page_languages"):
        return given
    request = context.get("request")
    return languages.page_in_every_language(request) if request else ()


@register.simple_tag(takes_context=True)
def absolute(context, path: str) -> str:
    return context["request"].build_absolute_uri(path)


@register.simple_tag(takes_context=True)
def narrowed(context, name: str, value: str = "") -> str:
    """The address of the page with ``name`` chosen as ``value``, or not chosen any more; from its first page on."""
    request = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    if value:
        query[name] = value
    for empty in [key for key in query if not query[key]]:
        del query[empty]
    return f"{request.path}?{query.urlencode()}" if query else request.path


@register.filter
def month_name(number: int) -> str:
    """201809 → September 2018, as the page's language writes it."""
    return month(date(number // 100, number % 100, 1))


@register.filter(expects_localtime=True)
def time_of_month(when: int | date) -> SafeString:
    """The month 201809, or of a day, for machines and readers; it stays on one line."""
    first = date(when // 100, when % 100, 1) if isinstance(when, int) else when
    return format_html('<time datetime="{}">{}</time>', f"{first:%Y-%m}", month(first))


@register.simple_tag
def span(first: SafeString, last: SafeString) -> SafeString:
    """October 2017 – July 2019: from one month to another, or the one if they are the same; each as ``time_of_month``."""
    if first == last:
        return first
    return mark_safe(escape(pgettext("from one month to another", "%(first)s – %(last)s")) % {"first": first, "last": last})


@register.filter
def month_path(number: int) -> str:
    """The page of the month 201809."""
    return reverse("posts:archive_month", args=[number // 100, number % 100])


@register.filter
def short_month(number: int) -> str:
    """9 → Sep, as it fits below a bar."""
    return formats.date_format(date(2000, number, 1), pgettext("date format of a month below a bar", "M"))


@register.simple_tag(takes_context=True)
def likely_posts(context) -> list[Post]:
    """Posts that a reader of a page that does not exist may have come for."""
    request = context.get("request")
    return suggestions.posts_for_path(request.path) if request else []
