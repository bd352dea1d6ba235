"""What a block holds besides words: addresses, code, numbers. Pure."""

import re
from decimal import Decimal

# A picture: what it shows in words, and its address, which one that was lost has not.
PICTURE = re.compile(r"!\[((?:[^\[\]\\]|\\.){0,2000})\]\(<?([^)\s>]{0,2000})")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Bounded, so that a text of nothing but opening brackets is looked through once.
LINK = re.compile(r"\]\(<?([^)\s>]{0,2000})|<?(https?://[^\s<>)\]，。；、：（）]+)")
CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
FENCE = re.compile(r"^(```+|~~~+).*?(?:^\1|\Z)", re.DOTALL | re.MULTILINE)
TARGET = re.compile(r"\]\([^)]{0,2000}\)")
ADDRESS = re.compile(r"https?://\S+|<[^>]{1,2000}>|\[\^[^\]]{1,200}\]")

# What a number is multiplied by that stands before one of these.
HAN_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
UNITS = {"thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "k": 1_000}
AMOUNT = re.compile(r"(\d+(?:[.,]\d+)*)(?:\s*((?:[十百千]?[万亿])|[百千])|[\s-]*(thousand|million|billion|trillion|[kK])\b)?")


def links(text: str) -> list[str]:
    """The addresses ``text`` leads to, those of pictures included."""
    return [one or two for one, two in LINK.findall(text) if one or two]


def pictures(text: str) -> list[tuple[str, str]]:
    """What each picture shows in words, as Markdown, and its address.

    >>> pictures("![A cat](/cat.jpg 'Ours') beside `![no](code.jpg)`")
    [('A cat', '/cat.jpg')]
    """
    return PICTURE.findall(CODE.sub(" ", FENCE.sub(" ", text))) if "![" in text else []


def code_spans(text: str) -> list[str]:
    return [code.strip() for _ticks, code in CODE.findall(text)]


def prose(text: str) -> str:
    """``text`` without code, addresses and tags, which are the same in every language; its length may differ.

    >>> prose("See [`ls`](/ls) or [the map](https://a.example/12), <b>now</b>")
    'See [ ]  or [the map] ,  now '
    """
    text = FENCE.sub(" ", text)
    text = CODE.sub(" ", text)
    text = TARGET.sub("] ", text) if "](" in text else text
    return ADDRESS.sub(" ", text)


def amounts(text: str) -> list[str]:
    """The numbers a text says, written alike in every language; of running text, see :func:`prose`.

    >>> amounts("1,200 nodes, 10 million pods, v1.2.3"), amounts("1.5万次，1000 万")
    (['1200', '10000000', '1.2.3'], ['15000', '10000000'])
    """
    return [_amount(*match) for match in AMOUNT.findall(text)]


def _amount(number: str, han: str, unit: str) -> str:
    number = number.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number) else number
    factor = UNITS[unit.lower()] if unit else 1
    for sign in han:
        factor *= HAN_UNITS[sign]
    if factor == 1 or number.count(".") > 1 or "," in number:
        return number
    return f"{(Decimal(number) * factor).normalize():f}"
