"""Reports of students: "Ada Example worked with mentors Bo Sample and Cy Instance on …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from people import names
from posts.importer.credits import parse_credits
from posts.importer.credits.people import person_of
from posts.importer.records import Credit, Draft
from posts.importer.roles import credit, paragraphs_of
from posts.importer.sentences import NO_ABBREVIATION, last_sentence
from posts.importer.words import any_of

STOP = rf"[.;:] {NO_ABBREVIATION} (?: \s | $ )"
GOES_ON = rf",? \s+ (?: {any_of('as at during for in on over to who')} | and\s+(?:is|was) ) \b"
NAMES = rf"\s+ (?P<names>.+?) \s* (?= {GOES_ON} | {STOP} | $ )"

WITH_MENTORS = re.compile(
    rf"""
    \b {any_of("collaborat(?:ed|ing) (?:was_|were_)?paired partnered teamed_up work(?:ed|ing|s)")} \s+
    (?: closely\s+ | together\s+ )? (?: with|under ) \s+ (?: (?: his|her|their|the|project|CNCF ) \s+ )* mentors? ,? {NAMES}
    """,
    re.VERBOSE,
)
MENTORED_BY = re.compile(rf"(?: \b (?: are|been|is|was|were ) | , ) \s+ mentored \s+ by {NAMES}", re.VERBOSE)
MY_MENTORS = re.compile(
    rf"\b (?: [Mm]y \s+ mentors? \s+ (?: are|is|was|were ) | with \s+ (?: my\s+ | the\s+ )? mentors? ,? ) {NAMES}", re.VERBOSE
)
# Thanks alone make nobody a mentor of a programme.
THANKED = re.compile(rf"\b [Tt]hank (?:s\s+to)? \s+ my \s+ (?: \w+\s+ )? mentors? ,? {NAMES}", re.VERBOSE)
PROGRAMME = re.compile(r"\b(?:GSoC|Summer of Code|LFX|Mentorship|mentorship|Outreachy|CommunityBridge|internship)\b")
CLAUSE_END = re.compile(r"[,，]")
OF_WORDS = frozenset({"of", "from", "at"})
OPENING = 3  # paragraphs in which a post says of which programme it tells
SMALL_WORDS = frozenset({"of", "and", "&"})  # inside an organization's name
ORGANIZATION_WORDS = 6
LAST_NAME_WORDS = 3  # of a name at a clause's end


@dataclass(frozen=True, slots=True)
class Report:
    """A sentence on a student's mentors. ``student`` is None where it says "I"."""

    mentors: tuple[Credit, ...]
    student: Credit | None
    is_thanks: bool = False  # no more than that


def credit_mentors(draft: Draft) -> Draft:
    """Credit the mentors that reports name, and their students: the first one signs, unless the post is signed already."""
    students = 0
    for paragraph in paragraphs_of(draft):
        report = read_report(paragraph.text)
        is_signed = any(known.role in ("author", "student") and known.name for known in draft.credits)
        if report is None or not (report.student or is_signed) or (report.is_thanks and not _tells_of_a_programme(draft)):
            continue
        draft = credit(draft, report.mentors, "The sentence names the student's mentors.", paragraph.start)
        if report.student is None:
            continue
        students += 1
        if students > 1:
            another = replace(report.student, role="student")
            draft = credit(draft, (another,), "Another student of the programme.", paragraph.start)
        elif not is_signed:
            draft = credit(draft, (report.student,), "The report is the student's own.", paragraph.start)
    return draft


def _tells_of_a_programme(draft: Draft) -> bool:
    opening = (paragraph.text for paragraph in paragraphs_of(draft)[:OPENING])
    return any(map(PROGRAMME.search, (*(text.title for text in draft.texts), *opening)))


def read_report(text: str) -> Report | None:
    """What a paragraph says of mentors, or None."""
    if "mentor" not in text:
        return None
    match = WITH_MENTORS.search(text) or MENTORED_BY.search(text) or MY_MENTORS.search(text) or THANKED.search(text)
    mentors = parse_credits(match["names"], "mentor").people if match else ()
    if match is None or not mentors:
        return None
    is_thanks = match.re is THANKED
    return Report(mentors, None if is_thanks else person_in(last_sentence(text[: match.start()])), is_thanks)


def person_in(clause: str) -> Credit | None:
    """The person a clause is about: the first one named at the start of a part, or behind a title, else the last at an end."""
    parts = [part.split() for part in CLAUSE_END.split(clause)]
    at_start = (
        _with_details(person, parts[index + 1 :]) for index, part in enumerate(parts) if (person := _person_at_start(part))
    )
    described = filter(None, (person_of(" ".join(part)) for part in parts))  # "graduate student Ada Example from …"
    at_end = filter(None, map(_person_at_end, reversed(parts)))
    return next(at_start, None) or next(described, None) or next(at_end, None)


def _person_at_start(words: Sequence[str]) -> Credit | None:
    for size in range(min(names.MAX_WORDS, len(words)), 1, -1):
        name = " ".join(words[:size])
        if names.is_person(name) and (person := person_of(name)):
            return replace(person, organization=person.organization or _organization(words[size:]))
    return None


def _with_details(person: Credit, parts: Sequence[Sequence[str]]) -> Credit:
    """The person with what stands between the commas behind the name: "Ada Example, a student at Example University, …"."""
    if person.organization or not parts:
        return person
    for end in range(len(parts), 0, -1):  # what is furthest behind may be the sentence going on
        parsed = parse_credits(", ".join([person.name, *map(" ".join, parts[:end])]))
        if len(parsed.credits) == 1 and not parsed.rest:
            return replace(person, title=parsed.credits[0].title, organization=parsed.credits[0].organization)
    return person


def _person_at_end(words: Sequence[str]) -> Credit | None:
    for size in range(min(LAST_NAME_WORDS, len(words) - 1), 1, -1):
        name = " ".join(words[-size:])
        if names.is_person(name):
            return Credit(names.clean(name))
    return None


def _organization(words: Sequence[str]) -> str:
    """The organization behind "of", "from" or "at", where it directly follows a name and nothing follows it."""
    if list(words[1:2]) == ["the"]:
        words = [words[0], *words[2:]]
    if len(words) < 2 or words[0] not in OF_WORDS or not words[1][0].isupper():
        return ""
    name = words[1 : ORGANIZATION_WORDS + 1]
    return " ".join(name) if all(word[0].isupper() or word in SMALL_WORDS for word in name) else ""
