"""What a page is about, as JSON-LD in the words of schema.org, for search engines. Addresses are absolute.

Works on rows already loaded. ``absolute`` turns a path into an address.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils import translation
from modeltranslation.utils import build_localized_fieldname

from people.addresses import path
from people.models import Person
from posts import reading
from posts.metadata import canonical
from posts.metadata.card import Picture
from posts.models import Credit, Post, PostProject
from posts.models.post import LANGUAGES
from posts.pages.phrases import is_web_address, signed_by
from posts.pages.revised import revised
from projects.models import Project

Absolute = Callable[[str], str]
Data = dict[str, Any]

# Roles schema.org has a property for; whoever else is credited contributed.
PROPERTIES = {Credit.Role.TRANSLATOR: "translator", Credit.Role.EDITOR: "editor"}


def graph(things: Iterable[Data]) -> Data:
    return {"@context": "https://schema.org", "@graph": list(things)}


def site(absolute: Absolute) -> Data:
    search = absolute(path("posts:search"))
    return {
        "@type": "WebSite",
        "@id": f"{absolute(path('posts:home'))}#site",
        "name": str(settings.SITE_NAME),
        "url": absolute(path("posts:home")),
        "inLanguage": translation.get_language(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(trail: list[tuple[str, str]], absolute: Absolute) -> Data:
    """``trail`` is names and paths, from the home page to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(address)}
            for position, (name, address) in enumerate(trail, start=1)
        ],
    }


def person(row: Person, absolute: Absolute) -> Data:
    names = {getattr(row, build_localized_fieldname("name", code)) or "" for code in LANGUAGES}
    url = absolute(row.get_absolute_url())
    return known(
        {
            "@type": "Person",
            "@id": url,
            "name": str(row),
            "alternateName": sorted(names - {"", str(row)}),
            "url": url,
            "description": row.bio,
            "sameAs": row.homepage if is_web_address(row.homepage) else "",
        }
    )


def project(row: Project, absolute: Absolute) -> Data:
    url = absolute(row.get_absolute_url())
    return known(
        {
            "@type": "SoftwareSourceCode",
            "@id": url,
            "name": str(row),
            "url": url,
            "description": row.description,
            "codeRepository": row.repository if is_web_address(row.repository) else "",
            "sameAs": row.homepage if is_web_address(row.homepage) else "",
        }
    )


def blog_posting(post: Post, text: reading.Reading, absolute: Absolute, picture: Picture | None = None) -> Data:
    """The text that is shown, who made it, and its other languages. An estimated date is a month, as on the page."""
    url = absolute(reading.address(post, text.language))
    credits = [credit for credit in post.credits.all() if credit.is_of(text.language)]
    authors = signed_by(credits)
    elsewhere = post.syndicated_url if is_web_address(post.syndicated_url) else ""
    original = canonical.original(post, text.language, text.source)
    data: Data = {
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": text.title,
        "description": text.summary,
        "image": picture.address if picture else "",
        "inLanguage": text.language,
        "datePublished": published(post),
        "dateModified": modified(post),
        "author": [maker(credit, absolute) for credit in authors],
        "publisher": {"@type": "Organization", "name": str(settings.SITE_NAME), "url": absolute(path("posts:home"))},
        "sameAs": original,
        "isBasedOn": "" if original else elsewhere,
        "keywords": [str(tag) for tag in post.tags.all()],
    }
    for credit in credits:
        if credit not in authors:
            data.setdefault(PROPERTIES.get(credit.role, "contributor"), []).append(maker(credit, absolute))
    if post.series:
        series = absolute(post.series.get_absolute_url())
        data["isPartOf"] = {"@type": "CreativeWorkSeries", "@id": series, "name": str(post.series), "url": series}
    for link in post.project_links.all():
        relation = "about" if link.relation == PostProject.Relation.ABOUT else "mentions"
        address = absolute(link.project.get_absolute_url())
        thing = {"@type": "SoftwareSourceCode", "@id": address, "name": str(link.project), "url": address}
        data.setdefault(relation, []).append(thing)
    return known(data | languages(post, text, absolute))


def languages(post: Post, text: reading.Reading, absolute: Absolute) -> Data:
    """What this text was translated from, or the translations made of it."""

    def other(code: str) -> Data:
        return {"@type": "BlogPosting", "@id": absolute(reading.address(post, code)), "inLanguage": code}

    if text.is_translated:
        return {"translationOfWork": other(text.source)}
    return {"workTranslation": [other(code) for code in text.languages if code != text.language]}


def maker(credit: Credit, absolute: Absolute) -> Data:
    """Who is credited, with the title and employer of the time."""
    if credit.person is None:
        return {"@type": "Organization", "name": str(credit.organization)}
    employer = {"@type": "Organization", "name": str(credit.organization)} if credit.organization else None
    url = absolute(credit.person.get_absolute_url())
    return known(
        {
            "@type": "Person",
            "@id": url,
            "name": str(credit.person),
            "url": url,
            "jobTitle": credit.title,
            "affiliation": employer,
        }
    )


def published(post: Post) -> str:
    return post.published_at.strftime("%Y-%m") if post.date_basis == Post.DateBasis.INFERRED else post.published_at.isoformat()


def modified(post: Post) -> str:
    """An edit has its moment; without one it is when the post appeared, of which no more is said here than there."""
    moment = revised(post)
    return published(post) if moment == post.published_at else moment.isoformat()


def known(data: Data) -> Data:
    """Without the properties that have no value."""
    return {name: value for name, value in data.items() if value}
