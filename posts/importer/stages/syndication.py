"""Where the post appeared first: "Originally published on …" becomes its syndication, and its people credits."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from posts.importer.credits import MAX_LENGTH, parse_credits
from posts.importer.credits.titles import is_title
from posts.importer.records import Context, Credit, Draft, Goes, Note, Span, Syndication, Text
from posts.importer.stages.bylines import (
    KIND,
    OPENING,
    POST,
    THE_POST,
    WHOSE,
    add_credits,
    parse_byline,
    remove_line,
    replace_text,
)

SEARCH_DEPTH = 8  # paragraphs
TAIL = 2  # paragraphs at the end, where some posts say it
APPEARED = re.compile(
    r"\b(?:(?:originally|first|previously|initially)\s+(?:been\s+)?(?:was\s+)?(?:published|posted|appeared|featured|ran|written|shared|released|blogged)"
    r"|appeared\s+(?:originally|first)"
    r"|(?:re-?posted|re-?published|cross-?posted|re-?printed|syndicated|re-?blogged|adapted|excerpted)"
    r"(?:\s+(?:here|with\s+(?:kind\s+)?permission))*(?=\s+(?:from|on|with|by|at|of|to)\b))",
    re.IGNORECASE,
)
# One of these is in every such sentence: most lines are told by what they do not hold.
HINTS = (
    *(
        f"{ending} "
        for ending in "riginally irst reviously nitially osted ublished rinted yndicated blogged dapted xcerpted".split()
    ),
    *"发刊转来",
)
AUXILIARY = re.compile(r"(?:\b(?:was|is|has|have|had|were))?(?:\s+been)?\s*$")
# "Posted by Ada Example on the Example blog": elsewhere, though no word says first.
POSTED_ON = re.compile(
    r"^[*\s]*(?:posted|published)(?=\s+by\s+.{4,120}\s(?:on|in|at)\s+(?:the\s+|their\s+)?[A-Z].*(?:\bblog\b|\bmedium\b|\bsite\b|\.\w\w))",
    re.IGNORECASE,
)
APPEARED_ZH = re.compile(
    r"(?:本文|原文|文章)?(?:最初|首次|首先|首)?(?:发表|发布|刊登|刊载|首发)(?:于|在)|转载(?:自|于)|(?:文章)?来源\s*[:：]"
)
OWN = re.compile(
    rf"{OPENING}(?:(?:{WHOSE}\s+)?(?:(?:{KIND}\s+)*(?:{POST}))?(?:\s+(?:which|that))?|{THE_POST})\s*,?\s*(?:and\s+)?",
    re.IGNORECASE,
)
ABOUT_A_POST = re.compile(r"\b(?:blog|post|article|interview|story|piece)\b", re.IGNORECASE)
CONNECTOR = re.compile(r"(?:^|[\s,]+)(on|in|at|by|from|to|via|of|as)(?=\s|$)", re.IGNORECASE)
URL = re.compile(r"https?://[^\s)>\]]+[^\s)>\].,;]")
END = re.compile(
    r"(?<![A-Z])(?<!\b(?:Sr|Jr|Dr|Mr|Ms|vs))(?<!\b(?:Inc|Mrs|Rev|Ltd))(?<!\b(?:Prof|Corp))[.!](?:\s+(?=[A-Z“\"(])|\s*$)|[。！]"
)
CUT = re.compile(
    r"\s*(?:,.*|\s*\bhere\b.*|\s+(?:and|where|which|as)\s+[a-z].*|\s+(?:under|with)\s+(?:the\s+)?(?:title|permission)\b.*"
    r"|\s*[(（].*|\s+[–—-]\s.*|\s+on\s+(?:[A-Z][a-z]+day|[A-Z][a-z]+ \d).*|[,:;]\s*$)",
)
GROUP_WORD = re.compile(r"\s+(?:team|maintainers|project|community|contributors|authors|staff)$")
DATE = re.compile(r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+|[A-Z][a-z]+ \d{4}|\d{4})\b")
TRIVIAL = re.compile(
    r"(?:you\s+can\s+|please\s+)?(?:read|see|find|view|check\s+out|click)\b.{0,80}\b(?:original|here|full)\b.{0,40}|(?:it\s+(?:has\s+been|is)\s+)?(?:re)?(?:published|posted|shared)\s+(?:here\s+)?with\s+(?:kind\s+)?permission.{0,60}|.{0,3}",
    re.IGNORECASE,
)
LONGEST = 4_000  # characters; a longer paragraph is no note on where it appeared
PUBLICATION_WORDS = 9  # more are a clause


@dataclass(frozen=True, slots=True)
class Source:
    """What a sentence says of where the post appeared. ``complete``: the paragraph says nothing else."""

    syndication: Syndication
    credits: tuple[Credit, ...]
    complete: bool
    lost: bool = False  # the publication's name was stripped from the archive


def find_syndication(draft: Draft, context: Context) -> Draft:
    """Set ``draft.syndication`` from the first sentence that tells it; lift the line if it says nothing else."""
    for text in draft.texts:
        count = len(text.paragraphs)
        places = [*range(min(SEARCH_DEPTH, count)), *range(max(SEARCH_DEPTH, count - TAIL), count)]
        for index in places:
            for offset, line in enumerate(text.paragraphs[index].lines[:3]):
                source = parse_source(line)
                if source is not None:
                    return _apply(draft, text, index, offset, source)
    return draft


def _apply(draft: Draft, text: Text, index: int, offset: int, source: Source) -> Draft:
    line = text.paragraphs[index].start + offset
    notes = []
    if source.complete:
        draft = replace_text(draft, remove_line(text, index, offset))
        draft = replace(draft, spans=(*draft.spans, Span(line, line, Goes.SYNDICATION)))
        notes.append(Note("syndication", "Moved the line that tells where the post appeared first.", line))
    else:
        notes.append(Note("syndication", "Noted where the post appeared first; the sentence stays, as it says more.", line))
    if source.lost:
        notes.append(Note("syndication", "The name of the publication was lost with its link.", line, review=True))
    draft = replace(draft, syndication=source.syndication, notes=(*draft.notes, *notes))
    return add_credits(draft, source.credits)


def parse_source(line: str) -> Source | None:
    """Where ``line`` says that the post appeared first, or None.

    >>> parse_source("Originally published by Ada Example on the Example Cloud blog, here.").syndication.publication
    'Example Cloud blog'
    """
    if len(line) > LONGEST or not any(hint in line for hint in HINTS):
        return None
    line = re.sub(r"\s+", " ", line).strip().rstrip("*_]")
    chinese = APPEARED_ZH.search(line) if not line.isascii() else None
    match = APPEARED.search(line) or POSTED_ON.match(line) or chinese
    if match is None:
        return None
    before = AUXILIARY.sub("", line[: match.start()]).strip()
    own = bool(OWN.fullmatch(f"{before} ".lstrip()) or (chinese and len(before) <= 4))
    credits: tuple[Credit, ...] = ()
    if not own and before and len(before) <= MAX_LENGTH:
        signed = parse_byline(re.sub(r"[,;]?\s*(?:and|was|is|which|that)?$", "", before))
        if signed is not None and signed.complete:
            own, credits = True, signed.credits
    sentence_start = max((m.end() for m in END.finditer(before)), default=0)
    if not own and not (ABOUT_A_POST.search(before[sentence_start:]) and _names_a_publication(line[match.end() :])):
        return None
    sentence, after = _sentence(line[match.end() :])
    if chinese and match is chinese:
        publication = _clean(sentence.strip(" ：:“”"))
        lost = not publication and not _url(line)
        return Source(Syndication(publication, _url(line)), (), own and not after, lost)
    publication, people, rest, lost = _parts(sentence, own=own)
    if lost and (url := _url(line)):
        publication, lost = urlsplit(url).netloc.removeprefix("www."), False
    if not publication and not people and not lost:
        return None
    complete = own and not rest and bool(TRIVIAL.fullmatch(after))
    return Source(Syndication(publication, _url(line)), credits + people, complete, lost)


def _sentence(text: str) -> tuple[str, str]:
    """(up to the end of the sentence, what follows)."""
    masked = URL.sub(lambda m: "u" * len(m.group()), text)
    match = END.search(masked)
    if match is None:
        return text, ""
    head, tail = text[: match.start()], text[match.end() :].strip()
    if (
        tail and len(tail.split()) <= 12 and is_title(tail) and " by " in f" {head}"
    ):  # "… by Ada Example. Engineer, Example Co."
        return f"{head}, {tail.rstrip('.')}", ""
    return head, tail


def _names_a_publication(text: str) -> bool:
    return bool(
        re.match(r"\s*(?:[^.]{0,40}\s)?(?:on|in|by|at|from|to)\s+(?:the\s+|their\s+|its\s+|our\s+)?(?:[A-Z]|\w+\.\w)", text)
    )


def _parts(sentence: str, *, own: bool) -> tuple[str, tuple[Credit, ...], str, bool]:
    """(publication, people, what else the sentence says, whether a name was lost)."""
    publication, team, rest, lost = "", "", "", False
    credits: tuple[Credit, ...] = ()
    segments = _segments(URL.sub("", sentence))
    for connector, words in segments:
        if not words:
            lost = lost or connector in ("on", "at", "in", "from", "by")
            continue
        if connector == "by":
            parsed = parse_credits(re.sub(r",?\s*\bhere\b.*$", "", words))
            if any(credit.name for credit in parsed.credits):
                credits += parsed.credits
                rest = rest or parsed.rest
                continue
            if parsed.credits:  # a team
                credits += parsed.credits
                team = GROUP_WORD.sub("", parsed.credits[0].organization)
                continue
        if DATE.match(words):
            continue
        name = _clean(words)
        if (
            connector
            and not publication
            and (_is_publication(name) or (own and connector != "as" and 0 < len(name.split()) <= 6))
        ):
            publication = name
        elif connector == "" and not re.fullmatch(r"[\W_]*|here|online|today", words):
            rest = rest or words
    publication = publication or team
    return publication, credits, rest, lost and not publication


def _segments(sentence: str) -> list[tuple[str, str]]:
    """The sentence cut at its connecting words; what belongs to a person ("Engineer at X") stays with the person."""
    pieces = CONNECTOR.split(sentence)
    segments: list[tuple[str, str]] = [("", pieces[0].strip(" ,"))] if pieces[0].strip(" ,") else []
    for connector, words in zip(pieces[1::2], pieces[2::2], strict=True):
        connector, words = connector.casefold(), words.strip()
        if segments and connector in ("at", "from", "of", "to", "in") and (segments[-1][0] == "by" or connector == "of"):
            previous, text = segments[-1]
            segments[-1] = (previous, f"{text} {connector} {words}".strip())
        else:
            segments.append((connector, words))
    return segments


def _clean(words: str) -> str:
    words = URL.sub("", CUT.sub("", words)).strip(" ,.;:*“”\"'‘’。")
    return re.sub(r"^(?:the|our|their|its|his|her|my|a|an)\s+(?:official\s+|own\s+)?", "", words)


def _is_publication(name: str) -> bool:
    words = name.split()
    if not words or len(words) > PUBLICATION_WORDS:
        return False
    return name[0].isupper() or name[0].isdigit() or "." in words[0] or any(word[0].isupper() for word in words)


def _url(line: str) -> str:
    match = URL.search(line)
    return match.group() if match else ""
