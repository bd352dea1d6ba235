"""Headings: short lines without a closing stop that have something below them."""

import re

from people import names
from posts.importer.blocks.lists import ITEM, is_item
from posts.importer.reading import Found, Reading
from posts.importer.records import Block, Kind, Paragraph
from posts.importer.stages.languages import HAN
from posts.importer.words import any_of

LENGTH = 120  # characters; a Han character counts as three
QUESTION_LENGTH = 200  # characters, in an interview
WORDS = 17
SENTENCE_WORDS = 9  # a longer line must be in title case, or it is a sentence that lost its stop
TITLE_CASE = 0.36  # share of long words in lower case that a title may have
PROSE_LENGTH = 90  # characters; as long a paragraph is content, stop or not
LINKS_HEADING_WORDS = 4
STACK = 2  # heading-like lines in a row; more are a list of names or links, whose last one heads what follows

STOPS = tuple(".,;:。，；：、…")
EMOJI = re.compile(r"[\s\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]+$")
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
DAY = rf"(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d{{4}}|\d{{4}}[-/]\d\d[-/]\d\d)"
CLOCK = r"\d{1,2}(?::\d\d)?\s*(?:am|pm|a\.m|p\.m)|\d{1,2}:\d\d"
DATELINE = re.compile(
    rf"(?:{WEEKDAY},?\s+)?{DAY}(?:st|nd|rd|th)?\b.{{0,40}}|{WEEKDAY}\b.{{0,20}}\d.{{0,20}}|(?:{CLOCK})\b.*"
    r"|\d{4}\s*年.{0,20}|\d{1,2}\s*月.{0,20}|.{0,30}\d{1,2}:\d\d\s?(?:am|pm)?\s?[–-].*",
    re.IGNORECASE,
)
# "Task 2: …" heads what follows; "Location: …" is a record.
PARTS = any_of(
    """
    task step part phase stage chapter lesson tip challenge scenario use_case option myth reason trend prediction principle goal
    problem solution section question takeaway day round level pattern rule track topic case approach method objective
    requirement finding insight mistake pillar act
    """
)
NUMBERED_LABEL = re.compile(
    r"[A-Z][\w-]*(?:\s+[\w-]+)?\s+#?\d{1,3}\s*[:：]\s*\S.*|"  # "PR #4: …"
    rf"(?:[A-Z][\w-]*\s+)?{PARTS}\b[^:：]{{0,24}}[:：]\s*\S.*|第[一二三四五六七八九十\d]+[步章节部分阶段].*",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\d{1,2}[.)]\s*[A-Z“\u3400-\u9fff]")
RECORDS = any_of(
    """
    location venue room dates? time when where who speakers? students? mentors? interns? hosts? contact e-?mail phone website
    web twitter github slack slides? video source authors? company role project organization country city cost price
    registration deadline level duration track moderators? panelists? tl;?dr note ps p\\.s\\. via cc tags? credit languages?
    license repo(?:sitory)? link url q a hashtag 地点 时间 日期 学生 导师 主页 链接 作者 译者
    """
)
RECORD = re.compile(rf"{RECORDS}\s*(?:\(s\))?\s*[:：]", re.IGNORECASE)
PARTICIPANT = re.compile(r"(?:students?|mentees?|interns?|mentors?|学生|导师)\s*[:：]", re.IGNORECASE)
LABEL = re.compile(r"(?P<label>[^:：]{1,40})[:：]\s+(?P<value>\S.*)")
SENTENCE_START = re.compile(
    any_of(
        """
        i i[’']\\w+ we[’']\\w+ thanks thank_you_(?:to|for|so) please click see_you stay_tuned sign_up check_out find_out
        read_more learn_more register_(?:now|today|here) for_more here_(?:is|are) happy
        """
    )
    + r"\b",
    re.IGNORECASE,
)
WITH_PEOPLE = re.compile(r"(?:with|and|at|on|speaking|presenting|receiving|giving|accepting)\b", re.IGNORECASE)
WITH_OTHERS = re.compile(
    r"[A-Z]\w+ (?:and [A-Z]\w+ )?with (?:other|her|his|fellow|friends|some|members|attendees|colleagues)\b"
)
NUMBERS = re.compile(r"\d[\d.,]*\s*%?")
TWO_SENTENCES = re.compile(r"\w\w[.!]\s+\w")
ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w|(?:^|\s)[@#][A-Za-z]")


def read_heading(reading: Reading) -> Found | None:
    """The next line as a heading, if it looks like one and what follows is what it heads."""
    paragraph = reading.here
    line = paragraph.lines[0].strip()
    if len(line) > QUESTION_LENGTH or reading.is_title(line):
        return None
    if len(paragraph.lines) > 1 and not _runs_on(paragraph.lines[1]):
        return None
    if not looks_like_heading(line, is_interview=reading.is_interview, language=reading.language) or _after_dateline(reading):
        return None
    if len(paragraph.lines) == 1 and not _heads_something(reading):
        return None
    heading = Block(
        Kind.HEADING, line, paragraph.start, paragraph.start, level=_level(reading), blank_before=paragraph.blank_before
    )
    if len(paragraph.lines) == 1:
        return Found((heading,))
    rest = Block(Kind.PARAGRAPH, "\n".join(paragraph.lines[1:]), paragraph.start + 1, paragraph.end, blank_before=0)
    return Found((heading, rest))


def without_emoji(line: str) -> str:
    return line if line[-1:].isascii() else EMOJI.sub("", line)


def _runs_on(line: str) -> bool:
    """Whether the line right below a heading is its text: prose, a sentence, an item."""
    return (
        len(line) >= PROSE_LENGTH or is_item(line) or (line.rstrip().endswith((".", ":", "?", "!")) and len(line.split()) > 3)
    )


def looks_like_heading(line: str, *, is_interview: bool = False, language: str = "en") -> bool:
    """Whether a line alone could be a heading, whatever stands below it.

    >>> [looks_like_heading(line) for line in ("Getting a service to run", "We were testing it.", "May 8-11, 2017")]
    [True, False, False]
    """
    if len(line) > QUESTION_LENGTH:
        return False
    bare = without_emoji(line)
    if bare.endswith(STOPS):
        return False
    asks = bare.endswith(("?", "？"))
    width = len(bare) + 2 * len(HAN.findall(bare)) if not bare.isascii() else len(bare)
    words = bare.split()
    if (
        not bare
        or width > (QUESTION_LENGTH if asks and is_interview else LENGTH)
        or (len(words) > WORDS and not (asks and is_interview))
    ):
        return False
    if not _starts_well(bare) or DATELINE.fullmatch(bare) or ADDRESS.search(bare):
        return False
    if NUMBERED_LABEL.fullmatch(bare) or NUMBERED.match(bare) or (is_interview and asks):
        return True
    if (
        RECORD.match(bare)
        or SENTENCE_START.match(bare)
        or _is_picture_of_people(bare)
        or len(NUMBERS.findall(bare)) > 2
        or bare.count("%") > 1
    ):
        return False
    if (match := LABEL.fullmatch(bare)) and len(match["value"].split()) < 4 and names.is_person(match["value"]):
        return False
    if _is_sentence(bare, words, asks=asks):
        return False
    return language != "zh-hans" or not re.search(r"[，,。、；;].*[，,。、；;]", bare)


def _starts_well(line: str) -> bool:
    """A capital, a digit, Han, or a name that is written small: "gRPC Semantics", "etcd Background"."""
    words = line.split()
    first = words[0]
    if first[0].isupper() or first[0].isdigit() or HAN.match(first):
        return True
    return first[0].isalpha() and (
        any(c.isupper() for c in first[1:]) or (len(words) > 1 and words[1][0].isupper() and lower_share(words[1:]) == 0)
    )


def _is_sentence(line: str, words: list[str], *, asks: bool) -> bool:
    """Whether a line reads as a sentence that lost its stop, or cries out as one."""
    share = lower_share(words)
    if line.endswith(("!", "！")):
        return share > TITLE_CASE
    if asks:
        return len(words) > 14 or bool(TWO_SENTENCES.search(line))
    return len(words) > SENTENCE_WORDS and share > TITLE_CASE


def lower_share(words: list[str]) -> float:
    long = [word for word in words if len(word) >= 4 and word[0].isalpha()]
    return sum(word[0].islower() for word in long) / len(long) if long else 0.0


def _is_picture_of_people(line: str) -> bool:
    """ "Ada Example with Bo Sample, keynote speaker at …": a caption that lost its picture."""
    words = line.split()
    if WITH_OTHERS.match(line) and not words[0].endswith("ing"):
        return True
    for size in (2, 3):
        name, rest = " ".join(words[:size]), " ".join(words[size:])
        if rest and names.is_person(name.rstrip(",")) and (name.endswith(",") or WITH_PEOPLE.match(rest)):
            return lower_share(words[size:]) > TITLE_CASE
    return False


def _after_dateline(reading: Reading) -> bool:
    """Under a heading's date stands its place, not another heading."""
    before = reading.before
    return before is not None and before.kind is Kind.PARAGRAPH and bool(DATELINE.fullmatch(before.text.strip()))


def _heads_something(reading: Reading) -> bool:
    stack: list[str] = []
    while (following := reading.ahead(len(stack) + 1)) is not None and _could_stack(reading, following):
        stack.append(following.lines[0])
    if following is None:
        return False
    if len(stack) >= STACK:
        return _heads_links(reading, stack[:-1])
    line = reading.here.lines[0].strip()
    if following.start in reading.footnotes:
        return False
    if reading.is_title(following.lines[0].strip()):  # a few words may head a list of posts
        return len(reading.here.lines[0].split()) <= LINKS_HEADING_WORDS
    if _is_content(following):
        return True
    # A record below ("Student: …", a date) is content too, unless the line could be a name in the same list.
    text = following.lines[0].strip()
    return bool(DATELINE.fullmatch(text) or PARTICIPANT.match(text) or (RECORD.match(text) and not names.is_person(line)))


def _heads_links(reading: Reading, lines: list[str]) -> bool:
    """Whether a short line stands above a list of longer ones: the press's headlines, the titles of talks."""
    words = len(reading.here.lines[0].split())
    before = reading.before
    alone = before is None or before.kind is not Kind.PARAGRAPH or len(before.text) >= PROSE_LENGTH
    return alone and words <= LINKS_HEADING_WORDS and all(len(line.split()) > words + 1 for line in lines)


def _could_stack(reading: Reading, paragraph: Paragraph) -> bool:
    line = paragraph.lines[0].strip()
    if len(paragraph.lines) > 1 or reading.is_title(line) or (TWO_SENTENCES.search(line) and line.endswith("?")):
        return False
    return looks_like_heading(line, is_interview=reading.is_interview, language=reading.language)


def _is_content(paragraph: Paragraph) -> bool:
    if len(paragraph.lines) > 1 or len(paragraph.lines[0]) >= PROSE_LENGTH:
        return True
    text = paragraph.text
    if len(text) + 2 * len(HAN.findall(text)) >= PROSE_LENGTH or ITEM.match(paragraph.lines[0]):
        return True
    return without_emoji(text).endswith((".", "!", "?", ":", "”", '"', "。", "！", "？", "：", ")"))


def _level(reading: Reading) -> int:
    before = reading.before
    return 3 if before is not None and before.kind is Kind.HEADING and before.level == 2 else 2
