"""HTML becomes Markdown that our renderer shows the same way; what cannot be kept is said."""

import pytest

from posts import markdown
from posts.importer.readers.html import Media, autop, to_markdown

MEDIA = Media({5: "https://harbour.example/5.png", 6: "https://harbour.example/6.png"}, {9: [6, 5]})
IMAGE_5, IMAGE_6 = "![](https://harbour.example/5.png)", "![](https://harbour.example/6.png)"


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
        pytest.param('<!-- wp:latest-posts {"n":3} /-->', "latest-posts", id="dynamic-block"),
        pytest.param('<video src="https://v.example/1.mp4"></video>', "players", id="player"),
        pytest.param("<form><input></form>", "form", id="form"),
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
