"""A query in PostgreSQL's words: tsquery."""

from collections.abc import Sequence

from django.db import connection, transaction

from posts.search.syntax import Query, Term
from posts.serving.prepared import Select

RANKED = 200  # documents whose whole vector is read for their rank; what is newer, or found in the title, comes first

# The index knows which documents hold all words, but not where: for a phrase each document's vector must be read. So
# ``found`` is what holds the words, and the phrases are looked for from the newest on, until there are enough.
# A subquery with OFFSET is not merged into what surrounds it, so that it is run row by row. ``visible`` is merged: of few
# matches the posts are looked up one by one; for many, it is cheaper to go through all that are public.
SQL = """
WITH found AS MATERIALIZED (
    SELECT id, post_id, language FROM posts_searchdocument
    WHERE tokens @@ %s::tsquery AND %s IN ('', language)
),
visible AS NOT MATERIALIZED ({visible}),
newest AS MATERIALIZED (
    SELECT found.*, visible.published_at FROM found JOIN visible ON visible.id = found.post_id
    ORDER BY visible.published_at DESC, found.post_id DESC, found.language, found.id
),
shown AS NOT MATERIALIZED ({shown}),
matching AS MATERIALIZED (
    SELECT * FROM (
        SELECT newest.*, document.in_title FROM newest CROSS JOIN LATERAL (
            SELECT title_tokens @@ %s::tsquery AS in_title FROM posts_searchdocument AS document
            WHERE document.id = newest.id {phrases} OFFSET 0
        ) AS document OFFSET 0
    ) AS candidate
    WHERE EXISTS (
        SELECT 1 FROM shown WHERE shown.post_id = candidate.post_id AND shown.language = candidate.language OFFSET 0
    )
    LIMIT %s
),
ordered AS (
    SELECT matching.*, row_number() OVER (ORDER BY in_title DESC, published_at DESC) AS place FROM matching
)
SELECT post_id, language, extract(year FROM published_at)::int, in_title,
    CASE WHEN place > %s THEN 0 ELSE (
        SELECT ts_rank(document.tokens, %s::tsquery) FROM posts_searchdocument AS document WHERE document.id = ordered.id
    ) END
FROM ordered ORDER BY published_at DESC, post_id DESC, language, id
"""
PHRASES = "AND document.tokens @@ %s::tsquery"


def matches(query: Query, language: str, visible: Select, shown: Select, limit: int) -> list[tuple]:
    """Post, language, year, in the title, score: of the newest ``limit`` documents that match, newest first.

    ``language`` may be empty. ``visible`` selects posts and their dates, ``shown`` posts and languages.
    """
    wanted = _all_of(query.wanted)
    phrases = [expression(query)] if any(len(term.tokens) > 1 for term in (*query.wanted, *query.excluded)) else []
    sql = SQL.format(visible=visible[0], shown=shown[0], phrases=PHRASES if phrases else "")
    values = [_words(query), language, *visible[1], *shown[1], wanted, *phrases, limit, RANKED, wanted]
    with transaction.atomic(), connection.cursor() as cursor:
        # It takes a whole table's vectors for as cheap to read as its rows, which hold only where the vectors are.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(sql, values)
        return cursor.fetchall()


def expression(query: Query) -> str:
    """
    >>> from posts.search.syntax import parse
    >>> expression(parse('云 "cloud native" -envoy'))
    "('云':*) & ('cloud' <-> 'nativ') & !('envoy')"
    """
    return _all_of(query.wanted) + _none_of(query.excluded)


def _words(query: Query) -> str:
    """What the index alone can answer: all words, wherever they stand; of what is excluded, single words."""
    words = [f"'{token}'{':*' if prefix else ''}" for token, prefix in dict.fromkeys(_tokens(query.wanted))]
    return " & ".join(words) + _none_of([term for term in query.excluded if len(term.tokens) == 1])


def _tokens(terms: Sequence[Term]):
    for term in terms:
        *before, last = term.tokens
        yield from ((token, False) for token in before)
        yield last, term.prefix


def _all_of(terms: Sequence[Term]) -> str:
    return " & ".join(map(_phrase, terms))


def _none_of(terms: Sequence[Term]) -> str:
    return "".join(f" & !{_phrase(term)}" for term in terms)


def _phrase(term: Term) -> str:
    """Tokens hold no quotes: nothing a reader types is an operator."""
    return "(" + " <-> ".join(f"'{token}'" for token in term.tokens) + (":*" if term.prefix else "") + ")"
