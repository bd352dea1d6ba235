"""Two people changed the rows below one form: what becomes of each row. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

Row = Mapping[str, str]  # name of a field → its value as a form sends it
Rows = Mapping[str, Row]  # key of a stored row → the row


class Verdict(Enum):
    AS_SENT = auto()
    AS_STORED = auto()
    BOTH = auto()  # changed by both: it stands as it was sent, until somebody chooses
    ANEW = auto()  # removed by them, changed by me: it stands as a new row
    KEPT = auto()  # removed by me, changed by them: it stands as it is stored


@dataclass(frozen=True, slots=True)
class Sent:
    """A row of a form; ``key`` is "" for one that was added there."""

    key: str
    values: Row
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A row as it is to stand in the form. ``stored`` is given for BOTH."""

    key: str
    values: Row
    verdict: Verdict
    is_deleted: bool = False
    stored: Row | None = None


def judge(base: Rows, mine: Sequence[Sent], theirs: Rows, once: Sequence[str]) -> list[Judged]:
    """What was changed by one of the two is as that one has it; what either added stays.

    ``base`` is what both were shown. Rows are known by their key; one that was made anew, or added by both, by the fields
    ``once``, which no two rows share.

    >>> base, theirs = {"1": {"who": "Ada"}, "2": {"who": "Bo"}}, {"1": {"who": "Ada"}, "2": {"who": "Bob"}, "3": {"who": "Cy"}}
    >>> mine = [Sent("1", {"who": "Eve"}), Sent("2", {"who": "Bo"}), Sent("", {"who": "Dee"})]
    >>> [row.values["who"] for row in judge(base, mine, theirs, ["who"])]
    ['Eve', 'Bob', 'Dee', 'Cy']
    """
    now = dict(_keys_now(base, theirs, once))
    added = {_identity(row, once): key for key, row in theirs.items() if key not in now.values()}
    judged: list[Judged] = []
    seen: set[str] = set()
    for sent in mine:
        key = now.get(sent.key, "") or (added.get(_identity(sent.values, once), "") if not sent.key else "")
        if not key and sent.key in theirs:
            key = sent.key
        if key in seen:
            key = ""
        seen.add(key)
        judged += _judge(sent, base.get(sent.key), key, theirs.get(key))
    return judged + [Judged(key, row, Verdict.AS_STORED) for key, row in theirs.items() if key not in seen]


def is_settled(mine: Sequence[Sent], theirs: Rows) -> bool:
    """Whether both made the same changes."""
    kept = [sent.values for sent in mine if not sent.is_deleted]
    return sorted(map(_items, kept)) == sorted(map(_items, theirs.values()))


def _judge(sent: Sent, base: Row | None, key: str, stored: Row | None) -> Iterator[Judged]:
    is_mine = sent.is_deleted or sent.values != base
    if stored is None and base is not None:
        if is_mine and not sent.is_deleted:
            yield Judged("", sent.values, Verdict.ANEW)
    elif stored is None:
        yield Judged("", sent.values, Verdict.AS_SENT)
    elif not is_mine:
        yield Judged(key, stored, Verdict.AS_STORED)
    elif stored == base:
        yield Judged(key, sent.values, Verdict.AS_SENT, sent.is_deleted)
    elif sent.is_deleted:
        yield Judged(key, stored, Verdict.KEPT)
    elif sent.values == stored:
        yield Judged(key, stored, Verdict.AS_STORED)
    else:
        yield Judged(key, sent.values, Verdict.BOTH, stored=stored)


def _keys_now(base: Rows, theirs: Rows, once: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Key of a row in ``base`` → of the same row today, also where restoring a version gave it another."""
    anew = {_identity(row, once): key for key, row in theirs.items() if key not in base}
    for key, row in base.items():
        if key in theirs:
            yield key, key
        elif other := anew.get(_identity(row, once)):
            yield key, other


def _identity(row: Row, once: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in once)


def _items(row: Row) -> list[tuple[str, str]]:
    return sorted(row.items())
