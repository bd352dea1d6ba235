"""A WordPress site of our own making with the traits of those in the wild: one record for each thing that can be odd."""

from tests.posts.importer.readers.exports import export, item, meta, term

CLASSIC = """<h2>Signals</h2>
A line.
The next one, with <code>a_name</code> and <abbr title="Very High Frequency">VHF</abbr>.

<blockquote cite="https://pier.example/log">Steer by the lamp

and by <strong>nothing</strong> else.</blockquote>
<blockquote>A second quote.</blockquote>
<!--more-->
<table><thead><tr><th>Boat</th><th>Crew</th></tr></thead><tbody><tr><td>Gull</td><td>3 | 4</td></tr></tbody></table>
<ol start="4"><li>Cast off<ul><li>the bow</li></ul></li><li>Row</li></ol>
<dl><dt>Knot</dt><dd>A mile an hour, and a bit.</dd></dl>
<pre class="brush: bash">tide --at "09:00"
  | sort</pre>
<!--nextpage-->
[caption id="attachment_90" align="alignleft" width="300"]<img src="https://harbour.example/90.jpg" alt="A boat" />
The Gull[/caption]
<p style="text-align:center"><img class="aligncenter" title="IMG_1" src="/uploads/91.jpg"></p>
https://video.example/watch?v=1
[embed]https://video.example/2[/embed] [video mp4="https://video.example/3.mp4"][/video] [harbour_map zoom="3"]"""

BLOCKS = """<!-- wp:paragraph {"dropCap":true} -->
<p>One <em>word</em><sup data-fn="n1" class="fn"><a href="#n1">1</a></sup>.</p>
<!-- /wp:paragraph -->
<!-- wp:cover {"url":"https://harbour.example/cover.jpg"} -->
<div class="wp-block-cover" style="background-image:url(https://harbour.example/cover.jpg)"><p>Over it</p></div>
<!-- /wp:cover -->
<!-- wp:gallery --><figure class="wp-block-gallery"><ul><li><figure><img src="https://harbour.example/1.jpg"/>
<figcaption>One</figcaption></figure></li></ul><figcaption>All</figcaption></figure><!-- /wp:gallery -->
<!-- wp:embed {"url":"https://video.example/4"} --><figure class="wp-block-embed"><div>
https://video.example/4
</div></figure><!-- /wp:embed -->
<!-- wp:columns --><div><!-- wp:column --><div><p>Left</p></div><!-- /wp:column --></div><!-- /wp:columns -->
<!-- wp:block {"ref":70} /--><!-- wp:latest-posts /--><!-- wp:footnotes /-->"""

MALFORMED = """<p>Never <b>closed <i>at</b> all</i>
<div><p>in a div</div></p> & 5 < 6 <unknown>element</unknown><li>alone</li>
<table><tr><td>no end<tr><td>two</table><a name="x"></a><a href="javascript:alert(1)">no</a>"""

COMMENTS = "".join(
    f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_content><![CDATA[<b>Ahoy</b>]]></wp:comment_content>"
    f"<wp:comment_parent>{number - 1}</wp:comment_parent></wp:comment>\n"
    for number in (1, 2)
)
FOOTNOTES = meta("footnotes", '[{"id":"n1","content":"Not <em>that</em> one."}]')
POLYLANG = [term("language", code) + term("post_translations", "pll_1") for code in ("en", "zh")]
MEDIUM = "<wp:attachment_url>https://harbour.example/80.jpg</wp:attachment_url><wp:post_parent>4</wp:post_parent>"

RECORDS = (
    item(1, title="Signals &amp; lamps", slug="signals", body=CLASSIC, extra=term("category", "sea", "The sea") + COMMENTS),
    item(2, title="Blocks", slug="blocks", body=BLOCKS, extra=FOOTNOTES + meta("_thumbnail_id", "80") + POLYLANG[0]),
    item(3, title="积木", slug="%e7%a7%af%e6%9c%a8", body="<p>灯塔的积木。</p>", extra=POLYLANG[1]),
    item(4, title="Gallery", slug="gallery", body="[gallery]", extra=term("post_format", "post-format-gallery", "Gallery")),
    item(5, title="", slug="", body="No title, but a text that goes on for a while and then ends."),
    item(6, title="No text", slug="no-text", body=""),
    item(7, title="Marks ~`!@#$%^&*()-_=+{}[]/\\;:'\"?,.> <em>and</em> more", slug="signals", body=MALFORMED),
    item(8, title="Long " * 30, body="A [[not a shortcode]] \\ and <![CDATA[ words ]]]]><![CDATA[> here."),
    item(9, title="Locked", body="Words.", extra="<wp:post_password><![CDATA[open]]></wp:post_password>\n"),
    item(10, title="On top", body="Words.", author="ghost", extra="<wp:is_sticky>1</wp:is_sticky>\n"),
    item(11, title="Tomorrow", status="future", date="2099-01-01 00:00:00"),
    item(12, title="Sketch", status="draft", date="0000-00-00 00:00:00"),
    item(13, title="Mine", status="private"),
    item(14, title="Thrown away", status="trash"),
    item(15, title="Many", extra="".join(term("post_tag", f"t{number}", f"Tag {number} ⚓") for number in range(20))),
    item(60, kind="page", title="About"),
    item(61, kind="nav_menu_item", title="Menu"),
    item(62, kind="product", title="A rope"),
    item(70, kind="wp_block", body="<!-- wp:paragraph --><p>Used again.</p><!-- /wp:paragraph -->"),
    item(80, kind="attachment", status="inherit", extra=MEDIUM),
)


def site() -> str:
    return export(*RECORDS)
