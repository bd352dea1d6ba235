"""References to characters by number, in HTML. Pure."""

import html
import re

from posts.importer.readers.decoding import REPLACEMENT
from posts.importer.readers.text import clean

REFERENCE = re.compile(r"&#(?:0*([0-9]{1,7})|[xX]0*([0-9a-fA-F]{1,6}));?")
REFERENCES = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")


def mended(markup: str) -> str:
    """``markup`` with the references to characters that there are: others as every browser shows them, which may be nothing.

    >>> mended("It&#146;s &#60;lit&#62; &#1;&#xFFFF;&#xD800;&#99999999999;by night")
    'It’s &#60;lit&#62; by night'
    """
    return REFERENCES.sub(_mended, markup) if "&#" in markup else markup


def _mended(match: re.Match) -> str:
    number = REFERENCE.fullmatch(match[0])
    if number is None:
        return ""  # beyond all characters
    code = int(number[1]) if number[1] else int(number[2], 16)
    shown = html.unescape(match[0])
    usable = clean(shown)[0].replace(REPLACEMENT, "")
    return match[0] if usable and ord(usable) == code else usable
