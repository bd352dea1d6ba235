"""Which of the foundation's projects a post is about, and which it merely mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from people.names import HAN_CHARACTER
from posts.importer.records import Block, Context, Draft, Kind, Note, ProjectLink
from projects import aliases

ABOUT = "about"
MENTIONS = "mentions"

# "Spoken of at length": named this often, by a fair share of the most named project's count, and not thinly spread.
MIN_COUNT = 4
SHARE_OF_MOST_NAMED = 0.4
WORDS_PER_MENTION = 200
SECTION_MENTIONS = 2  # how often a section must name the project its heading names, for the post to be about it

HAN_PER_WORD = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the post's text that is one thing: its title, one of its headings, a block."""

    text: str
    is_title: bool = False
    heading: int = 0  # its level; 0: not a heading


def find_projects(draft: Draft, context: Context) -> Draft:
    """Link the projects the post names; those in a title, at length or with a section of their own are what it is about."""
    pieces = list(_pieces(draft))
    mentions = _mentions(pieces)
    if not mentions:
        return draft
    counts = Counter(slug for slug, _piece in mentions)
    titled = {slug for slug, piece in mentions if pieces[piece].is_title}
    sections = _with_a_section(pieces, mentions)
    lengthy = _at_length(counts, pieces)
    known = {link.slug for link in draft.projects}
    links, notes = [], []
    for slug in counts:
        about = slug in titled or slug in sections or slug in lengthy
        if slug not in known:
            links.append(ProjectLink(slug, ABOUT if about else MENTIONS))
        if about:
            where = "its title" if slug in titled else "a heading" if slug in sections else f"{counts[slug]} places"
            notes.append(Note("projects", f"The post is about {aliases.LANDSCAPE[slug].name}: named in {where}."))
    return replace(draft, projects=(*draft.projects, *links), notes=(*draft.notes, *notes))


def _pieces(draft: Draft) -> Iterator[Piece]:
    for text in draft.texts:
        if text.title:
            yield Piece(text.title, is_title=True)
        for block in text.blocks:
            if block.kind is not Kind.CODE:
                yield Piece(plain(block), heading=block.level if block.kind is Kind.HEADING else 0)
    # What left the text still tells what it is about: "Guest post from the Prometheus project".
    if draft.syndication:
        yield Piece(draft.syndication.publication)
    for credit in draft.credits:
        yield Piece(credit.organization)


def plain(block: Block) -> str:
    """All the words of a block."""
    return "\n".join(item.text for item in block.items) if block.items else block.text


def _mentions(pieces: Sequence[Piece]) -> list[tuple[str, int]]:
    """(slug, index of the piece) of every mention; found in one go, as one use of a name makes another one clear."""
    starts, reached = [], 0
    for piece in pieces:
        starts.append(reached)
        reached += len(piece.text) + 1
    found = aliases.find("\n".join(piece.text for piece in pieces))
    return [(mention.slug, bisect_right(starts, mention.start) - 1) for mention in found]


def _at_length(counts: Counter[str], pieces: Sequence[Piece]) -> set[str]:
    candidates = {slug for slug, count in counts.items() if count >= MIN_COUNT}
    if not candidates:
        return candidates
    words = sum(_words(piece.text) for piece in pieces)
    enough = max(SHARE_OF_MOST_NAMED * max(counts.values()), words / WORDS_PER_MENTION)
    return {slug for slug in candidates if counts[slug] >= enough}


def _words(text: str) -> int:
    words = text.count(" ") + 1
    return words if text.isascii() else words + len(HAN_CHARACTER.findall(text)) // HAN_PER_WORD


def _with_a_section(pieces: Sequence[Piece], mentions: Sequence[tuple[str, int]]) -> set[str]:
    """The projects that a heading names and the text under it goes on to name."""
    places: dict[str, list[int]] = defaultdict(list)
    for slug, index in mentions:
        places[slug].append(index)
    found = set()
    for slug, indexes in places.items():
        for index in dict.fromkeys(indexes):
            if pieces[index].heading:
                inside = bisect_left(indexes, _section_end(pieces, index)) - bisect_right(indexes, index)
                if inside >= SECTION_MENTIONS:
                    found.add(slug)
    return found


def _section_end(pieces: Sequence[Piece], heading: int) -> int:
    """The index of the heading of the same or a higher level, or of the title, that ends a section."""
    level = pieces[heading].heading
    for index in range(heading + 1, len(pieces)):
        if pieces[index].is_title or 0 < pieces[index].heading <= level:
            return index
    return len(pieces)
