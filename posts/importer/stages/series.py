"""The series a post runs in, from the label before its title's colon: "Diversity Scholarship Series: …"."""

import re
from dataclasses import replace

from posts.importer.records import Context, Draft, Note

# Series whose label changes from post to post: what it looks like → slug, name.
KNOWN = (
    (re.compile(r"(?:gsoc|(?:google )?summer of code)\b.{0,20}", re.I), "google-summer-of-code", "Google Summer of Code"),
    (re.compile(r"(?:cncf )?diversity scholarships?\b.{0,20}", re.I), "diversity-scholarship", "Diversity Scholarship Series"),
    (re.compile(r"lfx mentorship\b.{0,20}", re.I), "lfx-mentorship", "LFX Mentorship"),
    (re.compile(r"outreachy\b.{0,20}", re.I), "outreachy", "Outreachy"),
)
# A label that ends or starts like this names a series; whatever else stands before a colon is part of the title.
GENERAL = re.compile(
    r"""
      (?:[\w&+.'’-]+[ ]){1,5} (?:series|profiles?|spotlights?|diar(?:y|ies)|case[ ]stud(?:y|ies)|chronicles)
    | (?:(?:member|ambassador|maintainer|contributor|community|project|end[ ]user|user|tag|sig|cncf)[ ]){1,3}
      (?:interviews?|stor(?:y|ies)|highlights?|corner|q\s?&\s?a)
    | case[ ]stud(?:y|ies)
    | meet[ ](?:the|our|an?)[ ](?:[\w-]+[ ]){0,2}
      (?:ambassador|maintainer|contributor|member|mentor|mentee|speaker|organizer|intern|user|team|chair)s?
    | (?:\d+|\w+)[ ]questions[ ]with
    """,
    re.IGNORECASE | re.VERBOSE,
)
SEPARATOR = re.compile(r"\s*[:：]\s*|\s+[–—|]\s+")
ORDINAL = re.compile(
    r"[ ,(–-]*(?:#|no\.? ?|part |episode |vol(?:ume|\.)? ?|week |day )?(?:\d{1,4}|i{1,3}|iv|v|one|two|three|four|five)\)?\Z",
    re.IGNORECASE,
)
# "Queues for Everyone, Part 2: …", "Queues for Everyone (Part 2)": what counts its parts is a series, whatever its name.
PART = re.compile(
    r"(?P<label>.+?)[ ,:(–—|-]+(?:part|episode|chapter)[ ](?:\d{1,2}|i{1,3}|iv|v|one|two|three|four|five)"
    r"(?:[ ](?:of|/)[ ]\w+)?\)?(?:\s*[:：–—|-]\s.+)?",
    re.IGNORECASE,
)
QUESTIONS_WITH = re.compile(r"(?:\d+|[A-Z]\w+) Questions With\b", re.IGNORECASE)
NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
LABEL_LENGTH = 60  # characters; a longer one is half of a title


def find_series(draft: Draft, context: Context) -> Draft:
    """Name the series the title of any language puts the post in."""
    if draft.series is not None:
        return draft
    for text in draft.texts:
        found = series_of(text.title)
        if found:
            note = Note("series", f"The title's label makes it one of the series “{found[1]}”.")
            return replace(draft, series=found, notes=(*draft.notes, note))
    return draft


def series_of(title: str) -> tuple[str, str] | None:
    """(slug, name) of the series a title names, or None.

    >>> series_of("Meet the Ambassadors: Ada Example")
    ('meet-the-ambassador', 'Meet the Ambassador')
    """
    title = " ".join(title.split())
    if asked := QUESTIONS_WITH.match(title):
        return _named(asked[0])
    separator = SEPARATOR.search(title)
    label = ORDINAL.sub("", title[: separator.start()]) if separator and separator.end() < len(title) else ""
    for pattern, slug, name in KNOWN:
        if pattern.fullmatch(label):
            return slug, name
    if len(label) <= LABEL_LENGTH and GENERAL.fullmatch(label):
        return _named(label)
    part = PART.fullmatch(title)
    return _named(part["label"]) if part and len(part["label"]) <= LABEL_LENGTH else None


def _named(label: str) -> tuple[str, str] | None:
    """One series, whether its label is written with capitals or not, in the singular or in the plural."""
    if label.casefold().startswith("meet "):
        label = label.removesuffix("s")
    name = " ".join(
        word.capitalize() if word.islower() and len(word) > 3 and word != "with" else word for word in label.split()
    )
    slug = NOT_IN_SLUG.sub("-", label.casefold().replace("’", "").replace("'", "")).strip("-").removesuffix("-series")
    return (slug, name) if slug else None
