"""The turns of an interview: ``Ada: …``, ``Q: …``."""

from posts.importer.reading import TURN, Found, Reading
from posts.importer.records import Block, Kind


def read_turn(reading: Reading) -> Found | None:
    """One turn a line, of a speaker who takes several."""
    if not reading.speakers:
        return None
    paragraph = reading.here
    match = TURN.match(paragraph.lines[0])
    if match is None or match["speaker"] not in reading.speakers:
        return None
    blocks: list[Block] = []
    for number, line in enumerate(paragraph.lines, start=paragraph.start):
        match = TURN.match(line)
        if match and match["speaker"] in reading.speakers:
            blocks.append(Block(Kind.TURN, line[match.end() :].strip(), number, number, label=line[: match.end()].strip()))
        else:
            last = blocks.pop()
            blocks.append(Block(Kind.TURN, f"{last.text}\n{line.strip()}", last.start, number, label=last.label))
    return Found(tuple(blocks))
