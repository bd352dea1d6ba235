"""Find published posts.

The newest ``MATCHES`` documents that match are ranked and counted: a common word at a site of twenty thousand posts costs what
it costs at one of two thousand. Where there are more, ``Results.more`` says so, and filters reach the others, as they narrow
what is looked through before that.

Both databases answer the same three questions in one statement: which documents match (``found``), which of their posts are
visible (``visible``, the only thing that Django's own querysets say), and which of these are the newest.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from posts.models import Post, Translation
from posts.models.post import LANGUAGES
from posts.querysets import PostQuerySet, any_of
from posts.search import highlight, postgresql, sqlite, syntax
from posts.search.highlight import Pieces
from posts.serving.listed import listed
from posts.serving.prepared import Prepared, Select

MATCHES = 1_000  # documents
PAGE_SIZE = 10


def dated(posts: PostQuerySet) -> QuerySet:
    return posts.order_by().values_list("id", "published_at")


def named(texts: QuerySet) -> QuerySet:
    return texts.order_by().values_list("post_id", "language")


TITLES = {code: build_localized_fieldname("title", code) for code in LANGUAGES}
BODIES = {code: build_localized_fieldname("body", code) for code in LANGUAGES}


def texts_of(keys: str) -> PostQuerySet:
    """The posts with these keys, a JSON list, with nothing but what is written in them."""
    return Post.objects.filter(pk__in=any_of(keys)).order_by().only(*TITLES.values(), *BODIES.values())


PUBLIC = Prepared(lambda now: dated(Post.objects.published(now)), datetime)
WRITTEN = Prepared(texts_of, str)
PUBLIC_TEXTS = Prepared(lambda now: named(Translation.objects.published(now)), datetime)


class Match(NamedTuple):
    """A document that was found, one part of one language of a post."""

    post_id: int
    language: str
    year: int | None  # an undated draft has none
    in_title: bool
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A post on a page of results, in the language it was found in."""

    post: Post
    language: str
    title: Pieces
    snippet: Pieces


@dataclass(frozen=True, slots=True)
class Results:
    query: syntax.Query
    notes: list[str] = field(default_factory=list)  # what a reader should know of how the query was understood
    hits: list[Hit] = field(default_factory=list)  # of this page
    count: int = 0  # posts
    more: bool = False  # there are more than ``count``, not looked at
    page: int = 1
    pages: int = 1
    post_ids: list[int] = field(default_factory=list)  # of every post found, best first: what facets are counted over
    languages: Counter[str] = field(default_factory=Counter)  # posts found in a language
    years: Counter[int] = field(default_factory=Counter)  # posts found of a year


def search(
    text: str,
    *,
    language: str = "",
    prefer: str = "",
    posts: PostQuerySet | None = None,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Results:
    """The posts that ``text`` finds, best first.

    ``language`` keeps to texts of one language; ``prefer`` shows that one where several of a post were found. ``posts`` narrows
    what is looked through, by project, person or year: only its published ones ever count. No ``text`` is an error, and a
    ``page`` out of range is the nearest there is.
    """
    query = syntax.parse(text)
    notes = _notes(text, query)
    if not query.wanted:
        return Results(query, notes)
    now = timezone.now()
    public = PUBLIC.select(now) if posts is None else dated(posts.published(now)).query.sql_with_params()
    matches = _matches(query, public, PUBLIC_TEXTS.select(now), language)
    best = _best(matches, prefer)
    pages = max(1, -(-len(best) // page_size))
    page = min(max(page, 1), pages)
    return Results(
        query=query,
        notes=notes,
        hits=_hits(best[(page - 1) * page_size : page * page_size], query),
        count=len(best),
        more=len(matches) == MATCHES,
        page=page,
        pages=pages,
        post_ids=[match.post_id for match in best],
        languages=Counter(code for _post, code in {(match.post_id, match.language) for match in matches}),
        years=Counter(match.year for match in best),
    )


def search_ids(text: str) -> list[int]:
    """The posts of any status that ``text`` finds in any language, best first: for the admin."""
    query = syntax.parse(text)
    if not query.wanted:
        return []
    posts, texts = dated(Post.objects.all()), named(Translation.objects.all())
    matches = _matches(query, posts.query.sql_with_params(), texts.query.sql_with_params(), "")
    return [match.post_id for match in _best(matches, "")]


def _matches(query: syntax.Query, posts: Select, texts: Select, language: str) -> list[Match]:
    """The newest documents that match, of ``posts``, whose language ``texts`` has a row for."""
    vendor = postgresql if connection.vendor == "postgresql" else sqlite
    return [Match(*row) for row in vendor.matches(query, language, posts, texts, MATCHES)]


def _best(matches: list[Match], prefer: str) -> list[Match]:
    """The best match of each post, best first; those in titles come before all others, and newer ones before equal ones."""
    best: dict[int, Match] = {}
    for match in matches:
        other = best.get(match.post_id)
        if other is None or _merit(match, prefer) > _merit(other, prefer):
            best[match.post_id] = match
    return sorted(best.values(), key=lambda match: (match.in_title, match.score), reverse=True)


def _merit(match: Match, prefer: str) -> tuple:
    return match.language == prefer, match.in_title, match.score


def _hits(matches: list[Match], query: syntax.Query) -> list[Hit]:
    """A page's posts, ready for a listing, with snippets of the texts that were found."""
    cards = listed([match.post_id for match in matches])
    written = {post.pk: post for post in WRITTEN(json.dumps(list(cards)))}
    return [
        Hit(
            post=cards[match.post_id],
            language=match.language,
            title=highlight.mark(getattr(written[match.post_id], TITLES[match.language]) or "", query),
            snippet=highlight.snippet(getattr(written[match.post_id], BODIES[match.language]) or "", query),
        )
        for match in matches
        if match.post_id in written  # or it was deleted a moment ago
    ]


def _notes(text: str, query: syntax.Query) -> list[str]:
    notes = []
    if query.was_cut:
        notes.append(_("The search was long: only its beginning was looked for."))
    if not query.wanted and query.excluded:
        notes.append(_("Name something to find besides what is to be left out."))
    elif not query.wanted and text.strip():
        notes.append(_("There is no word or character to look for in this."))
    return notes
