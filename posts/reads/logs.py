"""Opening an access log: a file, plain or compressed with gzip, or standard input. A line at a time, however large."""

import contextlib
import gzip
import sys
import zlib
from collections.abc import Iterator
from io import BufferedReader
from typing import cast

from posts.reads.lines import LONGEST

STDIN = "-"
GZIP = b"\x1f\x8b"


class Unreadable(Exception):
    """A log that cannot be opened, or not read to its end. The message says why."""


def lines_of(path: str) -> Iterator[bytes]:
    """Each line with its end; the beginning of one that is longer than ``LONGEST``. Raises :class:`Unreadable`."""
    try:
        with contextlib.ExitStack() as stack:
            raw = cast(BufferedReader, sys.stdin.buffer) if path == STDIN else stack.enter_context(open(path, "rb"))
            # What a log is called says little: access.log.2.gz may have been unpacked on the way here.
            packed = raw.peek(len(GZIP))[: len(GZIP)] == GZIP
            file = stack.enter_context(gzip.GzipFile(fileobj=raw)) if packed else raw
            while line := file.readline(LONGEST):
                yield line
                while len(line) == LONGEST and not line.endswith(b"\n"):
                    line = file.readline(LONGEST)
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable(reason) from error
