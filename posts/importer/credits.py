"""What stands behind "by": people with their titles and organizations, in whatever order and punctuation. Pure.

A byline is cut at its commas and "and"s into pieces; each piece is a person, a title or an organization by its words; a
piece that may be a person or an organization ("Red Hat", "Ada Example") is decided by what makes the whole byline the most
regular, since writers repeat one shape: "A, X and B, Y" is two pairs, "A, B and C" three people.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from people import names
from posts.importer.records import Credit
from posts.importer.words import any_of

# Words of which at least one is in nearly every job title.
TITLE_WORDS = frozenset(
    """
    accountant administrator advisor advocate ambassador analyst architect architects archivist assessor associate attorney
    auditor author avp biologist blogger board builder buyer captain ceo cfo chair chairman chairperson champion chemist
    chief cio ciso cmo co-chair co-chairs co-creator co-founder co-founders co-lead coach cofounder cofounders collaborator
    columnist commissioner committer comptroller consultant contributor controller coo coordinator correspondent counsel cpo
    creator cso cto curator custodian deputy designer dev developer developers devops director doctor economist editor
    educator engineer engineers enthusiast evangelist evp examiner executive expert fellow founder founders freelancer
    graduate guru hacker head historian illustrator inspector instructor intern interns investigator investor journalist
    lawyer lead leader leaders lecturer librarian linguist maintainer maintainers manager managers mathematician mayor
    member members mentor minister nurse officer operator organiser organizer owner partner phd photographer physician
    physicist pioneer planner pm postdoc practitioner president principal producer professional professor programmer
    publisher recipient reporter representative researcher reviewer scholar scientist secretary specialist sre staff
    statistician steward strategist student students surveyor svp sysadmin sysop teacher tech technician technologist tester
    tinkerer tpm trainer translator trustee undergraduate veteran vice volunteer vp webmaster wrangler writer
    """.split()
)
CHINESE_TITLE = re.compile("工程师|经理|总监|架构师|创始人|首席|教授|维护者|负责人|总裁|博士|主席|顾问|大使")
PLURAL_TITLE = re.compile(
    r"\b((?:engineer|developer|architect|manager|founder|maintainer|director|lead|student|intern|researcher|scientist|consultant|advocate"
    r"|ambassador|analyst|author|professor|evangelist|specialist|member|co-?chair|chair|committer|contributor))s\b",
    re.IGNORECASE,
)
# Departments: a piece made of these goes on with the title before it ("VP, Strategy & Business Development").
FIELD_WORDS = frozenset(
    """
    alliances and applications architecture business cloud communications community container containers content customer data
    delivery design developer development devops digital ecosystem ecosystems education emerging engineering enterprise
    experience field global group growth infrastructure innovation integration international it labs management marketing
    networking of office open operations outreach partner partnerships people platform platforms practice product products
    program programs quality relations reliability research sales security senior services site software solutions source
    standards storage strategic strategy success support systems team technical technologies technology the training & /
    """.split()
)
HEADS = any_of("ceo cto coo cio cfo cmo cpo ciso (?:co-?)?founders? president owner creator co-?creator partner")
OF_MEANS_EMPLOYER = re.compile(rf"(?P<title>(?:.*\b)?{HEADS})\s+of\s+(?P<org>(?:the )?[A-Z].*)", re.IGNORECASE)
INSTITUTION = re.compile(
    r"\b(?:univers\w+|institut\w*|college|school|academy|polytechni\w+|inc|ltd|llc|gmbh|corp|foundation)\b", re.IGNORECASE
)
COUNTRY = re.compile(r"\s*(?:[(（][A-Z][^()（）]*[)）]|,\s+in\s+[A-Z][\w ]+)$")
GROUPS = any_of(
    """
    teams? maintainers project community contributors authors staff working_group sig committee organizers developers
    engineering editors
    """
)
GROUP = re.compile(rf"(?:the )?(?P<name>[A-Z0-9][^,;]{{0,80}}?(?<!\bof) (?i:{GROUPS}))")
BOTH_OF = re.compile(r",?\s+(?:both|all)\s+(?:of|at|from|with)\s+(?P<organization>[A-Z].*)$")
PERSON_OF = re.compile(r"\s+(?:from|of|at|@|with|for)\s+(?:the\s+)?(?=\S)")
PARENTHESES = re.compile(r"\s*[(（](?P<inside>[^()（）]*)[)）]")
HANDLE = re.compile(r"\s*[(\[]?@\w+[)\]]?")
SEPARATOR = re.compile(
    r"\s*(?P<strong>[;；])\s*(?:(?:and|&)\s+)?|\s*(?P<comma>[,，、|])\s*(?P<also>(?:and|&)\s+)?|\s+(?P<dash>[–—-])\s+|\s+(?P<and>and|&|with|和|与)\s+|(?<=[\u3400-\u9fff])(?P<han>[和与])"
)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|[(（][^()（）]*[)）]")
MAX_LENGTH = 600  # characters; nothing longer is a byline
MAX_CHOICES = 8  # ambiguous pieces decided by trying all readings; more than that are all people


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a byline and the separator before it: "," ";" "and" ", and", or "" for the first."""

    text: str
    before: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The people a text names, and what else it says."""

    credits: tuple[Credit, ...]
    rest: str = ""  # the text's words that are neither name, title nor organization

    def __bool__(self) -> bool:
        return bool(self.credits)


def parse_credits(text: str, role: str = "author", *, one_word: bool = False, several: bool = False) -> Parsed:
    """The people (or the one group) that ``text`` names, each with title and organization. ``several``: a plural says so.

    >>> [(c.name, c.organization) for c in parse_credits("Ada Example, Red Hat and Bo Sample, Google").credits]
    [('Ada Example', 'Red Hat'), ('Bo Sample', 'Google')]
    """
    text = re.sub(r"\s+", " ", text).strip(" .*_:")
    if not text or len(text) > MAX_LENGTH:
        return Parsed(())
    text = HANDLE.sub("", text)
    text = re.sub(r",([”\"’])\s+(?=[A-Z])", r"\1, ", text)  # “A Book,” Example Co
    if (group := GROUP.fullmatch(text)) and person_of(text) is None:
        return Parsed((Credit("", role, organization=group["name"].strip()),))
    everyone = ""
    if match := BOTH_OF.search(text):
        text, everyone = text[: match.start()], match["organization"]
    pieces = cut(text)
    people = _choose(pieces, one_word=one_word, several=several)
    if people is None:
        return Parsed((), text)
    credits, rest = _assemble(pieces, people, role)
    if everyone:
        credits = [replace(credit, organization=credit.organization or everyone) for credit in credits]
    return Parsed(tuple(_shared(credits)), rest)


# Cutting


def cut(text: str) -> list[Piece]:
    """The pieces between commas and those "and"s behind which a person starts; quotes and brackets stay whole."""
    hidden = [m.span() for m in QUOTED.finditer(text)]
    pieces: list[Piece] = []
    start, before = 0, ""
    for match in SEPARATOR.finditer(text):
        if any(a <= match.start() < b for a, b in hidden):
            continue
        separator = ";" if match["strong"] else ", and" if match["also"] else "and" if match["and"] or match["han"] else ","
        if match["comma"] == "、" and _starts_with_person(text[match.end() :]):
            separator = "and"  # it stands between things of one kind
        if match["and"] and (not _starts_with_person(text[match.end() :]) or _is_firm(text, start, match)):
            continue
        end = match.end()
        if match["also"] and not _starts_with_person(text[end:]):
            separator, end = ",", match.start("also")
        pieces.append(Piece(text[start : match.start()].strip(), before))
        start, before = end, separator
    pieces.append(Piece(text[start:].strip(), before))
    return [piece for piece in pieces if piece.text]


def _is_firm(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether an "&" joins two halves of a firm's name, "Pain & Peace": nothing follows, and what precedes is no person."""
    return match["and"] == "&" and not SEPARATOR.search(text, match.end()) and person_of(text[start : match.start()]) is None


def _starts_with_person(text: str) -> bool:
    end = SEPARATOR.search(QUOTED.sub(lambda m: "x" * len(m.group()), text))
    head = text[: end.start()] if end else text
    return person_of(head) is not None


# Reading one piece


def person_of(piece: str, *, one_word: bool = False) -> Credit | None:
    """The person a piece names, with an organization in brackets or behind "from", "of", "at".

    >>> person_of("Ada Example (Example Co)").organization, person_of("Director of Research")
    ('Example Co', None)
    """
    native = ""
    inside = ""
    if match := PARENTHESES.search(piece):
        inside = match["inside"].strip()
        piece = f"{piece[: match.start()]} {piece[match.end() :]}".strip()
        if names.HAN_NAME.fullmatch(inside):
            native, inside = inside.replace(" ", ""), ""
        elif names.HAN_NAME.fullmatch(piece) and names.is_person(inside):  # 张爱达(Ada Zhang)
            return Credit(names.clean(inside), native_name=piece)
    latin, han = names.split_native(piece)
    if latin and han:
        piece, native = latin, native or han
    if is_title(piece) or is_field(piece):
        return _behind_title(piece, native)
    institution = INSTITUTION.search(piece)
    if not institution and names.is_person(piece, one_word=one_word):
        return _with_inside(Credit(names.clean(piece), native_name=native), inside)
    if match := PERSON_OF.search(piece):
        head, tail = piece[: match.start()], piece[match.end() :]
        if (
            not INSTITUTION.search(head)
            and names.is_person(head, one_word=one_word)
            and (tail[0].isupper() or tail[0].isdigit() or not tail[0].isascii())
        ):
            return Credit(names.clean(head), organization=tail.strip(), native_name=native)
    if institution:
        return None
    if match := re.fullmatch(r"(?P<org>[A-Z][\w&. ]*)[’']s? (?P<name>.+)", piece):
        if names.is_person(match["name"]):
            return Credit(names.clean(match["name"]), organization=match["org"], native_name=native)
    return _behind_title(piece, native)


def _with_inside(credit: Credit, inside: str) -> Credit:
    """Brackets behind a name hold an employer, a title, or both: "(CTO, Example Co)"."""
    if not inside or inside.casefold() in {"he/him", "she/her", "they/them"} or inside.startswith("@") or inside[0].islower():
        return credit
    title, organization = title_and_organization(re.split(r"\s*,\s*", inside))
    return replace(credit, title=title, organization=organization)


def _behind_title(piece: str, native: str) -> Credit | None:
    """ "Example Co CTO Ada Example", "release watchers Ada Example from Example Co": what the person is, then the name."""
    head, organization = piece, ""
    if match := PERSON_OF.search(piece):
        head, organization = piece[: match.start()], piece[match.end() :]
    words = head.split()
    for index in range(len(words) - 2, 0, -1):
        name, before = " ".join(words[index:]), words[index - 1].strip(",")
        if not names.is_person(name) or is_title(name) or any(word.casefold() in NOT_A_TITLE for word in words[:index]):
            continue
        if before.casefold() in TITLE_WORDS or (before.islower() and before.endswith("s")):
            return Credit(names.clean(name), title=" ".join(words[:index]), organization=organization, native_name=native)
    return None


def is_title(piece: str) -> bool:
    words = re.findall(r"[\w-]+", piece.casefold())
    return any(word in TITLE_WORDS for word in words) or bool(CHINESE_TITLE.search(piece))


def is_field(piece: str) -> bool:
    """Whether a piece only names a department, and so goes on with the title before it."""
    return all(word in FIELD_WORDS for word in piece.casefold().split())


NOT_A_TITLE = frozenset("the then now time when this that these those its his her their our us was is has".split())
PROSE_START = frozenset(
    """
    we i he she it they you this that these those has have had is are was were will would can could should may might must do
    does did let here there today in the on as when while if for to who which where because since
    """.split()
)


def is_prose(piece: str) -> bool:
    """Whether a piece goes on like a sentence: "we have", "highlighting the status of"."""
    words = piece.split()
    first = words[0].casefold().strip("’'")
    if is_title(piece) and not first.endswith("ing"):
        return words[0] in {"we", "he", "she", "it", "they", "who", "which"}
    return words[0][0].islower() and not (first in {"in", "at"} and len(words) <= 4)


# Choosing a reading


def _choose(pieces: Sequence[Piece], *, one_word: bool, several: bool) -> dict[int, Credit] | None:
    """Which pieces are people: index → credit. None when nobody is named."""
    candidates: dict[int, Credit] = {}
    for index, piece in enumerate(pieces):
        following = pieces[index + 1].text if index + 1 < len(pieces) else ""
        lone = index == 0 and " " not in piece.text and (is_title(following) if following else one_word)
        if (credit := person_of(piece.text, one_word=lone)) is not None:
            candidates[index] = credit
    if not candidates:
        return None
    first = min(candidates)
    sure = {
        index
        for index, credit in candidates.items()
        if index == first
        or pieces[index].before in ("and", ", and", ";")
        or credit.organization
        or credit.title
        or credit.native_name
    }
    open_ones = [index for index in candidates if index not in sure]
    if len(open_ones) > MAX_CHOICES:
        return candidates
    readings: Iterable[tuple[int, ...]] = itertools.chain.from_iterable(
        itertools.combinations(open_ones, count) for count in range(len(open_ones) + 1)
    )
    best = min(readings, key=lambda chosen: _cost(pieces, candidates, {*sure, *chosen}, several=several))
    return {index: candidates[index] for index in sorted({*sure, *best})}


def _cost(pieces: Sequence[Piece], candidates: dict[int, Credit], people: set[int], *, several: bool) -> float:
    """How irregular a byline is when exactly ``people`` of its pieces are people; least is best."""
    order = sorted(people)
    ands = [index for index in order if pieces[index].before.endswith("and")]
    cost = 0.0
    shapes = []
    for index, following in zip(order, [*order[1:], len(pieces)], strict=True):
        credit = candidates[index]
        organizations, titles = int(bool(credit.organization)), bool(credit.title)
        for other in range(index + 1, following):
            text = pieces[other].text
            if other in candidates:
                cost += 1.0  # an organization that reads like a person
                organizations += 1
            elif is_title(text) or is_field(text):
                titles = True
            elif not is_prose(text):
                organizations += 1
        # Between a title and an employer a department may stand; more names than that are not one person's.
        cost += 0.5 * max(0, organizations - 1) + 4.0 * max(0, organizations - (2 if titles else 1))
        shapes.append((bool(organizations), titles))
        if pieces[index].before == "," and not (credit.organization or credit.title):
            if ands and index > ands[-1]:
                cost += 3.0  # "A and B, C": what follows the last "and" is B's
            elif not ands:
                cost += 1.5 if len(order) == 2 and not several else 0.25
    bare_but_last = len(shapes) > 1 and not any(map(any, shapes[:-1])) and any(shapes[-1])
    if bare_but_last:  # "A, B, and C, Example Co": what stands last is everybody's
        return cost + (0.5 if len(order) == 2 or pieces[order[-1]].before == ", and" else 1.75)
    return cost + 2.0 * (len(set(shapes)) - 1)


# Putting people together


def _assemble(pieces: Sequence[Piece], people: dict[int, Credit], role: str) -> tuple[list[Credit], str]:
    order = list(people)
    rest = [piece.text for piece in pieces[: order[0]]]
    credits = []
    for index, following in zip(order, [*order[1:], len(pieces)], strict=True):
        details: list[str] = []
        for piece in pieces[index + 1 : following]:
            (rest if is_prose(piece.text) else details).append(piece.text)
        title, organization = title_and_organization(details)
        credit = people[index]
        credits.append(
            replace(credit, role=role, title=credit.title or title, organization=credit.organization or organization)
        )
    return credits, ", ".join(rest)


def title_and_organization(pieces: Sequence[str]) -> tuple[str, str]:
    """The title and the employer among the pieces behind a name.

    >>> title_and_organization(["VP", "Strategy & Business Development", "Example Co"])
    ('VP, Strategy & Business Development', 'Example Co')
    >>> title_and_organization(["Head of Engineering at Example Co"])
    ('Head of Engineering', 'Example Co')
    """
    titles: list[str] = []
    organizations: list[str] = []
    for piece in pieces:
        piece = piece.strip()
        if match := re.fullmatch(r"(?:at|from|with)\s+(?:the\s+)?(?P<org>[^a-z\s].*)", piece):
            organizations.append(match["org"])
            continue
        if names.SUFFIXES & {piece.casefold().replace(".", "")}:
            continue
        if is_title(piece) or (titles and not organizations and is_field(piece)) or re.search(r"\s(?:at|@)\s", piece):
            title, organization = _at(piece)
            titles += [title] if title else []
            organizations += [organization] if organization else []
        elif piece[0].islower() and (titles or organizations):
            (organizations or titles)[-1] += f", {piece}"
        else:
            organizations.append(piece)
    if len(organizations) > 1 and not titles and is_field(organizations[0]):
        titles.append(organizations.pop(0))
    institutions = [name for name in organizations if INSTITUTION.search(name)]
    organization = (institutions or organizations or [""])[0 if institutions else -1]
    if not institutions and len(organizations) > 1:
        if titles:  # "Engineer, Traffic & Edge, Example Co": a department between the title and the employer
            titles += organizations[:-1]
        else:
            organization = organizations[0]
    return ", ".join(titles), without_country(organization.strip())


def without_country(organization: str) -> str:
    """A university's name without the country behind it: what is written once with and once without it is one.

    >>> without_country("University of Example (Norway)"), without_country("University of Example, in Norway")
    ('University of Example', 'University of Example')
    """
    return COUNTRY.sub("", organization) if INSTITUTION.search(organization) else organization


def _at(piece: str) -> tuple[str, str]:
    """("Director of Engineering", "Example Co") of "Director of Engineering at Example Co"."""
    if match := re.match(r"(?P<title>.*?)\s+(?:at|@|with|for|from)\s+(?:the\s+)?(?P<org>[^a-z\s].*)", piece):
        return match["title"], match["org"]
    if match := OF_MEANS_EMPLOYER.fullmatch(piece):
        if not is_field(match["org"]):
            return match["title"], re.sub(r"^the ", "", match["org"])
    if match := re.fullmatch(r"(?P<org>[A-Z][\w.& ]*)[’']s? (?P<title>.+)", piece):
        if is_title(match["title"]):
            return match["title"], match["org"]
    return piece, ""


def _shared(credits: Sequence[Credit]) -> Iterator[Credit]:
    """ "A and B of Example Co": those without an employer share the next one's, and a title in the plural is everyone's."""
    organization = title = ""
    out: list[Credit] = []
    for credit in reversed(credits):
        if credit.organization or credit.title:
            organization = credit.organization
        if credit.title:
            singular = PLURAL_TITLE.sub(r"\1", credit.title) if len(credits) > 1 else credit.title
            title = singular if singular != credit.title else ""
            credit = replace(credit, title=singular)
        out.append(replace(credit, organization=organization, title=credit.title or title))
    return reversed(out)
