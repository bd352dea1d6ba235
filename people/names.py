"""Names of people and organizations: normalise, compare, slug. Pure; Latin and Han alike."""

import re
import unicodedata

from django.utils.text import slugify

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


def key(name: str) -> str:
    """What two spellings of one name share: no accents, case, dots or doubled spaces.

    >>> key("Lucas  Käldström") == key("lucas kaldstrom")
    True
    """
    folded = unicodedata.normalize("NFKD", name.translate(LETTERS)).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).strip()


# Letters that Unicode does not take apart into a base and an accent.
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "ı": "i"})


def slug(name: str) -> str:
    """An address for a name: Latin is spelt plainly, Han stays.

    >>> slug("Lucas Käldström"), slug("张三")
    ('lucas-kaldstrom', '张三')
    """
    return slugify(key(name), allow_unicode=True)
