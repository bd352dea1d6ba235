"""What the headers of a request ask for."""

from functools import lru_cache

from django.utils.http import parse_etags

CODINGS = ("br", "gzip")  # the smaller result first


@lru_cache(maxsize=256)
def best_coding(accept_encoding: str) -> str:
    """The compression to answer with, or "" for none.

    >>> best_coding("gzip, deflate, br"), best_coding("br;q=0, gzip"), best_coding("identity")
    ('br', 'gzip', '')
    """
    weights = {}
    for item in accept_encoding.lower().split(","):
        name, _, parameter = item.partition(";")
        weights[name.strip()] = _weight(parameter)
    offered = {coding: weights.get(coding, weights.get("*", 0.0)) for coding in CODINGS}
    best = max(CODINGS, key=lambda coding: offered[coding])
    return best if offered[best] > 0 else ""


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def is_unchanged(if_none_match: str, etag: str) -> bool:
    """Whether the reader has the page as it is. Dates are not compared: what is taken back leaves nothing newer behind.

    >>> is_unchanged('W/"abc", "xyz"', 'W/"abc"')
    True
    """
    if if_none_match in (etag, "*"):
        return True
    return etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in parse_etags(if_none_match)}
