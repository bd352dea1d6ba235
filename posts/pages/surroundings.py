"""What stands after a post: its neighbours in the series, and what to read next."""

from dataclasses import dataclass

from django.db.models import Count, Q, Subquery
from django.utils.translation import get_language

from posts.models import Post
from posts.pages import related
from posts.querysets import PostQuerySet
from posts.serving import content_version
from posts.serving.in_bulk import InBulk

LINKED = InBulk(lambda: Post.objects.for_linking())


@dataclass(frozen=True, slots=True)
class Part:
    """Where a public post stands in its series; ``previous`` and ``next`` are keys of posts."""

    number: int
    total: int
    previous: int | None
    next: int | None

    @property
    def neighbours(self) -> list[int]:
        return [pk for pk in (self.previous, self.next) if pk]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``related`` are posts and the reason why each is named, in the page's language."""

    part: Part | None
    previous: Post | None
    next: Post | None
    related: list[tuple[Post, str]]


def kept_of(post: Post) -> Surroundings:
    """The surroundings of a public post, found once per change."""
    edition = content_version.edition()
    return edition.keep((of, post.pk, get_language()), lambda: of(post)) if edition else of(post)


def of(post: Post) -> Surroundings:
    """``post`` needs its projects, credits and tags prefetched."""
    part = series_part(post)
    neighbours = part.neighbours if part else []
    shared = related.best(related.candidates(post), post.published_at, without=neighbours)
    # The newest posts are what many others lead to.
    others = content_version.keep_each("linked", [*shared, *neighbours], LINKED)
    subjects = {pk: related.strongest(why) for pk, why in shared.items() if pk in others}
    reasons = {subject: related.reason(post, subject) for subject in set(subjects.values())}  # most often the same one
    return Surroundings(
        part=part,
        previous=others.get(part.previous) if part else None,
        next=others.get(part.next) if part else None,
        related=[(others[pk], reasons[subject]) for pk, subject in subjects.items()],
    )


def series_part(post: Post) -> Part | None:
    if not post.series_id or not post.published_at:
        return None
    public = Post.objects.published().filter(series=post.series_id).order_by("published_at", "pk")
    before = public.filter(Q(published_at__lt=post.published_at) | Q(published_at=post.published_at, pk__lt=post.pk))
    after = public.filter(Q(published_at__gt=post.published_at) | Q(published_at=post.published_at, pk__gt=post.pk))
    number_before, total, previous, next_ = (
        public.order_by()
        .filter(pk=post.pk)
        .values_list(
            _number_of(before),
            _number_of(public),
            Subquery(before.reverse().values("pk")[:1]),
            Subquery(after.values("pk")[:1]),
        )
        .first()
    ) or (None, None, None, None)
    if total is None:  # a draft
        return None
    return Part((number_before or 0) + 1, total, previous, next_)


def _number_of(posts: PostQuerySet) -> Subquery:
    return Subquery(posts.order_by().values("series").annotate(number=Count("pk")).values("number"))
