"""Our own export, read back: one JSON object per line → a draft. The format is described in docs/export-format.md."""

from collections.abc import Iterator
from pathlib import Path

from posts.importer.records import Draft, Failure


def read(path: Path, name: str) -> Iterator[Draft | Failure]:
    """The drafts in the file at ``path``, one line at a time; a bad line is a failure and the rest goes on."""
    yield from ()
