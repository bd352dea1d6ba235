"""The XML of a WordPress export's head, or of one record → its element, mended where it has to be."""

import re
from html.entities import html5

from django.utils.translation import gettext as _
from lxml import etree

from posts.importer.readers.text import clean, repair

NEXT_ITEM = re.compile(r"\n[ \t]*<item(?=[\s>])")
ENTITIES = re.compile(r"<!(?:ENTITY|DOCTYPE[^>\[]*\[)", re.IGNORECASE)
NAMESPACE = re.compile(r"""xmlns:([\w.-]+)\s*=\s*["'][^"']*["']""")
IDENTIFYING = ("guid", "link", "{wp}post_id")
PREFIXES = ("wp", "content", "excerpt", "dc", "wfw", "slash", "atom", "media")
NAMED_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
NUMBERED = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,32};)")
XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
C1 = re.compile("[\x80-\x9f]+")
NOT_UTF8 = re.compile("[\udc80-\udcff]+")  # as Python keeps such bytes: "surrogateescape"
CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)


class NotAnExport(ValueError):
    """The file cannot be read as an export at all; the message says why and what to do."""


def not_wordpress() -> str:
    return _("The file is XML, but no WordPress export: export again in WordPress (Tools → Export → All content).")


def check_head(head: str) -> tuple[str, ...]:
    """The prefixes the head declares. Raises :class:`NotAnExport` for another kind of file, or one that declares entities."""
    bare = CDATA.sub("", head)
    if ENTITIES.search(bare):
        message = _("The file declares entities of its own, as attacks do and exports never: it is not read. Export again.")
        raise NotAnExport(message)
    if "<rss" not in bare and "<channel" not in bare:
        raise NotAnExport(not_wordpress())
    return tuple(dict.fromkeys((*PREFIXES, *NAMESPACE.findall(bare))))


def parse(text: str, prefixes: tuple[str, ...]) -> tuple[etree._Element | None, str]:
    """The element in ``text``, prefixed names as ``{wp}post_id``; and what had to be mended to read it ("" if nothing).

    None where nothing could be made of it; the message then says why.
    """
    opening = "<r {}>".format(" ".join(f'xmlns:{prefix}="{prefix}"' for prefix in prefixes))
    text, repairs = readable(text)
    cleaned, removed, (_line, first) = clean(text)
    if removed:
        repairs.append(f"{removed} characters that XML does not allow, the first U+{ord(first):04X}")
    mended = ", ".join(repairs)
    try:
        return _parsed(f"{opening}{cleaned}</r>"), mended
    except etree.XMLSyntaxError as error:
        why = error.msg
    try:
        return _parsed(f"{opening}{_with_plain_entities(cleaned)}</r>"), mended or why
    except etree.XMLSyntaxError:
        pass
    if NEXT_ITEM.search(cleaned, 5):
        return None, why
    element = _parsed(f"{opening}{_with_plain_entities(cleaned)}</r>", recover=True)
    if element is None or all(element.find(name) is None for name in IDENTIFYING):
        return None, why  # an element without its end has swallowed the others
    return element, why


def readable(text: str) -> tuple[str, list[str]]:
    """``text`` as it was meant by software that took one encoding for another, and what was done about it.

    Control characters that Windows uses for quotes and dashes become those, as in every browser.
    """
    repairs = []
    text, count = NOT_UTF8.subn(lambda match: _as_windows(match[0]), text)
    if count:
        repairs.append(f"bytes that are no UTF-8 at {count} places")
    text, lines = repair(C1.sub(lambda match: match[0].encode("latin-1").decode("sloppy-windows-1252"), text))
    if lines:
        repairs.append(f"text decoded twice in {len(lines)} lines")
    return text, repairs


def _as_windows(escaped: str) -> str:
    return escaped.encode("utf-8", "surrogateescape").decode("sloppy-windows-1252")


def _parsed(text: str, *, recover: bool = False):
    """The first element. Entities are not resolved, no DTD is loaded, nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    return root[0] if root is not None and len(root) else None


def _with_plain_entities(text: str) -> str:
    """Outside CDATA: HTML's names as characters, characters XML forbids taken out, bare ampersands spelled out."""
    parts = CDATA.split(text)
    parts[::2] = [BARE_AMPERSAND.sub("&amp;", NAMED_ENTITY.sub(_named, NUMBERED.sub(_numbered, part))) for part in parts[::2]]
    return "".join(parts)


def _named(match: re.Match) -> str:
    if match[1] in XML_OWN:
        return match[0]
    return html5.get(f"{match[1]};") or f"&amp;{match[1]};"


def _numbered(match: re.Match) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    allowed = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return match[0] if allowed else ""
