"""A query in SQLite's words: FTS5."""

import json

from django.db import connection

from posts.search.syntax import Query, Term
from posts.serving.prepared import Select

# SQLite has no statistics unless somebody asks for them, and then guesses: so the order of the tables is given by CROSS JOIN,
# and a sign keeps it from beginning with the posts found. Posts are looked through from the newest on until there are enough;
# only their documents are ranked, as that costs three times what finding them does. Joining them to their dates would compare
# each with each, so both are given one beside the other; each as one value, since for every row of a result its thread waits
# until the others of its process let it go on.
SQL = """
WITH shown AS NOT MATERIALIZED ({shown}),
newest AS MATERIALIZED (
    SELECT visible.id, visible.published_at FROM ({visible}) AS visible
    WHERE +visible.id IN (SELECT document.post_id FROM {matching})
        AND EXISTS (SELECT 1 FROM shown WHERE shown.post_id = visible.id)
    ORDER BY visible.published_at DESC, visible.id DESC LIMIT %s
),
ranked AS MATERIALIZED (
    SELECT document.post_id, document.language, document.id,
        document.id IN (SELECT rowid FROM posts_search WHERE posts_search MATCH %s) AS in_title,
        -bm25(posts_search, 10.0, 1.0) AS score
    FROM {matching} AND +document.post_id IN (SELECT id FROM newest)
        AND EXISTS (SELECT 1 FROM shown WHERE shown.post_id = document.post_id AND +shown.language = document.language)
)
SELECT (SELECT json_group_array(json_array(id, CAST(substr(published_at, 1, 4) AS INTEGER))) FROM newest),
    (SELECT json_group_array(json_array(post_id, language, id, in_title, score)) FROM ranked)
"""
MATCHING = """posts_search CROSS JOIN posts_searchdocument AS document INDEXED BY posts_search_address
    ON document.id = posts_search.rowid
WHERE posts_search MATCH %s AND %s IN ('', document.language)"""


def matches(query: Query, language: str, visible: Select, shown: Select, limit: int) -> list[tuple]:
    """Post, language, year, in the title, score: of the newest ``limit`` documents that match, newest first.

    ``language`` may be empty. ``visible`` selects posts and their dates, ``shown`` posts and languages.
    """
    sql = SQL.format(visible=visible[0], shown=shown[0], matching=MATCHING)
    matching = (expression(query), language)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*shown[1], *visible[1], *matching, limit, _in_title(query), *matching])
        found, documents = map(json.loads, cursor.fetchone())
    years = dict(found)
    order = {post: place for place, post in enumerate(years)}
    documents.sort(key=lambda row: (order[row[0]], row[1], row[2]))
    return [(post, language, years[post], bool(in_title), score) for post, language, _id, in_title, score in documents[:limit]]


def expression(query: Query) -> str:
    """
    >>> from posts.search.syntax import parse
    >>> expression(parse('云 "cloud native" -envoy'))
    '"云" * AND "cloud nativ" NOT "envoy"'
    """
    return " NOT ".join([" AND ".join(map(_phrase, query.wanted)), *map(_phrase, query.excluded)])


def _in_title(query: Query) -> str:
    return f"title_tokens : ({' AND '.join(map(_phrase, query.wanted))})"


def _phrase(term: Term) -> str:
    """Tokens hold no quotes: nothing a reader types is an operator."""
    return f'"{" ".join(term.tokens)}"' + (" *" if term.prefix else "")
