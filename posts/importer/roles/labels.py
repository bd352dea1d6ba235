"""Labels: ``Student: Ada Example, Example University``, or ``Mentors:`` and a list below it."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from posts.importer.credits import parse_credits
from posts.importer.records import Draft, Paragraph
from posts.importer.roles import credit, paragraphs_of
from posts.importer.words import any_of

# What stands before the colon → role.
LABELS = {
    "student": "student",
    "mentee": "student",
    "intern": "student",
    "mentor": "mentor",
    "mentored by": "mentor",
    "interviewer": "interviewer",
    "interviewee": "interviewee",
    "translator": "translator",
    "translated by": "translator",
    "reviewer": "reviewer",
    "reviewed by": "reviewer",
    "学生": "student",
    "导师": "mentor",
    "译者": "translator",
    "采访者": "interviewer",
    "主持人": "interviewer",
    "受访者": "interviewee",
    "受访嘉宾": "interviewee",
    "嘉宾": "interviewee",
}
LABEL = re.compile(
    rf"""
    [\s•*–-]* (?P<label> {any_of(" ".join(label.replace(" ", "_") for label in LABELS))} )
    (?P<plural> s | \(s\) )? (?: \s+ names? )? \s* (?: [:：] | (?<=mentored\ by) (?=\s) ) \s* (?P<names>.*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
BULLET = re.compile(r"\s*(?:[•*◦▪–-]|\d{1,2}[.)])\s+")
BARE_WORDS = 10  # a longer line without a bullet is no item of a list of people
ITEM_LENGTH = 160  # characters


class Named(NamedTuple):
    """The names behind a label. ``several``: it says so, "Mentors: Ada Example, Bo Sample"."""

    role: str
    text: str
    line: int
    several: bool = False


def credit_labelled(draft: Draft) -> Draft:
    for named in _labelled(paragraphs_of(draft)):
        if people := parse_credits(named.text, named.role, several=named.several).people:
            draft = credit(draft, people, f"A line names a {named.role}.", named.line)
    return draft


def _labelled(paragraphs: Iterable[Paragraph]) -> Iterator[Named]:
    """What every label names; a bare ``Mentors:`` names those in the list below it."""
    waiting = ""  # the role of a bare label, as long as its list goes on
    for paragraph in paragraphs:
        for number, line in enumerate(paragraph.lines, start=paragraph.start):
            may_be_label = ":" in line or "：" in line or " by " in line  # most lines are told by having none
            if may_be_label and (match := LABEL.fullmatch(line)):
                role = LABELS[" ".join(match["label"].casefold().split())]
                waiting = "" if match["names"] else role
                if match["names"]:
                    yield Named(role, match["names"], number, several=match["plural"] == "s")
            elif waiting and (text := _item(line)):
                yield Named(waiting, text, number)
            else:
                waiting = ""


def _item(line: str) -> str:
    """The people a line of a list names, as it writes them; empty for any other line."""
    text = BULLET.sub("", line, count=1)
    may_be_item = text != line or len(line.split()) <= BARE_WORDS
    return text if may_be_item and len(text) < ITEM_LENGTH and parse_credits(text).credits else ""
