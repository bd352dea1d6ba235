"""Lines that say where the post appeared first: "Originally published by Ada Example on the Example blog, here." Pure."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from posts.importer.credits import MAX_LENGTH, parse_credits
from posts.importer.credits.bylines import parse_byline
from posts.importer.credits.phrases import KIND, OPENING, POST, THE_POST, WHOSE
from posts.importer.credits.titles import is_title_sentence, without_subject
from posts.importer.records import Credit, Syndication
from posts.importer.sentences import SENTENCE_END
from posts.importer.words import any_of

FLAGS = re.IGNORECASE | re.VERBOSE

APPEARED = re.compile(
    rf"""
    \b (?:
        {any_of("originally first previously initially")} \s+ (?: been\s+ )? (?: was\s+ )?
        {any_of("appeared blogged featured posted published ran released shared written")}
      | appeared \s+ (?: originally | first )
      | {any_of("adapted cross(?:-|_)?posted excerpted re-?blogged re-?posted re-?printed re-?published syndicated")}
        (?: \s+ (?: here | with\s+(?:kind\s+)?permission ) )*
        (?= \s+ {any_of("at by from of on to with")} \b )
    )
    """,
    FLAGS,
)
# "Posted by Ada Example on the Example blog": elsewhere, though no word says first.
POSTED_ON = re.compile(
    r"""
    [*\s]* (?: posted | published )
    (?= \s+ by \s+ .{4,120} \s (?: on | in | at ) \s+ \w .* (?: \bblog\b | \bmedium\b | \bsite\b | \.\w\w ) )
    """,
    FLAGS,
)
APPEARED_IN_CHINESE = re.compile(
    r"""
      (?: 本文|原文|文章 )? (?: 最初|首次|首先|首 )? (?: 发表|发布|刊登|刊载|首发 ) (?: 于|在 )
    | 转 载? (?: 自|于 )
    | (?: 文章 )? 来源 \s* [:：|｜]
    """,
    re.VERBOSE,
)
# One of these is in every line that any of the above matches. Most lines are told by what they do not hold, and sooner so
# than by a pattern; the first letter is left out, as it may be a capital.
HINTS = (
    *"riginally irst reviously nitially osted ublished rinted yndicated blogged dapted xcerpted".split(),
    *"发刊转来",
)

# What may stand before "originally published" where the post speaks of itself: "This guest post was".
OWN = re.compile(
    rf"""
    {OPENING}
    (?: (?: {WHOSE} \s+ )? (?: (?: {KIND} \s+ )* {POST} )? (?: \s+ (?:which|that) )?
      | {THE_POST}
    )
    \s* ,? \s* (?: and\s+ )?
    """,
    FLAGS,
)
OWN_CHINESE_LENGTH = 4  # characters
AUXILIARY = re.compile(r"(?: \b (?: was|is|has|have|had|were ) )? (?: \s+ been )? \s* $", FLAGS)
LINK_WORD = re.compile(r"[,;]? \s* (?: and|was|is|which|that )? $", FLAGS)  # between a byline and "originally published"
ABOUT_A_POST = re.compile(r"\b(?:blog|post|article|interview|story|piece)\b", re.IGNORECASE)
ON_A_PUBLICATION = re.compile(
    r"\s* (?: [^.]{0,40}\s )? (?: on|in|by|at|from|to ) \s+ (?: (?:the|their|its|our) \s+ )? (?: [A-Z] | \w+\.\w )", re.VERBOSE
)

CONNECTOR = re.compile(r"(?:^|[\s,]+)(on|in|at|by|from|to|via|of|as)(?=\s|$)", re.IGNORECASE)
LEADS_TO_NAME = frozenset("at by from in on".split())  # one of these before nothing: a name was lost
INSIDE_SIGNATURE = frozenset("at from in of to".split())  # "by Ada Example, Engineer at Example Co"
URL = re.compile(r"https?://[^\s)>\]]+[^\s)>\].,;]")
DATE = re.compile(r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+|[A-Z][a-z]+ \d{4}|\d{4})\b")
HERE = re.compile(r",?\s*\bhere\b.*$")
SAYS_NOTHING = re.compile(r"[\W_]*|here|online|today")
# Where the name of a publication ends.
NAME_END = re.compile(
    r"""
    \s* (?:
        ,.*
      | \s* \bhere\b .*
      | \s+ (?: and|where|which|as ) \s+ [a-z].*
      | \s+ (?: under|with ) \s+ (?: the\s+ )? (?: title|permission )\b.*
      | \s* [(（].*
      | \s+ [–—-] \s .*
      | \s+ on \s+ (?: [A-Z][a-z]+day | [A-Z][a-z]+ \s \d ).*
      | [,:;] \s* $
    )
    """,
    re.VERBOSE,
)
ARTICLE = re.compile(r"^(?:the|our|their|its|his|her|my|a|an)\s+(?:official\s+|own\s+)?")
GROUP_WORD = re.compile(r"\s+(?:team|maintainers|project|community|contributors|authors|staff)$")
# Sentences behind that say nothing a reader would miss once the source is known.
TRIVIAL = re.compile(
    r"""
      (?: you\s+can\s+ | please\s+ )? (?: read|see|find|view|check\s+out|click )\b .{0,80} \b(?: original|here|full )\b .{0,40}
    | (?: it\s+(?:has\s+been|is)\s+ )? (?:re)?(?: published|posted|shared ) \s+ (?: here\s+ )?
      with \s+ (?: kind\s+ )? permission .{0,60}
    | .{0,3}
    """,
    FLAGS,
)
LONGEST = 4_000  # characters; a longer paragraph is no note on where it appeared
PUBLICATION_WORDS = 9  # more are a clause
OWN_PUBLICATION_WORDS = 6  # as many name a publication without a capital, where the post speaks of itself


@dataclass(frozen=True, slots=True)
class Source:
    """What a sentence says of where the post appeared. ``complete``: the paragraph says nothing else."""

    syndication: Syndication
    credits: tuple[Credit, ...]
    complete: bool
    lost: bool = False  # the publication's name was stripped from the archive


@dataclass(slots=True)
class Said:
    """What a sentence says, read segment by segment."""

    publication: str = ""
    team: str = ""  # that published it: the publication, where no other is named
    credits: tuple[Credit, ...] = ()
    rest: str = ""
    lost: bool = False  # a connector has nothing behind it


def parse_source(line: str) -> Source | None:
    """Where ``line`` says that the post appeared first, or None.

    >>> parse_source("Originally published by Ada Example on the Example Cloud blog, here.").syndication.publication
    'Example Cloud blog'
    """
    if len(line) > LONGEST or not any(hint in line for hint in HINTS):
        return None
    line = " ".join(line.split()).rstrip("*_]")
    if match := APPEARED.search(line) or POSTED_ON.match(line):
        return _read(line, match)
    match = APPEARED_IN_CHINESE.search(line) if not line.isascii() else None
    return _read_chinese(line, match) if match else None


def _read(line: str, match: re.Match[str]) -> Source | None:
    before, behind = AUXILIARY.sub("", line[: match.start()]).strip(), line[match.end() :]
    is_own, signed = _speaks_of_itself(before)
    if not is_own and not (_speaks_of_a_post(before) and ON_A_PUBLICATION.match(behind)):
        return None
    sentence, after = _first_sentence(behind)
    said = _read_sentence(sentence, is_own=is_own)
    url = _url(line)
    publication = said.publication or said.team or (_host(url) if said.lost else "")
    lost = said.lost and not publication
    if not publication and not said.credits and not lost:
        return None
    complete = is_own and not said.rest and bool(TRIVIAL.fullmatch(after))
    return Source(Syndication(publication, url), signed + said.credits, complete, lost)


def _read_chinese(line: str, match: re.Match[str]) -> Source | None:
    before = line[: match.start()].strip()
    is_short = len(before) <= OWN_CHINESE_LENGTH
    # "本文作者为张三。原文发布于 …"
    signed = None if is_short else parse_byline(before.rstrip("。，, |｜"))
    is_own = is_short or (signed is not None and signed.complete)
    if not is_own and not (_speaks_of_a_post(before) and ON_A_PUBLICATION.match(line, match.end())):
        return None
    sentence, after = _first_sentence(line[match.end() :])
    publication, url = _name(sentence.strip(" ：:“”")), _url(line)
    credits = signed.credits if signed and signed.complete else ()
    return Source(Syndication(publication, url), credits, is_own and not after, lost=not publication and not url)


def _speaks_of_itself(before: str) -> tuple[bool, tuple[Credit, ...]]:
    """(whether what precedes is only "this post" or a byline, the byline's people)."""
    if OWN.fullmatch(f"{before} ".lstrip()):
        return True, ()
    signed = parse_byline(LINK_WORD.sub("", before)) if 0 < len(before) <= MAX_LENGTH else None
    return (True, signed.credits) if signed and signed.complete else (False, ())


def _speaks_of_a_post(before: str) -> bool:
    """Whether the sentence names a post before it says that it appeared."""
    start = max((match.end() for match in SENTENCE_END.finditer(before)), default=0)
    return bool(ABOUT_A_POST.search(before, start))


def _first_sentence(text: str) -> tuple[str, str]:
    """(up to the end of the sentence, what follows); a title behind a name's full stop belongs to the name."""
    masked = URL.sub(lambda match: "u" * len(match.group()), text)
    end = SENTENCE_END.search(masked)
    if end is None:
        return text, ""
    head, tail = text[: end.start()], text[end.end() :].strip()
    if " by " in f" {head}" and is_title_sentence(tail):
        return f"{head}, {without_subject(tail).rstrip('.')}", ""
    return head, tail


def _read_sentence(sentence: str, *, is_own: bool) -> Said:
    said = Said()
    for connector, words in _segments(URL.sub("", sentence)):
        if not words:
            said.lost = said.lost or connector in LEADS_TO_NAME
        elif (connector == "by" and _add_makers(said, words)) or DATE.match(words):
            continue
        elif not connector:
            said.rest = said.rest or ("" if SAYS_NOTHING.fullmatch(words) else words)
        elif not said.publication:
            name = _name(words)
            is_short = connector != "as" and 0 < len(name.split()) <= OWN_PUBLICATION_WORDS
            said.publication = name if _is_publication(name) or (is_own and is_short) else ""
    return said


def _segments(sentence: str) -> list[tuple[str, str]]:
    """The sentence cut at its connecting words; what belongs to a person ("Engineer at X") stays with the person."""
    first, *pieces = CONNECTOR.split(sentence)
    segments = [("", first.strip(" ,"))] if first.strip(" ,") else []
    for connector, words in zip(pieces[::2], pieces[1::2], strict=True):
        connector, words = connector.casefold(), words.strip()
        before, text = segments[-1] if segments else ("", "")
        if segments and (connector == "of" or (before == "by" and connector in INSIDE_SIGNATURE)):
            segments[-1] = before, f"{text} {connector} {words}".strip()
        else:
            segments.append((connector, words))
    return segments


def _add_makers(said: Said, words: str) -> bool:
    """Add the people or the team that ``words`` name; whether they name any."""
    parsed = parse_credits(HERE.sub("", words))
    said.credits += parsed.credits
    if parsed.people:
        said.rest = said.rest or parsed.rest
    elif parsed.credits:
        said.team = GROUP_WORD.sub("", parsed.credits[0].organization)
    return bool(parsed.credits)


def _name(words: str) -> str:
    """A publication's name without article and what goes on behind it."""
    return ARTICLE.sub("", URL.sub("", NAME_END.sub("", words)).strip(" ,.;:*“”\"'‘’。"))


def _is_publication(name: str) -> bool:
    words = name.split()
    if not words or len(words) > PUBLICATION_WORDS:
        return False
    return name[0].isdigit() or "." in words[0] or any(word[0].isupper() for word in words)


def _url(line: str) -> str:
    match = URL.search(line)
    return match.group() if match else ""


def _host(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")
