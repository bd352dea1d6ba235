"""Job titles and employers: what the pieces of a byline behind a name say of the person. Pure."""

import re
from collections.abc import Iterable

from people import names
from posts.importer.credits.chinese_titles import chinese_title_and_employer, is_chinese_title
from posts.importer.sentences import FULL_STOP, is_small
from posts.importer.words import any_of

# Words of which at least one is in nearly every job title.
TITLE_WORDS = frozenset(
    """
    accountant administrator advisor advocate ambassador analyst apprentice architect architects archivist assessor
    assistant associate attorney auditor author avp biologist blogger board builder buyer candidate captain ceo cfo chair
    chairman chairperson champion chemist chief cio ciso cmo co-chair co-chairs co-creator co-founder co-founders co-lead
    coach cofounder cofounders collaborator columnist commissioner committer comptroller consultant contributor controller
    coo coordinator correspondent counsel cpo creator cso cto curator custodian deputy designer dev developer developers
    devops devrel director doctor economist editor educator engineer engineers enthusiast evangelist evp examiner executive
    expert fellow founder founders freelancer graduate guru hacker head historian illustrator inspector instructor intern
    interns investigator investor journalist lawyer lead leader leaders lecturer librarian linguist maintainer maintainers
    manager managers mathematician mayor member members mentee mentor minister nurse officer operator organiser organizer owner
    partner phd photographer physician physicist pioneer planner pm postdoc practitioner president principal producer
    professional professor programmer publisher recipient reporter representative researcher reviewer scholar scientist
    secretary specialist sre staff statistician steward strategist student students surveyor svp sysadmin sysop teacher tech
    technician technologist tester tinkerer tpm trainee trainer translator trustee undergraduate veteran vice volunteer vp
    webmaster wrangler writer
    """.split()
)
# What a firm is by law, behind its name and a comma: "Example Systems, Inc."
FORMS = any_of("AG B[.]?V[.]? Corp GmbH Inc Incorporated Limited LLC LLP Ltd N[.]?V[.]? PLC Pty S[.]?A[.]? S[.]?L[.]?")
LEGAL_FORM = rf"{FORMS}(?![\w-])"
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
LETTERS = "BITS|CMU|EPFL|ETH|III?T|KAIST|KTH|MIT|NIT|NUS|TU|UCL|UCLA"  # of universities
INSTITUTION = re.compile(
    rf"\b(?:univers\w+|institut\w*|college|school|academy|polytechni\w+|inc|ltd|llc|gmbh|corp|foundation|(?-i:{LETTERS}))\b",
    re.IGNORECASE,
)
UNIVERSITY = re.compile(rf"\b(?:univers\w+|college|polytechni\w+|(?-i:{LETTERS}))\b", re.IGNORECASE)
# What somebody is without being employed as such, or wherever that may be.
UNEMPLOYED = frozenset(
    """
    ambassador author blogger co-chair collaborator committer contributor enthusiast fellow freelancer graduate intern
    maintainer member mentee mentor phd recipient reviewer scholar student translator undergraduate volunteer
    """.split()
)
# What goes with any title.
OF_TITLES = frozenset(
    """
    acting backend consulting core distinguished founding frontend full full-stack general in junior learning machine
    managing native on operating senior site sr stack teaching technical the visiting
    """.split()
)
TITLE_STARTS = FIELD_WORDS | OF_TITLES  # "engineering manager", "managing director" begin like "highlighting the status"
IN_HAN = re.compile(rf"(?<=[A-Za-z.])\s*[(（][^()（）]*[{names.HAN}][^()（）]*[)）]$")  # "Example Co (示例公司高级工程师)"
ARTICLE = re.compile(r"an?\s+")  # "a developer advocate"; but "A" may begin a name
COUNTRY = re.compile(r"\s*(?:[(（][A-Z][^()（）]*[)）]|,\s+in\s+[A-Z][\w ]+|\s+in\s+[A-Z]\w+(?: [A-Z]\w+)?)$")

# Of whom one says "of" and the employer: "CEO of Example Co"; but "Director of Engineering".
HEADS = any_of(
    """
    ceo cto coo cio cfo cmo cpo ciso (?:co-?)?founders? president owner partner
    (?:executive|managing)_director
    """
)
HEAD_OF_EMPLOYER = re.compile(rf"(?P<title>(?:.*\b)?{HEADS})\s+of\s+(?P<org>(?:the )?[A-Z].*)", re.IGNORECASE)
TITLE_AT_EMPLOYER = re.compile(r"(?P<title>.*?)\s+(?:at|@|with|for|from)\s+(?:the\s+)?(?P<org>(?:[^a-z\s]|[a-z]+[A-Z]).*)")
# "Example Co CTO", "Example Co Senior Engineer": what opens a title, or closes a firm's name, parts the two.
OPENERS = any_of("ceo cto coo cio cfo cmo cpo ciso [se]?vp avp vice chief head managing senior sr[.]? principal staff")
RUN_TOGETHER = (
    re.compile(rf"(?P<org>[A-Z].*?\b(?:{FORMS}[.]?|Foundation|University)(?: \(\w+\))?)\s+(?P<title>\S.*)"),
    re.compile(r"(?P<org>[A-Z].*?\([A-Z]\w+\))\s+(?P<title>\S.*)"),  # "Example Co (EC) Manager"
    re.compile(rf"(?P<org>[A-Z].*?)\s+(?P<title>{OPENERS}\b.*)", re.IGNORECASE),
    # A firm by its letters, "EXC Product Manager"; of a title in one word ("EXC Engineer") it may be the field.
    re.compile(r"(?P<org>[A-Z]+[a-z]*[A-Z]\w*)\s+(?P<title>\S+\s.*)"),
)
NO_FIRMS = frozenset(
    """
    africa ai america americas apac api asia devsecops emea europe finops hpc iot it latam ml mlops nordics north pacific qa
    regional saas sig south tag toc ui ux wg
    """.split()
)
OF_FIRMLESS = OF_TITLES | FIELD_WORDS | TITLE_WORDS | NO_FIRMS
# "Example Co and member of the committee": behind the employer a second title follows.
SECOND_TITLE = re.compile(r"(?P<org>.+?),?\s+(?:and|&)\s+(?P<title>.+)")
EMPLOYERS_TITLE = re.compile(r"(?P<org>[A-Z][\w.& ]*)[’']s? (?P<title>.+)")  # "Example Co's CTO"
AT_EMPLOYER = re.compile(r"(?:at|from|with)\s+(?:the\s+)?(?P<org>(?:[^a-z\s]|[a-z]+[A-Z]).*)")
AT = re.compile(r"\s(?:at|@)\s")
WORD = re.compile(r"[\w-]+")
PLURAL = re.compile(r"\b(\w[\w-]*)s\b")
IS_A = re.compile(r"(?:[A-Z][\w’'-]+ ){1,3}(?:is|are) (?:an? |the )?")
TITLE_SENTENCE_WORDS = 12  # a longer sentence says more than a title


def is_title(piece: str) -> bool:
    """Whether one of its words makes a piece a job title."""
    return not TITLE_WORDS.isdisjoint(WORD.findall(piece.casefold())) or is_chinese_title(piece)


def is_field(piece: str) -> bool:
    """Whether a piece only names a department, and so goes on with the title before it."""
    return FIELD_WORDS.issuperset(piece.casefold().split())


def without_subject(text: str) -> str:
    """ "Ada is an engineer at Example Co" without who is."""
    return IS_A.sub("", text, count=1)


def is_title_sentence(text: str) -> bool:
    """Whether what follows a full stop is still the signature: "by Ada Example. Engineer, Example Co"."""
    return is_title(text) and len(text.split()) <= TITLE_SENTENCE_WORDS and not FULL_STOP.search(text)


def is_employment(title: str) -> bool:
    """Whether a title is a post in a firm and says nothing of which: "VP of Reliability", but not "Example maintainer"."""
    post, _of, _field = title.casefold().partition(" of ")  # "Director of Conformance": of whatever
    words = [word for word in WORD.findall(post) if word not in OF_TITLES]
    return bool(words) and all(word in TITLE_WORDS or word in FIELD_WORDS for word in words) and UNEMPLOYED.isdisjoint(words)


def singular(title: str) -> str:
    """The title of one of several.

    >>> singular("Software Engineers, Operations")
    'Software Engineer, Operations'
    """
    return PLURAL.sub(lambda match: match[1] if match[1].casefold() in TITLE_WORDS else match[0], title)


def title_and_organization(pieces: Iterable[str]) -> tuple[str, str]:
    """The title and the employer among the pieces behind a name.

    >>> title_and_organization(["VP", "Strategy & Business Development", "Example Co"])
    ('VP, Strategy & Business Development', 'Example Co')
    >>> title_and_organization(["Head of Engineering at Example Co"])
    ('Head of Engineering', 'Example Co')
    """
    titles, organizations = _sort(pieces)
    if not titles and len(organizations) > 1 and is_field(organizations[0]):
        titles.append(organizations.pop(0))  # a department alone: "Operations, Example Co"
    institutions = [name for name in organizations if INSTITUTION.search(name)]
    # "Institute of Examples, Sample University": what belongs to a university is part of it.
    institution = next(filter(UNIVERSITY.search, institutions), institutions[0] if institutions else "")
    if institution or not organizations:
        organization = institution
    elif titles:  # "Engineer, Traffic & Edge, Example Co": what stands between the two is a department
        *departments, organization = organizations
        titles += departments
    else:
        organization = organizations[0]
    return ", ".join(titles), without_country(organization.strip())


def without_country(organization: str) -> str:
    """A university's name without the country behind it: what is written once with and once without it is one.

    >>> without_country("University of Example (Norway)"), without_country("University of Example, in Norway")
    ('University of Example', 'University of Example')
    """
    return COUNTRY.sub("", organization) if INSTITUTION.search(organization) else organization


def _sort(pieces: Iterable[str]) -> tuple[list[str], list[str]]:
    """(titles, organizations), in the order in which they stand."""
    titles: list[str] = []
    organizations: list[str] = []
    is_employed = False  # a piece says where: "Engineer at Example Co"
    for piece in filter(None, map(_without_article, pieces)):
        if match := AT_EMPLOYER.fullmatch(piece):
            organizations.append(match["org"])
        elif names.is_suffix(piece):
            continue
        elif is_title(piece) or AT.search(piece) or (titles and not organizations and is_field(piece)):
            title, organization = _split_title(piece)
            if titles and not organization and (apart := _before_second_title(title)):
                organization, title = apart
            if organization and is_employed:  # what else somebody is, elsewhere
                titles.append(piece)
                continue
            titles += filter(None, [title])
            organizations += filter(None, [organization])
            is_employed = is_employed or bool(organization)
        elif is_small(piece.split()[0]) and (titles or organizations):
            (organizations or titles)[-1] += f", {piece}"
        else:
            organizations.append(piece)
    return titles, organizations


def _with_second_title(title: str, employer: str) -> tuple[str, str]:
    """ "CTO" at "Example Co and member of the committee": what both titles are, and the employer."""
    apart = _before_second_title(employer)
    return (f"{title} and {apart[1]}", apart[0]) if apart else (title, employer)


def _before_second_title(piece: str) -> tuple[str, str] | None:
    """(employer, title) of "Example Co and member of the committee"; an "and" inside of a name or a title parts nothing."""
    match = SECOND_TITLE.fullmatch(piece)
    if match is None or is_title(match["org"]) or is_field(match["org"]):
        return None
    is_title_of_one = is_title(match["title"]) and singular(match["title"]) == match["title"]
    return (match["org"], match["title"]) if is_title_of_one else None


def _without_article(piece: str) -> str:
    piece = piece.strip()
    if not piece.isascii():
        piece = IN_HAN.sub("", piece)
    match = ARTICLE.match(piece)
    return piece[match.end() :] if match else piece


def _split_title(piece: str) -> tuple[str, str]:
    """("Director of Engineering", "Example Co") of "Director of Engineering at Example Co"; the employer may be missing."""
    if match := TITLE_AT_EMPLOYER.match(piece):
        return _with_second_title(match["title"], match["org"])
    if (match := HEAD_OF_EMPLOYER.fullmatch(piece)) and not is_field(match["org"]):
        return _with_second_title(match["title"], match["org"].removeprefix("the "))
    if (match := EMPLOYERS_TITLE.fullmatch(piece)) and is_title(match["title"]):
        return match["title"], match["org"]
    return chinese_title_and_employer(piece) or _run_together(piece) or (piece, "")


def _run_together(piece: str) -> tuple[str, str] | None:
    """(title, employer) of "Example Co CTO", where no comma tells where the one ends; None for any other piece.

    A project and what somebody is to it ("Example maintainer"), or a field ("Storage Lead"), is one title.
    """
    for shape in RUN_TOGETHER:
        match = shape.fullmatch(piece)
        if match and is_employment(match["title"]) and _is_firm(match["org"].split()):
            return match["title"], match["org"]
    return None


def _is_firm(words: list[str]) -> bool:
    """Whether words before a title are capitalised, and not all of them words of titles themselves."""
    is_name = all(word[0].isupper() or word[0] in "(&" for word in words) and words[0].casefold() not in NO_FIRMS
    return is_name and any(word.strip(".,").casefold() not in OF_FIRMLESS for word in words)
