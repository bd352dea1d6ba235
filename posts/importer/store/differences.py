"""What an import changes in a post, for people to read: names as they are spelled instead of the keys they are compared by."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from people import names
from posts.changes import Change, changes
from posts.importer.prepare import Prepared
from posts.models import Post
from posts.narrowing import narrow

SHORT = 300  # characters of a value that a record keeps as it is; a longer one is kept as a comparison
WIDTH = 200  # of its lines
MOST_LINES = 60


def everything(prepared: Prepared) -> tuple[Change, ...]:
    """A new post: all of its fields that are not empty."""
    return changes({}, _spelled(prepared.fields, _spellings(prepared)))


def differences(fields: Iterable[str], post: Post, stored: Mapping[str, Any], prepared: Prepared) -> tuple[Change, ...]:
    """``fields`` of ``post``, whose values are ``stored``, against what the archive says of them."""
    spellings = _spellings(prepared, post)
    before, after = _spelled(stored, spellings), _spelled(prepared.fields, spellings)
    return tuple(Change(field, before.get(field), after.get(field)) for field in fields)


def in_short(changes: Sequence[Change], conflicts: Sequence[Change] = ()) -> list[dict[str, Any]]:
    """What ``ImportRecord.changes`` keeps: short values, of long ones the lines that differ."""
    found = [_in_short(change) for change in changes]
    return found + [_in_short(change) | {"conflict": True} for change in conflicts]


def _in_short(change: Change) -> dict[str, Any]:
    values = (change.before, change.after)
    if not change.is_long and all(len(str(value)) <= SHORT for value in values):
        return {"field": change.field, "before": change.before, "after": change.after}
    lines = list(narrow(change.unified(), WIDTH))
    return {"field": change.field, "diff": lines[:MOST_LINES] + ["…"] * (len(lines) > MOST_LINES)}


def _spelled(fields: Mapping[str, Any], spellings: Mapping[str, str]) -> dict[str, Any]:
    credits = [[*(spellings.get(key, key) for key in credit[:2]), *credit[2:]] for credit in fields.get("credits", ())]
    return {**fields, "credits": credits}


def _spellings(prepared: Prepared, post: Post | None = None) -> dict[str, str]:
    """The key of everybody credited, in the archive or in the database → how the name is written."""
    found: dict[str, str] = {}
    for credit in prepared.draft.credits:
        for name in (credit.name, credit.organization):
            found[names.key(name) or name] = name
    for row in post.credits.all() if post else ():
        for who in (row.person, row.organization):
            if who:
                found[who.key or who.slug] = str(who)
    return found
