"""Mark what was found in the original text. Pure; gives pieces, so that the template escapes them."""

import re

from posts.search.analyze import IS_UNSPACED, analyze, seen, spans
from posts.search.syntax import Query, Term

Pieces = list[tuple[str, bool]]  # text and whether it was looked for

SNIPPET = 220  # columns, as a Han character is as wide as two letters
LOOKED_THROUGH = 100_000  # characters of a text
STRETCH = 200  # characters
STRETCHES = re.compile(rf"[^\n]{{1,{STRETCH}}}\S{{0,20}}")  # not beyond a line, and not ending inside a word
# What a reader of the rendered text does not see where it stands: breaks of lines, marks of footnotes, fences of code, targets
# of references.
UNSEEN = re.compile(
    r"\\$|\[\^[^\]\s]{1,40}+\]:?|^[ \t]*(?:```|~~~).*$|(?<=\])\[[^\]\n]{0,200}+\]|^[ \t]{0,3}\[[^\]\n]{1,200}+\]:.*$",
    re.MULTILINE,
)
# The signs of Markdown that `seen` leaves: of quotes, then of blocks at the start of a line, or all of it; and around words.
QUOTE = re.compile(r"(?:[ \t]*>[ \t]?)+")
BLOCK = re.compile(r"[ \t]*(?:[-=*_|:` \t]+$|(?P<whole>#{1,6}[ \t]|!(?=\[)|\|)|[-+*][ \t]|\d+[.)][ \t])")
EMPHASIS = re.compile(r"(`[^`\n]*+`)|(?<!\w)_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?!\w)")
AROUND_WORDS = re.compile(r"!(?=\[)|~~|[*`\[\]]+")
CELLS = re.compile(r"[ \t]*\|[ \t]*")
BETWEEN = " · "  # blocks, and cells of a table, unless the one before ends with a sign
CLOSED, CLOSED_WIDE = tuple(".!?…:;,)”’\"'"), tuple("。！？：；，、）」』")
SPACE = re.compile(r"\s+")
# What an address or a tag that is gone leaves before a sign; and what nobody types after a wide one.
GAP = re.compile(r" (?=[.,;:!?](?:\s|$)|[。！？：；，、）」』])|(?<=[。！？：；，、（「『]) ")


def mark(text: str, query: Query) -> Pieces:
    """The whole of ``text`` in pieces.

    >>> from posts.search.syntax import parse
    >>> mark("Cloud-native news", parse("native"))
    [('Cloud-', False), ('native', True), (' news', False)]
    """
    return _pieces(text, _hits(text, query), 0, len(text))


def snippet(source: str, query: Query, columns: int = SNIPPET) -> Pieces:
    """The part of a Markdown text where most of what was looked for stands together; its beginning where nothing does."""
    source = source[:LOOKED_THROUGH]
    at = _best_stretch(source, query)
    width = _width(source[at : at + columns], columns)
    until = at + 2 * width  # what readers do not see counted
    text = readable(source[at:until])
    hits = _hits(text, query)
    start, end = _window(text, hits, width)
    before = [("… ", False)] if start or (at and source[at - 1] != "\n") else []
    after = [(" …", False)] if end < len(text) or until < len(source) else []
    return [*before, *_pieces(text, hits, start, end), *after]


def _best_stretch(source: str, query: Query) -> int:
    """Where the stretch with most of the wanted words begins: to look at all of a text closely takes ten times as long."""
    last_tokens = {term.tokens[-1] for term in query.wanted}
    as_written = {token for token in last_tokens if IS_UNSPACED.match(token)}  # pairs and characters are pieces of the text
    stems = last_tokens - as_written
    beginnings = [stem[:-2] or stem for stem in stems]
    best, most = 0, 0
    for stretch in STRETCHES.finditer(source):
        found = sum(token in stretch[0] for token in as_written)
        if stems and _may_hold(stretch[0], beginnings):
            found += len(stems.intersection(analyze(stretch[0])))
        if found > most:
            best, most = stretch.start(), found
            if most == len(last_tokens):
                break
    return best


def _may_hold(stretch: str, beginnings: list[str]) -> bool:
    """Whether a word in ``stretch`` may begin so. Words begin as their stems do, but for the last two letters of these, unless
    they are folded before that, as "Ｋ８ｓ" and "O'Reilly" are.
    """
    if "'" in stretch or not stretch.isascii():
        return True
    lowered = stretch.lower()
    return any(beginning in lowered for beginning in beginnings)


def readable(source: str) -> str:
    """Markdown as one line of plain text.

    >>> readable("## Why\\n\\nIt _was_ late.[^1]\\n\\n![Figure 1: a map]()\\n\\nThen we slept.")
    'Why · It was late. Figure 1: a map · Then we slept.'
    """
    text = ""
    for block in _blocks(UNSEEN.sub("", source)):
        if text and not text.endswith(CLOSED_WIDE):
            text += " " if text.endswith(CLOSED) else BETWEEN
        text += block
    return text


def _blocks(source: str) -> list[str]:
    """The paragraphs, headings, items, captions and rows of a Markdown text, each as a line of plain text."""
    blocks: list[str] = []
    is_open = False  # the next line goes on with the block before
    for raw in seen(source).split("\n"):
        line = raw[quote.end() :] if (quote := QUOTE.match(raw)) else raw
        sign = BLOCK.match(line)
        text = line[sign.end() :] if sign else line
        if sign and sign["whole"] == "|":
            text = CELLS.sub(BETWEEN, text.rstrip("| \t"))
        text = AROUND_WORDS.sub("", EMPHASIS.sub(r"\1", text))
        if not (text := GAP.sub("", SPACE.sub(" ", text).strip())):
            is_open = False
        elif is_open and not sign:
            blocks[-1] += f" {text}"
        else:
            blocks.append(text)
            is_open = not (sign and sign["whole"])
    return blocks


def _hits(text: str, query: Query) -> list[tuple[int, int]]:
    """The places of what was looked for, in order and apart from one another."""
    places = list(spans(text))
    tokens = [token for _start, _end, token in places]
    found: list[tuple[int, int]] = []
    for term in query.wanted:
        for at in _occurrences(term, tokens):
            last = places[at + len(term.tokens) - 1]
            found.append((places[at][0], last[0] + 1 if term.prefix else last[1]))
    return _merged(found)


def _occurrences(term: Term, tokens: list[str]) -> list[int]:
    wanted, size = list(term.tokens), len(term.tokens)
    if not term.prefix:
        return [at for at, token in enumerate(tokens) if token == wanted[0] and tokens[at : at + size] == wanted]
    *before, last = wanted
    return [
        at - size + 1
        for at, token in enumerate(tokens)
        if token.startswith(last) and at >= size - 1 and tokens[at - size + 1 : at] == before
    ]


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _width(text: str, columns: int) -> int:
    """How many characters of a text like this one stand in ``columns``."""
    return columns // 2 if len(text.encode(errors="replace")) > 2 * len(text) else columns


def _window(text: str, hits: list[tuple[int, int]], width: int) -> tuple[int, int]:
    """Where a snippet of ``width`` characters starts and ends: a little before the hit that most others follow closely."""
    if len(text) <= width:
        return 0, len(text)
    best, most, first = 0, 0, 0
    for last, (_start, end) in enumerate(hits):
        while hits[first][0] < end - width * 3 // 4 and first < last:
            first += 1
        if last - first + 1 > most:
            best, most = hits[first][0], last - first + 1
    start = max(0, min(best - width // 5, len(text) - width))
    return _at_word(text, start), _at_word(text, min(len(text), start + width))


def _at_word(text: str, at: int) -> int:
    """The next beginning of a word, if there is one near."""
    if at in (0, len(text)):
        return at
    space = text.find(" ", at - 1, at + 20)
    return space + 1 if space >= 0 else at


def _pieces(text: str, hits: list[tuple[int, int]], start: int, end: int) -> Pieces:
    pieces: Pieces = []
    at = start
    for hit_start, hit_end in hits:
        if hit_end <= start or hit_start >= end:
            continue
        if hit_start > at:
            pieces.append((text[at:hit_start], False))
        pieces.append((text[max(hit_start, at) : min(hit_end, end)], True))
        at = min(hit_end, end)
    if at < end:
        pieces.append((text[at:end], False))
    return pieces
