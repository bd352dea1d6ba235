"""People, and organizations, that may be one: pairs of alike names for an editor, who alone merges them or keeps them apart."""

from collections import defaultdict
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from django.db.models import Count, F, Prefetch, Window
from django.db.models.functions import RowNumber

from people.models import Named, NotTheSame
from people.other_names import names_of
from people.similar import near_pairs
from posts.models import Credit, Post

CREDITS_SHOWN = 3  # of each


class Pair(NamedTuple):
    """Whoever has more credits is the first."""

    one: Named
    other: Named


def alike(model: type[Named]) -> list[tuple[int, int]]:
    """The keys of rows with the same or nearly the same name, but for those that somebody kept apart."""
    rows: dict[str, list[int]] = defaultdict(list)
    for pk, key in model._default_manager.order_by("pk").values_list("pk", "key"):
        if key:
            rows[key].append(pk)
    same = [(key, key) for key, found in rows.items() if len(found) > 1]
    apart = set(NotTheSame.objects.filter(kind=model._meta.model_name).order_by().values_list("one", "other"))
    names = sorted({*same, *_near(tuple(sorted(rows)))} - apart)
    return [pair for one_and_other in names for pair in _rows(rows, one_and_other)]


@lru_cache(maxsize=4)
def _near(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Found once for as long as the names stay: of 5,000 it takes a second."""
    return tuple(near_pairs(keys))


def _rows(rows: dict[str, list[int]], names: tuple[str, str]) -> list[tuple[int, int]]:
    one, other = names
    return list(combinations(rows[one], 2) if one == other else product(rows[one], rows[other]))


def shown(model: type[Named], pairs: list[tuple[int, int]]) -> list[Pair]:
    """``pairs`` with what tells them apart: ``names``, ``credit_count`` and ``latest`` credits of each. In four queries."""
    owner = model._meta.model_name
    found = model._default_manager.annotate(credit_count=Count("credits")).in_bulk({pk for pair in pairs for pk in pair})
    newest = Window(RowNumber(), partition_by=F(owner), order_by=[F("post__published_at").desc(nulls_last=True), "-pk"])
    credits = Credit.objects.filter(**{f"{owner}__in": found}).alias(number=newest).filter(number__lte=CREDITS_SHOWN)
    credits = credits.select_related("person", "organization").prefetch_related(Prefetch("post", Post.objects.for_linking()))
    for row in found.values():
        row.latest, row.names = [], names_of(row)
    for credit in credits.order_by("-post__published_at", "-pk"):
        found[getattr(credit, f"{owner}_id")].latest.append(credit)
    both = ([found[pk] for pk in pair] for pair in pairs if set(pair) <= found.keys())
    return [Pair(*sorted(pair, key=lambda row: (-row.credit_count, row.pk))) for pair in both]


def keep_apart(one: Named, other: Named, *, by=None) -> None:
    """They are two, and are not suggested again. Safe to repeat."""
    first, second = sorted([one.key, other.key])
    NotTheSame.objects.get_or_create(kind=one._meta.model_name, one=first, other=second, defaults={"said_by": by})
