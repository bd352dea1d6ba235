"""What a WordPress record says, part by part: of the element of one ``<item>``. Pure."""

import re
from urllib.parse import unquote, urlsplit

from lxml import etree

from posts.importer import identity
from posts.importer.readers.references import mended
from posts.importer.readers.text import clean
from posts.importer.readers.tongues import site_language

LANGUAGE_META = ("_wpml_import_language_code", "_locale", "language", "_language")
QTRANSLATE = re.compile(r"(?:\[:([a-z]{2}|)\]|<!--:([a-z]{2}|)-->)")
NO_CATEGORY = frozenset({"uncategorized", "uncategorised", "未分类"})
LABEL_LENGTH = 100
SLUG_LENGTH = 200
PATH_LENGTH = 500
OLD_SLUG = "_wp_old_slug"


def text_of(element, name: str) -> str:
    """The text of a child, whatever space stands around it."""
    return (raw_of(element, name)).strip()


def raw_of(element, name: str) -> str:
    child = element.find(name)
    return "" if child is None else clean("".join(child.itertext()))[0]


def number_of(element, name: str) -> int:
    text = text_of(element, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def meta_of(element) -> dict[str, str]:
    """Custom fields, the last of a name."""
    return {text_of(meta, "{wp}meta_key"): text_of(meta, "{wp}meta_value") for meta in element.iter("{wp}postmeta")}


def term_of(element, domain: str) -> str:
    terms = (term for term in element.iter("category") if term.get("domain") == domain)
    return next((term.get("nicename") or (term.text or "").strip() for term in terms), "")


def stated_language(element) -> str:
    """The language the record says it is in, as the site calls it; as it is, if the site does not know it; "" if unsaid."""
    code = term_of(element, "language") or next(filter(None, (meta_of(element).get(name, "") for name in LANGUAGE_META)), "")
    return (site_language(code) or code.lower()) if code else ""


def labels_of(element, *domains: str) -> tuple[str, ...]:
    """Names of categories or tags; the nicename where there is no name."""
    found = []
    for category in element.iter("category"):
        if category.get("domain", "category") in domains:
            name = " ".join(plain("".join(category.itertext())).split()) or unquote(category.get("nicename", ""))
            if name and name.lower() not in NO_CATEGORY:
                found.append(name[:LABEL_LENGTH])
    return tuple(dict.fromkeys(found))


def logins_of(element) -> list[str]:
    """Guest authors (Co-Authors Plus), else the account that posted."""
    guests = [c.get("nicename", "") for c in element.iter("category") if c.get("domain") == "author"]
    return [login for login in guests or [text_of(element, "{dc}creator")] if login]


def names_of(element) -> set[str]:
    """Under which its authors may be declared: a guest's with its mark and without."""
    return {name for login in logins_of(element) for name in (login, login.removeprefix("cap-"))}


def slug_of(name: str) -> str:
    """The address, its percent-encoded Han spelled out."""
    slug = unquote(name, errors="replace")
    return identity.address(slug)[:SLUG_LENGTH] if slug.strip("-_ ") else ""


def paths_of(element, link: str) -> tuple[str, ...]:
    """The address the post had, and those it had before; "/?p=12" is none a redirect can be found by."""
    try:
        path = unquote(urlsplit(link).path, errors="replace")
    except ValueError:
        return ()
    if not path.strip("/") or not path.startswith("/"):
        return ()
    paths = [path]
    slug = path.rstrip("/").rpartition("/")[2]
    for meta in element.iter("{wp}postmeta"):
        old = unquote(text_of(meta, "{wp}meta_value"), errors="replace") if text_of(meta, "{wp}meta_key") == OLD_SLUG else ""
        if old and slug:
            paths.append(path.replace(slug, old) if path.count(slug) == 1 else path.rpartition(slug)[0] + old)
    return tuple(path for path in dict.fromkeys(clean(path)[0] for path in paths) if len(path) <= PATH_LENGTH)


def host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or "" if address.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""


def by_language(text: str) -> dict[str, str]:
    """qTranslate's ``[:en]Text[:zh]文字[:]``, by language; under "" where it is not used."""
    if not QTRANSLATE.search(text):
        return {"": text}
    parts = QTRANSLATE.split(text)
    found: dict[str, str] = {}
    for one, other, piece in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        code = site_language(one or other or "") if (one or other) else None
        if code:
            found[code] = found.get(code, "") + piece
    return found or {"": text}


def plain(text: str) -> str:
    """A title or an excerpt without its markup."""
    if "<" in text or "&" in text:
        try:
            root = etree.HTML(f"<div>{mended(text)}</div>", etree.HTMLParser(remove_comments=True, no_network=True))
        except etree.ParserError:
            root = None
        if root is not None:
            text = "".join(root.itertext())
    return " ".join(text.split())


def opening(markup: str) -> str:
    words = plain(re.sub(r"<!--.*?-->", "", markup[:20_000], flags=re.DOTALL))
    return words if len(words) <= 60 else f"{words[:60].rsplit(' ', 1)[0]}…"
