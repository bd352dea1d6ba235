"""A tree of WordPress's HTML → one of the few elements that Markdown has. Pure; every function changes the tree in place.

What a reader of the original would see stays; what cannot be shown here is noted for an editor.
"""

import re
from collections.abc import Callable, Sequence
from urllib.parse import urljoin

from lxml import etree

from posts.importer.readers import emphasis
from posts.importer.records import Note

STAGE = "html"
SHOWN_OF_IMAGE = ("src", "alt", "class")
DROPPED = ("script", "style", "noscript", "template", "button", "input", "select", "textarea", "svg", "object")
UNSEEN = {"style", "noscript", "template"}  # nobody reads them
GIST = re.compile(r"https://gist\.github\.com/[\w./-]+(?=\.js)")  # a listing that a script brings
PLAYERS = ("iframe", "embed", "video", "audio")
UNWRAPPED = ("span", "font", "center", "u", "big", "small", "picture", "source", "label", "sup", "sub")
CODE_LANGUAGE = re.compile(r"(?:lang(?:uage)?[-:]|brush:\s*)([\w+#-]+)", re.IGNORECASE)
BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*?\burl\(\s*['\"]?(https?://[^'\")\s]+)", re.IGNORECASE)
PICTURE_FILE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#]|$)", re.IGNORECASE)
DIGITS = "0123456789+-=()"
RAISED, LOWERED = str.maketrans(f"{DIGITS}n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"), str.maketrans(DIGITS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
FOOTNOTE = "\ufdd1"  # around a footnote's number, until the text is Markdown: a character no text may hold
APART = "\ufdd2"  # a paragraph between two blocks that Markdown would take for one
EMPTY_LINE = "\ufdd3"  # in code, where empty lines are not for Markdown to count
ALIGNED = re.compile(r"\balign(?:left|right|center)\b")


def make_plain(root, notes: list[Note], *, site: str = "", footnotes: Sequence[str] = ()) -> None:
    """Bring the tree down to Markdown's elements.

    Pictures without a host are those of ``site``; ``footnotes`` are the ids by which the text refers to them, in order.
    """
    _link_players(root, notes)
    if names := sorted({element.tag for element in root.iter(*DROPPED)} - UNSEEN):
        notes.append(Note(STAGE, f"Left out of the text: {', '.join(names)}.", review=True))
    etree.strip_elements(root, *DROPPED, with_tail=False)
    for rule in RULES:
        rule(root)
    _name_hosts(root, site)
    _refer_to_footnotes(root, footnotes)
    _raise_and_lower(root, notes)
    etree.strip_tags(root, *UNWRAPPED)
    emphasis.settle(root)


def _link_players(root, notes: list[Note]) -> None:
    """A player becomes a paragraph with its address."""
    found = 0
    for script in root.iter("script"):
        if gist := GIST.match(script.get("src", "")):
            script.tag, script.text = "embed", None
            script.set("src", gist[0])
    for player in list(root.iter(*PLAYERS)):
        source = player.get("src") or next((inner.get("src") for inner in player.iter("source") if inner.get("src")), "")
        player_tail, parent = player.tail, player.getparent()
        if parent is None:
            continue
        link = etree.Element("p")
        source = f"https:{source}" if source.startswith("//") else source
        if source and not source.startswith(("data:", "javascript:", "about:")):
            anchor = etree.SubElement(link, "a", href=source)
            anchor.text = source
            found += 1
        link.tail = player_tail
        parent.replace(player, link)
    if found:
        notes.append(Note(STAGE, f"Embedded players became links ({found}).", review=True))


def _open_forms(root) -> None:
    """A form's fields are gone; what it says stays."""
    for form in root.iter("form", "fieldset", "legend"):
        form.tag = "div"


def _show_backgrounds(root) -> None:
    """A picture behind a block's text stands above it."""
    for element in list(root.iter()):
        if (style := element.get("style")) and (found := BACKGROUND.search(style)):
            if any(image.get("src") == found[1] for image in element.iter("img")):
                continue
            paragraph = etree.Element("p")
            etree.SubElement(paragraph, "img", src=found[1], alt="")
            paragraph.tail, element.text = element.text, None
            element.insert(0, paragraph)


def _mend_images(root) -> None:
    """The real address of an image that is loaded late; its title, mostly the file's name, only where nothing else names it."""
    for image in root.iter("img"):
        source = image.get("src", "")
        if not source or source.startswith("data:"):
            source = image.get("data-src") or image.get("data-lazy-src") or image.get("data-orig-file") or ""
        image.set("src", source)
        image.set("alt", image.get("alt") or image.get("title") or "")
        kept = {name: image.get(name) for name in SHOWN_OF_IMAGE if image.get(name) is not None}
        image.attrib.clear()  # one by one lxml cannot delete a name with a brace
        image.attrib.update(kept)


def _name_hosts(root, site: str) -> None:
    """The whole address of pictures that the site served itself."""
    for image in root.iter("img"):
        source = image.get("src", "")
        if source.startswith("/"):
            try:
                image.set("src", urljoin(site or "https:", source))
            except ValueError:
                continue  # no address; it stays as it is


def _mend_links(root) -> None:
    """No second link to the same file, none that runs a script, and no name that only browsers jump to."""
    for link in list(root.iter("a")):
        if "wp-block-file__button" in link.get("class", ""):
            link.drop_tree()
        elif re.match(r"\s*(?:javascript|data|vbscript):", link.get("href", ""), re.IGNORECASE):
            link.drop_tag()
    for element in root.iter("blockquote", "q", "del", "ins"):
        element.attrib.pop("cite", None)  # nobody sees it


def _open_galleries(root) -> None:
    """A gallery is a list of figures only to a browser."""
    for items in list(root.iter("ul", "ol")):
        entries = list(items.iterchildren("li"))
        if entries and all(_holds_a_figure_only(entry) for entry in entries):
            items.tag = "div"
            for entry in entries:
                entry.tag = "div"


def _holds_a_figure_only(entry) -> bool:
    return len(entry) == 1 and entry[0].tag == "figure" and not (entry.text or "").strip() and not (entry[0].tail or "").strip()


def _caption_figures(root) -> None:
    """A lone image's plain caption becomes its title, as :mod:`posts.markdown` wants it; the inner figures of one first."""
    for figure in reversed(list(root.iter("figure"))):
        images, captions = list(figure.iter("img")), list(figure.iter("figcaption"))
        if len(images) == 1 and len(captions) == 1 and next(captions[0].iter("a", "img"), None) is None:
            link = images[0].getparent()
            if link.tag == "a" and PICTURE_FILE.search(link.get("href", "")):
                link.drop_tag()  # the same picture, larger: a picture with a caption leads nowhere
                link = figure
            text = " ".join("".join(captions[0].itertext()).split())
            if text and link.tag != "a":
                images[0].set("title", text)
                captions[0].drop_tree()
        figure.tag = "div"
        for caption in list(figure.iter("figcaption")):
            caption.tag = "p"


def _set_images_apart(root) -> None:
    """An image that text flowed around stands above that text."""
    for image in list(root.iter("img")):
        aligned = ALIGNED.search(image.attrib.pop("class", ""))
        picture = image.getparent() if image.getparent().tag == "a" and len(image.getparent()) == 1 else image
        paragraph = picture.getparent()
        is_first = paragraph is not None and paragraph.tag == "p" and paragraph[0] is picture
        if not (aligned and is_first) or (paragraph.text or "").strip() or not (picture.tail or "").strip():
            continue
        above = etree.Element("p")
        paragraph.addprevious(above)
        paragraph.text, picture.tail = picture.tail, None
        above.append(picture)


def _write_code(root) -> None:
    """A block of code is text in ``<pre><code class="language-…">``; verse keeps its lines, and its words are no code."""
    for pre in list(root.iter("pre")):
        if "wp-block-verse" in pre.get("class", ""):
            _break_lines(pre)
            pre.tag = "p"
            continue
        for line_end in list(pre.iter("br")):
            line_end.tail = f"\n{line_end.tail or ''}"
        classes = " ".join(filter(None, (element.get("class") for element in pre.iter("pre", "code"))))
        text, tail = "".join(pre.itertext()), pre.tail
        pre.clear()
        pre.tail = tail
        code = etree.SubElement(pre, "code")
        code.text = "\n".join(line if line.strip() else EMPTY_LINE for line in text.strip("\n").split("\n"))
        if language := CODE_LANGUAGE.search(classes):
            code.set("class", f"language-{language[1].lower()}")


def _break_lines(element) -> None:
    """A break for every line end in the element's own text."""
    lines = (element.text or "").split("\n")
    element.text = lines[0]
    for number, line in enumerate(lines[1:]):
        line_end = etree.Element("br")
        line_end.tail = line
        element.insert(number, line_end)
    for child in element:
        if child.tag != "br" and "\n" in (child.tail or ""):
            first, *rest = child.tail.split("\n")
            child.tail = first
            for line in reversed(rest):
                line_end = etree.Element("br")
                line_end.tail = line
                child.addnext(line_end)


def _begin_with_words(root) -> None:
    """A break above the first word of an item or a quote's source breaks no line."""
    for line_end in list(root.iter("br")):
        block = line_end.getparent()
        if block.tag in ("li", "cite", "td", "th") and block[0] is line_end and not (block.text or "").strip():
            line_end.drop_tag()


def _name_terms(root) -> None:
    """A term is told from what it means by being strong: Markdown has no list of definitions."""
    for term in list(root.iter("dt")):
        strong = etree.Element("strong")
        strong.text, term.text = term.text, None
        strong.extend(list(term))
        if "".join(strong.itertext()).strip():
            term.append(strong)
        term.tag = "p"


def _set_quotes_apart(root) -> None:
    """Two quotes in a row stay two. A list's item may begin with one."""
    for quote in list(root.iter("blockquote")):
        above = quote.getparent()
        if above.tag != "li" or above[0] is not quote or (above.text or "").strip():
            between = etree.Element("p")
            between.text = APART
            quote.addprevious(between)


RULES: tuple[Callable[..., None], ...] = (
    _open_forms,
    emphasis.free_pictures,
    _show_backgrounds,
    _mend_images,
    _mend_links,
    _open_galleries,
    _caption_figures,
    _set_images_apart,
    _write_code,
    _begin_with_words,
    _name_terms,
    _set_quotes_apart,
)


def _refer_to_footnotes(root, footnotes: Sequence[str]) -> None:
    """Where WordPress has the number of a footnote it knows, ours will stand."""
    for mark in list(root.iter("sup")):
        if mark.get("data-fn") in footnotes:
            number = footnotes.index(mark.get("data-fn")) + 1
            tail = mark.tail
            mark.clear()
            mark.tail, mark.text = tail, f"{FOOTNOTE}{number}{FOOTNOTE}"


def _raise_and_lower(root, notes: list[Note]) -> None:
    """Digits stay raised or lowered, 10⁶ and CO₂, where Unicode has them so; words need not be ("1st")."""
    flat = 0
    for element in list(root.iter("sup", "sub")):
        text = "".join(element.itertext())
        table = RAISED if element.tag == "sup" else LOWERED
        if FOOTNOTE in text or not text.strip():
            continue
        if not len(element) and all(ord(character) in table for character in text):
            element.text = text.translate(table)
        elif not text.strip("®™℠").isalpha() and next(element.iter("a"), None) is None:
            flat += 1
    if flat:
        notes.append(Note(STAGE, f"Raised or lowered text stands on the line ({flat}).", review=True))
