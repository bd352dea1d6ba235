"""HTML becomes Markdown that our renderer shows the same way; what cannot be kept is said."""

import time

import pytest

from posts import markdown
from posts.importer.readers.classic import autop
from posts.importer.readers.html import to_markdown
from posts.importer.readers.shortcodes import Media, Medium

MEDIA = Media(
    {
        5: Medium("https://harbour.example/5.png", order=2),
        6: Medium("https://harbour.example/6.png", order=1),
        7: Medium("https://harbour.example/7.png", "A lamp", "Lit at <night>"),
    },
    {9: [5, 6]},
    blocks={3: "<!-- wp:paragraph --><p>Used again.</p><!-- /wp:paragraph -->", 4: '<!-- wp:block {"ref":4} /-->'},
    site="https://harbour.example",
)
IMAGE_5, IMAGE_6 = "![](https://harbour.example/5.png)", "![](https://harbour.example/6.png)"


FOOTNOTES = '[{"id": "f1", "content": "Not <em>this</em> lamp."}, {"id": "f2", "content": "Lost."}]'


def converted(source: str) -> str:
    return to_markdown(source, MEDIA, 9)[0]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("<!-- wp:paragraph -->\n<p>Lamp</p>\n<!-- /wp:paragraph -->", "Lamp\n", id="block-comments-dropped"),
        pytest.param("One\n\nTwo", "One\n\nTwo\n", id="blank-lines-are-paragraphs"),
        pytest.param("One\nTwo", "One\\\nTwo\n", id="line-ends-are-breaks"),
        pytest.param("<ul>\n<li>a</li>\n<li>b<ul><li>c</li></ul></li>\n</ul>", "- a\n- b\n  - c\n", id="list-in-list"),
        pytest.param('<ol start="3"><li>a</li></ol>', "3. a\n", id="list-from-three"),
        pytest.param("<p>**not bold** and _not_ &lt;b&gt;</p>", "\\*\\*not bold\\*\\* and \\_not\\_ \\<b>\n", id="escaped"),
        pytest.param("<p>snake_case stays</p>", "snake_case stays\n", id="nothing-to-escape"),
        pytest.param("<p><strong>问：</strong>可以</p>", "**问：**可以\n", id="emphasis-between-han"),
        pytest.param(
            '<pre class="wp-block-code"><code class="language-go">a *b*\n\tc</code></pre>',
            "```go\na *b*\n\tc\n```\n",
            id="code",
        ),
        pytest.param("<pre>a\n\n\n\nb\n \nc</pre>", "```\na\n\n\n\nb\n\nc\n```\n", id="empty-lines-of-code"),
        pytest.param(
            '[code language="php"]<?php echo $a[0] && "&lt;b&gt;"; ?>[/code]',
            '```php\n<?php echo $a[0] && "<b>"; ?>\n```\n',
            id="code-shortcode",
        ),
        pytest.param("[sourcecode]a\n\n\nb[/sourcecode] after", "```\na\n\n\nb\n```\n\nafter\n", id="sourcecode"),
        pytest.param(
            "Begin with <?php and see <https://x.example>.", "Begin with \\<?php and see <<https://x.example>>.\n", id="no-tags"
        ),
        pytest.param('<iframe src="//v.example/2"></iframe>', "<https://v.example/2>\n", id="player-without-scheme"),
        pytest.param('<pre class="brush: python">x = 1\n\ny = 2</pre>', "```python\nx = 1\n\ny = 2\n```\n", id="brush"),
        pytest.param("<pre>a ``` b</pre>", "````\na ``` b\n````\n", id="fence-in-code"),
        pytest.param(
            '<figure><img src="https://x.example/a.png" alt="A"><figcaption>The <b>lamp</b></figcaption></figure>',
            '![A](https://x.example/a.png "The lamp")\n',
            id="caption-becomes-title",
        ),
        pytest.param(
            '[caption id="attachment_5" width="300"]<img src="https://x.example/a.png" alt="A" /> The lamp[/caption]',
            '![A](https://x.example/a.png "The lamp")\n',
            id="caption-shortcode",
        ),
        pytest.param('[gallery ids="5,6"]', f"{IMAGE_5}\n\n{IMAGE_6}\n", id="gallery-of-ids"),
        pytest.param("[gallery]", f"{IMAGE_6}\n\n{IMAGE_5}\n", id="gallery-of-the-post"),
        pytest.param('[gallery ids="5,77"]', '\\[gallery ids="5,77"\\]\n', id="gallery-of-unknown-media-stays"),
        pytest.param(
            '[gallery ids="7"]', '![A lamp](https://harbour.example/7.png "Lit at <night>")\n', id="gallery-tells-its-captions"
        ),
        pytest.param("[audio https://v.example/1.mp3]", "<https://v.example/1.mp3>\n", id="audio"),
        pytest.param('[video mp4="https://v.example/1.mp4"][/video]', "<https://v.example/1.mp4>\n", id="video"),
        pytest.param("[audio autoplay]", "\\[audio autoplay\\]\n", id="audio-of-nothing-stays"),
        pytest.param(
            '<script src="https://gist.github.com/ada/1f.js?file=a.go"></script>',
            "<https://gist.github.com/ada/1f>\n",
            id="gist",
        ),
        pytest.param(
            "[embed]https://v.example/1?a=1&amp;b=2[/embed]", "<https://v.example/1?a=1&b=2>\n", id="embed-spelled-out"
        ),
        pytest.param("[embed]https://v.example/1[/embed]", "<https://v.example/1>\n", id="embed"),
        pytest.param('<iframe src="https://v.example/2"></iframe>', "<https://v.example/2>\n", id="player"),
        pytest.param(
            '<img src="data:image/gif;base64,AA" data-src="https://x.example/b.png">',
            "![](https://x.example/b.png)\n",
            id="late",
        ),
        pytest.param("<p>a</p><script>alert(1)</script><style>p{}</style>", "a\n", id="scripts-dropped"),
        pytest.param(
            "<table><tr><th>a|b</th><th>c</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "| a\\|b | c |\n| --- | --- |\n| 1 | 2 |\n",
            id="table",
        ),
        pytest.param("<blockquote>a</blockquote><blockquote>b</blockquote>", "> a\n\n> b\n", id="two-quotes"),
        pytest.param("<ul><li><blockquote>a</blockquote></li></ul>", "- > a\n", id="quote-as-an-item"),
        pytest.param('<blockquote cite="https://x.example/">a</blockquote>', "> a\n", id="nothing-invented-from-attributes"),
        pytest.param(
            '<p><img title="IMG_0042" src="https://x.example/a.png">', "![IMG_0042](https://x.example/a.png)\n", id="no-caption"
        ),
        pytest.param(
            '<p><img class="alignleft" src="https://x.example/a.png" alt="A">Text around it.</p>',
            "![A](https://x.example/a.png)\n\nText around it.\n",
            id="text-flowed-around",
        ),
        pytest.param(
            '<p>Look <img class="x" src="https://x.example/a.png" alt="A"> there</p>',
            "Look ![A](https://x.example/a.png) there\n",
            id="in-the-line",
        ),
        pytest.param(
            '<img src="//x.example/a.png"><img src="/b.png">',
            "![](https://x.example/a.png)![](https://harbour.example/b.png)\n",
            id="hosts",
        ),
        pytest.param(
            '[caption]<a href="https://x.example/A.JPG"><img src="https://x.example/a.jpg" alt="A"></a> The lamp[/caption]',
            '![A](https://x.example/a.jpg "The lamp")\n',
            id="caption-of-a-link-to-itself",
        ),
        pytest.param(
            '[caption]<a href="https://x.example/shop"><img src="https://x.example/a.jpg" alt="A"></a> The lamp[/caption]',
            "[![A](https://x.example/a.jpg)](https://x.example/shop)\n\nThe lamp\n",
            id="caption-of-a-link-elsewhere",
        ),
        pytest.param(
            '<figure class="wp-block-gallery"><ul><li><figure><img src="https://x.example/a.png"><figcaption>One</figcaption></figure>'
            '</li><li><figure><img src="https://x.example/b.png"></figure></li></ul><figcaption>Both</figcaption></figure>',
            '![](https://x.example/a.png "One")\n\n![](https://x.example/b.png)\n\nBoth\n',
            id="gallery-block",
        ),
        pytest.param(
            '<div style="background-image:url(https://x.example/c.png)"><p>Over it</p></div>',
            "![](https://x.example/c.png)\n\nOver it\n",
            id="cover",
        ),
        pytest.param(
            '<div class="wp-block-file"><a href="/f.pdf">F</a><a href="/f.pdf" class="wp-block-file__button">Get it</a></div>',
            "[F](/f.pdf)\n",
            id="file",
        ),
        pytest.param('<p><a href="JavaScript:alert(1)">a</a></p>', "a\n", id="no-script-in-a-link"),
        pytest.param('<pre class="wp-block-verse">Lamp,\n  <em>lamp</em>\nout</pre>', "Lamp,\\\n*lamp*\\\nout\n", id="verse"),
        pytest.param(
            "See:\n<code>a {\n\n  b *c*\n}</code>\nabove", "See:\n\n```\na {\n\n  b *c*\n}\n```\n\nabove\n", id="code-of-lines"
        ),
        pytest.param("<dl><dt>Lamp</dt><dd>It turns.</dd></dl>", "**Lamp**\n\nIt turns.\n", id="definitions"),
        pytest.param("10<sup>6</sup> CO<sub>2</sub>, the 1<sup>st</sup>", "10⁶ CO₂, the 1st\n", id="raised-and-lowered"),
        pytest.param("<b>&#1;</b>a&#xFFFF;&#0;&#xD800 b&#99999999999999;&#xfdd0;*", "a b\\*\n", id="no-character-by-number"),
        pytest.param(
            '<img src="https://x.example/a.png" alt="A&#2;&#11; lamp">', "![A lamp](https://x.example/a.png)\n", id="in-alt"
        ),
        pytest.param('<img {"a": src="https://x.example/a" alt="A">', "![A](https://x.example/a)\n", id="attribute-called-so"),
        pytest.param("It&#146;s &#x93;lit&#x94;", "It’s “lit”\n", id="windows-by-number"),
        pytest.param("XML has <![CDATA[ x ]]> too", "XML has \\<!\\[CDATA\\[ x \\]\\]> too\n", id="cdata-written-about"),
        pytest.param('<!-- wp:block {"ref":3} /-->', "Used again.\n", id="reusable-block"),
        pytest.param(
            "<!-- wp:html --><i>a</i><!-- /wp:html -->\n<!-- wp:shortcode -->[sic]\n\nb<!-- /wp:shortcode -->\n\nc\n\nd",
            "*a*\n\n\\[sic\\]\n\nb\n\nc\n\nd\n",
            id="between-blocks-lines-are-paragraphs",
        ),
    ],
)
def test_markdown(source, expected):
    assert converted(source) == expected


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(
            "<p>1. no list</p><p># no heading</p><p>- no item</p>", ["1. no list", "# no heading", "- no item"], id="starts"
        ),
        pytest.param("<p>a * b * c &amp; &lt;script&gt;</p>", ["a * b * c &amp; &lt;script&gt;"], id="signs"),
        pytest.param(r"<p>C:\new \*dir</p>", [r"C:\new \*dir"], id="backslashes"),
        pytest.param("<p>[vc_row] and [sic] and [a](b)</p>", ["[vc_row] and [sic] and [a](b)"], id="brackets"),
        pytest.param('<p><a href="/a_b">a_b *c*</a></p>', ["a_b *c*</a>"], id="link"),
        pytest.param("<p>见 https://x.example/y。后文</p>", ['href="https://x.example/y"', "。后文"], id="address-before-han"),
    ],
)
def test_text_reads_as_itself(source, shown):
    html = markdown.render(converted(source))
    for text in shown:
        assert text in html


@pytest.mark.parametrize(
    ("source", "says"),
    [
        pytest.param('[contact-form-7 id="3"]', "[contact-form-7]", id="shortcode"),
        pytest.param("[quote]a[/quote]", "[quote]", id="shortcode-with-an-end"),
        pytest.param("[youtube=https://v.example/1&w=3]", "[youtube]", id="shortcode-with-an-equals-sign"),
        pytest.param('<!-- wp:block {"ref":77} /-->', "block", id="reusable-block-that-is-not-there"),
        pytest.param('<!-- wp:block {"ref":4} /-->', "block", id="reusable-block-in-itself"),
        pytest.param("x<sup>a+1</sup>", "Raised", id="raised-words"),
        pytest.param('<!-- wp:latest-posts {"n":3} /-->', "latest-posts", id="dynamic-block"),
        pytest.param('<video src="https://v.example/1.mp4"></video>', "players", id="player"),
        pytest.param("<form><input></form>", "input", id="form"),
        pytest.param("<p>a</p><svg></svg><button>Press</button>", "button, svg", id="what-is-no-text"),
        pytest.param("<p>a</p><script>alert(1)</script>", "script", id="script"),
        pytest.param("<div>" * 500 + "deep", "could not be converted", id="too-deep"),
    ],
)
def test_what_an_editor_should_see_is_said(source, says):
    _body, notes = to_markdown(source)
    assert [note.review for note in notes if says in note.message] == [True]


@pytest.mark.parametrize(
    "source", ["A plain text [sic] [1] [x](y).", "<p>arr[i] = [a, b]</p>", "<!-- wp:paragraph --><p>a</p>"]
)
def test_prose_in_brackets_is_no_shortcode(source):
    assert to_markdown(source)[1] == ()


def test_text_nested_too_deep_is_kept():
    assert to_markdown("<div>" * 5000 + "deep *text*")[0] == "deep \\*text\\*\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("a\n\nb", "<p>a</p><p>b</p>", id="paragraphs"),
        pytest.param("<h2>a</h2>\nb", "<h2>a</h2><p>b</p>", id="after-a-heading"),
        pytest.param("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>", id="not-in-code"),
        pytest.param("<ul>\n\n<li>a</li>\n\n</ul>", "<ul><li>a</li></ul>", id="not-between-items"),
        pytest.param("<p>a</p>\n\n<p>b</p>", "<p>a</p><p>b</p>", id="paragraphs-already"),
        pytest.param("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>", id="in-a-quote"),
    ],
)
def test_autop(source, expected):
    keep = "<pre>" in source
    assert (autop(source) if keep else autop(source).replace("\n", "")) == expected


def test_footnotes_of_the_block_editor():
    source = '<p>A lamp<sup data-fn="f1" class="fn"><a href="#f1">1</a></sup>.</p><!-- wp:footnotes /-->'
    body, notes = to_markdown(source, footnotes=FOOTNOTES)
    assert body == "A lamp[^1].\n\n[^1]: Not *this* lamp.\n\nLost.\n"
    assert notes == ()


@pytest.mark.parametrize("kept", ["", "[", "{}", "[1, {}]", '[{"id": 1, "content": []}]', "[" * 100_000])
def test_a_field_that_holds_no_footnotes_adds_nothing(kept):
    assert to_markdown("<p>A lamp.</p>", footnotes=kept)[0] == "A lamp.\n"


def test_reusable_blocks_in_each_other_are_no_bomb():
    blocks = {number: f'<!-- wp:block {{"ref":{number + 1}}} /-->' * 10 for number in range(1, 12)}
    body, _notes = to_markdown('<!-- wp:block {"ref":1} /-->', Media(blocks={**blocks, 12: "x" * 100_000}))
    assert len(body) < 5_000_000


@pytest.mark.parametrize(
    "source",
    [
        "<!--" * 20_000,
        "<!-- wp:a {" * 20_000,
        "[caption]" * 20_000,
        "<pre>" * 20_000,
        "<code>\n" * 20_000,
        "[gallery " * 20_000,
        "[code]" * 20_000,
    ],
    ids=["comments", "blocks", "captions", "pre", "code", "galleries", "listings"],
)
def test_what_has_no_end_is_read_in_time(source):
    started = time.process_time()
    to_markdown(source)
    assert time.process_time() - started < 10


def test_an_item_does_not_begin_with_a_break():
    assert converted("<ul><li><br><br>One<br>two</li></ul>") == "- One\\\n  two\n"
