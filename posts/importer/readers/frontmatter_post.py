"""A Markdown file with front matter → the draft of one language of a post."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from posts.digests import digest
from posts.importer import identity
from posts.importer.readers.authors import NAME_LENGTH, people_of
from posts.importer.readers.frontmatter_parts import Broken, split
from posts.importer.readers.text import clean
from posts.importer.readers.tongues import language_of, site_language
from posts.importer.records import Credit, Draft, LeftOut, Note, Place, Raw, Syndication, Text, When

STAGE = "frontmatter"
LABEL_LENGTH = 100
PATH_LENGTH = 500
DATED = re.compile(r"(\d{4}-\d\d?-\d\d?)-(.+)")
DAY_FOLDERS = re.compile(r"(?:^|/)(\d{4})/(\d\d?)/(\d\d?)(?:/|$)")
CODE = re.compile(r"(^```.*?^```|^~~~.*?^~~~|`[^`\n]+`)", re.DOTALL | re.MULTILINE)
SHORTCODE = re.compile(r"\{\{[<%]\s*/?\s*([\w./-]+)|\{%-?\s*([\w-]+)|\{\{-?\s*([\w.]+)")
RAW_HTML = re.compile(r"<([a-z][a-z0-9]*)(?=[\s>/])[^<>]*>", re.IGNORECASE)
# Attributes of a heading, a block, a picture or a link, as Hugo and kramdown have them: "## Lamps {#lamps}", "{: .note}".
HEADING_ID = re.compile(r"^(#{1,6}[ \t].*?)[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
ATTRIBUTES = re.compile(r"^[ \t]*\{(?::|[.#]\w)[^{}\n]*\}[ \t]*(?:\n|\Z)", re.MULTILINE)
BEHIND_LINK = re.compile(r"(\]\([^()\n]*\))\{:?[ \t]*(?:[.#]\w|\w+=)[^{}\n]*\}")
RELATIVE_MEDIA = re.compile(r"!\[[^\]]*\]\(\s*<?(?!https?://|/|data:|\{)([^)\s>]+)")


def draft_of(text: str, name: str, code: str, key: str, *, is_corrected: bool = False) -> Draft | LeftOut:
    """``code`` is the language that its path tells; ``key`` is the same for all files of a post. Raises :class:`Broken`."""
    matter, body, line = split(text)
    stated = _word(matter, "lang", "language", "locale") or code
    if stated and site_language(stated) is None:
        return LeftOut(name, 1, _("Left out: a text in “%(code)s”, no language of this site.") % {"code": stated[:20]}, 1)
    if _word(matter, "layout", "type") in ("page", "home", "archive", "redirect"):
        return LeftOut(name, 1, _("Left out: a page that is no post."), 1)
    notes: list[Note] = []
    slug, day = _slug_and_day(PurePosixPath(name), code)
    title = _word(matter, "title")
    if not title:
        title = slug.replace("-", " ").strip().capitalize()
        notes.append(Note(STAGE, "The front matter has no title: the file's name stands for one.", review=True))
    if not title:
        raise Broken(_("The post has neither a title nor a name: add “title: …” to the front matter."))
    language = (site_language(stated) if stated else None) or language_of(f"{title}\n{body}")
    when = _when(matter, day, notes)
    permalink = _path(_word(matter, "url", "permalink"))
    aliases = (_path(alias) for alias in _words(matter, "aliases", "redirect_from"))
    return Draft(
        ref=f"md:{digest(_word(matter, 'guid', 'id') or permalink or key, 12)}",
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


def _slug_and_day(file: PurePosixPath, code: str) -> tuple[str, str]:
    """``2018-09-25-lamps.md``, ``2018-09-25-lamps/index.zh.md`` and ``2018/09/25/lamps.md`` are lamps, of 2018-09-25."""
    slug = file.stem.removesuffix(f".{code}") if code else file.stem
    slug = file.parent.name if slug == "index" else slug
    if dated := DATED.fullmatch(slug):
        return dated[2], dated[1]
    found = DAY_FOLDERS.search(file.parent.as_posix())
    return slug, f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else ""


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
