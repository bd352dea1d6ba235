"""What stands behind "by": people with their titles and organizations, in whatever order and punctuation. Pure.

A byline is cut into pieces (``cutting``); each is a person (``people``), a title or an organization (``titles``) by its words;
one that may be a person or an organization ("Red Hat", "Ada Example") is decided by the shape of the whole (``choosing``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from people.names import HAN_CHARACTER
from posts.importer.credits.choosing import choose, is_prose, spans
from posts.importer.credits.cutting import Piece, cut
from posts.importer.credits.people import person_of
from posts.importer.credits.titles import INSTITUTION, is_employment, singular, title_and_organization
from posts.importer.records import Credit
from posts.importer.words import any_of

GROUPS = any_of(
    """
    authors committee community contributors developers editors engineering maintainers organizers project sig staff teams?
    working_group
    """
)
GROUP = re.compile(rf"(?:the )?(?P<name>[A-Z0-9][^,;]{{0,80}}?(?<!\bof) (?i:{GROUPS}))")
HANDLE = re.compile(r"(?:,?\s*(?:twitter|github|slack)\s*:)?\s*[(\[]?@\w+[)\]]?", re.IGNORECASE)
NAMED_HANDLE = re.compile(r"@\w+\s*\((?P<name>[^()@]+)\)")  # "@ada (Ada Example)"
COMMA_IN_QUOTES = re.compile(r",([”\"’])\s+(?=[A-Z])")  # “A Book,” Example Co
EVERYONES = re.compile(r",?\s+(?:both|all)\s+(?:of|at|from|with)\s+(?P<organization>[A-Z].*)$")
IN_NAME = r"(?!of\b|at\b)[\w.’'-]+"
TOGETHER = re.compile(
    rf"""
    (?P<people> .+? ) ,? \s+ (?: and|& ) \s+
    (?: the \s+ (?P<group> (?: {IN_NAME} \s+ ){{0,5}}? (?: {GROUPS} | crew | rest | volunteers )
                            (?: \s+ (?: at|behind|from|of ) \s [^,;]+ )? )
      | (?: her|his|our|their ) \s+ (?: [\w-]+ \s+ ){{0,2}} (?: colleagues | friends | {GROUPS} )
      | (?: many\s+ )? (?: others | friends | colleagues | more | team )
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
ON_BEHALF = re.compile(r"(?P<people>.+?),? on behalf of (?:the )?(?P<group>[^,;]{0,60}?(?-i:[A-Z])[^,;]{1,80})", re.IGNORECASE)
MAX_LENGTH = 600  # characters; nothing longer is a byline


@dataclass(frozen=True, slots=True)
class Parsed:
    """The people a text names, and what else it says."""

    credits: tuple[Credit, ...]
    rest: str = ""  # the text's words that are neither name, title nor organization

    @property
    def people(self) -> tuple[Credit, ...]:
        return tuple(credit for credit in self.credits if credit.name)


def parse_credits(text: str, role: str = "author", *, several: bool = False) -> Parsed:
    """The people (or the one group) that ``text`` names, each with title and organization. ``several``: a plural says so.

    >>> [(c.name, c.organization) for c in parse_credits("Ada Example, Red Hat and Bo Sample, Google").credits]
    [('Ada Example', 'Red Hat'), ('Bo Sample', 'Google')]
    """
    text = " ".join(text.split()).strip(" .。*_:")
    if not text or len(text) > MAX_LENGTH:
        return Parsed(())
    if "@" in text:
        text, handles = HANDLE.subn("", NAMED_HANDLE.sub(r"\g<name>", text))
        several = several or handles > 1  # each is somebody's
    text = COMMA_IN_QUOTES.sub(r"\1, ", text)
    if together := _together(text, role):
        return together
    if (group := GROUP.fullmatch(text)) and person_of(text) is None:
        return Parsed((Credit("", role, organization=group["name"].strip()),))
    everyones = EVERYONES.search(text)
    pieces = cut(text[: everyones.start()] if everyones else text)
    people = choose(pieces, several=several)
    if not people:
        return Parsed((), text[: everyones.start()] if everyones else text)
    credits, rest = _assemble(pieces, people, role)
    if everyones:
        credits = [replace(credit, organization=credit.organization or everyones["organization"]) for credit in credits]
    return Parsed(_share(credits), rest)


def _together(text: str, role: str) -> Parsed | None:
    """ "Ada Example and the Sample team": people, and the group that wrote with them; "and her team" has no name."""
    match = TOGETHER.fullmatch(text) or ON_BEHALF.fullmatch(text)
    if match is None:
        return None
    people = parse_credits(match["people"], role, several=True)
    if not people.people:
        return None
    group = match["group"] or ""
    if not any(map(str.isupper, group)):
        return people
    return replace(people, credits=(*people.credits, Credit("", role, organization=group.strip())))


def _assemble(pieces: Sequence[Piece], people: dict[int, Credit], role: str) -> tuple[list[Credit], str]:
    """(each person with what the pieces behind the name say, the words that say something else)."""
    order = list(people)
    rest = [piece.text for piece in pieces[: order[0]]]
    credits = []
    for index, end in spans(order, len(pieces)):
        behind = [piece.text for piece in pieces[index + 1 : end]]
        rest += filter(is_prose, behind)
        title, organization = title_and_organization(text for text in behind if not is_prose(text))
        credit = people[index]
        # "of the Sample Group, Example University"
        if credit.organization and organization and INSTITUTION.search(organization):
            organization = f"{credit.organization}, {organization}"
        else:
            organization = credit.organization or organization
        title = credit.title or title
        if f"{organization} {title}" in behind and not HAN_CHARACTER.search(title):  # no comma parts the two
            doubt = f"“{organization}” stands before the title “{title}”: taken for the employer."
        else:  # a job tells a person; but "Example, a member of the council"
            doubt = "" if is_employment(title) else credit.doubt
        credits.append(replace(credit, role=role, title=title, organization=organization, doubt=doubt))
    return credits, ", ".join(rest)


def _share(credits: Sequence[Credit]) -> tuple[Credit, ...]:
    """ "A and B of Example Co": those without an employer share the next one's, and a title in the plural is everyone's."""
    organization = ""
    title = _of_all(credits)
    shared: list[Credit] = []
    for credit in reversed(credits):
        if credit.organization or (credit.title and not is_employment(credit.title)):
            organization = credit.organization
        if credit.title and len(credits) > 1:
            own = singular(credit.title)
            title = own if own != credit.title else ""
            credit = replace(credit, title=own)
        shared.append(replace(credit, organization=organization, title=credit.title or title))
    return tuple(reversed(shared))


def _of_all(credits: Sequence[Credit]) -> str:
    """ "Example maintainers A and B": the title before the first name, where it is in the plural and the only one."""
    first, *others = credits
    is_plural = others and singular(first.title) != first.title
    return singular(first.title) if is_plural and not any(credit.title for credit in others) else ""
