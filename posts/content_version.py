"""A token that every change readers can see replaces, in the very transaction that makes the change.

Whoever reads the token, and then content, may keep what was made of it for as long as the token stays, and until the next
scheduled post appears. The database itself replaces it: see :mod:`posts.content_triggers`.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from posts.models import Post

READ_TOKEN = "SELECT token FROM posts_contentversion"

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Edition:
    """What readers see from one change to the next, and results that hold for so long."""

    token: int | None  # None: of a database without one, where nothing may be kept
    until: datetime | None  # when a scheduled post appears
    results: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    def is_current(self, token: int | None) -> bool:
        return token is not None and token == self.token and (self.until is None or timezone.now() < self.until)


def read_token() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(READ_TOKEN)
        row = cursor.fetchone()
    return row[0] if row else None


def edition_of(token: int | None) -> Edition:
    """The edition that begins with ``token``, which was read just before."""
    return Edition(token, Post.objects.scheduled().aggregate(next=Min("published_at"))["next"])


class Kept:
    """This process's results of functions that are :func:`while_unchanged`."""

    edition = Edition(None, None)

    def results(self) -> dict[Hashable, Any]:
        """Those that hold now. A thread that was overtaken adds to those of its own edition."""
        token, edition = read_token(), self.edition
        if not edition.is_current(token):
            edition = self.edition = edition_of(token)
        return edition.results


kept = Kept()


def while_unchanged(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Let ``function`` keep its results until readers could see something new. For few results: none goes before that.

    Inside a transaction it is called every time: what is seen there may never come to be.
    """

    @wraps(function)
    def keeping(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        if connection.in_atomic_block:
            return function(*args, **kwargs)
        results = kept.results()
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in results:
            results[key] = function(*args, **kwargs)
        return cast(Result, results[key])

    return keeping
