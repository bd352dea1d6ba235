"""What the board shows: posts in the state of one language, narrowed by what somebody asks for.

Everything is asked of the database at once; the states are those of :mod:`posts.states`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, FilteredRelation, Max, Min, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from people.models import Person
from posts.admin.parts.side_by_side import row
from posts.models import Assignment, Credit, Post, PostProject, RecentReads, Series
from posts.models.post import LANGUAGES
from posts.services.assignments import open_assignments
from posts.services.permissions import own_languages
from posts.states import State, in_language, scheduled_for
from projects.models import Project

PER_PAGE = 50
TO_DO = "to_do"  # missing or outdated: what there is to translate
ME, NOBODY = "me", "nobody"
MOST_READ, NEWEST = "read", "newest"
ORDERS = {
    MOST_READ: (_("most read first"), ("-read__count", "-id")),
    NEWEST: (_("newest first"), ("-published_at", "-id")),
    "oldest": (_("oldest first"), ("published_at", "id")),
    "shortest": (_("shortest first"), ("source__length", "-id")),
    "longest": (_("longest first"), ("-source__length", "-id")),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, with whatever made no sense left out."""

    language: str
    status: str = ""
    series: str = ""
    project: str = ""
    person: str = ""
    year: int | None = None
    assignee: str = ""  # ME, NOBODY or a user's name
    # Where nothing is counted all are read as often, and the newest come first.
    order: str = MOST_READ

    @classmethod
    def of(cls, query: QueryDict, user: AbstractBaseUser) -> "Asked":
        own = [code for code in LANGUAGES if code in own_languages(user)]
        language, year, order, status = (query.get(name, "") for name in ("language", "year", "order", "status"))
        return cls(
            language=language if language in LANGUAGES else next(iter(own), LANGUAGES[-1]),
            status=status if status in (TO_DO, *State.values) else "",
            series=query.get("series", ""),
            project=query.get("project", ""),
            person=query.get("person", "").strip(),
            year=int(year) if year.isdecimal() and len(year) == 4 else None,
            assignee=query.get("assignee", ""),
            order=order if order in ORDERS else MOST_READ,
        )


@dataclass(frozen=True, slots=True)
class InTurn:
    """The rows of one query, then those of another; sliced like one."""

    first: QuerySet
    second: QuerySet

    def __getitem__(self, wanted: slice) -> list:
        start = wanted.start or 0
        found = list(self.first[start : wanted.stop])
        if missing := wanted.stop - start - len(found):
            end = start + len(found) if found else self.first.count()
            begin = max(start - end, 0)
            found += self.second[begin : begin + missing]
        return found


def in_order(posts: QuerySet[Post], order: str) -> QuerySet:
    """Their keys and states."""
    _name, fields = ORDERS[order]
    return posts.order_by(*fields).values_list("pk", "state")


class Board:
    def __init__(self, asked: Asked, user: AbstractBaseUser) -> None:
        self.asked, self.user = asked, user

    @cached_property
    def posts(self) -> QuerySet[Post]:
        """All that were asked for, whatever their state."""
        asked = self.asked
        posts = in_language(Post.objects.all(), asked.language)
        narrowed: dict[str, Any] = {}
        if asked.series:
            narrowed["series__slug"] = asked.series
        if asked.year:
            narrowed |= {"published_at__year": asked.year}
        posts = posts.filter(**narrowed)
        if asked.project:
            posts = posts.filter(Exists(Post.projects.through.objects.filter(post=OuterRef("pk"), project__slug=asked.project)))
        if asked.person:
            names = Q(*((f"{field}__icontains", asked.person) for field in row("name")), _connector=Q.OR)
            named = list(Person.objects.filter(names).values_list("pk", flat=True))
            posts = posts.filter(pk__in=Credit.objects.filter(person__in=named).values("post"))
        if asked.assignee:
            mine = open_assignments().filter(post=OuterRef("pk"), language=asked.language)
            if asked.assignee == NOBODY:
                posts = posts.filter(~Exists(mine))
            else:
                name = self.user.get_username() if asked.assignee == ME else asked.assignee
                posts = posts.filter(Exists(mine.filter(user__username=name)))
        return posts

    @cached_property
    def counts(self) -> dict[str, int]:
        """Of each state, and of what there is to do."""
        found = dict(self.posts.order_by().values("state").annotate(number=Count("pk")).values_list("state", "number"))
        told = {state: found.get(state, 0) for state in State.values}
        return {TO_DO: told[State.MISSING] + told[State.OUTDATED], **told}

    @cached_property
    def chosen(self) -> QuerySet | InTurn:
        """The keys and states of those of the state that was asked for, in order."""
        status = self.asked.status
        states = (State.MISSING, State.OUTDATED) if status == TO_DO else (status,)
        posts = self.posts.filter(state__in=states) if status else self.posts
        return self._most_read_first(posts) if self.asked.order == MOST_READ else in_order(posts, self.asked.order)

    def _most_read_first(self, posts: QuerySet[Post]) -> InTurn:
        """Then the newest of what nobody has read lately.

        Sorted in one go by reads and date, the date of every post would have to be fetched from behind its texts.
        """
        read = posts.alias(read=FilteredRelation("recent_reads"), written_in=F("source__language"))
        of_source = RecentReads.objects.filter(post=OuterRef("pk"), language=OuterRef("source__language"))
        return InTurn(
            in_order(read.filter(read__language=F("written_in")), MOST_READ), in_order(posts.filter(~Exists(of_source)), NEWEST)
        )

    def page(self, number: str | None) -> Page:
        total = self.counts[self.asked.status] if self.asked.status else sum(self.counts[state] for state in State.values)
        paginator = Paginator(self.chosen, PER_PAGE)
        paginator.count = total  # known already
        page = paginator.get_page(number)
        page.object_list = self.rows(list(page.object_list))
        return page

    def rows(self, found: list[tuple[int, str]]) -> list["Row"]:
        """What is shown of posts, given with their state."""
        keys = [key for key, _state in found]
        posts = Post.objects.for_linking().select_related("series").in_bulk(keys)
        assigned = Assignment.objects.filter(post__in=keys, language=self.asked.language).select_related("user")
        # The last of a post stands: what is open, or else what was done last.
        users = {one.post_id: one for one in assigned.order_by(F("done_at").asc(nulls_last=True))}
        read = {(one.post_id, one.language): one.count for one in RecentReads.objects.filter(post__in=keys)}
        return [Row.of(posts[key], State(state), self.asked.language, users.get(key), read) for key, state in found]

    @property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What can be asked for."""
        translators = get_user_model().objects.filter(is_active=True, is_staff=True)
        translators = translators.filter(Q(desk_languages__language=self.asked.language) | Q(assignments__isnull=False))
        names = sorted({user.get_username() for user in translators})
        return {
            "series": [(one.slug, str(one)) for one in Series.objects.all()],
            "project": [
                (one.slug, str(one))
                for one in Project.objects.filter(Exists(PostProject.objects.filter(project=OuterRef("pk"))))
            ],
            "year": [(str(year), str(year)) for year in _years()],
            "order": [(name, str(label)) for name, (label, _order) in ORDERS.items()],
            "translators": [(name, name) for name in names],
        }


def _years() -> range:
    """From that of the newest post back to that of the oldest."""
    first, last = Post.objects.aggregate(first=Min("published_at"), last=Max("published_at")).values()
    return range(last.year, first.year - 1, -1) if first else range(0)


@dataclass(frozen=True, slots=True)
class Row:
    post: Post
    state: State
    language: str
    source: str
    length: int  # of the source: words, or characters
    assignment: Assignment | None  # open, or else the last that was done
    appears_at: datetime | None  # of a text that waits for its moment
    reads: int  # lately, at the addresses of the source's language
    reads_here: int  # … and at those of ``language``, where a reader may have missed the translation

    @property
    def has_appeared(self) -> bool:
        return self.post.published_at is not None and self.post.published_at <= timezone.now()

    @classmethod
    def of(
        cls,
        post: Post,
        state: State,
        language: str,
        assignment: Assignment | None,
        read: Mapping[tuple[int, str], int],
    ) -> "Row":
        """``read``: how often lately, by post and language."""
        source = next(text for text in post.translations.all() if text.is_source)
        text = next((text for text in post.translations.all() if text.language == language), None)
        return cls(
            post=post,
            state=state,
            language=language,
            source=source.language,
            length=source.length,
            assignment=assignment,
            appears_at=scheduled_for(text) if text and state == State.SCHEDULED else None,
            reads=read.get((post.pk, source.language), 0),
            reads_here=read.get((post.pk, language), 0),
        )
