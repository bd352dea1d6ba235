"""What people other than the author did: one rule per file, each draft → draft. Their order is in ``stages.roles``."""

from dataclasses import replace

from posts.importer.lifting import add_credits, doubts
from posts.importer.records import Credit, Draft, Note, Paragraph


def paragraphs_of(draft: Draft) -> tuple[Paragraph, ...]:
    """The paragraphs of all languages."""
    return tuple(paragraph for text in draft.texts for paragraph in text.paragraphs)


def credit(draft: Draft, people: tuple[Credit, ...], why: str, line: int) -> Draft:
    """``draft`` with ``people`` credited and a note that says why; ``line`` 0 is the whole entry."""
    notes = (*draft.notes, Note("roles", why, line), *doubts(people, "roles", line))
    return add_credits(replace(draft, notes=notes), people)
