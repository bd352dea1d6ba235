"""The whole collection by month: as a picture, and as the lists behind its bars."""

from bisect import bisect_left
from dataclasses import dataclass

from django.db.models import Count, F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from posts import charts
from posts.models import Post, Series
from posts.pages.calendar import PUBLISHED_IN, within_month, within_year
from posts.querysets import PostQuerySet
from posts.serving.content_version import while_unchanged
from posts.views import filters
from posts.views.listing import PostListing
from posts.views.methods import read_only

SPLITS = (filters.LANGUAGE, filters.SERIES)


@read_only
def archive(request: HttpRequest) -> HttpResponse:
    """Posts by month, those that can be read in the page's language standing out; and each series on the same years."""
    choices = filters.Choices()
    chosen = filters.read(request.GET, SPLITS, choices)
    picture = picture_of(tuple((one.name, one.chosen.value) for one in filters.chosen_of(chosen)), get_language())
    is_narrowed = bool(filters.chosen_of(chosen))
    months = picture.months
    return render(
        request,
        "posts/archive.html",
        {
            "filters": chosen,
            "chosen": filters.chosen_of(chosen),
            "query": filters.as_query(chosen),
            "total": sum(months.values()),
            "years": (years := charts.years(months, picture.readable)),
            "counts_hold": not any(one.chosen for one in chosen if one.name != filters.LANGUAGE),  # of the choices of language
            "is_mixed": any(year.is_mixed for year in years),
            "series": series_strips(months) if not is_narrowed else [],
            "first": min(months, default=None),
            "last": max(months, default=None),
            "estimates": picture.estimates,
        },
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """What the archive's bars show, by month: all posts, and those to be read in one language."""

    months: dict[int, int]
    readable: dict[int, int]
    estimates: int  # posts whose date is one


@while_unchanged
def picture_of(chosen: tuple[tuple[str, str], ...], language: str) -> Picture:
    """Of the posts narrowed to ``chosen``: names of filters and what was chosen there. Counts every post, once per change."""
    posts = Post.objects.published()
    for name, value in chosen:
        posts = filters.NARROWING[name](posts, value)
    return Picture(
        months=by_month(posts),
        readable=by_month(posts.in_language(language)),
        estimates=posts.filter(date_basis=Post.DateBasis.INFERRED).count(),
    )


def by_month(posts: PostQuerySet) -> dict[int, int]:
    counted = posts.order_by().annotate(month=PUBLISHED_IN).values_list("month").annotate(count=Count("pk"))
    return dict(sorted(dict(counted).items()))


def series_strips(months: dict[int, int]) -> list[dict]:
    """Every series with its ticks on the years of ``months``, the one with most posts first."""
    of = series_months()
    found = [
        {
            "series": one,
            "count": sum(of[one.pk].values()),
            "first": min(of[one.pk]),
            "last": max(of[one.pk]),
            "strokes": charts.strip(of[one.pk], min(months), max(months)),
        }
        for one in Series.objects.filter(pk__in=of)
    ]
    return sorted(found, key=lambda row: (-row["count"], row["series"].slug))


@while_unchanged
def series_months() -> dict[int, dict[int, int]]:
    """The posts of every series by month: ``{key: {201809: 2}}``."""
    posts = Post.objects.published().order_by().filter(series__isnull=False).annotate(month=PUBLISHED_IN)
    of: dict[int, dict[int, int]] = {}
    for key, month, count in posts.values_list(F("series"), "month").annotate(count=Count("pk")):
        of.setdefault(key, {})[month] = count
    return of


class PostsOfYear(PostListing):
    """A year: its twelve bars and its posts."""

    template_name = "posts/archive_year.html"

    def posts(self) -> PostQuerySet:
        choices = filters.Choices()
        self.year, self.all_months = self.kwargs["year"], choices.months
        if self.year not in {month // 100 for month in self.all_months}:
            raise Http404(f"nothing was published in {self.year}")
        self.filters = filters.read(self.request.GET, SPLITS, choices)
        return filters.narrowed(super().posts().filter(**within_year(self.year)), self.filters)

    def get_context_data(self, **kwargs):
        months = by_month(self.object_list)
        readable = by_month(self.object_list.in_language(get_language()))
        before, after = neighbours(sorted({month // 100 for month in self.all_months}), self.year)
        return super().get_context_data(
            year=self.year,
            chart=next(iter(charts.years(months, readable)), None),
            before=before,
            after=after,
            chosen=filters.chosen_of(self.filters),
            query=filters.as_query(self.filters),
            **kwargs,
        )


class PostsOfMonth(PostListing):
    template_name = "posts/archive_month.html"

    def posts(self) -> PostQuerySet:
        choices = filters.Choices()
        year, month = self.kwargs["year"], self.kwargs["month"]
        self.month, self.all_months = year * 100 + month, choices.months
        if self.month not in self.all_months:
            raise Http404(f"nothing was published in {self.month}")
        self.filters = filters.read(self.request.GET, SPLITS, choices)
        return filters.narrowed(super().posts().filter(**within_month(year, month)), self.filters)

    def get_context_data(self, **kwargs):
        before, after = neighbours(list(self.all_months), self.month)
        return super().get_context_data(
            month=self.month,
            year=self.month // 100,
            before=before,
            after=after,
            chosen=filters.chosen_of(self.filters),
            query=filters.as_query(self.filters),
            **kwargs,
        )


def neighbours(numbers: list[int], number: int) -> tuple[int | None, int | None]:
    """What stands before and after ``number`` in an ascending list that holds it."""
    at = bisect_left(numbers, number)
    return (numbers[at - 1] if at else None), (numbers[at + 1] if at + 1 < len(numbers) else None)
