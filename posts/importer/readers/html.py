"""The HTML of a WordPress post → Markdown that our renderer shows the same way. Pure; nothing is fetched.

The conversion itself is html-to-markdown's, a kept library in Rust: fifteen times as fast as markdownify, and a post nested
thousands deep neither stops nor crashes it. Before it gets the text, lxml brings it to plain HTML: blank lines of the classic
editor are paragraphs, a figure's caption becomes the image's title (as :mod:`posts.markdown` wants it), embedded players become
links, and what would be markup in plain text is escaped.
"""

import json
import re
from collections.abc import Iterable
from itertools import islice

import lxml.html
from html_to_markdown import ConversionError, ConversionOptions, convert
from lxml import etree

from posts.importer.readers import gutenberg, shortcodes
from posts.importer.readers.classic import DEEPEST, autop
from posts.importer.readers.plain import APART, EMPTY_LINE, FOOTNOTE, STAGE, make_plain
from posts.importer.readers.references import mended
from posts.importer.readers.shortcodes import Media
from posts.importer.records import Note
from posts.importer.stages.markdown import ESCAPE, escape

OPTIONS = ConversionOptions(
    heading_style="atx",
    bullets="-",
    highlight_style="none",
    newline_style="backslash",
    expand_abbreviations=False,
    extract_metadata=False,
    compact_tables=True,
    infer_dimensions=False,
)
VERBATIM = frozenset({"pre", "code", "kbd", "samp"})
# Stands for the backslash of an escape until the conversion, which doubles backslashes, is over: a character no text may hold.
ESCAPES = "\ufdd0"
OWN_MARKS = re.compile(f"[{ESCAPES}{FOOTNOTE}{APART}{EMPTY_LINE}]")
NOT_MARKUP = re.compile(r"<(?=!\[CDATA\[|\?|https?://)")  # an author who writes about XML or PHP; a browser would hide it
REFERENCE = re.compile(f"{FOOTNOTE}([0-9]+){FOOTNOTE}")
NOTHING_ELSE = Media()


def to_markdown(source: str, media: Media = NOTHING_ELSE, post: int = 0, footnotes: str = "") -> tuple[str, tuple[Note, ...]]:
    """``source`` as Markdown, and what an editor should look at.

    A bare ``[gallery]`` shows the media of number ``post``; ``footnotes`` is what the block editor keeps of them: JSON.
    """
    if not source.strip():
        return "", ()
    notes: list[Note] = []
    source = OWN_MARKS.sub("", mended(source))
    text = gutenberg.with_reusable(source, media.blocks)
    text = shortcodes.expand(NOT_MARKUP.sub("&lt;", text), media, post)
    if names := shortcodes.unknown(text):
        notes.append(Note(STAGE, f"Shortcodes stand in the text as they are: {_listed(f'[{n}]' for n in names)}.", review=True))
    if gutenberg.is_made_of_blocks(text):
        if names := gutenberg.dynamic(text):
            notes.append(
                Note(STAGE, f"Blocks that WordPress fills in itself are not in the export: {_listed(names)}.", review=True)
            )
        text = gutenberg.laid_out(text)
    else:
        text = autop(text)
    known = _footnotes(footnotes)
    try:
        root = _parse(text)
        make_plain(root, notes, site=media.site, footnotes=list(known))
        _escape_texts(root)
        body = convert(etree.tostring(root, encoding="unicode", method="html"), OPTIONS).content or ""
    except (ValueError, ConversionError, etree.LxmlError) as error:  # ValueError: also lxml's, of what XML has no name for
        notes.append(Note(STAGE, f"The HTML could not be converted ({error}); only its text was kept.", review=True))
        body = _bare_text(text)
    body = body.replace(ESCAPES, "\\").replace(APART, "")
    body = REFERENCE.sub(r"[^\1]", body) + _notes_below(known, body)
    lines = (line.rstrip(" \t\r") for line in body.split("\n"))
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n").replace(EMPTY_LINE, "")
    return f"{body}\n" if body else "", tuple(notes)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(islice(names, 10))


class TooDeep(ValueError):
    """Elements inside elements beyond :data:`DEEPEST`."""


# Footnotes


def _footnotes(kept: str) -> dict[str, str]:
    """Id → HTML of the block editor's footnotes, in their order; none where the field holds anything else."""
    try:
        found = json.loads(kept) if kept.strip() else []
    except (ValueError, RecursionError):
        return {}
    notes = [note for note in found if isinstance(note, dict)] if isinstance(found, list) else []
    return {
        note["id"]: note["content"]
        for note in notes
        if isinstance(note.get("id"), str) and isinstance(note.get("content"), str)
    }


def _notes_below(footnotes: dict[str, str], body: str) -> str:
    """The footnotes under the text; one that the text does not refer to is a paragraph."""
    below = []
    for number, content in enumerate(footnotes.values(), start=1):
        words = " ".join(to_markdown(content)[0].split())
        mark = f"[^{number}]: " if f"{FOOTNOTE}{number}{FOOTNOTE}" in body else ""
        below.append(f"\n\n{mark}{words}" if words else "")
    return "".join(below)


# The tree


def _parse(text: str):
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = lxml.html.fragment_fromstring(f"<div>{text}</div>".encode("utf-8", "replace"), create_parent="div", parser=parser)
    deep = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        deep += 1 if event == "start" else -1
        if deep > DEEPEST:
            raise TooDeep(f"elements nested more than {DEEPEST} deep")
    return root


def _escape_texts(root) -> None:
    """Escape what Markdown would read as markup in every piece of text that is not code."""
    verbatim = [0]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            verbatim.append(verbatim[-1] + (element.tag in VERBATIM))
            if element.text and not verbatim[-1]:
                element.text = _escaped(element.text, element)
        else:
            verbatim.pop()
            if element.tail and not verbatim[-1] and element.getparent() is not None:
                element.tail = _escaped(element.tail, element.getparent())


def _escaped(text: str, parent) -> str:
    linked = parent.tag == "a" or next(parent.iterancestors("a"), None) is not None
    text = ESCAPE.sub(r"\\\g<0>", text) if linked else escape(text)
    text = re.sub(r"\\(.)", lambda match: match[1] if match[1] == "\\" else ESCAPES + match[1], text)
    in_cell = parent.tag in ("td", "th") or next(parent.iterancestors("td", "th"), None) is not None
    return text.replace(f"{ESCAPES}|", "|") if in_cell else text  # in a table the converter escapes it


def _bare_text(text: str) -> str:
    lines = re.sub(r"<[^<>]*>", "\n", re.sub(r"<!--.*?(?:-->|\Z)", "", text, flags=re.DOTALL)).split("\n")
    return "\n\n".join(escape(line.strip()) for line in lines if line.strip())
