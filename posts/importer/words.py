"""Tables of the field's words, as pieces of patterns."""


def any_of(words: str) -> str:
    """A group that matches any of ``words``: patterns between spaces, ``_`` standing for a space.

    >>> any_of("photo image video_still")
    '(?:photo|image|video\\\\s+still)'
    """
    return f"(?:{'|'.join(word.replace('_', chr(92) + 's+') for word in words.split())})"
