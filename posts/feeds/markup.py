"""Text that stands outside its page: in XML, and away from the address its links are relative to. Pure."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import urljoin

# What XML 1.0 cannot hold, even escaped.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# As the sanitizer writes them: every value in double quotes, which it escapes inside.
LINKING_TAG = re.compile(r'<(?:a|img)(?:\s[^\s=>]+(?:="[^"]*")?)+')
ATTRIBUTE = re.compile(r'(\s[^\s=>]+)="([^"]*)"')
ADDRESSES = {"href", "src"}


def with_absolute_links(html: str, base: str) -> str:
    """``html`` as ``posts.markdown`` made it, its links and pictures resolved against ``base``.

    >>> with_absolute_links('<a href="#note">1</a> <code>href="x"</code>', "https://example.org/blog/a/")
    '<a href="https://example.org/blog/a/#note">1</a> <code>href="x"</code>'
    """

    def absolute(attribute: re.Match[str]) -> str:
        name, value = attribute.groups()
        if name.strip() not in ADDRESSES or not value:
            return attribute[0]
        try:
            return f'{name}="{urljoin(base, value)}"'
        except ValueError:  # "http://[": an address only to look at
            return attribute[0]

    return LINKING_TAG.sub(lambda tag: ATTRIBUTE.sub(absolute, tag[0]), html)


def add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A new last child of ``parent``, without the characters that XML does not know. Attributes that are empty are left out."""
    values = {key: NO_XML.sub("", value) for key, value in attributes.items() if value}
    child = ET.SubElement(parent, name, values)
    child.text = NO_XML.sub("", text) if text else None
    return child


def document(root: ET.Element) -> bytes:
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content
