"""One renderer: what Markdown becomes, and what never gets through."""

import resource
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posts.markdown import WITH_LINKS, render
from tests.posts.importer.pages import any_text


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n", id="paragraphs"),
        pytest.param("**bold** *lean* ~~gone~~", "<p><strong>bold</strong> <em>lean</em> <del>gone</del></p>\n", id="emphasis"),
        pytest.param("**问：**可以", "<p><strong>问：</strong>可以</p>\n", id="emphasis-between-han"),
        pytest.param("## What We Did", '<h2 id="what-we-did">What We Did</h2>\n', id="heading-with-id"),
        pytest.param("# What We Did", '<h2 id="what-we-did">What We Did</h2>\n', id="no-second-h1"),
        pytest.param("> Quoted.", "<blockquote>\n<p>Quoted.</p>\n</blockquote>\n", id="quote"),
        pytest.param("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n", id="list"),
        pytest.param("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>\n', id="numbers"),
        pytest.param("`a < b`", "<p><code>a &lt; b</code></p>\n", id="code"),
        pytest.param(
            '[![A](/a.png "B")](/b)',
            '<figure><a href="/b" rel="noopener noreferrer"><img src="/a.png" alt="A" title="B"></a>'
            "<figcaption>B</figcaption></figure>\n",
            id="linked-picture",
        ),
        pytest.param(
            "![A](/a.png)\n![B](/b.png)",
            '<figure><img src="/a.png" alt="A"></figure>\n<figure><img src="/b.png" alt="B"></figure>\n',
            id="pictures",
        ),
        pytest.param(
            'Lit ![A](/a.png "B") and [![C](/c.png)](/d).',
            '<p>Lit <img src="/a.png" alt="A" title="B"> and <a href="/d" rel="noopener noreferrer">'
            '<img src="/c.png" alt="C"></a>.</p>\n',
            id="pictures-within-text",
        ),
        pytest.param(
            "## A ![lamp](/a.png) lit\n\n![B](/b.png)",
            '<h2 id="a-lamp-lit">A <img src="/a.png" alt="lamp"> lit</h2>\n<figure><img src="/b.png" alt="B"></figure>\n',
            id="picture-within-a-heading",
        ),
        pytest.param("Lit ![a lamp]() here.", "<p>Lit a lamp here.</p>\n", id="lost-picture-within-text"),
        pytest.param("a\\\nb", "<p>a<br>\nb</p>\n", id="line-break"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_render(markdown, html):
    assert render(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "caption", "pictures"),
    [
        pytest.param("![Figure 1: a queue]()", "Figure 1: a queue", 0, id="lost-picture"),
        pytest.param('![A cat](/cat.jpg "Our cat")', "Our cat", 1, id="picture-with-title"),
    ],
)
def test_a_picture_on_its_own_is_a_figure(markdown, caption, pictures):
    html = render(markdown)
    assert html.startswith("<figure")
    assert f"<figcaption>{caption}</figcaption></figure>" in html
    assert html.count("<img") == pictures


def test_a_table():
    html = render("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert "<th>a</th>" in html
    assert '<td align="right">2</td>' in html


def test_footnotes_lead_there_and_back():
    html = render("Text[^1].\n\n[^1]: A note.\n")
    assert 'href="#fn-1"' in html
    assert 'href="#fnref-1"' in html
    assert "A note." in html


@pytest.mark.parametrize(
    ("text", "address"),
    [
        pytest.param("See https://example.org/a.", "https://example.org/a", id="full-stop"),
        pytest.param("参见https://example.org/a。后文", "https://example.org/a", id="wide-full-stop"),
        pytest.param("参见 https://example.org/a，后文", "https://example.org/a", id="wide-comma"),
        pytest.param("“https://example.org/a”", "https://example.org/a", id="quotation-marks"),
        pytest.param("See https://example.org/a\u00a0and on", "https://example.org/a", id="space-that-does-not-break"),
        pytest.param("<https://example.org/a>。", "https://example.org/a", id="angles"),
        pytest.param("[here](https://example.org/a)。", "https://example.org/a", id="link"),
        pytest.param("[here](/blog/a/)", "/blog/a/", id="own-page"),
        pytest.param("[write](mailto:ada@example.org)", "mailto:ada@example.org", id="mail"),
    ],
)
def test_addresses_become_links(text, address):
    assert f'<a href="{address}"' in render(text)


@pytest.mark.parametrize(
    "code", ["`https://example.org/a，b`", "```\nhttps://example.org/a，b\n```", "`` https://example.org/a，b ``"]
)
def test_addresses_in_code_stay_as_they_are(code):
    assert ">https://example.org/a，b" in render(code)


def test_links_do_not_tell_where_the_reader_came_from():
    assert 'rel="noopener noreferrer"' in render("[x](https://example.org)")


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](javascript:alert(1))",
        '![x]() <svg onload="alert(1)">',
        "<a href='javascript:alert(1)'>x</a>",
        "<style>p{display:none}</style>",
        "<iframe src='https://example.org'></iframe>",
        '![a" onerror="alert(1)]()',
        '![x](/x.png "a\\" onerror=\\"alert(1)")',
        "## <script>alert(1)</script>",
        "```<script>\nx\n```",
        "[^<script>]: x",
    ],
)
def test_nothing_that_runs_gets_through(markdown):
    assert dangers(render(markdown)) == []


class Dangers(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "iframe", "object", "embed", "svg", "form", "base", "meta", "link"):
            self.found.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).casefold()
            if name.startswith("on") or name == "style":
                self.found.append(name)
            elif name in ("href", "src") and address.startswith(("javascript:", "data:", "vbscript:")):
                self.found.append(address)


def dangers(html: str) -> list[str]:
    """Tags, handlers and addresses of ``html`` that could run something."""
    parser = Dangers()
    parser.feed(html)
    parser.close()
    return parser.found


PIECES = """
    <script> </script> <img onerror= <a href= javascript: data:text/html, onload=alert(1) style= " ' > < / \\ ` ``` [ ] ( ) ![
    ]( ** ~~ # > - | &#106; &lt; :// https://example.org <svg <!-- --> <![CDATA[ [^1] : x 张 。
"""
MARKUP = st.lists(st.sampled_from([*PIECES.split(), "\n", "\n\n", " ", "\t", "java\nscript:"]), max_size=25).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(MARKUP, any_text))
def test_nothing_that_runs_gets_through_whatever_is_typed(markdown):
    assert dangers(render(markdown)) == []


@settings(max_examples=150, deadline=None)
@given(any_text)
def test_line_ends_of_browsers_are_read_like_others(text):
    plain = text.replace("\r", "")
    assert render(plain.replace("\n", "\r\n")) == render(plain)
    assert render(plain.replace("\n", "\r")) == render(plain)


@settings(max_examples=300, deadline=None)
@given(st.one_of(MARKUP, any_text))
def test_addresses_are_looked_for_wherever_there_are_any(markdown):
    expected = render(markdown)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("posts.markdown.PLAIN", WITH_LINKS)
        assert render(markdown) == expected


def test_a_line_of_megabytes_is_rendered_in_its_own_size():
    line = "See https://example.org " + "word " * 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    html = render(f"Here is https://example.org/short\n\n{line}\n")
    assert html.count("word") == 1_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB; all of it with its links takes 500 MB


@settings(max_examples=100, deadline=None)
@given(MARKUP)
def test_the_same_text_always_renders_alike(markdown):
    assert render(markdown) == render(markdown)
