"""Files → pages and drafts.

``find`` turns what an operator typed into sources; each source is read as often as needed, a page or a draft at a time.
"""

import glob
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol

from django.utils.translation import gettext as _

from posts.importer.readers import folders, frontmatter, jsonl, text, wxr
from posts.importer.records import Draft, Failure, LeftOut, Page

STANDARD_INPUT = "-"
PAGES = "pages"  # a kind of file, and the archive that all of them make up
SUFFIXES = {".txt": "pages", ".jsonl": "drafts", ".wxr": "wordpress"}
XML_HEAD = 2**16  # bytes of a file that must name WordPress or a feed
WILDCARDS = frozenset("*?[")


class Kept(Protocol):
    """What the database holds of a file: whole posts, but not all that the file held."""

    def pages(self) -> Iterator[Page | Failure]: ...

    def drafts(self, *, outline: bool) -> Iterator[Draft | Failure | LeftOut]: ...


class NothingToRead(ValueError):
    """A path leads to no page; the message names it and says how to mend it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of an archive. ``name`` is what reports and provenance call it: its path below the root of what was given."""

    name: str
    path: Path
    kind: str  # "pages": scraped text; "drafts": our own export; "wordpress": an export of it; "markdown": with front matter
    spool: Any = field(default=None, repr=False, compare=False)  # keeps a temporary file alive as long as its source
    kept: Kept | None = None  # what is read in place of a file
    corrections: Mapping[str, str] = field(default_factory=dict, repr=False)  # digest of lines → what an editor made of them
    problem: str = ""  # why it cannot be read at all
    others: tuple[Path, ...] = ()  # of a post in Markdown: the files of its other languages; of an export: its other parts

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders above ``name``, the nearest first; none of standard input."""
        if self.spool is not None:
            return ()
        above = len(self.path.parts) - len(PurePosixPath(self.name).parts)
        return tuple(shown(folder) for folder in self.path.parts[above - 1 : 0 : -1])

    @property
    def size(self) -> int:
        """In bytes; 0 of what the database holds, and of a file that may not be read: whoever reads it says so."""
        try:
            return sum(path.stat().st_size for path in (self.path, *self.others)) if self.kept is None else 0
        except OSError:
            return 0

    @property
    def bare(self) -> "Source":
        """The same, fit for another process: whoever has the original keeps its temporary file."""
        return replace(self, spool=None) if self.spool else self

    @property
    def archive(self) -> str:
        """The archive it is a part of, of which one import at a time is possible; "" if any post may be concerned."""
        if self.kept or self.kind == "drafts":
            return ""
        if self.kind == "wordpress":
            return f"wordpress {wxr.archive_of(self.path)}".rstrip()
        if self.kind == "markdown":
            return f"markdown {frontmatter.archive_of(self.path)}".rstrip()
        return PAGES  # all are woven into one order

    @property
    def is_page(self) -> bool:
        return self.kind == PAGES

    def pages(self) -> Iterator[Page | Failure]:
        """The page of a file of kind "pages", or why there is none."""
        if self.kept:
            yield from self.kept.pages()
        elif self.problem:
            yield Failure(self.name, 1, 1, self.problem)
        elif self.is_page:
            page = text.read(self.path, self.name)
            yield replace(page, corrections=self.corrections) if isinstance(page, Page) else page

    @property
    def names(self) -> tuple[str, ...]:
        """What reports call each of its files."""
        if self.spool is not None or not self.others:
            return (self.name,)
        root = self.path.parents[len(PurePosixPath(self.name).parts) - 1]
        return (self.name, *(_name(path, str(root)) for path in self.others))

    @property
    def is_foreign(self) -> bool:
        """Whether another system's posts come from it."""
        return self.kind in ("wordpress", "markdown")

    def drafts(self, *, outline: bool = False) -> Iterator[Draft | Failure | LeftOut]:
        """The drafts of a file that is no page, and a failure for each record that holds none.

        Of an ``outline`` the bodies may be missing: it is for a first look.
        """
        paths = (self.path, *self.others)
        if self.kept:
            yield from self.kept.drafts(outline=outline)
        elif self.kind == "drafts":
            yield from jsonl.read(self.path, self.name, self.corrections)
        elif self.kind == "wordpress":
            yield from wxr.read(paths, self.names, self.corrections, outline=outline)
        elif self.kind == "markdown":
            root = self.path.parents[len(PurePosixPath(self.name).parts) - 1]
            yield from frontmatter.read(paths, self.names, root, self.corrections)


def find(paths: Sequence[str]) -> list[Source]:
    """The sources behind files, folders (searched through), globs and ``-`` (standard input), in the order given, each once.

    Raises :class:`NothingToRead` for a path that leads nowhere.
    """
    roots: list[Path] = []
    files: dict[Path, str] = {}  # → why it cannot be read
    spooled: list[Source] = []
    for given in dict.fromkeys(paths):
        if given == STANDARD_INPUT:
            spooled.append(_spooled(sys.stdin.buffer, "stdin"))
            continue
        for found in _expand(given):
            if Path(found).is_fifo():  # a named pipe, or what a shell makes of <(zcat page.txt.gz)
                with open(found, "rb") as pipe:
                    spooled.append(_spooled(pipe, shown(Path(found).name)))
                continue
            path = Path(os.path.abspath(found))
            roots.append(path if path.is_dir() else path.parent)
            files |= _pages_below(path, given) if path.is_dir() else {path: _regular(path, given)}
    if not files and not spooled:
        raise NothingToRead(_("No path was given: name the files or folders to import."))
    root = os.path.commonpath(roots) if roots else ""
    return list(_sources(files, root)) + spooled


def _sources(files: Mapping[Path, str], root: str) -> Iterator[Source]:
    """A source for every file; but one for all languages of a post in Markdown, and for all parts of a WordPress export.

    Such a source stands where its first file does.
    """
    kinds = {path: PAGES if problem else _kind(path) for path, problem in files.items()}
    together = frontmatter.group(path for path, kind in kinds.items() if kind == "markdown")
    together += _exports(path for path, kind in kinds.items() if kind == "wordpress")
    others = {paths[0]: paths[1:] for paths in together}
    for path, kind in kinds.items():
        if path in others:
            yield Source(_name(path, root), path, kind, others=others[path])
        elif kind not in ("markdown", "wordpress"):
            yield Source(_name(path, root), path, kind, problem=files[path])


def _exports(files: Iterable[Path]) -> list[tuple[Path, ...]]:
    """The files of each site: an export of any size is cut in several, and a gallery can show what another part holds."""
    sites: dict[str, list[Path]] = {}
    for path in files:
        sites.setdefault(wxr.site_of(path) or str(path), []).append(path)
    return [tuple(paths) for paths in sites.values()]


def _expand(given: str) -> list[str]:
    """``given`` itself, or what it matches: a shell leaves a quoted glob to us, and Windows' every glob."""
    if os.path.lexists(given):
        if not os.path.exists(given):
            message = _("%(path)s: the link points to nothing. Mend the link or name the file itself.")
            raise NothingToRead(message % {"path": given})
        return [given]
    if not WILDCARDS & set(given):
        raise NothingToRead(_("%(path)s: no such file or folder. Check the spelling, or give the full path.") % {"path": given})
    if not (found := sorted(glob.glob(given, recursive=True))):
        raise NothingToRead(_("%(path)s: the pattern matches no file. Try it with “ls” first.") % {"path": given})
    return found


def _pages_below(folder: Path, given: str) -> dict[Path, str]:
    """The pages and exports below ``folder``, sorted → why one cannot be read, or ""."""
    found = folders.below(folder, _is_wanted, frozenset(SUFFIXES))
    if problem := found.get(folder):
        raise NothingToRead(f"{given}: {problem}")
    if not found:
        message = _("%(path)s: the folder holds no page. Pages are .txt files, exports .jsonl, WordPress's .xml, posts .md.")
        raise NothingToRead(message % {"path": given})
    return found


def _regular(path: Path, given: str) -> str:
    """Nothing is wrong with a file, as far as can be told before it is read; a device never ends."""
    if not path.is_file():
        message = _("%(path)s: this is a socket or a device, no file. Name a file or a folder; “-” is standard input.")
        raise NothingToRead(message % {"path": given})
    return ""


def _name(path: Path, root: str) -> str:
    """``path`` below ``root``, the same on every system."""
    return shown(path.relative_to(root).as_posix())


def shown(name: str) -> str:
    """A name of the file system as text; bytes that are none are shown as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_wanted(path: Path) -> bool:
    """Whether a file below a folder is imported by how it begins."""
    return frontmatter.is_post(path) or (path.suffix.lower() == ".xml" and _is_feed(path))


def _kind(path: Path) -> str:
    if known := SUFFIXES.get(path.suffix.lower()):
        return known
    if frontmatter.is_post(path):
        return "markdown"
    if path.suffix.lower() == ".xml" or _is_feed(path):
        return "wordpress"
    return "drafts" if _begins_with_object(path) else "pages"


def _is_feed(path: Path) -> bool:
    """Whether the file begins as an RSS feed or a WordPress export does."""
    try:
        with path.open("rb") as file:
            head = file.read(XML_HEAD).replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        begins = head.startswith(b"<") or path.suffix.lower() == ".xml"  # a warning of PHP can stand above
        return begins and b"<rss" in head
    except OSError:
        return False  # whoever reads it says why


def _begins_with_object(path: Path) -> bool:
    """Whether the first line of a file with any other name is a JSON object, as in an export."""
    try:
        with path.open("rb") as file:
            start = file.read(1).strip()
            return start == b"{" and isinstance(json.loads(start + file.readline()), dict)
    except (OSError, ValueError, RecursionError):
        return False  # whoever reads it says why


def _spooled(stream: BinaryIO, name: str) -> Source:
    """What is piped in, kept in a temporary file: an import reads everything twice."""
    spool = tempfile.NamedTemporaryFile(prefix="import-", suffix=".spool")  # noqa: SIM115  closed with its source
    shutil.copyfileobj(stream, spool)
    spool.flush()
    path = Path(spool.name)
    return Source(name, path, _kind(path), spool)
