"""What makes two entries one post. Pure."""

import re
import unicodedata


def title_key(title: str) -> str:
    """What two copies of one title share, whatever their quotes, dashes, spaces, emoji or case.

    >>> title_key("Meet  the “Ambassador” 🗓") == title_key('meet the "ambassador"')
    True
    """
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", title).casefold()).strip()
