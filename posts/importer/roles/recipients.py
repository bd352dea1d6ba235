"""Posts handed in by a programme's people: "In this post, scholarship recipient Ada Example shares …"."""

import re

from posts.importer.credits import parse_credits
from posts.importer.records import Draft
from posts.importer.roles import credit, paragraphs_of
from posts.importer.words import any_of

TELLS = any_of(
    """
    describes? details discusses explains? gives highlights looks offers provides recaps? recounts? reflects? reports? reviews
    shares? talks? tells walks writes?
    """
)
RECIPIENT = re.compile(
    rf"""
    \b {any_of("ambassadors? attendee author contributor interns? maintainer recipients? scholars? winners?")} ,? \s+
    (?P<who> [^\s.:;] [^.:;]{{3,200}}? ) ,? \s+ {TELLS} \b
    """,
    re.VERBOSE,
)
THIS_POST = re.compile(
    r"\b (?: in\s+(?:this|the\s+following)\s+(?:\w+\s+)?(?:post|blog|article) | below | scholarship ) \b",
    re.IGNORECASE | re.VERBOSE,
)
REACH = 200  # characters before the recipient in which the sentence speaks of the post
INTRODUCTION = 3  # paragraphs
MAKERS = ("author", "interviewee", "student")


def credit_recipient(draft: Draft) -> Draft:
    """Credit the recipient as the author, where nothing else says whose post it is."""
    if any(known.role in MAKERS for known in draft.credits):
        return draft
    for paragraph in paragraphs_of(draft)[:INTRODUCTION]:
        for match in RECIPIENT.finditer(paragraph.text):
            speaks_of_post = THIS_POST.search(paragraph.text, max(0, match.start() - REACH), match.start())
            people = parse_credits(match["who"]).people
            if speaks_of_post and people:
                return credit(draft, people, "The introduction says whose experience the post shares.", paragraph.start)
    return draft
