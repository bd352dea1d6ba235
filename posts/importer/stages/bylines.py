"""Who signs the post: the byline leaves the text and becomes credits; a sentence that says more stays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from people import names
from posts.importer.credits import GROUP, MAX_LENGTH, parse_credits
from posts.importer.credits.titles import is_title
from posts.importer.records import Context, Credit, Draft, Goes, Note, Paragraph, Span, Text
from posts.importer.words import any_of

SEARCH_DEPTH = 10  # paragraphs; a byline can stand under boilerplate
WEAK_DEPTH = 6  # paragraphs; "By …" alone stands higher up
BARE_DEPTH = 2  # paragraphs; a line of names without "by" is a byline only at the very top
TAIL = 2  # paragraphs at the end, where some posts sign
LONG_SENTENCE = 30  # words; "By …" that ends in a full stop behind as many is prose

POST = (
    r"(?:(?:blog|news|web)\s+)?(?:post|blog|article|piece|story|column|entry|essay|interview|recap|report|announcement|tutorial"
    r"|case\s+study|content|q&a|contribution)(?:\s+(?:below|above|series))?"
)
KIND = any_of(
    "guest staff member project community ambassador partner sponsor(?:ed)? end_user contributed cncf original toc sig wg"
)
WROTE = r"(?:co-?)?" + any_of(
    "written authored contributed posted submitted provided prepared penned created shared published compiled"
)
OPENING = r"[*\[(_\s]*(?:editor[’']?s?\s+note\s*[:–—-]?\s*|note\s*:\s*)?"
WHOSE = r"(?:this\s+week[’']?s|today[’']?s|this|the\s+following|the|our|a|an)"
THE_POST = rf"(?:{WHOSE}\s+)?(?:is\s+an?\s+)?(?:{KIND}\s+)*(?:{POST}|guest)"
STRONG = re.compile(
    rf"{OPENING}(?:{THE_POST}\s+(?:(?:is|was|has\s+been|comes|came)\s+)?(?:originally\s+)?(?:{WROTE}\s+)?(?:by|from|courtesy\s+of)"
    rf"|{WROTE}\s+by|(?:guest\s+|post\s+)?authors?(?:\s+name)?\s*[:–—-]|words\s+by|text\s+by)\s*[:–—-]?\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
DAY = r"[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}-\d\d-\d\d"
POSTED_AT = re.compile(
    rf"{OPENING}(?:posted|published)\s*(?:at|on)?\s*:?\s*(?P<date>{DAY})\s*,?\s+by:?\s+(?P<names>\S.*)", re.IGNORECASE
)
WEAK = re.compile(rf"{OPENING}by(?P<colon>\s*:)?\s+(?P<names>\S.*)", re.IGNORECASE)
CHINESE = re.compile(
    r"(?P<role>(?:本文|原文)?作者|撰文|撰稿|文|译者|翻译|编译|审校|校对|编辑)\s*(?:[:：/／|｜]|by)\s*(?P<names>\S.*)",
    re.IGNORECASE,
)
CHINESE_ROLES = {
    "译者": "translator",
    "翻译": "translator",
    "编译": "translator",
    "审校": "reviewer",
    "校对": "reviewer",
    "编辑": "editor",
}
# Further people behind the authors: "…, translated by Bo Sample".
ALSO = re.compile(
    r"[,;.]?\s*(?:and\s+)?\b(?P<verb>translated|translation|reviewed|edited|interviewed)\s*(?:into\s+\w+\s+)?(?:by|:)\s*:?\s+",
    re.IGNORECASE,
)
ALSO_ROLES = {
    "translated": "translator",
    "translation": "translator",
    "reviewed": "reviewer",
    "edited": "editor",
    "interviewed": "interviewer",
}
LEAD_WORD = re.compile(r"\b(?:by|from|author|authors|courtesy)\b|[译作校文撰编]", re.IGNORECASE)
LEAD_LENGTH = 120  # characters, from the line's start to its "by"
# "By" and one of these is prose or a heading, whatever its capitals.
NOT_SIGNED = frozenset(
    """
    comparison contrast default definition design example far hand itself law nature now numbers popular request the then
    """.split()
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line says of who made the post. ``complete``: it says nothing else."""

    credits: tuple[Credit, ...]
    complete: bool
    why: str
    unsure: str = ""  # what an editor should check


def find_bylines(draft: Draft, context: Context) -> Draft:
    """Move bylines from every language's paragraphs to ``draft.credits``; the listing's own author is the last resort."""
    for text in draft.texts:
        draft = _search(draft, text)
    if not draft.credits:
        for text in draft.texts:
            draft = _search_bare(draft, text)
    return _from_meta(_same_in_han(draft))


def _same_in_han(draft: Draft) -> Draft:
    """In a post of two languages, as many Han names as Latin ones in a role are the same people in the same order."""
    if len(draft.texts) < 2:
        return draft
    credits = list(draft.credits)
    for role in {credit.role for credit in credits}:
        here = [credit for credit in credits if credit.role == role and credit.name]
        han = [credit for credit in here if names.HAN_NAME.fullmatch(credit.name)]
        latin = [credit for credit in here if credit not in han and not credit.native_name]
        if not han or len(han) != len(latin):
            continue
        for one, other in zip(latin, han, strict=True):
            credits[credits.index(one)] = replace(one, native_name=other.name)
            credits.remove(other)
            note = Note("bylines", f"Took {other.name} for the Chinese form of {one.name}: each half names one {role}.")
            draft = replace(draft, notes=(*draft.notes, note))
    return replace(draft, credits=tuple(credits))


def parse_byline(line: str) -> Byline | None:
    """What ``line`` says of the post's makers, or None when it is no byline.

    "By default, a pod …" is prose: a byline names someone, and what follows the name parses as titles and employers.
    """
    if len(line) > MAX_LENGTH or not LEAD_WORD.search(line, 0, LEAD_LENGTH):
        return None
    line = re.sub(r"\s+", " ", line).strip()
    if match := CHINESE.fullmatch(line):
        return _signed(match["names"], CHINESE_ROLES.get(match["role"], "author"), "A Chinese byline.", strong=True)
    if match := POSTED_AT.fullmatch(line):
        return _signed(match["names"], "author", f"A dated byline ({match['date']}).", strong=True)
    if match := re.match(
        rf"{OPENING}(?P<verb>translated|reviewed|edited|interviewed|interview)\s+by\s*:?\s+(?P<names>\S.*)", line, re.IGNORECASE
    ):
        role = ALSO_ROLES.get(match["verb"].casefold(), "interviewer")
        return _signed(match["names"], role, f"A byline of the {role}.", strong=True)
    if match := STRONG.fullmatch(line):
        several = bool(re.match(r"\W*(?:guest\s+)?authors", line, re.IGNORECASE))
        return _signed(match["names"], "author", "A byline that names the post.", strong=True, several=several)
    if match := WEAK.fullmatch(line):
        if line.endswith(".") and len(line.split()) > LONG_SENTENCE:
            return None
        return _signed(match["names"], "author", "A line that starts with “by” and a name.", strong=bool(match["colon"]))
    return None


def _signed(text: str, role: str, why: str, *, strong: bool, several: bool = False) -> Byline | None:
    text = text.strip("*_ ]")
    if text.endswith(")") and "(" not in text:  # the whole byline stood in brackets
        text = text[:-1]
    text = re.sub(r"^(?:the\s+)?(?=(?:cncf\s+)?(?:ambassadors?|co-?authors?)\b)", "", text, flags=re.IGNORECASE)
    if re.match(r"the\s", text, re.IGNORECASE) and "," not in text and not GROUP.fullmatch(text):
        if unknown := _unknown(text, role, why, strong=strong):
            return unknown
    parts = [(role, text)]
    pieces = ALSO.split(text)
    if len(pieces) > 1:
        parts = [
            (role, pieces[0]),
            *((ALSO_ROLES[verb.casefold()], who) for verb, who in zip(pieces[1::2], pieces[2::2], strict=True)),
        ]
    credits: list[Credit] = []
    rests: list[str] = []  # what the first sentence says besides
    others: list[str] = []  # further sentences
    for part_role, who in parts:
        parsed = parse_credits(_first_sentence(who, others), part_role, several=several)
        credits += parsed.credits
        rests += [parsed.rest] if parsed.rest else []
    named = [credit for credit in credits if credit.name]
    if not credits:
        return _unknown(text, role, why, strong=strong)
    if named and not strong:
        starts = names.key(parts[0][1]).startswith(names.key(named[0].name)) or credits[0].title or credits[0].organization
        if not starts or (rests and not (named[0].title or named[0].organization)):
            return None
    if any(not _is_plausible(credit) for credit in credits):
        return Byline(tuple(replace(c, organization="") for c in credits), False, why) if strong and not rests else None
    return Byline(tuple(credits), not rests and not others, why)


SENTENCE = re.compile(
    r"(?<![A-Z])(?<!\b[SJDM]r)(?<!\b(?:Ms|St))(?<!\b(?:Inc|Mrs|Rev|Ltd))(?<!\b(?:Prof|Corp))(?<!\bAssoc)\.\s+(?=[A-Z“\"])"
)


def _first_sentence(text: str, others: list[str]) -> str:
    """The words up to the first full stop; what follows goes to ``others``."""
    match = SENTENCE.search(text)
    if not match:
        return text
    head, tail = text[: match.start()], text[match.end() :]
    if is_title(tail) and len(tail.split()) <= 12 and not SENTENCE.search(tail):  # "by Ada Example. Engineer, Example Co"
        return f"{head}, {tail}"
    others.append(tail)
    return head


def _is_plausible(credit: Credit) -> bool:
    """Whether the employer is written like one: capitals, not a clause."""
    words = credit.organization.split("(")[0].split()
    lower = [word for word in words if word[0].islower() and len(word) > 3 and word not in {"from", "with"}]
    return len(words) <= 14 and len(lower) <= 2


def _unknown(text: str, role: str, why: str, *, strong: bool) -> Byline | None:
    """A byline of someone who is no person by shape: an organization, or one word that may be either."""
    text = text.strip(" .")
    with_article = text[:4].casefold() == "the "
    if with_article and not strong:
        return None
    text = text[4:] if with_article else text
    words = text.split()
    if not words or len(words) > 6 or any(c.isdigit() for c in text) or "," in text or words[0].casefold() in NOT_SIGNED:
        return None
    if not all(word[0].isupper() or word in {"of", "and", "the", "for", "&"} for word in words):
        return None
    if len(words) == 1 and not with_article and names.is_person(text, one_word=True):
        return Byline(
            (Credit(names.clean(text), role, guess=True),), True, why, f"“{text}” signs with one word: is it a person?"
        )
    if not strong and len(words) > 4:
        return None
    return Byline(
        (Credit("", role, organization=text, guess=True),), True, why, f"“{text}” signs the post: taken for an organization."
    )


# Lifting


def _search(draft: Draft, text: Text) -> Draft:
    count = len(text.paragraphs)
    read = {note.line for note in draft.notes if note.stage == "syndication"}  # those lines' people are credited already
    places = [*range(min(SEARCH_DEPTH, count)), *range(max(SEARCH_DEPTH, count - TAIL), count)]
    for index in places:
        paragraph = text.paragraphs[index]
        for offset, line in enumerate(paragraph.lines[:3]):
            if paragraph.start + offset in read:
                continue
            byline = parse_byline(line)
            if byline is None or (index >= WEAK_DEPTH and (not byline.complete or WEAK.fullmatch(line.strip()))):
                continue
            if not byline.complete:
                draft = _note(draft, byline, paragraph.start + offset)
                break
            draft = _lift(draft, text, index, offset, byline)
            return _search(draft, draft.text(text.language) or text)
    return draft


def _lift(draft: Draft, text: Text, index: int, offset: int, byline: Byline) -> Draft:
    line = text.paragraphs[index].start + offset
    draft = replace_text(draft, remove_line(text, index, offset))
    draft = replace(draft, spans=(*draft.spans, Span(line, line, Goes.CREDIT)))
    return _note(draft, byline, line)


def _note(draft: Draft, byline: Byline, line: int) -> Draft:
    where = "Moved to the credits" if byline.complete else "Credited, and left in the text, as it says more"
    notes = [Note("bylines", f"{byline.why} {where}.", line)]
    if byline.unsure:
        notes.append(Note("bylines", byline.unsure, line, review=True))
    return add_credits(replace(draft, notes=(*draft.notes, *notes)), byline.credits)


def _search_bare(draft: Draft, text: Text) -> Draft:
    """A line of nothing but names with employers or titles, at the very top: "A (X), B and C (Y)"."""
    for index, paragraph in enumerate(text.paragraphs[:BARE_DEPTH]):
        line = paragraph.lines[0].strip()
        if (
            len(paragraph.lines) > 1
            or len(line) > 250
            or line.endswith((".", ":", "?", "!"))
            or ("," not in line and "(" not in line)
        ):
            continue
        parsed = parse_credits(line)
        named = [credit for credit in parsed.credits if credit.name]
        if not named or parsed.rest or len(named) != len(parsed.credits) or not all(map(_is_plausible, named)):
            continue
        whole = all(credit.organization for credit in named)
        if whole and ("(" in line or any(credit.title for credit in named)):
            byline = Byline(parsed.credits, True, "A line of names with their employers above the text.")
            return _lift(draft, text, index, 0, byline)
    return draft


def _from_meta(draft: Draft) -> Draft:
    entry = draft.entry
    if entry is None or not entry.meta.author or any(credit.role == "author" for credit in draft.credits):
        return draft
    byline = _signed(entry.meta.author, "author", "The listing names its author.", strong=True)
    if byline is None:
        note = Note("bylines", f"The listing's author could not be read: {entry.meta.author}", entry.meta.line, review=True)
        return replace(draft, notes=(*draft.notes, note))
    return _note(draft, byline, entry.meta.line)


# Shared with the stages that lift or add too


def remove_line(text: Text, index: int, offset: int) -> Text:
    """``text`` without line ``offset`` of its paragraph ``index``."""
    paragraphs = list(text.paragraphs)
    paragraph = paragraphs[index]
    rest: list[Paragraph] = []
    if offset:
        rest.append(replace(paragraph, lines=paragraph.lines[:offset]))
    if offset + 1 < len(paragraph.lines):
        blank = 0 if offset else paragraph.blank_before
        rest.append(Paragraph(paragraph.lines[offset + 1 :], paragraph.start + offset + 1, blank))
    paragraphs[index : index + 1] = rest
    return replace(text, paragraphs=tuple(paragraphs))


def replace_text(draft: Draft, text: Text) -> Draft:
    return replace(draft, texts=tuple(text if old.language == text.language else old for old in draft.texts))


def add_credits(draft: Draft, credits: Sequence[Credit]) -> Draft:
    """``draft`` with ``credits`` joined to its own: one per person and role, the fuller details win."""
    merged = {
        (names.key(credit.name or credit.organization), bool(credit.name), credit.role): credit for credit in draft.credits
    }
    for credit in credits:
        key = (names.key(credit.name or credit.organization), bool(credit.name), credit.role)
        if old := merged.get(key):
            credit = replace(
                old,
                title=old.title or credit.title,
                organization=old.organization or credit.organization,
                native_name=old.native_name or credit.native_name,
            )
        merged[key] = credit
    return replace(draft, credits=tuple(merged.values()))
