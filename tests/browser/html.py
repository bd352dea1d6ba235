"""What is wrong with a page's HTML: what a strict parser says, and rules of HTML that parsing does not tell."""

from collections import Counter
from collections.abc import Iterator

import html5lib
from lxml.etree import _Element as Element

# The content models of https://html.spec.whatwg.org/multipage/dom.html#content-models, as far as a site like this goes.
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "select": {"option", "optgroup", "hr"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "tr": {"th", "td"},
}
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "figcaption": {"figure"},
    "legend": {"fieldset"},
    "summary": {"details"},
    "option": {"select", "optgroup"},
}
WORDS_ONLY = set(
    "abbr b button cite code em h1 h2 h3 h4 h5 h6 i kbd label legend mark p pre q s small span strong sub summary sup".split()
)
AS_ITS_PARENT = {"a", "del"}
MORE_THAN_WORDS = set(
    "address article aside blockquote details dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " li main nav ol p pre section table ul".split()
)
INTERACTIVE = {"a", "button", "details", "input", "label", "select", "textarea"}
OBSOLETE = {"align", "bgcolor", "border", "cellpadding", "cellspacing", "color", "face", "valign"}
OBSOLETE_ELEMENTS = {"acronym", "big", "center", "font", "strike", "tt"}
NEEDED = {"html": "lang", "img": "alt", "link": "href"}
REFERENCES = ("for", "form", "headers", "aria-labelledby", "aria-describedby", "aria-controls")
SVG = "{http://www.w3.org/2000/svg}"


def faults(page: str) -> list[str]:
    """Every fault in words, with the line for those of syntax."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"))
    root = parser.parse(page).getroot()
    lines = page.splitlines()
    return [
        *(f"{code}, line {line}: {lines[line - 1].strip()[:120]}" for (line, _column), code, _values in parser.errors),
        *faults_of_references(root),
        *(fault for element in root.iter("{*}*") if not element.tag.startswith(SVG) for fault in faults_of_element(element)),
    ]


def faults_of_references(root: Element) -> Iterator[str]:
    """Ids are unique, and what refers to one finds it."""
    ids = Counter(root.xpath("//@id"))
    for name, count in ids.items():
        if count > 1:
            yield f"the id {name} stands {count} times"
        if not name or name.split() != [name]:
            yield f"{name!r} is no id"
    for element in root.iter("{*}*"):
        wanted = [name for attribute in REFERENCES for name in element.get(attribute, "").split()]
        address = element.get("href", "")
        if address.startswith("#") and len(address) > 1:
            wanted.append(address[1:])
        for name in wanted:
            if name not in ids:
                yield f"{described(element)} refers to {name}, which is not there"


def faults_of_element(element: Element) -> Iterator[str]:
    """Each stands where it may, and says what it must."""
    name, parent = local(element), element.getparent()
    above = local(parent) if parent is not None else ""
    if (above in CHILDREN and name not in CHILDREN[above]) or above not in PARENTS.get(name, {above}):
        yield f"{described(element)} cannot stand in {above}"
    while above in AS_ITS_PARENT:
        parent = parent.getparent()
        above = local(parent)
    if name in MORE_THAN_WORDS and above in WORDS_ONLY and not (name.startswith("h") and above in ("legend", "summary")):
        yield f"{described(element)} cannot stand in {above}, which holds words only"
    if name in INTERACTIVE and any(local(one) in ("a", "button") for one in element.iterancestors()):
        yield f"{described(element)} cannot stand inside something to click on"
    if name in NEEDED and NEEDED[name] not in element.attrib:
        yield f"{described(element)} needs {NEEDED[name]}"
    if name in OBSOLETE_ELEMENTS or OBSOLETE & set(element.attrib):
        yield f"{described(element)} is obsolete"
    if name in ("title", "h1", "h2", "h3", "h4", "h5", "h6", "option", "summary") and not "".join(element.itertext()).strip():
        yield f"{described(element)} is empty"


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def described(element: Element) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in list(element.attrib.items())[:3])
    return f"<{local(element)}{attributes}>"
