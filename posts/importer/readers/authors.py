"""What front matter says under ``author`` → credits: names in a list or a line, as links, with their employer. Pure."""

import re

from people import names
from posts.importer.credits import GROUP
from posts.importer.credits.people import PRONOUNS, person_of
from posts.importer.credits.titles import is_title
from posts.importer.records import Credit

NAME_LENGTH = 200  # characters
LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
MARKS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")
BEHIND = re.compile(r"(?P<name>[^()（）]+?)\s*[(（](?P<inside>[^()（）]+)[)）]")
IN_BRACKETS = r"(?![^(（]*[)）])"  # what follows is not: commas between brackets part no people
BETWEEN = re.compile(rf"(?:\s*[,;、，；]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+|\s*和\s*){IN_BRACKETS}")


def people_of(line: str) -> list[Credit]:
    """Everyone a line names. Brackets behind a name hold an employer, a title and an employer, or the name in Han.

    >>> [(c.name, c.organization) for c in people_of("[Ada Example](https://a.example/) (Example Co, Ltd) and Bo")]
    [('Ada Example', 'Example Co, Ltd'), ('Bo', '')]
    """
    line = MARKS.sub("", LINK.sub(r"\1", line))
    return [_credit(piece.strip()) for piece in BETWEEN.split(line) if piece.strip()]


def _credit(piece: str) -> Credit:
    if (group := GROUP.fullmatch(piece)) and person_of(piece) is None:
        return Credit("", organization=group["name"].strip()[:NAME_LENGTH])
    behind = BEHIND.fullmatch(piece)
    if behind is None:
        return Credit(piece[:NAME_LENGTH])
    name, inside = behind["name"][:NAME_LENGTH], behind["inside"].strip()
    if names.is_han_person(inside):
        return Credit(name, native_name=inside)
    if inside.casefold() in PRONOUNS or inside.startswith("@"):
        return Credit(name)
    first, *others = re.split(r"\s*[,，]\s*", inside)
    if others and is_title(first):
        return Credit(name, title=first[:NAME_LENGTH], organization=", ".join(others)[:NAME_LENGTH])
    return Credit(name, organization=inside[:NAME_LENGTH])
