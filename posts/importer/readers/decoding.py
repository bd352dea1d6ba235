"""Bytes of unknown origin → text. Pure.

The archive was saved by many hands: UTF-8 mostly, now and then UTF-16 (Notepad), GB18030 (a Chinese Windows) or Windows-1252.
"""

import codecs
import io
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

import ftfy.bad_codecs  # noqa: F401  registers "sloppy-windows-1252", which knows every byte
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

REPLACEMENT = "\ufffd"

BYTE_ORDER_MARKS = (  # the four-byte ones first: they begin like the two-byte ones
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

# What other kinds of file begin with, and what to do about each.
REMOVE = gettext_noop("take it out of the folder")
UNPACK = gettext_noop("unpack it and import the pages inside")
SAVE = gettext_noop("open it and save its text as a .txt file")
MAGIC_NUMBERS = (
    (b"\x89PNG\r\n\x1a\n", gettext_noop("a PNG image"), REMOVE),
    (b"\xff\xd8\xff", gettext_noop("a JPEG image"), REMOVE),
    (b"GIF8", gettext_noop("a GIF image"), REMOVE),
    (b"RIFF", gettext_noop("an image or a recording"), REMOVE),
    (b"\x00\x00\x01\x00", gettext_noop("an icon"), REMOVE),
    (b"%PDF-", gettext_noop("a PDF document"), SAVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", gettext_noop("an Office document"), SAVE),
    (b"PK\x03\x04", gettext_noop("a ZIP archive or an Office document"), UNPACK),
    (b"\x1f\x8b", gettext_noop("a compressed file"), UNPACK),
    (b"BZh", gettext_noop("a compressed file"), UNPACK),
    (b"\xfd7zXZ\x00", gettext_noop("a compressed file"), UNPACK),
    (b"7z\xbc\xaf\x27\x1c", gettext_noop("a compressed file"), UNPACK),
    (b"Rar!\x1a\x07", gettext_noop("a compressed file"), UNPACK),
    (b"\x28\xb5\x2f\xfd", gettext_noop("a compressed file"), UNPACK),
    (b"SQLite format 3\x00", gettext_noop("a database"), REMOVE),
    (b"\x7fELF", gettext_noop("a program"), REMOVE),
    (b"MZ\x90\x00", gettext_noop("a program"), REMOVE),
)

LONGEST_MAGIC = max(len(magic) for magic, _kind, _advice in MAGIC_NUMBERS)

CODECS = {"windows-1252": "sloppy-windows-1252"}  # what Python calls an encoding, where that differs
PIECE = 2**19  # bytes that are looked at together
CONTROLS = bytes(c for c in range(0x20) if chr(c) not in "\t\n\v\f\r\x1b")
UTF16_NULS = 0.6  # share of NULs among every second byte that only English in UTF-16 reaches
BINARY_CONTROLS = 0.3  # share of control bytes in a file that is no text at all
STRAY_CONTROLS = 0.05  # … and what valid UTF-8 may hold beyond any other encoding
DAMAGE = 4  # valid multi-byte characters per invalid sequence that still make a text UTF-8
COMMON_HAN = 0.8  # share of everyday characters in what really is GB18030
SAMPLE = 2_000  # runs of characters outside ASCII that are looked at


class NotText(ValueError):
    """The bytes are some other kind of file; the message says which and what to do."""


class Bytes(Protocol):
    """``bytes``, or what is sliced like them: a file is looked at several times, and never all of it at once."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of an open file."""

    descriptor: int

    def __len__(self) -> int:
        return os.fstat(self.descriptor).st_size

    def __getitem__(self, part: slice, /) -> bytes:
        start, stop, _step = part.indices(len(self))
        return os.pread(self.descriptor, stop - start, start)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes whose encoding is known. The text is given a piece at a time: one emoji in it would quadruple all of it."""

    data: Bytes = field(repr=False)
    encoding: str
    mark: int = 0  # length of the byte order mark
    errors: str = "strict"  # "replace": some bytes may make no character; U+FFFD stands for them

    def pieces(self) -> Iterator[str]:
        """The text in whole lines, each ending in LF whatever it ended in, some hundred thousand characters together."""
        codec = codecs.getincrementaldecoder(CODECS.get(self.encoding, self.encoding))(self.errors)
        decoder = io.IncrementalNewlineDecoder(codec, translate=True)
        parts: list[str] = []  # of a line that is not complete yet
        for start in range(self.mark, len(self.data), PIECE):
            text = decoder.decode(self.data[start : start + PIECE], final=start + PIECE >= len(self.data))
            lines, end, rest = text.rpartition("\n")
            if end:
                yield self._paired("".join((*parts, lines, end)))
                parts = []
            parts.append(rest)
        if last := "".join(parts):
            yield self._paired(last)

    def _paired(self, text: str) -> str:
        """Pairs of surrogates become the character they stand for; a lone one stays, for the caller to remove."""
        if self.errors == "surrogatepass":
            return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        return text


def other_kind(head: bytes) -> str:
    """What other kind of file begins like this, and what to do about it; "" if none that is known."""
    for magic, kind, advice in MAGIC_NUMBERS:
        if head.startswith(magic):
            return _("The file is %(kind)s, not text: %(advice)s.") % {"kind": _(kind), "advice": _(advice)}
    return ""


def decode(data: Bytes) -> Decoded:
    """How to read ``data``; raises :class:`NotText` for images, archives, programs.

    Bytes that fit UTF-8 are UTF-8. The rest is told by elimination: UTF-8 with a little damage (a page cut inside a character),
    UTF-16 without its mark and GB18030 (nearly any bytes fit either, so they must also read as Chinese), Windows-1252.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data[: len(mark)] == mark:
            return Decoded(data, encoding, len(mark), "replace")
    if other := other_kind(data[:LONGEST_MAGIC]):
        raise NotText(other)
    if half := _utf16_by_nuls(data):
        return Decoded(data, half, errors="replace")
    controls = sum(len(piece) - len(piece.translate(None, CONTROLS)) for piece in in_pieces(data)) / max(len(data), 1)
    if controls > BINARY_CONTROLS:
        raise NotText(_("The file is not text, but full of control characters: take it out of the folder."))
    if decoded := _utf8(data):
        return decoded
    for encoding in ("utf-16-le", "utf-16-be") if _has_nul(data) else ():
        decoded = Decoded(data, encoding, errors="replace")
        if _reads_as_chinese(decoded.pieces()):
            return decoded
    if controls > STRAY_CONTROLS:
        raise NotText(_("The file is no text in UTF-8, UTF-16, GB18030 or Windows-1252: save it as UTF-8."))
    decoded = Decoded(data, "gb18030", errors="replace")
    return decoded if _reads_as_chinese(decoded.pieces()) else Decoded(data, "windows-1252")


def in_pieces(data: Bytes) -> Iterator[bytes]:
    """The bytes, ``PIECE`` of them at a time."""
    return (data[start : start + PIECE] for start in range(0, len(data), PIECE))


def _has_nul(data: Bytes) -> bool:
    return any(b"\x00" in piece for piece in in_pieces(data))


def _utf8(data: Bytes) -> Decoded | None:
    """``data`` as UTF-8, if that is what it is, with surrogates (a faulty exporter's) and damage let through."""
    for errors in ("strict", "surrogatepass"):
        decoded = Decoded(data, "utf-8", errors=errors)
        try:
            for _piece in decoded.pieces():
                pass
        except UnicodeDecodeError:
            continue
        return decoded
    decoded = Decoded(data, "utf-8", errors="replace")
    bad, beyond_ascii, piece = 0, 0, ""
    for piece in decoded.pieces():
        bad += piece.count(REPLACEMENT)
        beyond_ascii += sum(map(len, BEYOND_ASCII.findall(piece)))
    good = beyond_ascii - bad
    cut = bad == 1 and good > 0 and piece.endswith(REPLACEMENT)
    return decoded if good >= DAMAGE * bad or cut else None


def _utf16_by_nuls(data: Bytes) -> str | None:
    """Which UTF-16 a file without its mark is, told by the empty halves of its Latin letters."""
    if not _has_nul(data):
        return None
    half = max(len(data) // 2, 1)
    nuls = [0, 0]  # at even places, at odd ones
    for number, piece in enumerate(in_pieces(data)):
        shift = number * PIECE % 2
        nuls[shift] += piece[0::2].count(0)
        nuls[1 - shift] += piece[1::2].count(0)
    even, odd = nuls[0] / half, nuls[1] / half
    if odd >= UTF16_NULS and even < odd / 10:
        return "utf-16-le"
    if even >= UTF16_NULS and odd < even / 10:
        return "utf-16-be"
    return None


def _common_characters() -> frozenset[str]:
    """GB 2312's punctuation, fullwidth letters and 3,755 everyday characters (its rows 1–3 and 16–55)."""
    rows = (*range(0xA1, 0xA4), *range(0xB0, 0xD8))
    return frozenset("".join(bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in range(0xA1, 0xFF)))


COMMON = _common_characters()
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{1,100}")


def _reads_as_chinese(pieces: Iterable[str]) -> bool:
    """Whether the characters are those Chinese is written with, and Han stands beside Han.

    Windows-1252 taken for GB18030 turns "It’s" into "It抯": valid, but of characters nobody uses; "AÇÃO" into "A敲O": alone.
    """
    runs = [match[0] for match in islice((match for text in pieces for match in BEYOND_ASCII.finditer(text)), SAMPLE)]
    likely = sum(c in COMMON for run in runs for c in run if len(run) > 1 or not _is_han(c))
    return likely > 0 and likely >= COMMON_HAN * sum(map(len, runs))


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
