"""What a line is written in: Latin letters or Han characters, whatever names of the other script it holds. Pure."""

import re
from enum import Enum

from people.names import HAN_CHARACTER

LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
BRACKETS = re.compile(r"[(（][^()（）]*[)）]")  # "Ada Zhang (张爱)" is English: what is in brackets does not count
URL = re.compile(r"(?:https?://|www\.)\S+")
HAN_WEIGHT = 3  # a Han character says about as much as three Latin letters
FEW_HAN = 3  # characters that make a line Chinese where all Latin words are names
SMALL_LETTERS = 2  # a longer word in lower case is no part of a name


class Script(Enum):
    LATIN = "latin"
    HAN = "han"
    NEITHER = "neither"  # digits, addresses, rules: goes with its neighbours


def script(line: str) -> Script:
    """What a line is written in, whatever names of the other script it holds.

    >>> script("使用 Kubernetes 部署"), script("Harry Zhang (张磊) spoke"), script("2018 – 10%")
    (<Script.HAN: 'han'>, <Script.LATIN: 'latin'>, <Script.NEITHER: 'neither'>)
    """
    bare = URL.sub("", line) if "://" in line or "www." in line else line
    if bare.isascii() or not HAN_CHARACTER.search(bare):
        return Script.LATIN if bare[:1].isalpha() or LATIN.search(bare) else Script.NEITHER
    outside = BRACKETS.sub("", bare)
    han, words = len(HAN_CHARACTER.findall(outside)), LATIN.findall(outside)
    if not han:
        return Script.LATIN if LATIN.search(bare) else Script.HAN
    if han * HAN_WEIGHT >= sum(map(len, words)):
        return Script.HAN
    # Names alone do not make a line English: "Example Conference + Other Summit 中国大会".
    has_small_word = any(word[0].islower() and len(word) > SMALL_LETTERS for word in words)
    return Script.LATIN if has_small_word or han < FEW_HAN else Script.HAN
