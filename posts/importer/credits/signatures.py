"""Names that no "by" leads to: a line of them, or one above its title. Recognised and read here, lifted by the stage. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from posts.importer.credits import parse_credits
from posts.importer.credits.bylines import Byline, has_details, has_employer
from posts.importer.records import Credit

LENGTH = 250  # characters
LINES = 3
BEHIND_A_NAME = frozenset(",(，（")  # one of these stands behind a name where no "by" leads to it
DASHES = ("–", "—", "-")
STOPS = tuple(".:?!。：？！")
QUOTED = re.compile(r"^\s*[“\"]|[”\"]\s*$")


def parse_bare(line: str) -> Byline | None:
    """A line of nothing but names with their employers, and titles or brackets: "A (X), B and C (Y)"."""
    line = line.strip()
    if len(line) > LENGTH or line.endswith(STOPS) or BEHIND_A_NAME.isdisjoint(line):
        return None
    parsed = parse_credits(line)
    if not parsed.credits or parsed.rest or not all(credit.name and has_employer(credit) for credit in parsed.credits):
        return None
    if "(" not in line and "（" not in line and not any(credit.title for credit in parsed.credits):
        return None
    return Byline(parsed.credits, True, "A line of names with their employers above the text.")


def parse_signature(lines: Sequence[str]) -> Byline | None:
    """ "Ada Example" above "CTO, Example Co", in up to three lines; or all on one, behind a dash."""
    if len(lines) > LINES or (len(lines) == 1 and not lines[0].lstrip().startswith(DASHES)):
        return None
    credit = _in_one_line(lines)
    return Byline((credit,), True, "A name above its title.", lines=len(lines)) if credit else None


def with_line_below(byline: Byline, line: str) -> Byline:
    """ "By Ada Example", and "CTO, Example Co" on the line below; the byline as it is where that line says something else."""
    credit, *others = byline.credits
    if others or not byline.complete or not credit.name or has_details(credit):
        return byline
    detailed = _in_one_line([credit.name, line])
    return replace(byline, credits=(replace(detailed, role=credit.role),), lines=2) if detailed else byline


def _in_one_line(lines: Sequence[str]) -> Credit | None:
    """The one person whose name, title and employer ``lines`` are, and nothing else."""
    line = ", ".join(line.strip(" ,–—-") for line in lines)
    if len(line) > LENGTH or any(line.rstrip().endswith(STOPS) or QUOTED.search(line) for line in lines):
        return None
    parsed = parse_credits(line)
    if len(parsed.credits) != 1 or parsed.rest:
        return None
    (credit,) = parsed.credits
    return credit if credit.name and credit.title and has_employer(credit) else None
