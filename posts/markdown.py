"""Markdown to safe HTML: the one renderer of the site, its previews, feeds and imports. Pure.

GitHub's tables, footnotes and strikethrough; emphasis that works between Han characters; headings with ids; a picture on its
own with a title or without an address becomes a figure with a caption::

    ![A cat](cat.jpg "Our cat")       → figure, image and caption
    ![Figure 1: how it fits]()        → figure with a caption only: the picture was lost, and an editor may add it

Everything passes one sanitizer; raw HTML never gets through.
"""

import re
from html import unescape

import comrak
import nh3

from posts.highlighting import highlighted


def _extensions(*, autolink: bool) -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.table = True
    options.footnotes = True
    options.strikethrough = True
    options.autolink = autolink
    options.cjk_friendly_emphasis = True
    options.header_id_prefix = ""
    return options


PLAIN, WITH_LINKS = _extensions(autolink=False), _extensions(autolink=True)
# What a bare address can be told by; and the longest line in which one is looked for, which takes 90 bytes a character.
ADDRESS = re.compile(r"://|www\.|@")
LONGEST_LINE = 200_000
RENDERING = comrak.RenderOptions()
RENDERING.figure_with_caption = True
PARSING = comrak.ParseOptions()
# For finding out where blocks stand: each element says from which line and column to which it was written.
WITH_PLACES = comrak.RenderOptions()
WITH_PLACES.sourcepos = True

TAGS = set(
    "a abbr b blockquote br code dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img kbd li ol p pre q s section span"
    " strong sub sup table tbody td tfoot th thead tr ul".split()
)
ATTRIBUTES = {
    "a": {
        "href",
        "title",
        "id",
        "class",
        "aria-label",
        "data-footnote-ref",
        "data-footnote-backref",
        "data-footnote-backref-idx",
    },
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "code": {"class"},
    "section": {"class", "data-footnotes"},
    "sup": {"class"},
    "li": {"id"},
    "ol": {"start"},
    "figure": {"class"},
    "th": {"align"},
    "td": {"align"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
# nh3 keeps its compiled rules: making them anew costs more than cleaning a post.
CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)

# The renderer makes a figure of every picture: also where no figure may be, in a heading or in the midst of a paragraph.
PARAGRAPH = re.compile(r"<p>((?:(?!</p>).)*?<figure>.*?)</p>", re.DOTALL)
HEADING_WITH_PICTURE = re.compile(r"<(h[1-6])\b(?:(?!</\1>).)*?<figure>.*?</\1>", re.DOTALL)
FIGURE = re.compile(
    r'(?P<link><a [^<>]*>)?<figure>(?P<picture><img src="[^"]*" alt="(?P<words>[^"]*)"[^<>]*>)(?P<caption>.*?)</figure>'
    r"(?(link)</a>)",
    re.DOTALL,
)
LINE_END = re.compile(r"\s|<br />")
LOST_PICTURE = re.compile(r'<figure><img src="" alt="([^"]*)" /></figure>')
TAG = re.compile(r"<[^>]*>")
HEADING_ONE = re.compile(r"<(/?)h1\b")
HEADING = re.compile(r'<(h\d)( id="[^"]*")?>(.*?)<a href="#([^"]*)"[^>]*class="anchor"[^>]*></a></\1>', re.DOTALL)
# GitHub's autolinks take a wide full stop, or a space that does not break, for a part of the address. Code is passed over.
URL_BEFORE_WIDE = re.compile(
    r"\\[^\w\s]|```.*?```|(?P<ticks>`+)(?!`)(?:(?!\n\n).)*?(?<!`)(?P=ticks)(?!`)"
    r"|(?<![<(\[`\"'])(?P<url>https?://[^\s<>`\\\"'()\u3000-\u303f\uff00-\uffef\u2018-\u201d]+)"
    r"(?=[\u00a0\u2000-\u200a\u3000-\u303f\uff00-\uffef\u2018-\u201d])",
    re.DOTALL,
)


def render(markdown: str) -> str:
    """HTML of ``markdown``, ready for the page: no script, no handler, no address but http, https and mailto.

    >>> render("**问：**可以 <script>alert(1)</script>")
    '<p><strong>问：</strong>可以 alert(1)</p>\\n'
    """
    markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    if "://" in markdown and not markdown.isascii():
        markdown = URL_BEFORE_WIDE.sub(lambda match: f"<{match['url']}>" if match["url"] else match[0], markdown)
    extensions = WITH_LINKS if ADDRESS.search(markdown) and _has_usual_lines(markdown) else PLAIN
    html = comrak.render_markdown(markdown, extension_options=extensions, parse_options=PARSING, render_options=RENDERING)
    if 'class="anchor"' in html:  # the id moves to the heading; a link to itself says nothing to a reader
        html = HEADING.sub(r'<\1 id="\4">\3</\1>', html)
        if "<h1" in html:  # the page's own title is its only h1
            html = HEADING_ONE.sub(r"<\1h2", html)
    if "<figure>" in html:
        html = PARAGRAPH.sub(_with_pictures, html)
        html = HEADING_WITH_PICTURE.sub(lambda heading: FIGURE.sub(_within_text, heading[0]), html)
        html = LOST_PICTURE.sub(r'<figure class="lost"><figcaption>\1</figcaption></figure>', html)
    html = CLEANER.clean(html)
    if "<pre>" in html:
        html = html.replace("<pre>", '<pre tabindex="0">')  # code scrolls in its box: the keyboard must reach it
        if 'class="language-' in html:
            html = highlighted(html)  # what it adds is made of escaped text, after the sanitizer
    return html


def _with_pictures(paragraph: re.Match[str]) -> str:
    """Figures, if the paragraph holds nothing else; else pictures within its text."""
    if LINE_END.sub("", FIGURE.sub("", paragraph[1])):
        return f"<p>{FIGURE.sub(_within_text, paragraph[1])}</p>"
    return FIGURE.sub(_as_figure, paragraph[1])


def _as_figure(figure: re.Match[str]) -> str:
    return f"<figure>{figure['link']}{figure['picture']}</a>{figure['caption']}</figure>" if figure["link"] else figure[0]


def _within_text(figure: re.Match[str]) -> str:
    picture = figure["words"] if 'src=""' in figure["picture"] else figure["picture"]
    return f"{figure['link']}{picture}</a>" if figure["link"] else picture


def plain(markdown: str) -> str:
    """What a reader reads of ``markdown``: no signs, addresses or alternative texts, each run of white space one space.

    Two texts that differ in how they are written, but not in what they say, are equal here.

    >>> plain("# Pods *share*\\n\\n* one\\n* ![A cat](cat.jpg) [two](/b)")
    'Pods share one two'
    """
    markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    html = comrak.render_markdown(markdown, extension_options=PLAIN, parse_options=PARSING, render_options=RENDERING)
    html = LOST_PICTURE.sub(r"\1", html)
    return " ".join(unescape(TAG.sub("", html)).split())


def with_places(markdown: str) -> str:
    """HTML whose elements carry ``data-sourcepos="first line:column-last line:column"``. Not made safe: not for a page."""
    return comrak.render_markdown(markdown, extension_options=PLAIN, parse_options=PARSING, render_options=WITH_PLACES)


def _has_usual_lines(markdown: str) -> bool:
    return len(markdown) <= LONGEST_LINE or max(map(len, markdown.split("\n"))) <= LONGEST_LINE
