"""What of a folder is imported, and what of it cannot be read, with the reason.

Nothing that may belong to the archive is passed over in silence. Hidden files and folders are nobody's archive.
"""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from posts.importer.readers.decoding import LONGEST_MAGIC, other_kind
from posts.importer.readers.frontmatter import SUFFIXES as MARKDOWN

TOLD_BY_CONTENT = frozenset({".xml", *MARKDOWN})  # imported if they begin as an export or a post does


def below(folder: Path, is_wanted: Callable[[Path], bool], names: frozenset[str]) -> dict[Path, str]:
    """What is imported, sorted → why it cannot be, or "". ``is_wanted`` looks into a regular file; ``names`` are suffixes of
    those that are imported whatever they hold.
    """
    found: dict[Path, str] = {}

    def unreadable(error: OSError) -> None:
        found[Path(error.filename)] = unread(error)

    root = folder.resolve()
    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in _visible(parent, folders):
            if path.is_symlink() and _leads_out(path, root):
                found[path] = _("The link leads out of the folder that is imported: name what it points to as well.")
        for path in _visible(parent, files):
            suffix = path.suffix.lower()
            if suffix in names or suffix in TOLD_BY_CONTENT:
                if problem := problem_of(path, root):
                    found[path] = problem
                elif suffix in names or _is_of_another_kind(path) or is_wanted(path):
                    found[path] = ""
    return dict(sorted(found.items(), key=lambda item: item[0].parts))


def _visible(parent: str, names: list[str]) -> Iterator[Path]:
    return (Path(parent, name) for name in names if not name.startswith("."))


def problem_of(path: Path, root: Path | None = None) -> str:
    """Why the file cannot be read, or may not be, as it is not below ``root``; "" if it can."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return _("This is a pipe, a socket or a device, no file: take it out of the folder.")
        if root is not None and path.is_symlink() and _leads_out(path, root):
            return _("The link leads out of the folder that is imported: copy the file it points to into the folder.")
        with path.open("rb"):
            return ""
    except OSError as error:
        return unread(error)


def unread(error: OSError) -> str:
    if isinstance(error, PermissionError) and os.path.isdir(error.filename):
        return _("The folder may not be looked into: ask for the right to read it, or name the folders beside it.")
    message = _("The file cannot be read (%(reason)s): check that it is there and that you may read it.")
    return message % {"reason": error.strerror}


def _leads_out(path: Path, root: Path) -> bool:
    return not path.resolve().is_relative_to(root)


def _is_of_another_kind(path: Path) -> bool:
    """A ZIP archive, say, that is called an export: whoever reads it says what to do."""
    with path.open("rb") as file:
        return bool(other_kind(file.read(LONGEST_MAGIC)))
