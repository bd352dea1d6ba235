"""Links that work away from their page, and XML that any parser takes."""

import doctest
import xml.etree.ElementTree as ET

import pytest

from posts import markdown
from posts.feeds import markup
from posts.feeds.markup import add, document, with_absolute_links

BASE = "https://example.org/blog/a-quiet-pager/"


def test_examples():
    assert doctest.testmod(markup).failed == 0


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param('<a href="/tags/x/">x</a>', '<a href="https://example.org/tags/x/">x</a>', id="path"),
        pytest.param('<a href="#fn-1">1</a>', f'<a href="{BASE}#fn-1">1</a>', id="fragment"),
        pytest.param('<a class="x" href="b">b</a>', f'<a class="x" href="{BASE}b">b</a>', id="relative"),
        pytest.param('<img src="/a.png" alt="a">', '<img src="https://example.org/a.png" alt="a">', id="picture"),
        pytest.param('<a href="/?a=1&amp;b=2">x</a>', '<a href="https://example.org/?a=1&amp;b=2">x</a>', id="ampersand"),
        pytest.param('<a href="https://else.example/x">x</a>', '<a href="https://else.example/x">x</a>', id="absolute"),
        pytest.param('<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>', id="mail"),
        pytest.param(
            '<a title="see href=" href="/x">x</a>', '<a title="see href=" href="https://example.org/x">x</a>', id="title"
        ),
        pytest.param('<a data-footnote-ref href="#a"></a>', f'<a data-footnote-ref href="{BASE}#a"></a>', id="bare-attribute"),
        pytest.param('<p>href="/x"</p>', '<p>href="/x"</p>', id="prose"),
        pytest.param('<code>&lt;a href="/x"&gt;</code>', '<code>&lt;a href="/x"&gt;</code>', id="code"),
        pytest.param('<a href="http://[">x</a>', '<a href="http://[">x</a>', id="no-address"),
        pytest.param('<abbr title="/x">x</abbr>', '<abbr title="/x">x</abbr>', id="other-tag"),
    ],
)
def test_links(html, expected):
    assert with_absolute_links(html, BASE) == expected


def test_footnotes_of_a_rendered_post_lead_to_the_page():
    html = with_absolute_links(markdown.render("Calm.[^1]\n\n[^1]: Mostly.\n"), BASE)
    assert 'href="#' not in html
    assert f'href="{BASE}#fn-1"' in html


def test_what_xml_cannot_hold_is_left_out():
    root = ET.Element("root")
    add(root, "child", "a\x0bb\ufffe<&>\ud800", term="c\x00d")
    assert ET.fromstring(document(root))[0].text == "ab<&>"
    assert ET.fromstring(document(root))[0].get("term") == "cd"
