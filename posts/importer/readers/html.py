"""The HTML of a WordPress post → Markdown that our renderer shows the same way. Pure; nothing is fetched.

The conversion itself is html-to-markdown's, a kept library in Rust: fifteen times as fast as markdownify, and a post nested
thousands deep neither stops nor crashes it. Before it gets the text, lxml brings it to plain HTML: blank lines of the classic
editor are paragraphs, a figure's caption becomes the image's title (as :mod:`posts.markdown` wants it), embedded players become
links, and what would be markup in plain text is escaped.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape as escape_html

import lxml.html
from html_to_markdown import ConversionError, ConversionOptions, convert
from lxml import etree

from posts.importer.records import Note
from posts.importer.stages.markdown import ESCAPE, escape

STAGE = "html"
DEEPEST = 200  # elements inside each other; no post that means it
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

DYNAMIC = re.compile(r"<!--\s*wp:([a-z][\w/-]*)[^<]*?/-->")  # a block without HTML of its own
SHORTCODE = re.compile(r"(?<!\[)\[(?P<name>[a-zA-Z][\w-]{1,40})(?P<rest>(?:\s[^\[\]]*)?)/?\](?!\(|\])")
END = re.compile(r"\[/([a-zA-Z][\w-]{1,40})\]")
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
CAPTION = re.compile(r"\[(?:wp_)?caption\b(?P<rest>[^\]]*)\](?P<inside>.*?)\[/(?:wp_)?caption\]", re.DOTALL)
PICTURE = re.compile(r"\s*(?P<picture>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(?P<text>.*)", re.DOTALL)
GALLERY = re.compile(r"\[gallery\b(?P<rest>[^\]]*)\]")
EMBED = re.compile(r"\[embed[^\]]*\]\s*(?P<url>https?://[^\s\[\]<>]+)\s*\[/embed\]")

DROPPED = ("script", "style", "noscript", "template", "form", "button", "input", "select", "textarea", "svg", "object")
PLAYERS = ("iframe", "embed", "video", "audio")
UNWRAPPED = ("span", "font", "center", "u", "big", "small", "picture", "source", "label")
VERBATIM = frozenset({"pre", "code", "kbd", "samp"})
# Stands for the backslash of an escape until the conversion, which doubles backslashes, is over: a character no text may hold.
ESCAPES = "\ufdd0"
CODE_LANGUAGE = re.compile(r"(?:lang(?:uage)?[-:]|brush:\s*)([\w+#-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Media:
    """The attachments of an export: their addresses by number, and the numbers by the post they hang on."""

    addresses: Mapping[int, str] = field(default_factory=dict)
    of_post: Mapping[int, Sequence[int]] = field(default_factory=dict)


def to_markdown(source: str, media: Media = Media(), post: int = 0) -> tuple[str, tuple[Note, ...]]:
    """``source`` as Markdown, and what an editor should look at. A bare ``[gallery]`` shows the media of number ``post``."""
    if not source.strip():
        return "", ()
    notes: list[Note] = []
    text = _known_shortcodes(source.replace(ESCAPES, ""), media, post)
    _flag_shortcodes(text, notes)
    if "<!-- wp:" in text:
        _flag_dynamic(text, notes)
    else:
        text = autop(text)
    try:
        root = _parse(text)
        _plain_html(root, notes)
        body = convert(etree.tostring(root, encoding="unicode", method="html"), OPTIONS).content
    except (TooDeep, ConversionError, etree.ParserError) as error:
        notes.append(Note(STAGE, f"The HTML could not be converted ({error}); only its text was kept.", review=True))
        body = _bare_text(text)
    lines = (line.rstrip(" \t\r") for line in (body or "").replace(ESCAPES, "\\").split("\n"))
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return f"{body}\n" if body else "", tuple(notes)


class TooDeep(ValueError):
    """Elements inside elements beyond :data:`DEEPEST`."""


# Shortcodes and blocks


def _known_shortcodes(text: str, media: Media, post: int) -> str:
    """The shortcodes WordPress itself brings, as the HTML it makes of them."""
    text = EMBED.sub(lambda match: f'\n\n<a href="{escape_html(match["url"])}">{escape_html(match["url"])}</a>\n\n', text)
    text = CAPTION.sub(_figure, text)
    return GALLERY.sub(lambda match: _gallery(match, media, post), text)


def _attributes(rest: str) -> dict[str, str]:
    return {name: one or two or three for name, one, two, three in ATTRIBUTE.findall(rest)}


def _figure(match: re.Match) -> str:
    picture = PICTURE.fullmatch(match["inside"])
    if picture is None:
        return match[0]
    caption = picture["text"].strip() or _attributes(match["rest"]).get("caption", "")
    return f"\n\n<figure>{picture['picture']}<figcaption>{caption}</figcaption></figure>\n\n"


def _gallery(match: re.Match, media: Media, post: int) -> str:
    """Its images; the shortcode itself, visible, where the export does not tell them all."""
    asked = _attributes(match["rest"])
    numbers = [int(number) for number in re.findall(r"\d{1,18}", asked.get("ids") or asked.get("include") or "")]
    numbers = numbers or list(media.of_post.get(int(asked["id"]) if asked.get("id", "").isdecimal() else post, ()))
    if not numbers or any(number not in media.addresses for number in numbers):
        return match[0]
    images = (f'<p><img src="{escape_html(media.addresses[number])}" alt=""></p>' for number in numbers)
    return "\n\n{}\n\n".format("\n\n".join(images))


def _flag_shortcodes(text: str, notes: list[Note]) -> None:
    """Name the shortcodes left in the text: a word in brackets is one if it has attributes, an end, or a plugin's spelling."""
    ended = set(END.findall(text))
    names = {
        name: None
        for name, rest in SHORTCODE.findall(text)
        if "=" in rest or name in ended or name == "gallery" or "_" in name or "-" in name
    }
    if names:
        listed = ", ".join(f"[{name}]" for name in list(names)[:10])
        notes.append(Note(STAGE, f"Shortcodes stand in the text as they are: {listed}.", review=True))


def _flag_dynamic(text: str, notes: list[Note]) -> None:
    names = dict.fromkeys(DYNAMIC.findall(text))
    if names:
        listed = ", ".join(list(names)[:10])
        notes.append(Note(STAGE, f"Blocks that WordPress fills in itself are not in the export: {listed}.", review=True))


# The classic editor

BLOCKS = (
    "address article aside blockquote body caption center col colgroup dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html iframe legend li main map math menu nav ol option p pre script section select style"
    " summary svg table tbody td textarea tfoot th thead tr ul"
).split()
BLOCK_TAG = re.compile(rf"(<!--.*?-->|<(/?)({'|'.join(BLOCKS)})\b[^<>]*>)", re.IGNORECASE | re.DOTALL)
KEPT_WHOLE = re.compile(r"(<(pre|script|style|textarea|svg)\b.*?(?:</\2\s*>|\Z))", re.IGNORECASE | re.DOTALL)
WITHOUT_TEXT = frozenset("ul ol dl table tbody thead tfoot tr colgroup select menu".split())
ONE_PARAGRAPH = frozenset("p h1 h2 h3 h4 h5 h6 dt th caption figcaption summary legend option address".split())
PARAGRAPH_IF_SEVERAL = frozenset("li td dd".split())


def autop(text: str) -> str:
    """Blank lines become paragraphs and line ends breaks, outside of what is a block already: as WordPress shows it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    out: list[str] = []
    for number, piece in enumerate(KEPT_WHOLE.split(text)):
        if number % 3 == 0:
            out += _autop(piece)
        elif number % 3 == 1:
            out.append(piece)
    return "".join(out)


def _autop(text: str) -> list[str]:
    out: list[str] = []
    inside = [""]
    position = 0
    for tag in BLOCK_TAG.finditer(text):
        out += _paragraphs(text[position : tag.start()], inside[-1])
        out.append(tag[0])
        position = tag.end()
        name = (tag[3] or "").lower()
        if tag[2] and name in inside:
            while inside.pop() != name:
                pass
        elif name and not tag[2] and name not in ("hr", "col") and len(inside) < DEEPEST:
            inside.append(name)
    return out + _paragraphs(text[position:], inside[-1])


def _paragraphs(text: str, inside: str) -> list[str]:
    if not text.strip() or inside in WITHOUT_TEXT:
        return [text]
    parts = [part.strip() for part in re.split(r"\n[ \t\xa0]*\n\s*", text.strip("\n")) if part.strip()]
    breaks = [re.sub(r"(?<!<br>)(?<!<br/>)(?<!<br />)[ \t]*\n", "<br>\n", part) for part in parts]
    if inside in ONE_PARAGRAPH:
        return ["<br><br>\n".join(breaks)]
    if inside in PARAGRAPH_IF_SEVERAL and len(breaks) == 1:
        return breaks
    return [f"\n<p>{part}</p>\n" for part in breaks]


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


def _plain_html(root, notes: list[Note]) -> None:
    _link_players(root, notes)
    if next(root.iter("form"), None) is not None:
        notes.append(Note(STAGE, "A form was left out.", review=True))
    etree.strip_elements(root, *DROPPED, with_tail=False)
    etree.strip_tags(root, *UNWRAPPED)
    for image in root.iter("img"):
        _mend_image(image)
    for figure in list(root.iter("figure")):
        _caption(figure)
    for pre in list(root.iter("pre")):
        _code(pre)
    _escape_texts(root)


def _link_players(root, notes: list[Note]) -> None:
    """A player becomes a paragraph with its address."""
    found = 0
    for player in list(root.iter(*PLAYERS)):
        source = player.get("src") or next((inner.get("src") for inner in player.iter("source") if inner.get("src")), "")
        player_tail, parent = player.tail, player.getparent()
        if parent is None:
            continue
        link = etree.Element("p")
        if source and not source.startswith(("data:", "javascript:", "about:")):
            anchor = etree.SubElement(link, "a", href=source)
            anchor.text = source
            found += 1
        link.tail = player_tail
        parent.replace(player, link)
    if found:
        notes.append(Note(STAGE, f"Embedded players became links ({found}).", review=True))


def _mend_image(image) -> None:
    """The real address of an image that is loaded late."""
    source = image.get("src", "")
    if not source or source.startswith("data:"):
        late = image.get("data-src") or image.get("data-lazy-src") or image.get("data-orig-file") or ""
        image.set("src", late)
    for name in set(image.attrib) - {"src", "alt", "title"}:
        del image.attrib[name]


def _caption(figure) -> None:
    """A lone image's plain caption becomes its title."""
    images, captions = list(figure.iter("img")), list(figure.iter("figcaption"))
    if len(images) == 1 and len(captions) == 1 and next(captions[0].iter("a", "img"), None) is None:
        if text := " ".join("".join(captions[0].itertext()).split()):
            images[0].set("title", text)
        captions[0].getparent().remove(captions[0])
    figure.tag = "div"
    for caption in figure.iter("figcaption"):
        caption.tag = "p"


def _code(pre) -> None:
    """A block of code as text in ``<pre><code class="language-…">``."""
    for line_end in list(pre.iter("br")):
        line_end.tail = f"\n{line_end.tail or ''}"
    classes = " ".join(filter(None, (element.get("class") for element in pre.iter("pre", "code"))))
    text, tail = "".join(pre.itertext()), pre.tail
    pre.clear()
    pre.tail = tail
    code = etree.SubElement(pre, "code")
    code.text = text.strip("\n")
    if language := CODE_LANGUAGE.search(classes):
        code.set("class", f"language-{language[1].lower()}")


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
    lines = re.sub(r"<[^<>]*>", "\n", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)).split("\n")
    return "\n\n".join(escape(line.strip()) for line in lines if line.strip())
