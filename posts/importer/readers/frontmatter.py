"""A folder of Hugo, Jekyll or their like: Markdown with front matter → drafts. A post and its translations are one source.

Languages are told by the path (see :mod:`posts.importer.readers.layouts`) or by the front matter (``lang``). Front matter is
YAML (plain values only: a tag that would make an object is refused), TOML or JSON.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from posts.digests import digest
from posts.importer.readers.decoding import NotText, decode
from posts.importer.readers.frontmatter_parts import Broken
from posts.importer.readers.frontmatter_post import draft_of
from posts.importer.readers.joining import joined
from posts.importer.readers.layouts import ROOTS, filed
from posts.importer.readers.text import clean
from posts.importer.records import KEPT_RAW, Draft, Failure, LeftOut, Place, Raw

SUFFIXES = frozenset({".md", ".mdx", ".markdown", ".mdown"})
LARGEST = 8 * 2**20  # bytes
NO_CORRECTIONS: Mapping[str, str] = {}
SECTION = "_index"


def is_post(path: Path) -> bool:
    """Whether a file below a folder is a page of a site: it stands where they stand, or begins like one. A README does not."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    if not ROOTS.isdisjoint(path.parts[:-1]):
        return True
    try:
        with path.open("rb") as file:
            return file.readline(8).removeprefix(b"\xef\xbb\xbf").strip() in (b"---", b"+++")
    except OSError:
        return False


def group(files: Iterable[Path]) -> list[tuple[Path, ...]]:
    """The files of each post, in the order of the first of each."""
    posts: dict[str, list[Path]] = {}
    for path in files:
        posts.setdefault(filed(path).key, []).append(path)
    return [tuple(sorted(paths, key=lambda path: (len(path.name), path))) for paths in posts.values()]


def archive_of(path: Path) -> str:
    """The name of the site's own folder, "" if it has none: the files of one site are one archive."""
    return filed(path).key.partition("/")[0]


def read(
    paths: Sequence[Path], names: Sequence[str], root: Path, corrections: Mapping[str, str] = NO_CORRECTIONS
) -> Iterator[Draft | Failure | LeftOut]:
    """The post whose languages are the files at ``paths``, called ``names``. None may lead out of the folder ``root``.

    ``corrections`` are what editors made of files that could not be read, by the digest of those.
    """
    drafts: list[Draft] = []
    for path, name in zip(paths, names, strict=True):
        key, code = filed(path)
        try:
            if path.stem.partition(".")[0] == SECTION:
                yield LeftOut(name, 1, _("Left out: a page that lists a section."), 1)
                continue
            text = _read(path, root)
            corrected = corrections.get(digest(text[:KEPT_RAW]))
            draft = draft_of(corrected or text, name, code, key, is_corrected=corrected is not None)
        except Broken as error:
            ground = {"key": key, "language": code}
            yield Failure(name, error.line, error.line, str(error), _raw(path, root), ground=ground)
            continue
        if isinstance(draft, LeftOut):
            yield draft
        elif any(draft.texts[0].language == other.texts[0].language for other in drafts):
            message = _("Another file of this post is in the same language: rename one of the two.")
            yield draft.places[0].failure(message, same=draft.names)
        else:
            drafts.append(draft)
    if drafts:
        yield joined(drafts)


def from_kept(places: Sequence[Place]) -> Draft | Failure:
    """The post that was made of the texts kept at ``places``, read again by the rules of today."""
    drafts = []
    for place in places:
        raw = place.raw or Raw("")
        try:
            draft = draft_of(raw.text, place.file, raw.ground.get("language", ""), raw.ground.get("key", place.file))
        except Broken as error:
            return Failure(place.file, error.line, error.line, str(error), raw.text[:KEPT_RAW])
        if isinstance(draft, LeftOut):
            return Failure(draft.file, draft.line, place.line_end, draft.message, raw.text[:KEPT_RAW])
        drafts.append(replace(draft, places=(place,)))
    return joined(drafts)


def _read(path: Path, root: Path) -> str:
    if not path.resolve().is_relative_to(root.resolve()):
        raise Broken(_("The link leads out of the folder that is imported: copy the file it points to into the folder."))
    try:
        if path.stat().st_size > LARGEST:
            raise Broken(_("The file is too large for a post: take out what is embedded in it."))
        text = "".join(decode(path.read_bytes()).pieces())
    except OSError as error:
        message = _("The file cannot be read (%(reason)s): check that it is there and that you may read it.")
        raise Broken(message % {"reason": error.strerror}) from error
    except NotText as error:
        raise Broken(str(error)) from error
    return clean(text)[0]


def _raw(path: Path, root: Path) -> str:
    """What an editor sees of a file that failed; nothing of one that is not text or not in the folder."""
    try:
        return _read(path, root)[:KEPT_RAW]
    except Broken:
        return ""
