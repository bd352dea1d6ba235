"""Whether a line could be a heading, whatever stands around it: its length, its first letter, its case, its words."""

import re
from collections.abc import Callable, Sequence

from people import names
from people.names import HAN, HAN_CHARACTER
from posts.importer.sentences import lower_share
from posts.importer.words import any_of

LENGTH = 120  # characters; a Han character counts as three
QUESTION_LENGTH = 200  # characters, in an interview
WORDS = 17  # of anything but a question in an interview
SENTENCE_WORDS = 9  # a longer line must be in title case, or it is a sentence that lost its stop
CRY_WORDS = 3  # "Save the date!"; a longer cry is a sentence, too
QUESTION_WORDS = 14  # a longer question is a sentence
TITLE_CASE = 0.36  # share of long words in lower case that a title may have
FIGURES = 2  # numbers; more make a statistic
LABELLED_WORDS = 4  # behind a colon; as many are more than a name

QUOTES, CLOSING_QUOTES = "“‘", ("”", "’")
STOPS = tuple(".,;:。，；：、…")
EMOJI = re.compile(r"[\s\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]+$")
ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w|(?:^|\s)[@#][A-Za-z]")

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
DAY = rf"(?: {MONTH}\s+\d{{1,2}} | \d{{1,2}}\s+{MONTH} | {MONTH}\s+\d{{4}} | \d{{4}}[-/]\d\d[-/]\d\d )"
DAY_OF_AGENDA = re.compile(rf"(?:{WEEKDAY}|day \d) ,? \s* [–—:-]? \s+ {DAY}", re.IGNORECASE | re.VERBOSE)
CLOCK = r"(?: \d{1,2}(?::\d\d)? \s* (?: am|pm|a\.m|p\.m ) | \d{1,2}:\d\d )"
DATELINE = re.compile(
    rf"""
      (?: {WEEKDAY} ,? \s+ )? {DAY} (?: st|nd|rd|th )? \b .{{0,40}}
    | {WEEKDAY} \b .{{0,20}} \d .{{0,20}}
    | (?: {WEEKDAY}s? ,? \s+ (?: (?: at|from ) \s+ )? )? {CLOCK} \b .*
    | \d{{4}} \s* 年 .{{0,20}}
    | \d{{1,2}} \s* 月 .{{0,20}}
    | .{{0,30}} \d{{1,2}}:\d\d \s? (?: am|pm )? \s? [–-] .*
    """,
    re.IGNORECASE | re.VERBOSE,
)

# "Task 2: …" heads what follows …
PARTS = any_of(
    """
    act approach case challenge chapter day finding goal insight lesson level method mistake myth objective option part pattern
    phase pillar prediction principle problem question reason requirement round rule scenario section solution stage step
    takeaway task tip topic track trend use_case
    """
)
NUMBERED_LABEL = re.compile(
    rf"""
      [A-Z][\w-]* (?: \s+ [\w-]+ )? \s+ \#?\d{{1,3}} \s* [:：] \s* \S.*            # "PR #4: …"
    | (?: [A-Z][\w-]* \s+ )? {PARTS} \b [^:：]{{0,24}} [:：] \s* \S.*              # "The next step: …"
    | 第 [一二三四五六七八九十\d]+ [步章节部分阶段] .*
    | [(（] [一二三四五六七八九十]{{1,3}} [)）] .*                                    # "(一)背景"
    """,
    re.IGNORECASE | re.VERBOSE,
)
SERIES = re.compile(r"(?P<word>[A-Z][\w-]*)\s+\#?(?:\d{1,3}|[IVX]{1,5}|[A-Z])\s*[:：]")
NUMBERED = re.compile(rf"\d{{1,2}}[.)]\s*[A-Z“{HAN}]")  # "1. Customization! …"

# … and "Location: …" is a record.
RECORDS = any_of(
    """
    a authors? cc city company contact cost country credit dates? deadline duration e-?mail editors? github hashtag hosts?
    interns? languages? level license link location mentees? mentors? moderators? note organization p\\.s\\. panelists? phone
    price project ps q registration repo(?:sitory)? role room slack slides? source speakers? students? tags? time tl;?dr track
    twitter url venue via video web website when where who 主页 作者 原文(?:标题|题目|链接)? 地点 学生 导师 来源 日期
    时间 译者 链接
    """
)
RECORD = re.compile(rf"{RECORDS}\s*(?:\(s\))?\s*[:：]", re.IGNORECASE)
LABEL = re.compile(rf"[^:：]{{1,40}}[:：](?:\s+|(?<=[{HAN}][:：]))(?P<value>\S.*)")

# How prose starts that ends without a stop: the words of a link; or what somebody says, unless it is short or in title case.
CALL = re.compile(
    any_of(
        """
        check_out click find_out for_more here_(?:is|are) learn_more please read_more register_(?:now|today|here) sign_up
        stay_tuned
        """
    )
    + r"\b",
    re.IGNORECASE,
)
SAYING = re.compile(any_of("happy i i[’']\\w+ see_you thank_you_(?:to|for|so) thanks we[’']\\w+") + r"\b", re.IGNORECASE)
SAYING_WORDS = 5  # "I see no queue"; more are a sentence
TWO_SENTENCES = re.compile(r"\w\w[.!]\s+\w")
TWO_CLAUSES = re.compile(r"[，,。、；;].*[，,。、；;]")  # in Chinese, where no capital tells
NUMBER = re.compile(r"\d[\d.,]*\s*%?")
SHARE_OF = re.compile(rf"\d[\d.,]*\s*%\s+[a-z{HAN}]")
SIGNATURE = re.compile(r"by:?\s+(?P<who>[^,]+),", re.IGNORECASE)
PERSON_OF = re.compile(r"(?P<who>.+?)\s[–—-]\s\S.*")
BY_SOMEBODY = re.compile(r"\s[–—-]\s+(?:hosted |presented |written )?by\s+(?P<who>[^,&(]+?)(?:\s+and\s.*|[,&(].*)?$")

QUOTED_WORK = re.compile(r"“(?P<title>[^“”]*[^“”.,!])”\s+[–—-]\s+\S.*")

# "Ada Example with Bo Sample", "Ada with other students": captions that lost their pictures.
WITH_PEOPLE = re.compile(any_of("accepting and at giving on presenting receiving speaking with") + r"\b", re.IGNORECASE)
WITH_OTHERS = re.compile(
    rf"(?!\w+ing\b)[A-Z]\w+ (?:and [A-Z]\w+ )?with {any_of('attendees colleagues fellow friends her his members other some')}\b"
)
PLACES = any_of("airport booth bus desk dinner door entrance hall lunch party stage stand table venue")
AT_A_PLACE = re.compile(rf"[A-Z]\w+ and [A-Z]\w+ (?:at|by|in|in front of|on) (?:our|the|their) (?:\w+ )?{PLACES}\b")
# "Me with Bo Sample", "A selfie with Bo", "Group photo of the team".
OF_MYSELF = re.compile(
    r"(?:me|(?:an? |my )?(?:\w+ )?(?:photo|picture|selfie|snapshot)) (?:and|at|from|in|of|on|with)\b", re.IGNORECASE
)
NAME_SIZES = (2, 3)  # words of a name that a caption starts with
PARTICIPLE = re.compile(r"\w{3,}ing")  # "Running Queues on …" names nobody


def looks_like_heading(
    line: str, *, is_interview: bool = False, language: str = "en", is_common: Callable[[str], bool] = lambda word: False
) -> bool:
    """Whether a line alone could be a heading, whatever stands below it. ``is_common``: whether a word is no name.

    >>> [looks_like_heading(line) for line in ("Getting a service to run", "We were testing it.", "May 8-11, 2017")]
    [True, False, False]
    """
    if len(line) > QUESTION_LENGTH:
        return False
    bare = without_emoji(line)
    if not bare or bare.endswith(STOPS):
        return False
    is_asked = is_interview and is_question(bare)
    if not (is_asked or _is_short(bare)) or not _starts_like_heading(bare):
        return False
    if DATELINE.fullmatch(bare) or ADDRESS.search(bare):
        return False
    if is_asked or NUMBERED_LABEL.fullmatch(bare) or NUMBERED.match(bare):
        return True
    if language == "zh-hans" and TWO_CLAUSES.search(bare):
        return False
    return not any(is_other(bare) for is_other in OTHERS) and not _is_picture_of_people(bare, is_common)


def without_emoji(line: str) -> str:
    """A line without the emoji at its end."""
    return line if line[-1:].isascii() else EMOJI.sub("", line)


def is_question(line: str) -> bool:
    return line.endswith(("?", "？"))


def width(line: str) -> int:
    """How long a line reads: a Han character counts as three."""
    return len(line) if line.isascii() else len(line) + 2 * len(HAN_CHARACTER.findall(line))


def _is_short(line: str) -> bool:
    return width(line) <= LENGTH and len(line.split()) <= WORDS


def _starts_like_heading(line: str) -> bool:
    """A capital, a digit, Han, or a name that is written small: "gRPC Semantics", "etcd Background"."""
    first, *others = line.split()
    if first[0] in QUOTES and not line.endswith(CLOSING_QUOTES):  # "“Later” Is a Place"
        first = first[1:]
    if not first:
        return False
    if first[0] in "(（":
        return bool(NUMBERED_LABEL.fullmatch(line))
    if first[0].isupper() or first[0].isdigit() or HAN_CHARACTER.match(first):
        return True
    return first[0].isalpha() and (any(map(str.isupper, first)) or _is_title_case(others))


def _is_title_case(words: Sequence[str]) -> bool:
    return bool(words) and words[0][0].isupper() and lower_share(words) == 0


# What else a short line can be


def is_record(line: str) -> bool:
    """ "Location: Oslo"."""
    return bool(RECORD.match(line))


def is_labelled(line: str) -> bool:
    """ "Training: 45,000 people registered": one of several such lines that say what something is."""
    if not (":" in line or "：" in line) or line.endswith(STOPS) or is_record(line):
        return False
    return bool(LABEL.fullmatch(line)) and not NUMBERED_LABEL.fullmatch(line)


def means_something(line: str) -> bool:
    """Whether what follows a label goes on like a sentence, in lower case: "Endpoint: who gives it"."""
    match = LABEL.fullmatch(line)
    return bool(match and match["value"][0].islower())


def series_of(line: str) -> str:
    """What headings of one series share: "Lesson 1: …" and "Lesson 2: …", "1. …" and "2. …", questions; empty for others."""
    if NUMBERED.match(line):
        return "1."
    if is_question(line):
        return "?"
    match = SERIES.match(line)
    return match["word"].casefold() if match else ""


def _is_opening(line: str) -> bool:
    """ "Thanks to everyone who came"."""
    if CALL.match(line):
        return True
    words = line.split()
    is_short = len(words) <= SAYING_WORDS and not line.endswith("!")
    return bool(SAYING.match(line)) and not is_short and lower_share(words) > TITLE_CASE


def _is_signature(line: str) -> bool:
    """ "By Ada Example, with photos by Bo Sample": a byline that says more, and so stays in the text."""
    match = SIGNATURE.match(line)
    return bool(match and names.is_person(match["who"]))


def is_work(line: str) -> bool:
    """ "Queues for Everyone – by Ada Example", "“Queues for Everyone” – Ada Example": an item of a list of works."""
    match = BY_SOMEBODY.search(line)
    if (match and names.is_person(match["who"])) or line.startswith("《"):
        return True
    quoted = QUOTED_WORK.fullmatch(line)
    return quoted is not None and _is_titled(quoted["title"].split())


def is_statistic(line: str) -> bool:
    """ "Users: 40%, up from 20%", "40% use it"."""
    return line.count("%") > 1 or len(NUMBER.findall(line)) > FIGURES or bool(SHARE_OF.match(line))


def _is_titled(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[-1][0].isupper() and lower_share(words) <= TITLE_CASE


def _is_picture_of_people(line: str, is_common: Callable[[str], bool]) -> bool:
    """ "Ada Example with Bo Sample, keynote speaker at …": a caption that lost its picture."""
    if any(shape.match(line) for shape in (WITH_OTHERS, AT_A_PLACE, OF_MYSELF)):
        return True
    words = line.split()
    for size in NAME_SIZES:
        name, rest = " ".join(words[:size]), words[size:]
        if rest and names.is_person(name.rstrip(",")) and (name.endswith(",") or WITH_PEOPLE.match(rest[0])):
            is_name = not any(map(PARTICIPLE.fullmatch, words[:size])) and not is_common(words[size - 1].rstrip(","))
            return is_name and lower_share(rest) > TITLE_CASE
    return False


def _is_labelled_person(line: str) -> bool:
    """ "Maintainer: Ada Example"."""
    match = LABEL.fullmatch(line)
    return bool(match and len(match["value"].split()) < LABELLED_WORDS and names.is_person(match["value"]))


def is_person_of(line: str) -> bool:
    """ "Ada Example – Example Co": an item of a list of people, where another one stands beside it."""
    match = PERSON_OF.fullmatch(line)
    return bool(match and names.is_person(match["who"]))


def _is_sentence(line: str) -> bool:
    """Whether a line reads as a sentence that lost its stop, or cries out as one."""
    words = line.split()
    if is_question(line):
        return len(words) > QUESTION_WORDS or bool(TWO_SENTENCES.search(line))
    is_long = len(words) > (CRY_WORDS if line.endswith(("!", "！")) else SENTENCE_WORDS)
    return is_long and lower_share(words) > TITLE_CASE


OTHERS: tuple[Callable[[str], bool], ...] = (
    is_record,
    _is_opening,
    _is_signature,
    is_work,
    is_statistic,
    _is_labelled_person,
    _is_sentence,
)
