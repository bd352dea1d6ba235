"""Emphasis where Markdown can say it: beside a letter, its marks may not stand at a sign, a link, a picture or code. Pure.

``<b>Note:</b>the`` would be ``**Note:**the``, which every renderer shows with its asterisks. So what stands at such an edge
moves out of the emphasis: ``**Note**:the``. A link takes the emphasis with it.
"""

from unicodedata import category, east_asian_width

from lxml import etree

EMPHASIS = ("strong", "b", "em", "i", "del", "s", "strike")
SEE_THROUGH = frozenset(EMPHASIS)  # the marks of neighbours are one run of them
SOLID = frozenset({"a", "code", "img"})  # whose Markdown begins and ends with a sign


def settle(root) -> None:
    """Move what keeps emphasis from being one out of it, the innermost first; emphasis of nothing goes."""
    for element in reversed(list(root.iter(*EMPHASIS))):
        _free_start(element)
        _free_end(element)
        if not "".join(element.itertext()).strip():
            element.drop_tag()


def free_pictures(root) -> None:
    """A picture alone cannot be emphasized."""
    for element in reversed(list(root.iter(*EMPHASIS))):
        if next(element.iter("img"), None) is not None and not "".join(element.itertext()).strip():
            element.drop_tag()


def _free_start(element) -> None:
    if not _is_letter(_before(element)):
        return
    while True:
        text = element.text or ""
        signs = len(text) - len(text.lstrip("".join(filter(_is_sign, set(text)))))
        _append_before(element, text[:signs])
        element.text = text[signs:]
        if element.text or not len(element) or element[0].tag not in SOLID:
            return
        first = element[0]
        element.text, first.tail = first.tail, None
        element.addprevious(first)
        _emphasize(first, element.tag)
        if first.tag != "a":
            return


def _free_end(element) -> None:
    if not _is_letter(_after(element)):
        return
    while True:
        last = element[-1] if len(element) else None
        text = (element.text if last is None else last.tail) or ""
        kept = text.rstrip("".join(filter(_is_sign, set(text))))
        element.tail = text[len(kept) :] + (element.tail or "")
        if last is None:
            element.text = kept
            return
        last.tail = kept
        if kept or last.tag not in SOLID:
            return
        tail, element.tail = element.tail, None
        last.tail = None
        element.addnext(last)
        last.tail = tail
        _emphasize(last, element.tag)


def _append_before(element, text: str) -> None:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _emphasize(link, tag: str) -> None:
    """Put all that is in a link between marks; a picture or code has no room for them."""
    if link.tag != "a" or not "".join(link.itertext()).strip():
        return
    inner = etree.Element(tag)
    inner.text, link.text = link.text, None
    inner.extend(list(link))
    link.append(inner)


def _before(element) -> str:
    """The character of text right before ``element``; "" if something else is there."""
    while True:
        previous, parent = element.getprevious(), element.getparent()
        text = parent.text if previous is None else previous.tail
        if text:
            return text[-1]
        if previous is not None:
            return _last(previous)
        if parent.tag not in SEE_THROUGH:
            return ""
        element = parent


def _after(element) -> str:
    while True:
        if element.tail:
            return element.tail[0]
        if (following := element.getnext()) is not None:
            return _first(following)
        element = element.getparent()
        if element.tag not in SEE_THROUGH:
            return ""


def _last(element) -> str:
    text = "".join(element.itertext()) if element.tag in SEE_THROUGH else ""
    return text[-1:]


def _first(element) -> str:
    text = "".join(element.itertext()) if element.tag in SEE_THROUGH else ""
    return text[:1]


def _is_letter(character: str) -> bool:
    """Whether marks beside it are told by what is on their other side. Beside Han, our renderer takes any."""
    return category(character)[0] in "LNM" and not _is_wide(character) if character else False


def _is_sign(character: str) -> bool:
    return category(character)[0] in "PS" and not _is_wide(character)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
