"""A folder of Hugo, Jekyll or their like: Markdown with front matter → drafts. A post and its translations are one source.

Languages are told by the path (see :mod:`posts.importer.readers.layouts`) or by the front matter (``lang``). Front matter is
YAML (plain values only: a tag that would make an object is refused), TOML or JSON.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml
from django.utils.translation import gettext as _

from posts.importer import identity
from posts.importer.readers.authors import NAME_LENGTH, people_of
from posts.importer.readers.decoding import NotText, decode
from posts.importer.readers.joining import joined
from posts.importer.readers.layouts import ROOTS, filed
from posts.importer.readers.text import clean
from posts.importer.readers.tongues import language_of, site_language
from posts.importer.records import KEPT_RAW, Credit, Draft, Failure, LeftOut, Note, Place, Raw, Syndication, Text, When

STAGE = "frontmatter"
SUFFIXES = frozenset({".md", ".mdx", ".markdown", ".mdown"})
FENCES = {"---": "---", "+++": "+++"}
LARGEST = 8 * 2**20  # bytes
LABEL_LENGTH = 100
PATH_LENGTH = 500

NO_CORRECTIONS: Mapping[str, str] = {}
DATED = re.compile(r"(\d{4}-\d\d?-\d\d?)-(.+)")
DAY_FOLDERS = re.compile(r"(?:^|/)(\d{4})/(\d\d?)/(\d\d?)(?:/|$)")
SECTION = "_index"
CODE = re.compile(r"(^```.*?^```|^~~~.*?^~~~|`[^`\n]+`)", re.DOTALL | re.MULTILINE)
SHORTCODE = re.compile(r"\{\{[<%]\s*/?\s*([\w./-]+)|\{%-?\s*([\w-]+)|\{\{-?\s*([\w.]+)")
RAW_HTML = re.compile(r"<([a-z][a-z0-9]*)(?=[\s>/])[^<>]*>", re.IGNORECASE)
# Attributes of a heading, a block, a picture or a link, as Hugo and kramdown have them: "## Lamps {#lamps}", "{: .note}".
HEADING_ID = re.compile(r"^(#{1,6}[ \t].*?)[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
ATTRIBUTES = re.compile(r"^[ \t]*\{(?::|[.#]\w)[^{}\n]*\}[ \t]*(?:\n|\Z)", re.MULTILINE)
BEHIND_LINK = re.compile(r"(\]\([^()\n]*\))\{:?[ \t]*(?:[.#]\w|\w+=)[^{}\n]*\}")
RELATIVE_MEDIA = re.compile(r"!\[[^\]]*\]\(\s*<?(?!https?://|/|data:|\{)([^)\s>]+)")


class Broken(ValueError):
    """The front matter cannot be read; ``line`` is its line in the file."""

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class File:
    """A Markdown file: where it is, what it is called, and the language its path tells ("" if none)."""

    path: Path
    name: str
    language: str


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
            corrected = corrections.get(identity.digest(text[:KEPT_RAW]))
            draft = _draft(corrected or text, name, code, key, is_corrected=corrected is not None)
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


# The file


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


def split(text: str) -> tuple[Mapping[str, Any], str, int]:
    """The front matter, the body, and the line the body begins on. Raises :class:`Broken`."""
    lines = text.split("\n")
    opening = lines[0].strip()
    if opening.startswith("{"):
        return _json(text)
    if opening not in FENCES:
        message = _("The file has no front matter: begin it with “---”, lines like “title: …”, and “---”.")
        raise Broken(message)
    closing = FENCES[opening]
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == closing), 0)
    if not end:
        raise Broken(_("The front matter has no end: close it with a line “%(mark)s”.") % {"mark": closing})
    matter = "\n".join(lines[1:end])
    found = _toml(matter) if opening == "+++" else _yaml(matter)
    return _mapping(found), "\n".join(lines[end + 1 :]), end + 2


def _mapping(found: Any) -> Mapping[str, Any]:
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Broken(_("The front matter is not a list of names and values: write lines like “title: …”."), 2)
    return {str(key).lower(): value for key, value in found.items()}


def _yaml(matter: str) -> Any:
    try:
        return yaml.safe_load(matter)
    except yaml.constructor.ConstructorError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        message = _("The front matter holds more than plain values (%(reason)s): take out the “!…” tag.")
        raise Broken(message % {"reason": error.problem}, line) from error
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        message = _("The front matter is not YAML (%(reason)s): put quotes around a value with “:” or “#” in it.")
        raise Broken(message % {"reason": error.problem or error.context}, line) from error
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError) as error:
        # What the library lets through of values that only look like a date or a number.
        message = _("The front matter holds a value that is none (%(reason)s): put quotes around it.")
        raise Broken(message % {"reason": " ".join(str(error).split())[:200]}, 2) from error


def _toml(matter: str) -> Any:
    try:
        return tomllib.loads(matter)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        message = _("The front matter is not TOML: %(reason)s.")
        raise Broken(message % {"reason": error}, int(line[1]) + 1 if line else 2) from error


def _json(text: str) -> tuple[Mapping[str, Any], str, int]:
    try:
        found, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        message = _("The front matter is not JSON (%(reason)s, column %(column)d).")
        raise Broken(message % {"reason": error.msg, "column": error.colno}, error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise Broken(_("The front matter holds a number too large or lists too deep.")) from error
    return _mapping(found), text[end:], text.count("\n", 0, end) + 1


# The draft


def from_kept(places: Sequence[Place]) -> Draft | Failure:
    """The post that was made of the texts kept at ``places``, read again by the rules of today."""
    drafts = []
    for place in places:
        raw = place.raw or Raw("")
        try:
            draft = _draft(raw.text, place.file, raw.ground.get("language", ""), raw.ground.get("key", place.file))
        except Broken as error:
            return Failure(place.file, error.line, error.line, str(error), raw.text[:KEPT_RAW])
        if isinstance(draft, LeftOut):
            return Failure(draft.file, draft.line, place.line_end, draft.message, raw.text[:KEPT_RAW])
        drafts.append(replace(draft, places=(place,)))
    return joined(drafts)


def _draft(text: str, name: str, code: str, key: str, *, is_corrected: bool = False) -> Draft | LeftOut:
    matter, body, line = split(text)
    stated = _word(matter, "lang", "language", "locale") or code
    if stated and site_language(stated) is None:
        return LeftOut(name, 1, _("Left out: a text in “%(code)s”, no language of this site.") % {"code": stated[:20]}, 1)
    if _word(matter, "layout", "type") in ("page", "home", "archive", "redirect"):
        return LeftOut(name, 1, _("Left out: a page that is no post."), 1)
    notes: list[Note] = []
    file = PurePosixPath(name)
    slug = file.stem if not code else file.stem.removesuffix(f".{code}")
    slug = file.parent.name if slug == "index" else slug
    dated = DATED.fullmatch(slug)
    slug = dated[2] if dated else slug
    title = _word(matter, "title")
    if not title:
        title = slug.replace("-", " ").strip().capitalize()
        notes.append(Note(STAGE, "The front matter has no title: the file's name stands for one.", review=True))
    if not title:
        raise Broken(_("The post has neither a title nor a name: add “title: …” to the front matter."))
    language = (site_language(stated) if stated else None) or language_of(f"{title}\n{body}")
    when = _when(matter, dated[1] if dated else _day_of_folders(file), notes)
    permalink = _path(_word(matter, "url", "permalink"))
    aliases = (_path(alias) for alias in _words(matter, "aliases", "redirect_from"))
    return Draft(
        ref=f"md:{identity.digest(_word(matter, 'guid', 'id') or permalink or key, 12)}",
        texts=(
            Text(
                language,
                title=title,
                slug=identity.address(_word(matter, "slug") or slug or title),
                summary=_word(matter, "summary", "description", "excerpt"),
                body=_body(body, notes),
            ),
        ),
        categories=_labels(matter, "categories", "category"),
        tags=_labels(matter, "tags", "tag"),
        credits=_credits(matter),
        syndication=_syndication(matter),
        when=when,
        status=_status(matter, name, when, notes),
        legacy_paths=tuple(dict.fromkeys(path for path in (permalink, *aliases) if path)),
        places=(
            Place(
                name,
                1,
                1,
                max(line, text.rstrip("\n").count("\n") + 1),
                raw=Raw(text, {"key": key, "language": code}, is_corrected),
            ),
        ),
        notes=tuple(replace(note, line=line) for note in notes),
    )


def _day_of_folders(file: PurePosixPath) -> str:
    """``blog/2018/09/25/lamps.md`` is of 2018-09-25."""
    found = DAY_FOLDERS.search(file.parent.as_posix())
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else ""


def _plain(value: Any) -> str:
    """A single value as text; nothing of lists and mappings."""
    if value is None or isinstance(value, bool | list | dict):
        return ""
    return " ".join(clean(str(value))[0].split())


def _word(matter: Mapping[str, Any], *names: str) -> str:
    return next(filter(None, (_plain(matter.get(name)) for name in names)), "")


def _words(matter: Mapping[str, Any], *names: str) -> list[str]:
    """A list, or what its names say once, between commas."""
    found: list[str] = []
    for name in names:
        value = matter.get(name)
        found += [_plain(item) for item in value] if isinstance(value, list) else re.split(r"\s*,\s*", _plain(value))
    return list(dict.fromkeys(filter(None, found)))


def _labels(matter: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    return tuple(label[:LABEL_LENGTH] for label in _words(matter, *names))


def _credits(matter: Mapping[str, Any]) -> tuple[Credit, ...]:
    found: list[Credit] = []
    for name in ("authors", "author"):
        value = matter.get(name)
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, dict):
                found += people_of(_plain(one))
                continue
            said = {str(key).lower(): inner for key, inner in one.items()}
            if who := _word(said, "name"):
                found.append(Credit(who[:NAME_LENGTH], title=_word(said, "title", "role")[:NAME_LENGTH]))
    return tuple(dict.fromkeys(found))


def _syndication(matter: Mapping[str, Any]) -> Syndication | None:
    address = _word(matter, "canonical", "canonicalurl", "canonical_url")
    try:
        host = urlsplit(address).hostname if address.startswith(("http://", "https://")) else None
    except ValueError:
        return None
    return Syndication(host.removeprefix("www."), address) if host else None


def _path(address: str) -> str:
    """The path of an address on the site; nothing of a pattern (``/:year/:title``)."""
    try:
        path = unquote(urlsplit(address).path, errors="replace")
    except ValueError:
        return ""
    path = clean(path if path.startswith("/") else f"/{path}")[0]
    return path if path.strip("/") and ":" not in path and len(path) <= PATH_LENGTH else ""


def _when(matter: Mapping[str, Any], filed: str, notes: list[Note]) -> When | None:
    for value in (*(matter.get(name) for name in ("date", "publishdate", "pubdate")), filed):
        if value in (None, ""):
            continue
        try:
            moment = _as_moment(value)
        except (ValueError, OverflowError):
            notes.append(Note(STAGE, f"“{_plain(value)[:60]}” is no date.", review=True))
            continue
        if moment.year >= 1970:
            return When(moment.date(), "given", time=moment.timetz().isoformat())
    return None


def _as_moment(value: Any) -> datetime:
    """In UTC; noon of a day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(12))
    if not isinstance(value, datetime):
        text = re.sub(r"\s+([+-]\d\d:?\d\d)$", r"\1", _plain(value))
        text = re.sub(r"^(\d{4})-(\d)(?=-)", r"\1-0\2", text)
        text = re.sub(r"^(\d{4}-\d\d)-(\d)(?!\d)", r"\1-0\2", text)
        value = datetime.fromisoformat(f"{text}T12:00:00" if len(text) == len("2018-09-25") else text)
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


def _status(matter: Mapping[str, Any], name: str, when: When | None, notes: list[Note]) -> str:
    if matter.get("draft") is True or matter.get("published") is False or "_drafts" in PurePosixPath(name).parts:
        return "draft"
    if when is None:
        notes.append(Note(STAGE, "The post has no date: it stays a draft until it gets one.", review=True))
        return "draft"
    return "published"


def _body(body: str, notes: list[Note]) -> str:
    """The Markdown as it is, but for attributes that nobody sees; a shortcode that would pass for HTML is made visible."""
    parts = CODE.split(body)
    parts[::2] = map(_without_attributes, parts[::2])
    prose = "".join(parts[::2])
    if names := dict.fromkeys(next(filter(None, match.groups())) for match in SHORTCODE.finditer(prose)):
        listed = ", ".join(list(names)[:10])
        notes.append(Note(STAGE, f"Shortcodes stand in the text as they are: {listed}.", review=True))
        parts[::2] = [part.replace("{{<", "{{\\<") for part in parts[::2]]
        prose = prose.replace("{{<", "")
    if names := dict.fromkeys(match[1].lower() for match in RAW_HTML.finditer(prose)):
        notes.append(Note(STAGE, f"HTML in the text is not shown: {', '.join(list(names)[:10])}.", review=True))
    if medium := RELATIVE_MEDIA.search(prose):
        notes.append(Note(STAGE, f"A picture stands beside the file, not on the web: {medium[1][:100]}.", review=True))
    stripped = "".join(parts).strip("\n")
    return f"{stripped}\n" if stripped.strip() else ""


def _without_attributes(text: str) -> str:
    return BEHIND_LINK.sub(r"\1", HEADING_ID.sub(r"\1", ATTRIBUTES.sub("", text)))
