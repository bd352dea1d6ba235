"""A byline is cut into pieces: at its commas, and at those "and"s behind which a person starts. Pure."""

import re
from dataclasses import dataclass

from people.names import HAN, is_han_person
from posts.importer.credits.people import person_of
from posts.importer.credits.titles import LEGAL_FORM

LATIN = rf"""
      \s* (?P<strong>[;；]) \s* (?: (?:and|&) \s+ )?
    | \s* (?P<comma>[,，、|]) (?! \s+ {LEGAL_FORM} ) \s* (?P<also> (?:and|&|with) \s+ )?
    | \s+ (?P<dash>[–—-]) \s+
    | \s+ (?P<and>and|&|/|with|和|与) \s+
"""
CHINESE = rf"""
    | (?<=\S) (?P<han>[和与及])
    | (?<=[{HAN}]) (?P<space>\s+) (?=[{HAN}])
"""
SEPARATORS = {True: re.compile(LATIN, re.VERBOSE), False: re.compile(LATIN + CHINESE, re.VERBOSE)}  # whether all is ASCII
HAN_WORD = re.compile(f"[{HAN}]+")
NAME_LENGTHS = (2, 3)  # characters of a Han name before a space; four may be a firm's
WHOLE = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|[(（][^()（）]*[)）]")  # what stands in quotes or brackets is not cut


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a byline and the separator before it: "," ";" "and" ", and", or "" for the first."""

    text: str
    before: str


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline's text, and the same with its quotes and brackets masked, letter by letter."""

    text: str
    masked: str
    separator: re.Pattern[str]

    def has_person_at(self, start: int, end: int | None = None) -> bool:
        """Whether the piece that starts here, and ends at ``end`` or the next separator, names a person."""
        if end is None:
            following = self.separator.search(self.masked, start)
            end = following.start() if following else len(self.text)
        return person_of(self.text[start:end]) is not None


def cut(text: str) -> list[Piece]:
    """The pieces of a byline, none of them empty.

    >>> [piece.text for piece in cut("Ada Example, Head of Queues and Caches (Oslo, Norway), and Bo Sample")]
    ['Ada Example', 'Head of Queues and Caches (Oslo, Norway)', 'Bo Sample']
    """
    byline = Byline(text, WHOLE.sub(lambda match: "x" * len(match.group()), text), SEPARATORS[text.isascii()])
    pieces: list[Piece] = []
    start, before = 0, ""
    for match in byline.separator.finditer(byline.masked):
        separator = _separator(byline, match, start)
        if not separator:
            continue
        pieces.append(Piece(text[start : match.start()].strip(), before))
        is_comma_alone = match["also"] and separator == ","
        start, before = match.start("also") if is_comma_alone else match.end(), separator
    pieces.append(Piece(text[start:].strip(), before))
    return [piece for piece in pieces if piece.text]


def _separator(byline: Byline, match: re.Match[str], start: int) -> str:
    """What separates the piece from ``start`` on from the next one; empty where an "and" is inside of the piece."""
    match match.lastgroup:
        case "strong":
            return ";"
        case "han":
            is_between = byline.has_person_at(match.end()) and byline.has_person_at(start, match.start())
            return "and" if is_between else ""
        case "space":
            return _between_han(byline.text[start : match.start()], byline.text[match.end() :])
        case "also":
            return ", and" if byline.has_person_at(match.end()) else ","
        case "and":
            return "and" if byline.has_person_at(match.end()) and not _joins_a_firm(byline, match, start) else ""
        case _:
            # 、 stands between things of one kind.
            return "and" if match["comma"] == "、" and byline.has_person_at(match.end()) else ","


def _between_han(before: str, behind: str) -> str:
    """What a space between Han words separates: two people ("张三 李四"), or a person and an employer ("张三 示例公司")."""
    if len(before) not in NAME_LENGTHS or not is_han_person(before):
        return ""
    name = HAN_WORD.match(behind)
    return "and" if name and len(name[0]) > 1 and is_han_person(name[0]) else ","


def _joins_a_firm(byline: Byline, match: re.Match[str], start: int) -> bool:
    """Whether an "&" joins two halves of a firm's name, "Pain & Peace".

    No person precedes it then, and no details follow, not even in brackets.
    """
    is_last = byline.separator.search(byline.text, match.end()) is None
    return match["and"] == "&" and is_last and person_of(byline.text[start : match.start()]) is None
