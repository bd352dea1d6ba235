"""People with other roles than author: students and mentors, the two sides of an interview, scholarship recipients."""

import re
from collections.abc import Iterator
from dataclasses import replace

from people import names
from posts.importer.credits import parse_credits
from posts.importer.lifting import add_credits
from posts.importer.reading import INTERVIEW_QUESTIONS, count_questions, find_speakers
from posts.importer.records import Context, Credit, Draft, Note, Paragraph

# "Mentor: Ada Example, Example Co": what stands before the colon → role.
LABELS = {
    "student": "student",
    "mentee": "student",
    "intern": "student",
    "mentor": "mentor",
    "mentored by": "mentor",
    "interviewer": "interviewer",
    "interviewee": "interviewee",
    "translator": "translator",
    "translated by": "translator",
    "reviewer": "reviewer",
    "reviewed by": "reviewer",
    "学生": "student",
    "导师": "mentor",
    "译者": "translator",
}
LABEL = re.compile(
    rf"[\s•*–-]*(?P<label>{'|'.join(sorted(LABELS, key=len, reverse=True))})(?:s|\(s\))?(?:\s+names?)?\s*[:：]\s*(?P<names>.*)",
    re.IGNORECASE,
)
BULLET = re.compile(r"\s*(?:[•*◦▪–-]|\d{1,2}[.)])\s+")
WITH_MENTORS = re.compile(
    r"\b(?:work(?:ed|ing|s)|collaborat(?:ed|ing)|(?:was\s+|were\s+)?paired|partnered|teamed\s+up)\s+(?:closely\s+|together\s+)?(?:with|under)\s+"
    r"(?:(?:his|her|their|the|project|cncf)\s+)*mentors?,?\s+(?P<names>.+?)\s*(?=,?\s+(?:on|to|in|for|at|during|over|as|who|and\s+(?:is|was))\b|(?<![A-Z])[.;:]\s|[.;:]?$)"
)
AND_MENTORS = re.compile(
    r"\b(?:[Mm]y\s+mentors?\s+(?:were|was|are|is)|with\s+(?:my\s+|the\s+)?mentors?,?)\s+(?P<names>.+?)"
    r"\s*(?=,?\s+(?:on|to|in|for|at|during|who)\b|(?<![A-Z])[.;:]|$)"
)
MENTORED_BY = re.compile(
    r"\b(?:was|were|is|are|been)\s+mentored\s+by\s+(?P<names>.+?)\s*(?=,?\s+(?:on|to|in|for|at|during|who)\b|(?<![A-Z])[.;:]|$)"
)
MET = re.compile(
    r"\b(?:recently\s+|just\s+)?(?:sat\s+down|spoke|talked|chatted|caught\s+up|met|connected)\s+(?:again\s+|briefly\s+|virtually\s+)?(?:with|to)\s+(?P<guest>.+?)"
    r"\s*(?=,?\s+(?:to\s+(?:talk|discuss|learn|hear|find|get|ask|chat|understand|explore|dig|see|speak|share)|and\s+(?:asked|talked|discussed|spoke)|about|for|on|at|in)\b|[.;:!?]|$)",
)
INTERVIEWED = re.compile(r"\binterview(?:ed|s)\s+(?P<guest>.+?)\s*(?=,?\s+(?:to|about|for|on|at|in)\b|[.;:!?]|$)")
RECIPIENT = re.compile(
    r"\b(?:recipients?|winners?|ambassadors?|scholars?|interns?|author|contributor|maintainer|attendee),?\s+(?P<who>[^\s.:;][^.:;]{3,200}?),?\s+"
    r"(?:shares?|describes?|writes?|recounts?|reflects?|talks?|tells|discusses|explains?|reports?|looks|walks|recaps?|details|gives|provides|offers|reviews|highlights)\b"
)
MEET = re.compile(
    r"(?:meet\s+the\s+[\w\s]+|interview\s+with|q\s*&\s*a\s+with|\w+\s+questions\s+(?:with|for)|a\s+conversation\s+with)\s*:?\s*(?P<names>.+)",
    re.IGNORECASE,
)
# The foundation's own staff ask the questions.
THE_HOUSE = re.compile(r"\bCNCF\b|\bCloud Native Computing Foundation\b|\bLinux Foundation\b")
INTRO = 5  # paragraphs in which an interview introduces its two sides
CONTEXT_WORDS = 12  # words of a clause before a name that are looked through for it


def credit_roles(draft: Draft, context: Context) -> Draft:
    """Credit what labels, an interview's introduction, its turns and a programme's boilerplate say of people."""
    paragraphs = [paragraph for text in draft.texts for paragraph in text.paragraphs]
    draft = _labels(draft, paragraphs)
    draft = _mentored(draft, paragraphs)
    draft = _interview(draft, paragraphs)
    return _recipient(draft, paragraphs)


def _credit(draft: Draft, credits: tuple[Credit, ...], why: str, line: int, *, review: bool = False) -> Draft:
    return add_credits(replace(draft, notes=(*draft.notes, Note("roles", why, line, review))), credits)


# "Student: …", "Mentors: …"


def _labels(draft: Draft, paragraphs: list[Paragraph]) -> Draft:
    for role, text, line in _labelled(paragraphs):
        parsed = parse_credits(text, role)
        people = tuple(credit for credit in parsed.credits if credit.name)
        if people:
            draft = _credit(draft, people, f"A line names a {role}.", line)
    return draft


def _labelled(paragraphs: list[Paragraph]) -> Iterator[tuple[str, str, int]]:
    """(role, names, line) of every label; a bare ``Mentors:`` names those in the list below it."""
    waiting = ""
    for paragraph in paragraphs:
        for number, line in enumerate(paragraph.lines, start=paragraph.start):
            if match := LABEL.fullmatch(line):
                label = match["label"].casefold()
                waiting = "" if match["names"] else LABELS[label]
                if match["names"]:
                    yield LABELS[label], match["names"], number
            elif waiting and (BULLET.match(line) or len(line.split()) <= 10):
                text = BULLET.sub("", line)
                if parse_credits(text).credits and len(text) < 160:
                    yield waiting, text, number
                else:
                    waiting = ""
            else:
                waiting = ""


# "worked with mentors …"


def _mentored(draft: Draft, paragraphs: list[Paragraph]) -> Draft:
    """A student's own report: the boilerplate above it names the student, who is its author, and the mentors."""
    reports = 0
    for paragraph in paragraphs:
        if "mentor" not in paragraph.text:
            continue
        text = paragraph.text
        match = WITH_MENTORS.search(text) or MENTORED_BY.search(text) or AND_MENTORS.search(text)
        if match is None:
            continue
        mentors = tuple(credit for credit in parse_credits(match["names"], "mentor").credits if credit.name)
        sentence = _last_sentence(text[: match.start()])
        student = _person_in(sentence)
        signed = any(credit.role in ("author", "student") and credit.name for credit in draft.credits)
        if not mentors or (student is None and not signed):
            continue
        draft = _credit(draft, mentors, "The sentence names the student's mentors.", paragraph.start)
        if student is None:  # "I worked with mentors …": the author
            continue
        reports += 1
        role = "author" if reports == 1 else "student"
        if role == "author" and not any(credit.role in ("author", "student") and credit.name for credit in draft.credits):
            draft = _credit(draft, (replace(student, role="author"),), "The report is the student's own.", paragraph.start)
        elif reports > 1:
            draft = _credit(draft, (replace(student, role="student"),), "Another student of the programme.", paragraph.start)
    return draft


def _last_sentence(text: str) -> str:
    """What stands behind the last full stop that is no initial's."""
    return re.split(r"(?<![A-Z])[.!?]\s+", text)[-1]


def _person_in(clause: str) -> Credit | None:
    """The person a clause is about: the first one named at the start of a part of it, else the one at its end."""
    parts = [part.strip() for part in re.split(r"[,，]", clause) if part.strip()]
    for part in parts:
        words = part.split()
        for size in range(min(names.MAX_WORDS, len(words)), 1, -1):
            if names.is_person(" ".join(words[:size])):
                return Credit(names.clean(" ".join(words[:size])), organization=_of(words[size:]))
    for part in reversed(parts):
        words = part.split()
        for size in range(min(3, len(words) - 1), 1, -1):
            if names.is_person(" ".join(words[-size:])):
                return Credit(names.clean(" ".join(words[-size:])))
    return None


def _of(words: list[str]) -> str:
    """The organization behind "of", "from" or "at", where it directly follows a name."""
    if len(words) > 1 and words[0] in ("of", "from", "at") and words[1][0].isupper():
        taken = [word for word in words[1:7] if word[0].isupper() or word in ("of", "and", "&")]
        return " ".join(taken) if len(taken) == len(words[1:7]) else ""
    return ""


# Interviews


def _interview(draft: Draft, paragraphs: list[Paragraph]) -> Draft:
    # A translation's labels name the same people again.
    speakers = next((found for text in draft.texts if (found := find_speakers(text.paragraphs))), {})
    title = next((text.title for text in draft.texts if text.title), "")
    is_interview = (
        bool(speakers)
        or count_questions(paragraphs) >= INTERVIEW_QUESTIONS
        or bool(re.search(r"\b(?:interview|q\s*&\s*a|meet the|questions)\b", title, re.IGNORECASE))
    )
    if not is_interview:
        return draft
    for paragraph in paragraphs[:INTRO]:
        match = MET.search(paragraph.text) or INTERVIEWED.search(paragraph.text)
        if match is None:
            continue
        guests = _people(match["guest"], "interviewee", first=True)
        if not guests:
            continue
        hosts = _people(_last_sentence(paragraph.text[: match.start()]), "interviewer", first=False)
        if hosts and _host_answers(hosts[0], guests[0], title, speakers):
            hosts, guests = _with_role(guests, "interviewer"), _with_role(hosts, "interviewee")
        draft = _credit(draft, hosts + guests, "The introduction names the two sides of the interview.", paragraph.start)
        break
    else:
        if match := MEET.search(title):
            guests = tuple(credit for credit in parse_credits(match["names"], "interviewee").credits if credit.name)
            if guests and not any(credit.role == "interviewee" for credit in draft.credits):
                draft = _credit(draft, guests, "The title names who is interviewed.", 0)
    return _from_turns(draft, speakers)


def _host_answers(host: Credit, guest: Credit, title: str, speakers: dict[str, int]) -> bool:
    """Whether "A sat down with B" was A's interview by B: the title names A, the turns show B asking, or B is of the house."""
    asked = {
        side: max((count for speaker, count in speakers.items() if _is_short_for(speaker, credit.name)), default=-1)
        for side, credit in (("host", host), ("guest", guest))
    }
    if min(asked.values()) >= 0 and asked["host"] != asked["guest"]:
        return asked["guest"] > asked["host"]
    in_title = [names.key(credit.name) in names.key(title) for credit in (host, guest)]
    if in_title[0] != in_title[1]:
        return in_title[0]
    return bool(THE_HOUSE.search(guest.organization or guest.title)) and not THE_HOUSE.search(host.organization or host.title)


def _with_role(credits: tuple[Credit, ...], role: str) -> tuple[Credit, ...]:
    return tuple(replace(credit, role=role) for credit in credits)


def _people(text: str, role: str, *, first: bool) -> tuple[Credit, ...]:
    """The people at the start (``first``) or anywhere in a clause, with their titles and employers."""
    text = text.strip(" ,")
    parsed = parse_credits(text, role)
    people = tuple(credit for credit in parsed.credits if credit.name)
    if people:
        return people
    if not first:  # "In this month's issue, Example Co's Ada Example"
        words = text.split()[-CONTEXT_WORDS:]
        for start in range(len(words)):
            people = tuple(credit for credit in parse_credits(" ".join(words[start:]), role).credits if credit.name)
            if people:
                return people
    return ()


def _from_turns(draft: Draft, speakers: dict[str, int]) -> Draft:
    """Credit the speakers that no introduction named: who asks is the interviewer. Speakers known by a first name or
    initials are the people already credited."""
    known = [credit for credit in draft.credits if credit.role in ("interviewer", "interviewee")]
    unknown = [speaker for speaker in speakers if not any(_is_short_for(speaker, credit.name) for credit in known)]
    full = [speaker for speaker in unknown if names.is_person(speaker)]
    if not full:
        return draft
    asks_most = max(speakers, key=lambda speaker: speakers[speaker])
    credits = []
    for speaker in full:
        role = "interviewer" if speaker == asks_most and speakers[speaker] and not _has(known, "interviewer") else "interviewee"
        credits.append(Credit(names.clean(speaker), role))
    return _credit(draft, tuple(credits), "They take turns speaking.", 0)


def _has(credits: list[Credit], role: str) -> bool:
    return any(credit.role == role for credit in credits)


def _is_short_for(speaker: str, name: str) -> bool:
    """Whether a speaker's label stands for ``name``: the whole, a part of it, or its initials."""
    words = names.key(name).split()
    label = names.key(speaker)
    return label == " ".join(words) or label in words or label == "".join(word[0] for word in words)


# Scholarship recipients


def _recipient(draft: Draft, paragraphs: list[Paragraph]) -> Draft:
    """ "In this post, scholarship recipient Ada Example shares …": hers, where nothing else says whose it is."""
    if any(credit.role in ("author", "interviewee", "student") for credit in draft.credits):
        return draft
    for paragraph in paragraphs[:3]:
        for match in RECIPIENT.finditer(paragraph.text):
            before = paragraph.text[: match.start()]
            if not re.search(
                r"\b(?:in\s+(?:this|the\s+following)\s+(?:\w+\s+)?(?:post|blog|article)|below|scholarship)\b",
                before[-200:],
                re.IGNORECASE,
            ):
                continue
            people = tuple(credit for credit in parse_credits(match["who"]).credits if credit.name)
            if len(people) >= 1:
                return _credit(draft, people, "The introduction says whose experience the post shares.", paragraph.start)
    return draft
