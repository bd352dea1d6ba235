"""What is said of a text as a whole: how long it is, and what a translation of it was made from. Pure."""

from people.names import HAN_CHARACTER

COUNTED_IN_CHARACTERS = {"zh-hans"}  # languages whose words are not spaced


def text_length(body: str, language: str) -> int:
    """Words, or Han characters where words are not spaced.

    >>> text_length("Three short words", "en"), text_length("云原生, in short", "zh-hans")
    (3, 3)
    """
    return len(HAN_CHARACTER.findall(body)) if language in COUNTED_IN_CHARACTERS else len(body.split())


def source_text(title: str, summary: str, body: str) -> str:
    """What a translation is pinned to: the whole of its source, as one text."""
    return "\n\n".join(part for part in (title, summary, body) if part)
