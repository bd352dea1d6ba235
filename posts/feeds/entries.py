"""Posts → the records of a feed, in a fixed number of queries."""

from datetime import UTC, datetime
from urllib.parse import quote

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest

from posts import reading
from posts.feeds.formats import Format
from posts.feeds.markup import with_absolute_links
from posts.feeds.records import Entry, Feed, Maker
from posts.feeds.subjects import Subject
from posts.models import Credit, Post, PostProject, Translation
from posts.pages.phrases import is_web_address, signed_by
from posts.pages.revised import revised
from posts.querysets import BODY_FIELDS

NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries changed: its format asks for a date


def make(subject: Subject, ending: Format, language: str, request: HttpRequest) -> Feed:
    """The feed of ``subject`` with links to the host that was asked."""
    about = PostProject.objects.filter(relation=PostProject.Relation.ABOUT).select_related("project")
    posts = (
        subject.posts(language)
        .defer(*BODY_FIELDS)
        .select_related("series")
        .prefetch_related(
            Prefetch("translations", Translation.objects.published().defer("source_text")),
            Prefetch("credits", Credit.objects.select_related("person", "organization")),
            Prefetch("project_links", about.order_by("project__slug")),
            "tags",
        )
    )
    newest = list(posts)
    return Feed(
        id=stable_id("feed", subject.kind, *([str(subject.row.pk)] if subject.row else []), language),
        url=request.build_absolute_uri(subject.path(ending)),
        page=request.build_absolute_uri(subject.page),
        title=subject.title,
        description=subject.description,
        language=language,
        publisher=str(settings.SITE_NAME),
        # Unlike an entry's own, it also tells of old posts that were loaded just now.
        updated=max((max(post.updated_at, post.text_published_at) for post in newest), default=NEVER),
        entries=tuple(entry(post, language, request) for post in newest),
    )


def entry(post: Post, wanted: str, request: HttpRequest) -> Entry:
    text = reading.read(post, wanted)
    row = next(row for row in post.translations.all() if row.language == text.language)
    url = request.build_absolute_uri(reading.address(post, text.language))
    credits = [credit for credit in post.credits.all() if credit.is_of(text.language)]
    authors = signed_by(credits)
    others = [credit for credit in credits if credit not in authors]
    return Entry(
        # What an import knows a post by is the same on every machine it is imported on.
        id=stable_id("post", post.import_ref or str(post.pk), text.language),
        url=url,
        title=text.title,
        language=text.language,
        html=with_absolute_links(row.body_html, url),
        summary=text.summary,
        published=post.text_published_at,
        updated=max(revised(post), post.text_published_at),
        authors=makers(authors, request),
        contributors=makers(others, request),
        categories=categories(post),
        original=post.syndicated_url if is_web_address(post.syndicated_url) else "",
    )


def stable_id(*path: str) -> str:
    """A tag: URI (RFC 4151): nothing in it changes with a slug or with the host the site is served from."""
    return f"tag:{settings.FEED_AUTHORITY}:{'/'.join(quote(part, safe='') for part in path)}"


def makers(credits: list[Credit], request: HttpRequest) -> tuple[Maker, ...]:
    """Everybody once, in the order of the credits."""
    found: dict[tuple[type, int], Maker] = {}
    for credit in credits:
        maker = credit.person or credit.organization
        url = request.build_absolute_uri(credit.person.get_absolute_url()) if credit.person else ""
        found.setdefault((type(maker), maker.pk), Maker(str(maker), url))
    return tuple(found.values())


def categories(post: Post) -> tuple[str, ...]:
    """Series, projects and topics by name, each name once."""
    names = [post.series, *(link.project for link in post.project_links.all()), *post.tags.all()]
    return tuple(dict.fromkeys(str(name) for name in names if name))
