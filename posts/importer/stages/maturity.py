"""Maturity levels: what a post says of a project's level, and the steps it announces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from posts.importer.levels.claims import CLIMB, Claim, names_level, sentences
from posts.importer.levels.guide import mend_entries, read_entries
from posts.importer.levels.rules import read_sentence
from posts.importer.records import Context, Draft, Kind, Note, ProjectLink, Text
from posts.importer.stages.projects import plain
from projects import aliases

# Said of a step, these make it the post's own news rather than history.
ANNOUNCED = re.compile(
    r"\b(?:today|announc\w+|excited|thrilled|pleased|proud|delighted|vot(?:es|ed)|this (?:week|month))\b|今天|宣布|投票",
    re.IGNORECASE,
)


def find_levels(draft: Draft, context: Context) -> Draft:
    """Read the levels a post states into its project links, and mend the guide entries they stand in."""
    claims: list[Claim] = []
    notes: list[Note] = []
    texts = []
    for text in draft.texts:
        claims += _from_title(text, draft)
        if any(names_level(plain(block)) for block in text.blocks):
            text = mend_entries(text, notes)
            claims += read_entries(text)
            claims += _from_sentences(text)
        texts.append(text)
    if not claims and not notes:
        return draft
    links = _merge(draft.projects, claims)
    notes += {(claim.slug, claim.level, claim.is_change): _note(claim) for claim in reversed(claims)}.values()
    return replace(draft, texts=tuple(texts), projects=links, notes=(*draft.notes, *notes))


def _note(claim: Claim) -> Note:
    name = aliases.LANDSCAPE[claim.slug].name
    said = "moves" if claim.is_change else "stands"
    return Note("maturity", f"{name} {said} at {claim.level}, says the text.", claim.line)


def _merge(links: Sequence[ProjectLink], claims: Sequence[Claim]) -> tuple[ProjectLink, ...]:
    """One level for each project: what the title says, else the highest the text speaks of, as levels are climbed."""
    by_slug = {link.slug: link for link in links}
    for claim in sorted(claims, key=lambda c: (c.in_title, CLIMB.index(c.level), c.is_change)):  # the last one wins
        link = by_slug.get(claim.slug) or ProjectLink(claim.slug)
        by_slug[claim.slug] = replace(
            link, level=claim.level, is_change=claim.is_change, description=claim.description or link.description
        )
    return tuple(by_slug.values())


def _from_title(text: Text, draft: Draft) -> Iterator[Claim]:
    if names_level(text.title):
        line = draft.entry.title_line if draft.entry else 0
        for claim in read_sentence(text.title):
            yield replace(claim, in_title=True, line=line)


def _from_sentences(text: Text) -> Iterator[Claim]:
    for block in text.blocks:
        if block.kind is Kind.CODE:
            continue
        for passage in [item.text for item in block.items] or [block.text]:
            if not names_level(passage):
                continue
            for sentence in sentences(passage):
                if names_level(sentence):
                    announced = ANNOUNCED.search(sentence) is not None
                    for claim in read_sentence(sentence):
                        yield replace(claim, is_change=claim.is_change and announced, line=block.start)
