"""Primary keys, as requests send them."""

from collections.abc import Iterable

DIGITS = 18  # every number of so many fits a column


def key_of(sent: str) -> int | None:
    """None of what can be nobody's.

    >>> key_of("44"), key_of(""), key_of("-1"), key_of("9" * 19)
    (44, None, None, None)
    """
    return int(sent) if sent.isdecimal() and len(sent) <= DIGITS else None


def keys_of(sent: Iterable[str]) -> list[int]:
    return [key for one in sent if (key := key_of(one)) is not None]
