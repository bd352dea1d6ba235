"""The part of a page's head that machines read: ``{% page_metadata %}``."""

import json

from django import template
from django.conf import settings
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, to_locale

from people import addresses
from posts.feeds.formats import Format
from posts.feeds.subjects import Subject
from posts.metadata import pages, structured
from posts.models.post import LANGUAGES
from posts.pages.languages import path_in

register = template.Library()

# Open Graph wants a country; where a language has none of its own, the usual one.
LOCALES = {"en": "en_US", "zh-hans": "zh_CN"}
# Inside a script element only its end must not appear; none of these appears outside strings.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.inclusion_tag("includes/metadata.html", takes_context=True)
def page_metadata(context) -> dict:
    request = context["request"]
    absolute = request.build_absolute_uri
    page = pages.describe(request.resolver_match.view_name, context, absolute)
    path = context.get("canonical") or own_address(context)
    language = page.language or get_language()
    things = list(page.data)
    if page.trail:
        home = (str(settings.SITE_NAME), addresses.path("posts:home"))
        things.insert(0, structured.breadcrumbs([home, *page.trail], absolute))
    return {
        "page": page,
        "canonical": page.original or absolute(path),
        "url": absolute(path),
        "alternates": alternates(context, path),
        "locale": locale(language),
        "other_locales": [locale(code) for code in LANGUAGES if code != language],
        "things": structured.graph(things) if things else None,
        "request": request,
    }


def own_address(context) -> str:
    """The path of this page with what it was narrowed to and its number in the list, and without what only tracks."""
    page = context.get("page_obj")
    read = {"q": context.get("q"), "role": context.get("role")}
    read |= {one.name: one.chosen.value for one in context.get("chosen") or ()}
    read["page"] = page.number if page and page.number > 1 else None
    query = urlencode({name: value for name, value in read.items() if value})
    return f"{context['request'].path}?{query}" if query else context["request"].path


def alternates(context, path: str) -> list[tuple[str, str]]:
    """Languages and addresses: those the page says it exists in, or else all, and ``x-default``."""
    if given := context.get("page_languages"):
        paths = [(link.code, link.path) for link in given if link.exists]
    else:
        bare, mark, query = path.partition("?")
        paths = [(code, path_in(bare, code) + mark + query) for code in LANGUAGES]
    absolute = context["request"].build_absolute_uri
    default = context.get("x_default") or paths[0][1]
    return [(code, absolute(path)) for code, path in [*paths, ("x-default", default)]]


@register.filter
def feeds(subject: Subject) -> list[dict[str, str]]:
    """The page's own feeds before those of the site."""
    subjects = dict.fromkeys([subject, pages.SITE])
    return [{"title": one.title, "type": ending.media_type, "path": one.path(ending)} for one in subjects for ending in Format]


def locale(language: str) -> str:
    return LOCALES.get(language) or to_locale(language)


@register.filter
def as_json(data: dict) -> SafeString:
    """JSON that can stand in a script element whatever its strings hold: ``</script>`` becomes ``\\u003c/script\\u003e``."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))
