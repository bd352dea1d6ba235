"""Lines that say who made the post: "By Ada Example, CTO, Example Co". Recognised and read here, lifted by the stage. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from people import names
from people.names import HAN, HAN_CHARACTER
from posts.importer.credits import GROUP, HANDLE, MAX_LENGTH, parse_credits
from posts.importer.credits.phrases import (
    CHINESE_LABEL,
    CHINESE_ROLES,
    CHINESE_VERBS,
    DAY,
    KIND,
    OPENING,
    POST,
    ROLES_OF_VERBS,
    THE_POST,
    WROTE,
)
from posts.importer.credits.titles import is_title_sentence, without_subject
from posts.importer.records import Credit
from posts.importer.sentences import FULL_STOP
from posts.importer.words import any_of

FLAGS = re.IGNORECASE | re.VERBOSE

# "This guest post was written by …", "Author: …"
STRONG = re.compile(
    rf"""
    {OPENING}
    (?: {THE_POST} \s+ (?: (?:is|was|has\s+been|comes|came) \s+ )? (?: originally\s+ )? (?: {WROTE} \s+ )?
        (?: from \s+ (?P<employer> [^,]{{2,60}}? ) ,? \s+ (?= by\b ) )?
        (?: by | from | courtesy\s+of )
      | {WROTE} \s+ by
      | (?: guest\s+ | post\s+ )? author(?P<plural>s)? (?: \s+name )? \s* [:–—-]
      | (?: words | text | as\s+told ) \s+ by
    )
    \s* [:–—-]? \s+ (?P<names>\S.*)
    """,
    FLAGS,
)
# "Member Post: …", "Guest Post | …": what follows may as well be a title.
LABELLED = re.compile(rf"{OPENING} (?: {KIND} \s+ )+ (?: {POST} | blogger ) \s* [:|–—-] \s* (?P<names>\S.*)", FLAGS)
DATED = re.compile(
    rf"{OPENING} (?:posted|published) \s* (?:at|on)? \s* :? \s* (?P<date>{DAY}) \s* ,? \s+ by:? \s+ (?P<names>\S.*)", FLAGS
)
ON_A_DAY = re.compile(rf"(?: \s+ on | \s* [,|–—-] ) \s+ {DAY} $", re.VERBOSE)  # "by Ada Example on May 1, 2018"
WEAK = re.compile(rf"{OPENING} by (?P<colon>\s*:)? \s+ (?P<names>\S.*)", FLAGS)
OTHER = re.compile(
    rf"{OPENING} (?P<verb>{any_of(' '.join(ROLES_OF_VERBS))}) (?: \s+ conducted )? \s+ by \s* :? \s+ (?P<names>\S.*)", FLAGS
)
ALSO = re.compile(
    r"""
    [,;.]? \s* (?: and\s+ )? \b (?P<verb>translated|translation|reviewed|edited|interviewed) \s*
    (?: into\s+\w+\s+ )? (?: by | : ) \s* :? \s+
    """,
    FLAGS,
)
HELP = any_of("contributions drawings feedback graphics help illustrations input photos pictures support thanks")
HELPED = re.compile(rf",? \s+ with \s+ (?: \w+\s+ )? {HELP} \s+ (?: by|from|of|to ) \s .*", FLAGS)  # "with photos by …"
CHINESE = re.compile(rf"{CHINESE_LABEL} \s* (?P<names>\S.*)", FLAGS)
WRITTEN_IN_CHINESE = re.compile(
    rf"""
    (?: [本原] 文 )? 由 \s* (?: (?P<employer> [^的。]{{2,20}} ) 的 )?
    (?P<names> [^。]{{2,60}}? ) (?P<verb> {"|".join(CHINESE_VERBS)} ) 。?
    """,
    FLAGS,
)
ALSO_IN_CHINESE = re.compile(rf"[\s|｜,，;；]+ {CHINESE_LABEL} \s*", FLAGS)  # "作者：张三 译者：李四"

# Most lines are told by having none of these near their start.
ANY_FULL_STOP = re.compile(rf"{FULL_STOP.pattern}|。\s*(?=\S)")
LEAD_WORD = re.compile(
    r"\b(?:(?:by|from|author|authors|courtesy)\b|(?:post|blog|blogger)\s*[:|–—-])|[译作校文撰编稿审整由]", re.IGNORECASE
)
LEAD_LENGTH = 120  # characters, from the line's start to its "by"
LONG_SENTENCE = 30  # words; "By …" that ends in a full stop behind as many is prose
# "By" and one of these is prose or a heading, whatever its capitals.
NOT_SIGNED = frozenset(
    """
    comparison contrast default definition design example far hand itself law nature now numbers popular request the then
    """.split()
)
ARTICLE = re.compile(r"(?:the\s+)?(?=(?:cncf\s+)?(?:ambassadors?|co-?authors?)\b)", re.IGNORECASE)  # before titles, no names
SMALL_WORDS = frozenset("& and for of the".split())  # inside an organization's name
GROUP_WORDS = 6  # more are no organization's name
WEAK_GROUP_WORDS = 4  # where only "by" leads to them
HAN_GROUP = re.compile(rf"[{HAN}\w ]{{4,20}}")  # characters; as few as three may be a name that starts with a rare surname
EMPLOYER_WORDS = 14  # more are a clause
EMPLOYER_SMALL_WORDS = 2  # of more than three letters, beside "from" and "with"


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line says of who made the post. ``complete``: it says nothing else."""

    credits: tuple[Credit, ...]
    complete: bool
    why: str
    weak: bool = False  # only "by" leads to the names
    lines: int = 1  # from the first on, that it takes


@dataclass(frozen=True, slots=True)
class Lead:
    """What leads to the names: how sure it is that people follow, and what they did."""

    names: str
    why: str
    role: str = "author"
    strong: bool = True
    several: bool = False  # it says so: "Authors: …"
    needs_details: bool = False  # without title or employer, what looks like a name may be the post's subject


def parse_byline(line: str) -> Byline | None:
    """What ``line`` says of the post's makers, or None when it is no byline.

    "By default, a pod …" is prose: a byline names someone, and what follows the name parses as titles and employers.
    """
    if len(line) > MAX_LENGTH or not LEAD_WORD.search(line, 0, LEAD_LENGTH):
        return None
    lead = _lead(" ".join(line.split()))
    return read_names(lead) if lead else None


def _lead(line: str) -> Lead | None:
    if match := CHINESE.fullmatch(line):
        return Lead(match["names"], "A Chinese byline.", CHINESE_ROLES[match["role"]])
    if match := WRITTEN_IN_CHINESE.fullmatch(line):
        employer = f"({match['employer']})" if match["employer"] else ""
        return Lead(f"{match['names']}{employer}", "A Chinese byline.", CHINESE_VERBS[match["verb"]])
    if match := DATED.fullmatch(line):
        return Lead(match["names"], f"A dated byline ({match['date']}).")
    if match := OTHER.fullmatch(line):
        role = ROLES_OF_VERBS[match["verb"].casefold()]
        return Lead(match["names"], f"A byline of the {role}.", role)
    if match := LABELLED.fullmatch(line):
        return Lead(match["names"], "A byline that names the post.", strong=False, needs_details=True)
    if match := STRONG.fullmatch(line):
        people = match["names"]
        if match["employer"] and "," not in people:  # "Guest post from Example Co by Ada Example"
            people += f" of {match['employer']}"
        return Lead(people, "A byline that names the post.", several=bool(match["plural"]))
    if match := WEAK.fullmatch(line):
        if line.endswith(".") and len(line.split()) > LONG_SENTENCE:
            return None
        return Lead(match["names"], "A line that starts with “by” and a name.", strong=bool(match["colon"]))
    return None


def read_names(lead: Lead) -> Byline | None:
    """The byline of what follows a lead, or None where it is no names after all."""
    text, helpers = _without_helpers(_without_marks(lead.names))
    if not lead.needs_details and _may_be_organization(text) and (byline := _sign_with_one(text, lead)):
        return byline
    credits: list[Credit] = []
    rest: list[str] = []  # what else its first sentence says, and further sentences
    is_complete = True
    for role, part in _parts(text, lead.role):
        sentence, more = _first_sentence(part)
        parsed = parse_credits(sentence, role, several=lead.several)
        credits += parsed.credits
        rest += filter(None, [parsed.rest])
        is_complete = is_complete and not more
    if lead.needs_details and not (credits and all(credit.name and has_details(credit) for credit in credits)):
        return None
    if not credits:
        return _sign_with_one(text, lead)
    if not lead.strong and not _opens_with(credits[0], text, rest):
        return None
    if all(map(_is_plausible, credits)):
        return Byline(tuple(credits), is_complete and not rest and not helpers, lead.why, weak=not lead.strong)
    if lead.strong and not rest:  # the people are sure, the clause behind them is no employer
        return Byline(tuple(replace(credit, organization="") for credit in credits), False, lead.why)
    return None


def _without_marks(text: str) -> str:
    """The names without the stars or brackets around the whole line, and without an article."""
    text = ON_A_DAY.sub("", text.strip("*_ ]"))
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    return ARTICLE.sub("", text, count=1) if ARTICLE.match(text) else text


def _without_helpers(text: str) -> tuple[str, str]:
    """(the names, "with photos by Bo Sample" or whatever else is said of those who helped)."""
    match = HELPED.search(text)
    return (text[: match.start()], match.group()) if match else (text, "")


def _may_be_organization(text: str) -> bool:
    return text[:4].casefold() == "the " and "," not in text and not GROUP.fullmatch(text)


def _parts(text: str, role: str) -> list[tuple[str, str]]:
    """(role, names) of the authors and of those behind them: "…, translated by Bo Sample"."""
    is_chinese = not text.isascii() and ALSO_IN_CHINESE.search(text)
    pattern, roles = (ALSO_IN_CHINESE, CHINESE_ROLES) if is_chinese else (ALSO, ROLES_OF_VERBS)
    first, *others = pattern.split(text)
    behind = zip(others[::2], others[1::2], strict=True)
    return [(role, first), *((roles[what.casefold()], who) for what, who in behind)]


def _first_sentence(text: str) -> tuple[str, str]:
    """(up to the first full stop, what follows); a title behind the stop belongs to the name."""
    head, *tail = (FULL_STOP if text.isascii() else ANY_FULL_STOP).split(text, maxsplit=1)
    if tail and is_title_sentence(tail[0]):
        return f"{head}, {without_subject(tail[0])}", ""
    return head, "".join(tail)


def _opens_with(credit: Credit, text: str, rest: Sequence[str]) -> bool:
    """Whether a line that only starts with "by" is signed: the name comes first, and what follows are details or "who …"."""
    if not credit.name or has_details(credit):
        return True
    return names.key(HANDLE.sub("", text)).startswith(names.key(credit.name)) and all(said.startswith("who ") for said in rest)


def has_details(credit: Credit) -> bool:
    return bool(credit.title or credit.organization)


def has_employer(credit: Credit) -> bool:
    return bool(credit.organization) and _is_plausible(credit)


def _is_plausible(credit: Credit) -> bool:
    """Whether the employer is written like one: capitals, not a clause."""
    words = credit.organization.split("(")[0].split()
    small = [word for word in words if word[0].islower() and len(word) > 3 and word not in {"from", "with"}]
    return len(words) <= EMPLOYER_WORDS and len(small) <= EMPLOYER_SMALL_WORDS


def _sign_with_one(text: str, lead: Lead) -> Byline | None:
    """A byline of someone who is no person by shape: an organization, or one word that may be either."""
    text = text.strip(" .")
    has_article = text[:4].casefold() == "the "
    name = text[4:] if has_article else text
    if (has_article and not lead.strong) or not (_is_capitalised_name(name) or _is_han_group(name)):
        return None
    words = len(name.split())
    if words == 1 and not has_article and names.is_person(name, one_word=True):
        credit = Credit(names.clean(name), lead.role, doubt=f"“{name}” signs with one word: is it a person?")
        return Byline((credit,), True, lead.why, weak=not lead.strong)
    if words > WEAK_GROUP_WORDS and not lead.strong:
        return None
    credit = Credit("", lead.role, organization=name, doubt=f"“{name}” signs the post: taken for an organization.")
    return Byline((credit,), True, lead.why, weak=not lead.strong)


def _is_han_group(text: str) -> bool:
    """Whether a few Han words, with Latin ones among them, are all there is: "示例云容器团队"."""
    return bool(HAN_CHARACTER.search(text)) and bool(HAN_GROUP.fullmatch(text))


def _is_capitalised_name(text: str) -> bool:
    words = text.split()
    if not words or len(words) > GROUP_WORDS or words[0].casefold() in NOT_SIGNED:
        return False
    if "," in text or any(c.isdigit() for c in text):
        return False
    return all(word[0].isupper() or word in SMALL_WORDS for word in words)
