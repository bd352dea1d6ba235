"""The two sides of an interview: from its introduction, its title, and the turns in which it is written."""

import re
from dataclasses import replace

from people import names
from posts.importer.credits import parse_credits
from posts.importer.reading import INTERVIEW_QUESTIONS, count_questions, find_speakers
from posts.importer.records import Credit, Draft, Paragraph
from posts.importer.roles import credit, paragraphs_of
from posts.importer.roles.mentors import person_in
from posts.importer.sentences import NO_ABBREVIATION, last_sentence
from posts.importer.words import any_of

STOP = rf"[.;:!?] {NO_ABBREVIATION}"
PURPOSES = any_of("answer ask chat dig discuss explore find get hear learn see share speak talk understand")
# Where what is said of somebody ends. The "at" of a title is no place yet: "Ada Example, CTO at Example Co, at the summit".
PLACE = r"\s+ (?: about|for|in|on | at (?(described) (?= \s+ (?: our|the|this|\w+Con )\b ) ) ) | , \s+ at"
SOMEBODY = r"(?: [^,\n] | (?P<described> , ) )+?"
MET = re.compile(
    rf"""
    \b (?: {any_of("caught_up chatted connected met sat_down spoke talked")} | (?<=[Ww]e\ ) (?:speak|talk) ) \s+
    (?: again\s+ | briefly\s+ | virtually\s+ )? (?: with|to ) \s+ (?P<somebody> {SOMEBODY} ) \s*
    (?= (?: ,? \s+ (?: to\s+{PURPOSES} | and\s+(?: asked|discussed|spoke|talked ) ) | ,? (?: {PLACE} ) ) \b
      | {STOP}
      | $ )
    """,
    re.VERBOSE,
)
INTERVIEWED = re.compile(
    rf"\b interview(?:ed|s) \s+ (?P<somebody> {SOMEBODY} ) \s* (?= ,? (?: {PLACE} | \s+ to ) \b | {STOP} | $ )", re.VERBOSE
)
WAS_INTERVIEWED = re.compile(
    rf"""
    \b (?: was|were|is|are ) \s+ interviewed \s+ by \s+ (?P<somebody> {SOMEBODY} ) \s*
    (?= ,? (?: {PLACE} | \s+ to ) \b | {STOP} | $ )
    """,
    re.VERBOSE,
)
TITLE = re.compile(r"\b(?:interview|q\s*&\s*a|meet the|questions)\b|访谈|专访", re.IGNORECASE)
TITLE_WITH_GUEST = re.compile(
    r"""
    (?: meet\s+the\s+[\w\s]+ | interview (?: \s+ with | (?= \s* [:：] ) ) | q\s*&\s*a\s+with
      | \w+\s+questions\s+(?:with|for) | a\s+conversation\s+with
      | 访谈 | 专访 )
    \s* [:：]? \s* (?P<names>.+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The foundation's own staff ask the questions.
THE_HOUSE = re.compile(r"\bCNCF\b|\bCloud Native Computing Foundation\b|\bLinux Foundation\b")
LATELY = re.compile(r" (?:just|recently)$")
US = re.compile(r"us|me|(?:the )?(?:CNCF|Cloud Native Computing Foundation)(?: \(CNCF\))?(?: (?:staff|team))?")
INTRODUCTION = 5  # paragraphs in which an interview introduces its two sides
HOST_WORDS = 12  # words of a clause before "sat down with" that are looked through for a name
SIDES = ("interviewer", "interviewee")
NOBODYS_NAMES = frozenset("主持人 采访者 受访者 采访人 受访人 记者 编辑 嘉宾 小编 观众".split())  # as short as names

Speakers = dict[str, int]  # label → how often the speaker asks


def credit_interview(draft: Draft) -> Draft:
    """Credit who asks and who answers, if the post is an interview."""
    # A translation's labels name the same people again: the first text that has some is enough.
    speakers = next((found for text in draft.texts if (found := find_speakers(text.paragraphs))), {})
    title = next((text.title for text in draft.texts if text.title), "")
    is_interview = speakers or TITLE.search(title) or count_questions(paragraphs_of(draft)) >= INTERVIEW_QUESTIONS
    if not is_interview:
        return draft
    introduced = _from_introduction(draft, title, speakers) or _from_heads(draft, title)
    return _from_turns(_with_full_names(introduced, speakers), speakers)


def _from_introduction(draft: Draft, title: str, speakers: Speakers) -> Draft | None:
    """ "Ada Example, Example Co, sat down with Bo Sample to talk about …"; None where nothing introduces a guest."""
    for paragraph in paragraphs_of(draft)[:INTRODUCTION]:
        if sides := _interviewed(paragraph.text):
            return credit(draft, sides, "The introduction names the two sides of the interview.", paragraph.start)
        match = MET.search(paragraph.text) or INTERVIEWED.search(paragraph.text)
        if match is None:
            continue
        guests = parse_credits(match["somebody"].strip(" ,"), "interviewee").people
        hosts = _hosts(last_sentence(paragraph.text[: match.start()]))
        if not guests and hosts and US.fullmatch(match["somebody"].strip(" ,")):
            hosts, guests = (), _with_role(hosts, "interviewee")
        if not guests:
            continue
        if hosts and _host_answers(hosts[0], guests[0], title, speakers):
            hosts, guests = _with_role(guests, "interviewer"), _with_role(hosts, "interviewee")
        return credit(draft, hosts + guests, "The introduction names the two sides of the interview.", paragraph.start)
    return None


def _interviewed(text: str) -> tuple[Credit, ...]:
    """ "Ada Example, CTO, was interviewed by Bo Sample": both sides, or nobody where one of them is not named."""
    match = WAS_INTERVIEWED.search(text)
    hosts = parse_credits(match["somebody"].strip(" ,"), "interviewer").people if match else ()
    guests = _hosts(last_sentence(text[: match.start()])) if match and hosts else ()
    return hosts + _with_role(guests, "interviewee") if guests else ()


def _hosts(clause: str) -> tuple[Credit, ...]:
    """The people a clause names, if need be behind other words: "In this month's issue, Example Co's Ada Example"."""
    words = LATELY.sub("", clause.strip(" ,")).split()
    starts = (0, *range(max(0, len(words) - HOST_WORDS), len(words)))
    readings = (parse_credits(" ".join(words[start:]), "interviewer").people for start in starts)
    return next(filter(None, readings), ())


def _host_answers(host: Credit, guest: Credit, title: str, speakers: Speakers) -> bool:
    """Whether "A sat down with B" was A's interview by B: B asks more in the turns, the title names A, or B is of the house."""
    host_asks, guest_asks = _asked(host, speakers), _asked(guest, speakers)
    if host_asks is not None and guest_asks is not None and host_asks != guest_asks:
        return guest_asks > host_asks
    host_in_title, guest_in_title = (names.key(side.name) in names.key(title) for side in (host, guest))
    if host_in_title != guest_in_title:
        return host_in_title
    return _is_of_the_house(guest) and not _is_of_the_house(host)


def _asked(person: Credit, speakers: Speakers) -> int | None:
    """How often a person asks in the turns; None for one who takes no turn."""
    return max((count for speaker, count in speakers.items() if is_short_for(speaker, person.name)), default=None)


def _is_of_the_house(person: Credit) -> bool:
    return bool(THE_HOUSE.search(person.organization or person.title))


def _with_role(people: tuple[Credit, ...], role: str) -> tuple[Credit, ...]:
    return tuple(replace(person, role=role) for person in people)


def _from_heads(draft: Draft, title: str) -> Draft:
    """Who the title, or a heading above the text, says is asked: "Q&A with Ada Example, CTO, Example Co"."""
    if any(known.role == "interviewee" for known in draft.credits):
        return draft
    above = [(paragraph.text, paragraph.start) for paragraph in paragraphs_of(draft)[:INTRODUCTION] if _is_head(paragraph)]
    for head, line in ((title, 0), *above):
        match = TITLE_WITH_GUEST.search(head)
        guests = parse_credits(match["names"], "interviewee").people if match else ()
        # A heading may name a firm as well: "Interview with Example Networks".
        if guests and (line == 0 or all(guest.title for guest in guests)):
            return credit(draft, guests, "The title names who is interviewed.", line)
    return draft


def _is_head(paragraph: Paragraph) -> bool:
    return len(paragraph.lines) == 1 and not paragraph.text.endswith((".", ":", "。", "："))


def _with_full_names(draft: Draft, speakers: Speakers) -> Draft:
    """Credit the speakers of one word whom the introduction calls by their full names, with what it says of them."""
    for speaker in speakers:
        if not names.is_person(speaker, one_word=True) or " " in speaker or _is_credited(draft, speaker):
            continue
        for paragraph in paragraphs_of(draft)[:INTRODUCTION]:
            start = paragraph.text.find(f"{speaker} ")
            person = person_in(last_sentence(paragraph.text[start:].partition(". ")[0])) if start >= 0 else None
            if person and is_short_for(speaker, person.name):
                role = "interviewer" if speakers[speaker] else "interviewee"
                draft = credit(draft, _with_role((person,), role), "They take turns speaking.", paragraph.start)
                break
    return draft


def _is_credited(draft: Draft, speaker: str) -> bool:
    return any(is_short_for(speaker, known.name) for known in draft.credits if known.name)


def _from_turns(draft: Draft, speakers: Speakers) -> Draft:
    """Credit the speakers that nothing else named: who asks most is the interviewer.

    Speakers known by a first name or by initials are the people already credited.
    """
    known = [person for person in draft.credits if person.role in SIDES]
    unknown = [speaker for speaker in speakers if not any(is_short_for(speaker, person.name) for person in known)]
    people = [speaker for speaker in unknown if names.is_person(speaker) and speaker not in NOBODYS_NAMES]
    if not people:
        return draft
    asks_most = max(speakers, key=lambda speaker: speakers[speaker])
    has_host = any(person.role == "interviewer" for person in known)
    host = asks_most if speakers[asks_most] and not has_host else ""
    credits = (Credit(names.clean(name), "interviewer" if name == host else "interviewee") for name in people)
    return credit(draft, tuple(credits), "They take turns speaking.", 0)


def is_short_for(speaker: str, name: str) -> bool:
    """Whether a speaker's label stands for ``name``: the whole, a word of it, or its initials.

    >>> [is_short_for(label, "Ada Example") for label in ("Ada", "AE", "Ada Example", "Bo")]
    [True, True, True, False]
    """
    label, whole = names.key(speaker), names.key(name)
    words = whole.split()
    return label == whole or label in words or label == "".join(word[0] for word in words)
