"""Headings: short lines without a closing stop that have something below them."""

import re
from collections.abc import Iterator, Sequence

from people import names
from posts.importer.blocks.code import is_command
from posts.importer.blocks.heading_lines import (
    DATELINE,
    DAY_OF_AGENDA,
    QUESTION_LENGTH,
    TWO_SENTENCES,
    is_labelled,
    is_person_of,
    is_question,
    is_record,
    is_statistic,
    is_work,
    looks_like_heading,
    means_something,
    series_of,
    width,
    without_emoji,
)
from posts.importer.blocks.lists import ITEM, is_item
from posts.importer.reading import Found, Reading
from posts.importer.records import Block, Kind, Paragraph

PROSE_LENGTH = 90  # characters; as long a paragraph is content, stop or not
RUN_ON_WORDS = 3  # as few right below a heading are no sentence of its text
LINKS_HEADING_WORDS = 4  # a heading of posts' titles or headlines is shorter than they are
ROWS = 2  # lines below the heads of a table, and words that its heads repeat
STACK = 2  # heading-like lines in a row; more are a list of names or links, whose last one heads what follows
SMALL_NAME = re.compile(r"[a-z][a-z\d-]{2,}")
CLOSED = tuple('.!?:”")。！？：')  # how text ends, and a line that introduces something
REFERENCE = re.compile(r"\[\d{1,2}\]\s")
UNFINISHED = tuple(f" {word}" for word in "a an and by or that the to we you".split())
PARTICIPANT = re.compile(r"(?:students?|mentees?|interns?|mentors?|学生|导师)\s*[:：]", re.IGNORECASE)


def read_heading(reading: Reading) -> Found | None:
    """The next line as a heading, if it looks like one and what follows is what it heads."""
    paragraph = reading.here
    line, below = paragraph.lines[0].strip(), paragraph.lines[1:]
    if len(line) > QUESTION_LENGTH or reading.is_title(line) or (below and not _is_text_of(line, below)):
        return None
    if not _looks_like_heading(reading, line) or _is_below_dateline(reading) or _answers(reading):
        return None
    if not (below or _heads_something(reading)):
        return None
    level = _level(reading, line)
    heading = Block(Kind.HEADING, line, paragraph.start, paragraph.start, level=level, blank_before=paragraph.blank_before)
    if not below:
        return Found((heading,))
    return Found((heading, Block(Kind.PARAGRAPH, "\n".join(below), paragraph.start + 1, paragraph.end, blank_before=0)))


def _looks_like_heading(reading: Reading, line: str) -> bool:
    """Whether a line could be a heading here. "Example: Ada Sample" heads those who took part, else it names a person."""
    is_likely = looks_like_heading(
        line, is_interview=reading.is_interview, language=reading.language, is_common=lambda word: _is_common(reading, word)
    )
    is_likely = (is_likely and not _runs_into_list(reading, line)) or _begins_the_text(reading, line)
    is_likely = is_likely or _heads_a_day(reading, line)
    if is_likely and is_person_of(line):
        return not any(map(is_person_of, _beside(reading)))
    if not is_labelled(line) or line != reading.here.lines[0].strip():
        return is_likely
    before, below = reading.before, reading.ahead()
    if is_likely:  # unless it is one more "Training: 45,000 people" of several
        return before is None or before.kind is not Kind.PARAGRAPH or not is_labelled(before.text)
    return below is not None and bool(PARTICIPANT.match(below.lines[0]))


def _heads_a_day(reading: Reading, line: str) -> bool:
    """Whether a weekday and date head what happens then: below text that is done, not below what takes place on that day."""
    before = reading.before
    if not line[-1].isalnum() or before is None or not DAY_OF_AGENDA.fullmatch(line):
        return False
    return before.kind is not Kind.HEADING and before.text.endswith(CLOSED)


def _runs_into_list(reading: Reading, line: str) -> bool:
    """Whether a list ends the sentence that a line begins: "We recommend that you"."""
    below = reading.ahead()
    return line.endswith(UNFINISHED) and below is not None and is_item(below.lines[0])


def _beside(reading: Reading) -> Iterator[str]:
    """The lines right above and below, unless a heading stands there."""
    if reading.before is not None and reading.before.kind is Kind.PARAGRAPH:
        yield reading.before.text
    if (below := reading.ahead()) is not None:
        yield below.lines[0].strip()


def _is_common(reading: Reading, word: str) -> bool:
    """Whether the text writes a word small elsewhere: "practices" are no surname then."""
    small = f" {word.casefold()}"
    return any(small in line for paragraph in reading.paragraphs for line in paragraph.lines)


def _begins_the_text(reading: Reading, line: str) -> bool:
    """Whether a word that is always written small heads the text that begins with it: "etcd", "etcd is a store …"."""
    below = reading.ahead()
    is_small = line == reading.here.text.strip() and bool(SMALL_NAME.fullmatch(line))
    return is_small and below is not None and below.lines[0].startswith(f"{line} ")


def _is_text_of(heading: str, below: Sequence[str]) -> bool:
    """Whether the lines right below a heading are its text, rather than the rows under a table's heads, which repeat a word."""
    is_table = len(below) >= ROWS and len(set(heading.split())) <= len(heading.split()) - ROWS
    return _runs_on(below[0]) and not is_table


def _runs_on(line: str) -> bool:
    """Whether the line right below a heading is its text: prose, a sentence, an item."""
    is_sentence = line.rstrip().endswith((".", ":", "?", "!")) and len(line.split()) > RUN_ON_WORDS
    return len(line) >= PROSE_LENGTH or is_item(line) or is_sentence


def _is_below_dateline(reading: Reading) -> bool:
    """Under a heading's date stands its place, not another heading, unless that one counts or has a date itself."""
    before = reading.before
    if before is None or before.kind is not Kind.PARAGRAPH or series_of(reading.here.lines[0].strip()) not in ("", "?"):
        return False
    if not DATELINE.fullmatch(before.text.strip()):
        return False
    below = reading.ahead()
    return below is None or not DATELINE.fullmatch(below.lines[0].strip())


def _answers(reading: Reading, ahead: int = 0) -> bool:
    """Whether a line answers a question of an interview, short as it is: "Tabs or spaces?" – "Spaces!", and then the next."""
    if not reading.is_interview or reading.at + ahead == 0:
        return False
    above, here, below = (reading.ahead(ahead + step) for step in (-1, 0, 1))
    return _asks(above) and here is not None and not _asks(here) and (below is None or _asks(below))


def _asks(paragraph: Paragraph | None) -> bool:
    return paragraph is not None and is_question(paragraph.lines[-1].rstrip())


def _level(reading: Reading, line: str) -> int:
    """A heading right below another one is one level deeper, and so are those that count on from it."""
    before, series = reading.before, series_of(line)
    above = before.text if before is not None and before.kind is Kind.HEADING and before.level == 2 else ""
    if above and not (series and series_of(above) == series):
        reading.deeper = series
        return 3
    if series and series == reading.deeper:
        return 3
    reading.deeper = ""
    return 2


# What a heading has below it


def _heads_something(reading: Reading) -> bool:
    next_line = reading.ahead()
    if next_line and is_question(reading.here.text) and is_labelled(next_line.text):  # "Where do you run it?" – "At home: 40%"
        return True
    stack = _stack_below(reading)
    following = reading.ahead(len(stack) + 1)
    if following is None or following.start in reading.footnotes:
        return False
    if not stack and _answers(reading, 1):
        return True
    if len(stack) >= STACK:
        return _heads_links(reading, stack[:-1]) or _heads_terms(reading)
    line, below = reading.here.lines[0].strip(), following.lines[0].strip()
    if reading.is_title(below):  # a few words may head a list of posts
        return len(line.split()) <= LINKS_HEADING_WORDS
    return _is_content(following) or _is_listed(below) or _is_details(below, heading=line) or _heads_terms(reading)


def _stack_below(reading: Reading) -> list[str]:
    """The lines below that look like headings themselves, up to the first paragraph that does not."""
    stack: list[str] = []
    while (following := reading.ahead(len(stack) + 1)) is not None and _could_stack(reading, following):
        if _answers(reading, len(stack) + 1):
            break
        stack.append(following.lines[0])
    return stack


def _could_stack(reading: Reading, paragraph: Paragraph) -> bool:
    line = paragraph.lines[0].strip()
    if len(paragraph.lines) > 1 or reading.is_title(line) or (is_question(line) and TWO_SENTENCES.search(line)):
        return False
    return _looks_like_heading(reading, line)


def _heads_links(reading: Reading, lines: list[str]) -> bool:
    """Whether a short line stands above a list of longer ones: the press's headlines, the titles of talks."""
    words = len(reading.here.lines[0].split())
    before = reading.before
    starts_anew = before is None or before.kind is not Kind.PARAGRAPH or len(before.text) >= PROSE_LENGTH
    return starts_anew and words <= LINKS_HEADING_WORDS and all(len(line.split()) > words + 1 for line in lines)


def _heads_terms(reading: Reading) -> bool:
    """Whether a few words stand above labelled lines that could head nothing: "Endpoint: who gives it"."""
    line = reading.here.lines[0]
    below = [paragraph.lines[0].strip() for count in range(1, STACK + 1) if (paragraph := reading.ahead(count))]
    if len(below) < STACK or len(line.split()) > LINKS_HEADING_WORDS or is_labelled(line):
        return False
    return all(is_labelled(item) and (means_something(item) or not _looks_like_heading(reading, item)) for item in below)


def _is_content(paragraph: Paragraph) -> bool:
    """Whether a paragraph is text, an item or a command: long, of several lines, or with a stop at its end."""
    first = paragraph.lines[0]
    if len(paragraph.lines) > 1 or width(first) >= PROSE_LENGTH or ITEM.match(first) or REFERENCE.match(first):
        return True
    if is_command(first):
        return True
    return without_emoji(paragraph.text).endswith(CLOSED)


def _is_listed(line: str) -> bool:
    """Whether a line is a fact or a work: what lists without markers are made of."""
    return is_work(line) or (is_statistic(line) and not is_labelled(line))


def _is_details(line: str, *, heading: str) -> bool:
    """Whether a line tells of what its heading names: a date, "Student: …", or a record, unless both are of one list."""
    if DATELINE.fullmatch(line) or PARTICIPANT.match(line):
        return True
    return is_record(line) and not names.is_person(heading)
