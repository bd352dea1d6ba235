"""A WordPress export of any size → its ``<item>`` records, one at a time, each with the lines it stands on.

Records are found in the text before any of them is parsed, so that a broken one costs no other: the parser sees one record,
never the file. Nothing declared in the file is expanded or fetched: a file that declares entities is refused, a record has no
DTD.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.utils.translation import gettext as _
from lxml import etree

from posts.digests import digest
from posts.importer.readers.decoding import NotText, decode, other_kind
from posts.importer.readers.item_xml import CDATA, NEXT_ITEM, PREFIXES, NotAnExport, check_head, not_wordpress, parse, readable
from posts.importer.readers.text import clean
from posts.importer.records import KEPT_RAW

CHUNK = 2**20  # characters
LARGEST = 16 * 2**20  # characters of one record; no post is longer
SAMPLE = 2**18  # bytes that tell an encoding
TOKEN = re.compile(r"<!\[CDATA\[|<!--|<item(?=[\s>])|</item\s*>")
LONGEST_TOKEN = 12  # characters that may be cut at a chunk's end
# By CDATA without its end. A post that shows such a record spells its brackets out (&lt;item&gt;).
SWALLOWED = re.compile(r"\n[ \t]*<item>\s*<title>[^\n]*</title>\s*<link>")
COMMENT = re.compile(r"<wp:comment>[^<]*(?:<(?!/?wp:comment>)[^<]*)*</wp:comment>\s*")
BETWEEN_RECORDS = re.compile(r"<!--.*?(?:-->|\Z)|</(?:channel|rss)\s*>", re.DOTALL)
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
PREFIXED = re.compile(r"<([A-Za-z][\w.-]{0,40}):[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Piece:
    """``text`` stands on lines ``start``–``end``: the head before the first record (``number`` 0), or a record.

    ``why`` says why it is none: it is cut off, or too long; its text is then only its beginning.
    """

    number: int
    text: str
    start: int
    end: int
    why: str = ""
    is_corrected: bool = False  # an editor wrote the text


def pieces(path: Path) -> Iterator[Piece]:
    """The head, then every record. Raises :class:`NotAnExport` and OSError."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="surrogateescape" if encoding == "utf-8-sig" else "replace") as file:
        yield from _cut(iter(lambda: file.read(CHUNK), ""))


def encoding_of(path: Path) -> str:
    """What the bytes are, whatever the file says: UTF-8 if they fit, else what it declares, else what they look like."""
    with path.open("rb") as file:
        head = file.read(SAMPLE)
        _refuse_other_files(head)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        declared = DECLARED.match(head.removeprefix(b"\xef\xbb\xbf"))
        decoder = codecs.getincrementaldecoder("utf-8")()
        file.seek(0)
        while block := file.read(SAMPLE):
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                break
        else:
            return "utf-8-sig"
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    if name in ("gb2312", "gbk", "gb18030"):
        return "gb18030"
    if name in ("iso-8859-1", "latin1", "windows-1252", "us-ascii"):
        return "sloppy-windows-1252"
    try:
        found = decode(block).encoding
    except NotText as error:
        raise NotAnExport(str(error)) from error
    # Of a file that says it is UTF-8, single records may be of another time: their bytes are looked at one by one.
    return {"windows-1252": "utf-8-sig", "utf-8": "utf-8-sig"}.get(found, found)


def _refuse_other_files(head: bytes) -> None:
    if other := other_kind(head):
        raise NotAnExport(other)
    if not head.strip():
        raise NotAnExport(_("The file is empty: export again in WordPress (Tools → Export), or leave the file out."))


def _tokens(chunks: Iterator[str]) -> Iterator[tuple[str, str]]:
    """The text before each token, and the token; "" where a chunk ends.

    Inside CDATA and comments only their own end counts: a post may quote ``</item>``.
    """
    text, position, closing = "", 0, ""
    for chunk in chunks:
        text, position = text[position:] + chunk, 0
        while (span := _next(text, position, closing)) is not None:
            start, end = span
            yield text[position:start], (token := text[start:end])
            closing = "" if closing else {"<![CDATA[": "]]>", "<!--": "-->"}.get(token, "")
            position = end
        whole = max(position, len(text) - LONGEST_TOKEN)
        yield text[position:whole], ""
        position = whole
    yield text[position:], ""


def _next(text: str, position: int, closing: str) -> tuple[int, int] | None:
    if closing:
        found = text.find(closing, position)
        return (found, found + len(closing)) if found >= 0 else None
    match = TOKEN.search(text, position)
    return match.span() if match else None


def _cut(chunks: Iterator[str]) -> Iterator[Piece]:
    """The head, each record from its ``<item>`` to its ``</item>``, and what stands between records and belongs to none."""
    number, line, inside = 0, 1, False
    gathered = _Gathered(1)
    for before, token in _tokens(chunks):
        line += before.count("\n")
        opens, closes = token == "<item" and not inside, token.startswith("</item")
        gathered.add(before)
        if not opens:
            gathered.add(token)
            line += token.count("\n")
        if number == 0 and gathered.size > LARGEST:
            raise NotAnExport(not_wordpress())
        if inside and closes:
            too_long = gathered.size > LARGEST
            yield (_too_long if too_long else Piece)(number, gathered.text, gathered.start, line)
        elif opens or closes:
            for piece in _outside(number, gathered, line, without_start=closes):
                number = piece.number
                yield piece
        else:
            continue
        number, inside, gathered = number + opens, opens, _Gathered(line)
        gathered.add(token if opens else "")
    if inside:
        yield from _unfinished(number, gathered.text, gathered.start, line, gathered.size)
    else:
        yield from _outside(number, gathered, line)


@dataclass(slots=True)
class _Gathered:
    """Text from line ``start`` on, no more of it than may be kept; ``size`` counts all."""

    start: int
    parts: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, part: str) -> None:
        if self.size <= LARGEST:
            self.parts.append(part)
        self.size += len(part)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def _outside(number: int, gathered: _Gathered, line: int, *, without_start: bool = False) -> Iterator[Piece]:
    """The head, if no record was met; and lines that belong to none, because a record lost its first line."""
    text, start = gathered.text, gathered.start
    if number == 0:
        yield Piece(0, text, 1, line)
        lost = text.rfind("<title") if without_start else len(text)
        text, start = text[lost:], start + text.count("\n", 0, max(lost, 0))
    stripped = BETWEEN_RECORDS.sub("", text).strip()
    if stripped:
        start += text[: text.find(stripped[0])].count("\n")
        message = _("These lines belong to no record: its “<item>” is lost. Mend it in the file, or export it again.")
        yield Piece(number + 1, text.strip()[:KEPT_RAW], start, line, message)


def _unfinished(number: int, text: str, start: int, end: int, size: int) -> Iterator[Piece]:
    """The record the file ends in. If others begin in it, its own end is lost, not theirs."""
    again = NEXT_ITEM.search(text, 5)
    if again and size <= LARGEST:
        yield from _resumed(Piece(number, text, start, end), again.start() + 1)
        return
    message = _("The file ends inside this record: it was cut off. Export or copy it again; the records above are in.")
    yield Piece(number, text[:KEPT_RAW], start, end, message)


def _resumed(piece: Piece, at: int) -> Iterator[Piece]:
    """``piece``, whose end is lost, given up at ``at``; then the records that begin there."""
    lost = piece.text[:at]
    after = piece.start + lost.count("\n")
    message = _("The record has no end, or a “<![CDATA[” without “]]>”. Mend it in the file, or export it again.")
    yield Piece(piece.number, lost[:KEPT_RAW], piece.start, after - 1, message)
    for other in _cut(iter([piece.text[at:]])):
        if other.number:
            start, end = other.start + after - 1, other.end + after - 1
            yield Piece(piece.number + other.number, other.text, start, end, other.why)


def _too_long(number: int, text: str, start: int, end: int) -> Piece:
    message = _("The record is longer than %(size)d million characters: no post is. Take out what is embedded in it.")
    return Piece(number, text[:KEPT_RAW], start, end, message % {"size": LARGEST // 2**20})


def records(path: Path, corrections: Mapping[str, str]) -> Iterator[tuple[Piece, etree._Element | None, str]]:
    """Every piece with its element and what was mended; (piece, None, why) for a record that could not be read.

    The head comes first, without an element. ``corrections`` stand for the records of which they have the digest.
    """
    prefixes: tuple[str, ...] = PREFIXES
    for piece in pieces(path):
        if piece.number == 0:
            prefixes = check_head(piece.text)
            yield replace(piece, text=clean(readable(piece.text)[0])[0]), None, ""
            continue
        if not corrections:
            yield from _read(piece, prefixes)
            continue
        text = corrections.get(digest(kept(piece)))
        for found in _read(_corrected(piece, text), prefixes):
            part = corrections.get(digest(kept(found[0])))  # of a record that was found in another's lines
            yield from _read(_corrected(found[0], part), prefixes) if part else (found,)


def _corrected(piece: Piece, text: str | None) -> Piece:
    return replace(piece, text=text, why="", is_corrected=True) if text else piece


def whole(piece: Piece) -> str:
    """A record without those who commented on it."""
    return clean(readable(COMMENT.sub("", piece.text))[0])[0].strip()


def kept(piece: Piece) -> str:
    """As much of a record as an editor can look at."""
    return whole(piece)[:KEPT_RAW]


def read_kept(text: str, start: int, end: int) -> tuple[Piece, etree._Element | None, str]:
    """A single record, whose file is not at hand: as :func:`records`."""
    piece = Piece(1, text, start, end)
    prefixes = tuple(dict.fromkeys((*PREFIXES, *PREFIXED.findall(text))))
    return next(_read(piece, prefixes))


def _swallowed(text: str) -> int:
    """Where a whole record begins inside a CDATA section: its end is lost, and the next one's was taken for it. 0: nowhere."""
    if not NEXT_ITEM.search(text, 5):
        return 0
    position = 0
    for number, part in enumerate(CDATA.split(text)):
        if number % 2 and (found := SWALLOWED.search(part)):
            return position + found.start() + 1
        position += len(part)
    return 0


def _read(piece: Piece, prefixes: tuple[str, ...]) -> Iterator[tuple[Piece, etree._Element | None, str]]:
    if piece.why:
        yield piece, None, piece.why
        return
    if again := _swallowed(piece.text):
        for other in _resumed(piece, again):
            yield from _read(other, prefixes)
        return
    element, mended = parse(piece.text, prefixes)
    if element is not None:
        yield piece, element, mended
    elif again := NEXT_ITEM.search(piece.text, 5):
        for other in _resumed(piece, again.start() + 1):
            yield from _read(other, prefixes)
    else:
        message = _("The record is not XML (%(reason)s). Mend it in the file, or export it again.")
        yield piece, None, message % {"reason": mended}
