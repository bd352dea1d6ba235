"""Rendered text → text as a post's page shows it: headings to link to, a table of contents, tables that scroll. Pure.

Feeds and previews show the text as it was rendered; what is added here belongs to a page.
"""

import re
from dataclasses import dataclass
from html import unescape

LONG = 4  # headings, from which on a text has a table of contents
HEADING = re.compile(r'<h([2-6]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
ALIGNED = re.compile(r'<(t[hd]) align="(left|center|right)">')
# The last paragraph of a quote, behind what it quotes, that begins with a dash.
SAID_BY = re.compile(r"(?<=</p>\n)<p>(?=[–—―](?:(?!</p>).)*</p>\n</blockquote>)", re.DOTALL)
NOTES = '<section class="footnotes" data-footnotes=""'
NOTE = re.compile(r'(<a [^>]*\bdata-footnote-ref=""[^>]*)>(\d+)</a>')
# A space that does not break beside one that does, as web editors leave it behind a sentence: lines would begin with it.
SPACES = re.compile(r"(<pre\b.*?</pre>)|(?: |&nbsp;){2,}", re.DOTALL)
BACK = re.compile(r'aria-label="Back to reference ([\d-]+)"')
TAG = re.compile(r"<[^>]*>")
# The name of a picture that was uploaded or fetched ends in its size: posts.services.images, posts.importer.media.fetching.
SIZED = re.compile(
    r"<img (?![^>]*\bwidth=)"
    r'(?=[^>]*\bsrc="[^"]*/(?:images/[0-9a-f]{32}|imported/[0-9a-f]{2}/[0-9a-f]{64})-(\d{1,5})x(\d{1,5})\.[a-z]+")'
)
# What a picture is titled stands below it: to say it of the picture, too, would be to say it twice.
CAPTIONED = re.compile(r' title="[^"]*">(?=<figcaption>)')
# A picture of another site, which the content security policy does not let a page show; and the link it may stand in.
ELSEWHERE = re.compile(r'<img (?=[^>]*\bsrc="((?:https?:)?//([^"/?#]+)[^"]*)")[^>]*>')
# A link that shows where it leads, which need not be told once more on paper.
BARE = re.compile(r'<a (href="(https?://[^"]*)"[^>]*>\2</a>)')
LINK_OR_PICTURE = re.compile(rf"<a [^>]*>.*?</a>|{ELSEWHERE.pattern}", re.DOTALL)
ALT = re.compile(r'\balt="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Heading:
    """``depth`` is 0 for the highest headings of the text, 1 for those below them."""

    id: str
    text: str
    depth: int


def table_of_contents(html: str) -> list[Heading]:
    """The headings of a long text, of its two highest levels; none of a short one.

    >>> table_of_contents('<h2 id="a">A &amp; <em>B</em></h2>' * 4)[0]
    Heading(id='a', text='A & B', depth=0)
    """
    found = [(int(level), id_, unescape(TAG.sub("", inner)).strip()) for level, id_, inner in HEADING.findall(html)]
    found = [heading for heading in found if heading[1] and heading[2]]
    if len(found) < LONG:
        return []
    highest, *lower = sorted({level for level, _id, _text in found})
    shown = (highest, *lower[:1])
    return [Heading(unescape(id_), text, shown.index(level)) for level, id_, text in found if level in shown]


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says of things in a text, in the text's language and escaped; ``{}`` stands for a note's number or a site.

    All but ``elsewhere``, which stands before what a picture of another site shows, is for those who do not see the page.
    """

    table: str
    code: str
    note: str
    notes: str
    back: str  # from a note to its text
    elsewhere: str


def for_page(html: str, words: Words) -> str:
    """Headings that are links to themselves, tables in a box that scrolls and the keyboard reaches, pictures that load late.

    Below a quote stands apart who said it, as ``said-by``.
    Pictures that were uploaded or fetched have their size, so that the text does not jump when they come; in the place of
    those of other sites stands what they show, and a link.
    What the keyboard stops at has a name. No landmarks: a text can have many tables, all called alike.
    """
    if "&nbsp; " in html or " &nbsp;" in html:
        html = SPACES.sub(lambda found: found[1] or " ", html)
    if "<img " in html and ELSEWHERE.search(html):
        html = LINK_OR_PICTURE.sub(lambda found: _without_pictures(found, words.elsewhere), html)
    html = HEADING.sub(_linked, html)
    if "<blockquote>" in html:
        html = SAID_BY.sub('<p class="said-by">', html)
    if "<table>" in html:
        html = ALIGNED.sub(r'<\1 class="\2">', html)
        box = rf'<div class="scroll" role="group" aria-label="{words.table}" tabindex="0">\g<0></div>'
        html = TABLE.sub(box, html)
    html = html.replace('<pre tabindex="0">', f'<pre tabindex="0" role="group" aria-label="{words.code}">')
    if "<img " in html:  # a reader may never come to the pictures below the first
        html = CAPTIONED.sub(">", html)
        html = SIZED.sub(r'<img width="\1" height="\2" ', html)
        first, tag, below = html.partition("<img ")
        html = first + tag + below.replace("<img ", '<img loading="lazy" decoding="async" ')
    if "://" in html:
        html = BARE.sub(r'<a class="bare" \1', html)
    if "data-footnote-backref" in html:
        html = html.replace(NOTES, f'{NOTES} aria-label="{words.notes}"')
        html = NOTE.sub(lambda note: f'{note[1]} aria-label="{words.note.format(note[2])}">{note[2]}</a>', html)
        html = BACK.sub(lambda note: f'aria-label="{words.back.format(note[1])}"', html)
    return html


def _linked(heading: re.Match[str]) -> str:
    level, id_, inner = heading.groups()
    if not id_:  # of signs alone: nothing can lead there
        return f"<h{level}>{inner}</h{level}>"
    if "<a " in inner:  # a link within a link is none
        return heading[0]
    return f'<h{level} id="{id_}"><a class="anchor" href="#{id_}">{inner}</a></h{level}>'


def _without_pictures(found: re.Match[str], elsewhere: str) -> str:
    """A link, with words in the place of its pictures; or a picture as a link."""
    if found[0].startswith("<a "):
        return ELSEWHERE.sub(lambda picture: _in_words(picture, elsewhere), found[0])
    return f'<a class="elsewhere" href="{found[1]}" rel="noopener noreferrer">{_in_words(found, elsewhere)}</a>'


def _in_words(picture: re.Match[str], elsewhere: str) -> str:
    alt = ALT.search(picture[0])
    shown = alt[1].strip() if alt else ""
    place = elsewhere.format(picture[2])
    return f'<span class="elsewhere-place">{place}</span>{" · " if shown else ""}{shown}'
