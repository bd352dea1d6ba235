"""A scraped listing page: bytes → a page of clean lines, numbered as an editor shows them."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from ftfy import TextFixerConfig, fix_text

from posts.importer.readers.decoding import REPLACEMENT, Bytes, File, NotText, decode, in_pieces
from posts.importer.records import Failure, Note, Page

LARGEST = 256 * 2**20  # bytes; read at once, as a page is

STAGE = "reading"

# A letter that is also the first byte of a UTF-8 sequence, then what its next byte reads as in Windows-1252; or a C1 control.
# Too wide, but ftfy decides; it begins with one set of characters, which is searched eight times as fast as alternatives.
CONTINUATION = "".join(sorted(set(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")) | set(map(chr, range(0x80, 0xC0)))))
MOJIBAKE = re.compile(f"[\x80-\x9f\u00c2-\u00f4](?:(?<=[\x80-\x9f])|[{re.escape(CONTINUATION)}])")
# ftfy's defaults would turn 《，》 into <,>, straighten quotes and decode the entities that a post is about.
REPAIR = TextFixerConfig(
    fix_character_width=False,
    uncurl_quotes=False,
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_line_breaks=False,
    remove_terminal_escapes=False,
    normalization=None,
    explain=False,
)

# Characters Python, not an editor, would take for the end of a line: form feeds, Unicode's own separators.
SEPARATORS = "\x0b\x0c\x1c-\x1f\x85\u2028\u2029"
# Characters no database, feed or reader can use: NUL and other controls, lone surrogates, byte order marks, non-characters.
UNUSABLE = "\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff"
SEPARATOR = re.compile(f"[{SEPARATORS}]")
UNCLEAN = re.compile(f"[{SEPARATORS}{UNUSABLE}]")


def read(path: Path, name: str) -> Page | Failure:
    """The page in the file at ``path``; ``name`` is what reports call it."""
    try:
        if (size := path.stat().st_size) > LARGEST:
            message = _("The file is too large for a page (%(size)d MB): split it, between two posts, below %(most)d MB.")
            return Failure(name, 1, 1, message % {"size": size // 2**20, "most": LARGEST // 2**20})
        with path.open("rb") as file:
            return parse(File(file.fileno()), name)
    except OSError as error:
        message = _("The file cannot be read (%(reason)s): check that it is there and that you may read it.")
        return Failure(name, 1, 1, message % {"reason": error.strerror})


def parse(data: Bytes, name: str) -> Page | Failure:
    """The page in ``data``. Never raises: what is no page is a failure that says what to do."""
    try:
        decoded = decode(data)
    except NotText as error:
        return Failure(name, 1, 1, str(error))
    lines: list[str] = []
    damaged, repaired, removed = [], [], Counter[tuple[int, str]]()
    blank = True
    for text in decoded.pieces():
        above = len(lines)
        blank = blank and text.isspace()
        if decoded.errors == "replace" and REPLACEMENT in text:
            damaged += [above + number for number, line in enumerate(text.split("\n"), 1) if REPLACEMENT in line]
        text, changed = repair(text)
        repaired += [above + number for number in changed]
        text, count, (line, character) = clean(text)
        if count:
            removed[above + line, character] = count
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)  # é written as e and an accent; widths and quotes stay as they are
        lines += text.removesuffix("\n").split("\n")
    if blank:
        return Failure(name, 1, 1, _("The file is empty: save the page again, or take the file out of the archive."))
    digest = hashlib.sha256()
    for piece in in_pieces(data):
        digest.update(piece)
    notes = tuple(_notes(decoded.encoding, damaged, repaired, removed))
    return Page(name, tuple(lines), decoded.encoding, digest.hexdigest(), notes)


def _notes(
    encoding: str, damaged: Sequence[int], repaired: Sequence[int], removed: Mapping[tuple[int, str], int]
) -> Iterator[Note]:
    """What was done to the text. ``removed`` counts by the line of the first character and that character itself."""
    if encoding != "utf-8":
        yield Note(STAGE, f"The file was read as {encoding}.")
    message = f"Bytes here are no {encoding}; “�” stands for them: compare with the original."
    for line in damaged:
        yield Note(STAGE, message, line, review=True)
    if repaired:
        yield Note(STAGE, f"Text decoded twice was repaired (lines: {len(repaired)}).", repaired[0])
    if removed:
        line, character = next(iter(removed))
        count, code = sum(removed.values()), f"U+{ord(character):04X}"
        yield Note(STAGE, f"Characters that cannot be shown were removed ({count}, the first is {code}).", line)


def line_of(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1


def repair(text: str) -> tuple[str, list[int]]:
    """Undo text decoded twice ("itâ€™s"); also the numbers of the lines that changed.

    Only lines that look it are given to ftfy, which needs half a second for a megabyte.
    """
    if not MOJIBAKE.search(text):
        return text, []
    lines, changed = text.split("\n"), []
    for index, line in enumerate(lines):
        if MOJIBAKE.search(line) and (fixed := fix_text(line, REPAIR)) != line:
            lines[index] = fixed
            changed.append(index + 1)
    return "\n".join(lines), changed


def clean(text: str) -> tuple[str, int, tuple[int, str]]:
    """``text`` without unusable characters, how many they were, and the first one's line and itself (0 and "" if none)."""
    if not UNCLEAN.search(text):
        return text, 0, (0, "")
    spaced = SEPARATOR.sub(" ", text)
    cleaned = UNCLEAN.sub("", spaced)
    if not (first := UNCLEAN.search(spaced)):
        return cleaned, 0, (0, "")
    return cleaned, len(spaced) - len(cleaned), (line_of(spaced, first.start()), first[0])
