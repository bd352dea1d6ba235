"""A byline is cut into pieces: at its commas, and at those "and"s behind which a person starts. Pure."""

import re
from dataclasses import dataclass

from people.names import HAN
from posts.importer.credits.people import person_of
from posts.importer.credits.titles import LEGAL_FORM

SEPARATOR = re.compile(
    rf"""
      \s* (?P<strong>[;；]) \s* (?: (?:and|&) \s+ )?
    | \s* (?P<comma>[,，、|]) (?! \s+ {LEGAL_FORM} ) \s* (?P<also> (?:and|&) \s+ )?
    | \s+ (?P<dash>[–—-]) \s+
    | \s+ (?P<and>and|&|/|with|和|与) \s+
    | (?<=[{HAN}]) (?P<han>[和与])
    """,
    re.VERBOSE,
)
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

    def has_person_at(self, start: int) -> bool:
        """Whether the piece that starts here names a person."""
        end = SEPARATOR.search(self.masked, start)
        return person_of(self.text[start : end.start() if end else None]) is not None


def cut(text: str) -> list[Piece]:
    """The pieces of a byline, none of them empty.

    >>> [piece.text for piece in cut("Ada Example, Head of Queues and Caches (Oslo, Norway), and Bo Sample")]
    ['Ada Example', 'Head of Queues and Caches (Oslo, Norway)', 'Bo Sample']
    """
    byline = Byline(text, WHOLE.sub(lambda match: "x" * len(match.group()), text))
    pieces: list[Piece] = []
    start, before = 0, ""
    for match in SEPARATOR.finditer(byline.masked):
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
            return "and"
        case "also":
            return ", and" if byline.has_person_at(match.end()) else ","
        case "and":
            return "and" if byline.has_person_at(match.end()) and not _joins_a_firm(byline, match, start) else ""
        case _:
            # 、 stands between things of one kind.
            return "and" if match["comma"] == "、" and byline.has_person_at(match.end()) else ","


def _joins_a_firm(byline: Byline, match: re.Match[str], start: int) -> bool:
    """Whether an "&" joins two halves of a firm's name, "Pain & Peace".

    No person precedes it then, and no details follow, not even in brackets.
    """
    is_last = SEPARATOR.search(byline.text, match.end()) is None
    return match["and"] == "&" and is_last and person_of(byline.text[start : match.start()]) is None
