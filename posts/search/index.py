"""Posts → rows of the search index.

:func:`documents` is pure: the importer's loader writes its rows with all others, in bulk. :func:`reindex` is for posts changed
one at a time.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import connection, transaction
from modeltranslation.utils import build_localized_fieldname

from posts.models.search import SearchDocument
from posts.search.analyze import analyze, analyze_markdown

COLUMNS = ("post_id", "language", "part", "title_tokens", "tokens")

# PostgreSQL knows 16,383 positions and one megabyte to a document, so a long text is several: PART_LENGTH tokens each, and
# a few of the next, so that a phrase across the border is found. Words that stand in different parts are not found together.
PART_LENGTH = 12_000
OVERLAP = 20
TITLE_LENGTH = 2_000  # tokens; the longest title has 2,500 characters
# No phrase runs from the title into the text: positions between are left free.
TEXT_STARTS = TITLE_LENGTH + 10
TITLE_POSITIONS = [f":{position}A " for position in range(1, TITLE_LENGTH + 1)]
TEXT_POSITIONS = [f":{position} " for position in range(TEXT_STARTS, TEXT_STARTS + PART_LENGTH + OVERLAP)]

BATCH = 200  # posts whose texts are held at once


def documents(post_id: int, language: str, title: str, summary: str, body: str, *, vendor: str) -> list[tuple]:
    """The rows of one language of one post, in the order of ``COLUMNS``; none when there is no text.

    ``summary`` is plain text, ``body`` Markdown. ``vendor`` is Django's ``connection.vendor``.
    """
    title_tokens = analyze(title)[:TITLE_LENGTH]
    text_tokens = [*analyze(summary), *analyze_markdown(body)]
    if not title_tokens and not text_tokens:
        return []
    columns = _tsvector if vendor == "postgresql" else _texts
    return [
        (post_id, language, part, *columns(title_tokens, text_tokens[start : start + PART_LENGTH + OVERLAP]))
        for part, start in enumerate(range(0, max(len(text_tokens), 1), PART_LENGTH))
    ]


def _texts(title_tokens: list[str], text_tokens: list[str]) -> tuple[str, str]:
    return " ".join(title_tokens), " ".join(text_tokens)


def _tsvector(title_tokens: list[str], text_tokens: list[str]) -> tuple[str, str]:
    """The title's tokens, and all tokens with the title's weighted: ``cloud:1A nativ:2A …``.

    A ready tsvector is a third cheaper than what ``to_tsvector`` makes of the same tokens. A token repeats as often as it
    stands in the text: the server gathers its positions faster than Python would. Nothing is quoted, as no token holds a
    space, colon, quote or backslash.
    """
    title = "".join([token + position for token, position in zip(title_tokens, TITLE_POSITIONS, strict=False)])
    text = "".join([token + position for token, position in zip(text_tokens, TEXT_POSITIONS, strict=False)])
    return title, title + text


def reindex(posts) -> int:
    """Make the rows of ``posts``, a queryset, anew. Returns how many rows there are now.

    Each batch is one transaction: a reader finds a post by its old text or by its new one, never not at all.
    """
    written = 0
    for batch in _batches(posts):
        rows = [row for post in batch for row in _documents_of(post)]
        with transaction.atomic():
            SearchDocument.objects.filter(post__in=[post["id"] for post in batch]).delete()
            SearchDocument.objects.bulk_create(
                [SearchDocument(**dict(zip(COLUMNS, row, strict=True))) for row in rows], batch_size=BATCH
            )
        written += len(rows)
    return written


TEXTS = {
    code: tuple(build_localized_fieldname(field, code) for field in ("title", "summary", "body"))
    for code, _name in settings.LANGUAGES
}


def _batches(posts) -> Iterator[list[dict]]:
    """The texts of ``posts`` in lists of at most ``BATCH``, by ascending id."""
    fields = ("id", *(field for fields in TEXTS.values() for field in fields))
    posts, after = posts.order_by("id"), 0
    while batch := list(posts.filter(id__gt=after).values(*fields)[:BATCH]):
        yield batch
        after = batch[-1]["id"]


def _documents_of(post: dict) -> Iterable[tuple]:
    for language, fields in TEXTS.items():
        yield from documents(post["id"], language, *(post[field] or "" for field in fields), vendor=connection.vendor)
