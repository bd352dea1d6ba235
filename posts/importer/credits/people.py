"""One piece of a byline: the person it names, and what it says of the person beside the name. Pure."""

import re
from dataclasses import dataclass, replace

from people import names
from posts.importer.credits.chinese_titles import is_chinese_title
from posts.importer.credits.titles import (
    INSTITUTION,
    LEGAL_FORM,
    TITLE_WORDS,
    is_field,
    is_title,
    title_and_organization,
)
from posts.importer.records import Credit
from posts.importer.sentences import is_small

BRACKETS = re.compile(r"\s*[(（](?P<inside>[^()（）]*)[)）]")
PRONOUNS = frozenset({"he/him", "she/her", "they/them"})
OF_EMPLOYER = re.compile(r"\s+(?:from|of|at|@|with|for)\s+(?:the\s+)?(?=\S)")
EMPLOYER_START = re.compile(r"[a-z]*[A-Z\d]|[^\x00-\x7F]")  # also "eBay"
EMPLOYERS_OWN = re.compile(r"(?P<org>[A-Z][\w&. ]*)[’']s? (?P<name>.+)")  # "Example Co's Ada Example"
CAPITALS = re.compile(r"[A-Z]{2}|[A-Z][’'][A-Z]")
COMMA = re.compile(rf"[,，](?!\s+{LEGAL_FORM})")
DEGREE = re.compile(r",?\s+(?:Ph\.?D|M\.?D|M\.?Sc|B\.?Sc|MBA)\.?$")
BEHIND_CHINESE_TITLE = re.compile(rf"(?P<title>.*[{names.HAN}])\s+(?P<name>[{names.HAN}]{{2,4}})")  # 示例公司工程师 张三
# Words that no title in front of a name starts with: a clause does.
NOT_A_TITLE = frozenset("has her his is its our that the their then these this those time us was when now".split())


@dataclass(frozen=True, slots=True)
class Written:
    """A piece taken apart: its words without the brackets, and what these hold."""

    text: str
    inside: str = ""  # the brackets' words
    native: str = ""  # the Han form of a name that is given in both scripts


def person_of(piece: str, *, one_word: bool = False) -> Credit | None:
    """The person a piece names, with an organization in brackets or behind "from", "of", "at".

    >>> person_of("Ada Example (Example Co)").organization, person_of("Director of Research")
    ('Example Co', None)
    """
    apart = _take_apart(piece)
    credit = _read(apart.text, apart.inside, one_word=one_word)
    return replace(credit, native_name=apart.native) if credit and apart.native else credit


def _take_apart(piece: str) -> Written:
    inside = native = ""
    if match := BRACKETS.search(piece):
        inside = match["inside"].strip()
        piece = f"{piece[: match.start()]} {piece[match.end() :]}".strip()
        # 张爱达 (Ada Zhang)
        if names.HAN_NAME.fullmatch(piece) and not names.HAN_CHARACTER.search(inside) and names.is_person(inside):
            return Written(inside, native=piece)
        if names.is_han_person(inside):
            inside, native = "", inside.replace(" ", "")
    latin, han = names.split_native(piece)
    return Written(latin, inside, native or han) if latin and han else Written(piece, inside, native)


def _read(text: str, inside: str, *, one_word: bool) -> Credit | None:
    text = DEGREE.sub("", text)
    if is_title(text) or is_field(text):
        return _behind_title(text) or _behind_chinese_title(text) or _of_titled_employer(text)
    if INSTITUTION.search(text):
        return _with_employer(text, one_word=one_word)
    if names.is_person(text, one_word=one_word):
        return _with_brackets(Credit(names.clean(text)), inside)
    if CAPITALS.search(text) and names.is_person(_without_capitals(text)):
        doubt = f"“{text}” is written in capitals: is it a person?"
        return _with_brackets(Credit(names.clean(text), doubt=doubt), inside)
    return _with_employer(text, one_word=one_word) or _behind_employer(text) or _behind_title(text)


def _without_capitals(text: str) -> str:
    """ "ADA EXAMPLE", "Ada EXAMPLE" as other names are written."""
    return " ".join(word.title() if word.isupper() else word for word in text.split())


def _with_brackets(credit: Credit, inside: str) -> Credit:
    """Brackets behind a name hold an employer, a title, or both: "(CTO, Example Co)"."""
    if not inside or inside.casefold() in PRONOUNS or inside[0] == "@" or is_small(inside.split()[0]):
        return credit
    title, organization = title_and_organization(COMMA.split(inside))
    return replace(credit, title=title, organization=organization)


def _with_employer(text: str, *, one_word: bool) -> Credit | None:
    """ "Ada Example from Example Co"."""
    name, employer = _split_employer(text)
    if not EMPLOYER_START.match(employer) or INSTITUTION.search(name) or not names.is_person(name, one_word=one_word):
        return None
    return Credit(names.clean(name), organization=employer.strip())


def _of_titled_employer(text: str) -> Credit | None:
    """ "Ada Example of Council Member Example Co": the title is not the person's."""
    return None if is_title(_split_employer(text)[0]) else _with_employer(text, one_word=False)


def _behind_employer(text: str) -> Credit | None:
    match = EMPLOYERS_OWN.fullmatch(text)
    if match is None or not names.is_person(match["name"]):
        return None
    return Credit(names.clean(match["name"]), organization=match["org"])


def _behind_chinese_title(text: str) -> Credit | None:
    match = BEHIND_CHINESE_TITLE.fullmatch(text)
    if match is None or not is_chinese_title(match["title"]):
        return None
    title, organization = title_and_organization([match["title"]])
    return Credit(names.clean(match["name"]), title=title, organization=organization)


def _behind_title(text: str) -> Credit | None:
    """ "Example Co CTO Ada Example", "release watchers Ada Example from Example Co": what the person is, then the name."""
    head, employer = _split_employer(text)
    words = head.split()
    for index in range(len(words) - 2, 0, -1):
        title, name = words[:index], " ".join(words[index:])
        if not _ends_a_title(title[-1]) or not names.is_person(name) or is_title(name):
            continue
        if NOT_A_TITLE.isdisjoint(word.casefold() for word in title):
            return Credit(names.clean(name), title=" ".join(title), organization=employer)
    return None


def _ends_a_title(word: str) -> bool:
    """Whether a word may stand right before a name: "CTO", or what several people are, "watchers"."""
    word = word.strip(",")
    return word.casefold() in TITLE_WORDS or (word.islower() and word.endswith("s"))


def _split_employer(text: str) -> tuple[str, str]:
    """(before "from", "of" or "at", what follows it, which may be empty)."""
    match = OF_EMPLOYER.search(text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")
