"""What texts say of levels, and the words they say it with."""

import re
from dataclasses import dataclass

SANDBOX, INCUBATING, GRADUATED, ARCHIVED = "sandbox", "incubating", "graduated", "archived"
CLIMB = ("", SANDBOX, INCUBATING, GRADUATED, ARCHIVED)  # in the order a project goes through them

STEP, STATEMENT = True, False  # tells of a project's move, or of where it stands

# A text without any of these states no level: the one cheap test that spares most posts all others.
LEVEL_WORDS = ("sandbox", "incubat", "graduat", "archiv", "沙箱", "沙盒", "孵化", "毕业")


def names_level(passage: str) -> bool:
    folded = passage.lower()
    return any(word in folded for word in LEVEL_WORDS)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place of a post says of one project's level."""

    slug: str
    level: str
    is_change: bool
    line: int = 0
    in_title: bool = False
    description: str = ""


def level_of(word: str) -> str:
    """The level a word of the text names: "Incubator" → incubating."""
    word = word.casefold()
    if word.startswith(("sandbox", "沙")):
        return SANDBOX
    if word.startswith(("incub", "孵")):
        return INCUBATING
    return GRADUATED if word.startswith(("graduat", "毕")) else ARCHIVED


SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|(?<=[。！？])|\n")
ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|vs|Inc|Corp|Ltd|Co|Sr|Jr|Dr|Mr|Ms|St|No|v\d+)\.\Z")


def sentences(passage: str) -> list[str]:
    """The sentences of a passage, their spaces evened out."""
    pieces, start = [], 0
    for end in SENTENCE_END.finditer(passage):
        if not ABBREVIATED.search(passage, max(start, end.start() - len("Corp.") - 1), end.start()):
            pieces.append(passage[start : end.end()])
            start = end.end()
    evened = (" ".join(piece.split()) for piece in [*pieces, passage[start:]])
    return [sentence for sentence in evened if sentence]
