"""The words of one text as the block rules see it: its paragraphs, where we are, and what is true of the whole."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from people.names import HAN
from posts.importer.records import Block, Paragraph

CAPITALISED = r"[A-Z][\w.’'-]*"
NAME = rf"{CAPITALISED}(?: (?:{CAPITALISED}|de|van|von|der)){{0,3}}"
TURN = re.compile(
    rf"(?P<speaker>[QA](?=\d)|{NAME}|[A-Z]|问|答|[{HAN}]{{2,6}})(?:(?<=[QA问答])\d{{1,2}})?\s*[:：]\s*(?=\S)(?![/\d])"
)
NOT_A_SPEAKER = frozenset(
    """
    date example figure location mentee mentor mentors note photo source step student table time tip update what when
    where who why
    """.split()
)
QUESTION_LENGTH = 250  # characters
INTERVIEW_QUESTIONS = 3  # as many lines that ask make an interview


@dataclass(slots=True)
class Reading:
    """Where a rule stands: ``paragraphs[at]`` is next to be read. Only ``read_blocks`` moves it on."""

    paragraphs: tuple[Paragraph, ...]
    at: int
    language: str
    speakers: frozenset[str] = frozenset()
    is_interview: bool = False
    footnotes: frozenset[int] = frozenset()  # start lines of the paragraphs that are footnotes
    before: Block | None = None  # the block just made
    deeper: str = ""  # the series of numbered headings that is one level deeper, as it began right below a heading
    is_title: Callable[[str], bool] = lambda line: False  # whether a line is another post's title: it will be a link

    @property
    def here(self) -> Paragraph:
        return self.paragraphs[self.at]

    def ahead(self, count: int = 1) -> Paragraph | None:
        index = self.at + count
        return self.paragraphs[index] if index < len(self.paragraphs) else None


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule made of the next ``count`` paragraphs."""

    blocks: tuple[Block, ...]
    count: int = 1


def find_speakers(paragraphs: Sequence[Paragraph]) -> dict[str, int]:
    """Speaker → how often they ask, of those who take turns as ``Name: …``: two speakers at least, each twice."""
    turns: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for paragraph in paragraphs:
        for line in paragraph.lines:
            if (":" in line[:48] or "：" in line[:48]) and (match := TURN.match(line)):
                speaker = match["speaker"]
                if speaker.casefold() not in NOT_A_SPEAKER:
                    turns[speaker] += 1
                    asked[speaker] += line.rstrip().endswith(("?", "？"))
    spoken = [speaker for speaker, count in turns.items() if count >= 2]
    return {speaker: asked[speaker] for speaker in spoken} if len(spoken) >= 2 else {}


def count_questions(paragraphs: Sequence[Paragraph]) -> int:
    return sum(
        paragraph.lines[-1].rstrip().endswith(("?", "？"))
        and len(paragraph.lines) == 1
        and len(paragraph.lines[0]) < QUESTION_LENGTH
        for paragraph in paragraphs
    )
