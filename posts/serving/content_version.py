"""A token that every change readers can see replaces, in the very transaction that makes the change.

Whoever reads the token, and then content, may keep what was made of it for as long as the token stays, and until the next
scheduled post appears. The database itself replaces it: see :mod:`posts.serving.content_triggers`.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from posts.models import Post, Translation
from posts.models.post import LANGUAGES
from posts.serving.prepared import fetch

READ_TOKEN = "SELECT token FROM posts_contentversion"
MOST = 10_000  # results of an edition: when there are more, all begin anew
MISSING = object()

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Edition:
    """What readers see from one change to the next, and results that hold for so long."""

    token: int | None  # None: of a database without one, where nothing may be kept
    until: datetime | None  # when a scheduled post, or text, appears
    results: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    def is_current(self, token: int | None) -> bool:
        return token is not None and token == self.token and (self.until is None or timezone.now() < self.until)

    def keep(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """What was made under ``key``, or is made now."""
        found = self.results.get(key, MISSING)
        if found is MISSING:
            found = make()
            if len(self.results) >= MOST:
                self.results.clear()
            self.results[key] = found
        return cast(Result, found)


def read_token() -> int | None:
    rows = fetch(READ_TOKEN, [])
    return rows[0][0] if rows else None


def edition_of(token: int | None) -> Edition:
    """The edition that begins with ``token``, which was read just before."""
    texts = Translation.objects.filter(language__in=LANGUAGES).scheduled()  # by language, as their index is
    waiting = (rows.aggregate(next=Min("published_at"))["next"] for rows in (Post.objects.scheduled(), texts))
    return Edition(token, min(filter(None, waiting), default=None))


latest = Edition(None, None)  # that this process knows
# The one edition that a request is answered from, once it is known, or None to keep nothing; no list outside of requests.
of_request: ContextVar[list[Edition | None] | None] = ContextVar("edition of the request", default=None)


@contextmanager
def one_edition(known: Edition | None = None) -> Iterator[None]:
    """Look at the token at most once, and only if something kept is asked for: what follows belongs together."""
    before = of_request.set([known] if known else [])
    try:
        yield
    finally:
        of_request.reset(before)


@contextmanager
def keeping_nothing() -> Iterator[None]:
    """For who may see more than others, and for what writes and would not see what it wrote."""
    before = of_request.set([None])
    try:
        yield
    finally:
        of_request.reset(before)


def edition() -> Edition | None:
    """Where results of now are kept, if they may be: not inside a transaction, as what is seen there may never come to be."""
    global latest
    if connection.in_atomic_block:
        return None
    mine = of_request.get()
    if mine:
        return mine[0]
    token, found = read_token(), latest
    if not found.is_current(token):
        found = latest = edition_of(token)
    if mine is not None:
        mine.append(found)
    return found


def keep(key: Hashable, make: Callable[[], Result]) -> Result:
    """What was made under ``key`` since readers could last see something new, or is made now."""
    now = edition()
    return now.keep(key, make) if now else make()


def while_unchanged(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Let ``function`` keep its results until readers could see something new."""

    @wraps(function)
    def keeping(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        return keep((function, args, tuple(sorted(kwargs.items()))), lambda: function(*args, **kwargs))

    return keeping


def keep_each(name: Hashable, keys: Iterable[Key], make: Callable[[list[Key]], dict[Key, Result]]) -> dict[Key, Result]:
    """A result for each of ``keys`` that has one; ``make`` is asked for those that are not kept under ``name``, all at once."""
    now = edition()
    if now is None:
        return make(list(keys))
    held = {key: now.results.get((name, key), MISSING) for key in keys}
    if missing := [key for key, result in held.items() if result is MISSING]:
        for key, result in make(missing).items():
            held[key] = now.keep((name, key), lambda result=result: result)
    return {key: result for key, result in held.items() if result is not MISSING}
