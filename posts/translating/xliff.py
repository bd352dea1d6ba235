"""Translations as XLIFF 2, for translators who work elsewhere, and back. Pure.

One ``file`` element is one post, one ``unit`` its title, its summary or a row of its body, as Markdown. What tells whether
source and translation are still as they were exported stands in notes: see :class:`Document`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
MEDIA_TYPE = "application/xliff+xml"
XML_LANGUAGES = {"zh-hans": "zh-Hans"}  # as BCP 47 writes them
# What XML cannot hold, or would change, stands as a code point, as XLIFF has it.
UNWRITABLE = re.compile("([\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff])")
FILE_ID = re.compile(r"post-(\d{1,18})")


class Unreadable(ValueError):
    """The message says what is wrong with the file, and where."""


@dataclass(frozen=True, slots=True)
class Unit:
    id: str  # "title", "summary", "block-0" …
    source: str
    target: str
    is_kept: bool = False  # code: nothing to translate


@dataclass(frozen=True, slots=True)
class Document:
    """One post: ``source_digest`` of what it said, ``target_digest`` of what its translation was, when it was exported."""

    post_id: int
    title: str
    source_digest: str
    target_digest: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    source_language: str
    language: str
    documents: tuple[Document, ...]


def write(exchange: Exchange) -> bytes:
    root = etree.Element(
        _name("xliff"),
        {"version": "2.0", "srcLang": _language(exchange.source_language), "trgLang": _language(exchange.language)},
        nsmap={None: NAMESPACE},
    )
    for document in exchange.documents:
        file = etree.SubElement(root, _name("file"), {"id": f"post-{document.post_id}"})
        notes = etree.SubElement(file, _name("notes"))
        for category, text in (
            ("title", document.title),
            ("source-digest", document.source_digest),
            ("target-digest", document.target_digest),
        ):
            _fill(etree.SubElement(notes, _name("note"), {"category": category}), text)
        for unit in document.units:
            _write_unit(file, unit)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _write_unit(file: etree._Element, unit: Unit) -> None:
    element = etree.SubElement(file, _name("unit"), {"id": unit.id, **({"translate": "no"} if unit.is_kept else {})})
    segment = etree.SubElement(element, _name("segment"), {"state": "translated" if unit.target else "initial"})
    for name, text in (("source", unit.source), ("target", unit.target)):
        if text or name == "source":
            attributes = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
            _fill(etree.SubElement(segment, _name(name), attributes), text)


def read(data: bytes, languages: Sequence[str]) -> Exchange:
    """Raises :class:`Unreadable`. ``languages``: those of this site."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise Unreadable(str(broken)) from broken
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("<!DOCTYPE>")
    if root.tag != _name("xliff"):
        raise Unreadable(f"<{etree.QName(root).localname}>")
    by_name = {_language(code).lower(): code for code in languages}
    source, target = (by_name.get(root.get(name, "").lower()) for name in ("srcLang", "trgLang"))
    if source is None or target is None:
        raise Unreadable(f"srcLang={root.get('srcLang')!r} trgLang={root.get('trgLang')!r}")
    return Exchange(source, target, tuple(_document(file) for file in root.findall(_name("file"))))


def _document(file: etree._Element) -> Document:
    told = FILE_ID.fullmatch(file.get("id", ""))
    if told is None:
        raise Unreadable(f"<file id={file.get('id')!r}>")
    notes = {note.get("category", ""): _text(note) for note in file.iterfind(f"{_name('notes')}/{_name('note')}")}
    return Document(
        int(told[1]),
        notes.get("title", ""),
        notes.get("source-digest", ""),
        notes.get("target-digest", ""),
        tuple(_units(file)),
    )


def _units(file: etree._Element) -> Iterator[Unit]:
    """Other tools cut a unit into segments: they are put together again."""
    for element in file.iter(_name("unit")):
        sources, targets = (
            [_text(part) for part in element.iterfind(f"{_name('segment')}/{_name(name)}")] for name in ("source", "target")
        )
        yield Unit(element.get("id", ""), "".join(sources), "".join(targets), element.get("translate") == "no")


def _fill(element: etree._Element, text: str) -> None:
    first, *rest = UNWRITABLE.split(text)
    element.text = first
    for character, following in zip(rest[::2], rest[1::2], strict=True):
        etree.SubElement(element, _name("cp"), {"hex": f"{ord(character):04X}"}).tail = following


def _text(element: etree._Element) -> str:
    """All of it, inside whatever other tools have marked up, too; comments are none of it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == _name("cp"):
            parts.append(_code_point(child.get("hex", "")))
        elif isinstance(child.tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _code_point(number: str) -> str:
    if not re.fullmatch("[0-9A-Fa-f]{1,6}", number) or int(number, 16) > 0x10FFFF:
        raise Unreadable(f"<cp hex={number!r}>")
    return chr(int(number, 16))


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _language(code: str) -> str:
    return XML_LANGUAGES.get(code, code)
