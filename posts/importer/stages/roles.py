"""People with other roles than author: students and mentors, the two sides of an interview, scholarship recipients."""

from collections.abc import Callable

from posts.importer.records import Context, Draft
from posts.importer.roles.interviews import credit_interview
from posts.importer.roles.labels import credit_labelled
from posts.importer.roles.mentors import credit_mentors
from posts.importer.roles.recipients import credit_recipient

RULES: tuple[Callable[[Draft], Draft], ...] = (
    credit_labelled,
    credit_mentors,
    credit_interview,
    credit_recipient,  # last: only where no other rule found whose post it is
)


def credit_roles(draft: Draft, context: Context) -> Draft:
    """Credit what labels, reports, an interview and a programme's boilerplate say of people."""
    for rule in RULES:
        draft = rule(draft)
    return draft
