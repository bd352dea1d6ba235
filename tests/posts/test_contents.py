"""What a page adds to a rendered text."""

import re

import pytest

from posts import contents, markdown

LONG = "## One\n\ntext\n\n### Under *one*\n\n## Two & `code`\n\n## Three\n\n#### Deep\n"


WORDS = contents.Words("Table", "Code", "Footnote {}", "Footnotes", "Back to reference {}", "Picture at {}")


def for_page(source: str) -> str:
    return contents.for_page(markdown.render(source), WORDS)


def test_contents_name_the_two_highest_levels():
    found = contents.table_of_contents(markdown.render(LONG))
    assert [(heading.text, heading.depth) for heading in found] == [
        ("One", 0), ("Under one", 1), ("Two & code", 0), ("Three", 0),
    ]  # fmt: skip


def test_contents_lead_to_the_headings():
    html = for_page(LONG)
    for heading in contents.table_of_contents(markdown.render(LONG)):
        assert f'id="{heading.id}"' in html


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("", id="nothing"),
        pytest.param("## One\n\n## Two\n\n## Three\n", id="three-headings"),
        pytest.param("text\n" * 50, id="no-heading"),
    ],
)
def test_short_text_has_no_contents(source):
    assert contents.table_of_contents(markdown.render(source)) == []


def test_heading_is_a_link_to_itself():
    assert for_page("## One & two") == '<h2 id="one--two"><a class="anchor" href="#one--two">One &amp; two</a></h2>\n'


def test_heading_with_a_link_is_left_alone():
    source = "## See [there](https://example.org/)"
    assert for_page(source) == markdown.render(source)


def test_heading_of_signs_alone_is_no_link_and_nothing_leads_there():
    source = "## 🎉\n\n" + LONG
    assert for_page(source).startswith("<h2>🎉</h2>")
    assert "" not in [heading.id for heading in contents.table_of_contents(markdown.render(source))]


def test_heading_cannot_smuggle_markup():
    html = for_page('## <img src=x onerror=alert(1)> "quoted"')
    assert "onerror" not in html
    assert contents.table_of_contents(markdown.render("## &lt;b&gt;\n" * 4))[0].text == "<b>"


def test_table_scrolls_within_the_keyboards_reach():
    html = for_page("| a | b |\n|:-:|--:|\n| 1 | 2 |\n")
    assert html.startswith('<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>')
    assert html.count("<div") == html.count("</div>") == 1
    assert '<th class="center">' in html
    assert '<td class="right">' in html
    assert "align=" not in html


def test_pictures_below_the_first_load_when_a_reader_comes_near():
    html = for_page("![A](/a.png)\n\n`<img >` and ![B](/b.png) and ![C](/c.png)")
    assert re.findall(r'<img (loading="lazy" decoding="async" )?src="(.*?)"', html) == [
        ("", "/a.png"),
        ('loading="lazy" decoding="async" ', "/b.png"),
        ('loading="lazy" decoding="async" ', "/c.png"),
    ]
    assert "&lt;img &gt;" in html


def test_caption_is_said_once():
    assert for_page('![A door](/a.png "Ours")\n\nText ![A key](/b.png "Iron")') == (
        '<figure><img src="/a.png" alt="A door"><figcaption>Ours</figcaption></figure>\n'
        '<p>Text <img loading="lazy" decoding="async" src="/b.png" alt="A key" title="Iron"></p>\n'
    )


@pytest.mark.parametrize(
    ("name", "size"),
    [
        pytest.param(f"images/{'a' * 32}-1200x800.png", ("1200", "800"), id="uploaded"),
        pytest.param(f"imported/ab/{'a' * 64}-30x40.webp", ("30", "40"), id="fetched"),
        pytest.param(f"imported/ab/{'a' * 64}.webp", None, id="fetched-and-not-known"),
        pytest.param("other/a-30x40.png", None, id="another-file-of-such-a-name"),
    ],
)
def test_picture_has_the_size_that_its_name_tells(name, size):
    found = re.search(r'<img width="(\d+)" height="(\d+)" ', for_page(f"![A](/media/{name})"))
    assert (found and found.groups()) == size


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(
            "![A <b>cat](https://x.example/a.png)",
            '<figure><a class="elsewhere" href="https://x.example/a.png" rel="noopener noreferrer">'
            '<span class="elsewhere-place">Picture at x.example</span> · A &lt;b&gt;cat</a></figure>\n',
            id="figure",
        ),
        pytest.param(
            "![](//x.example/a.png)",
            '<figure><a class="elsewhere" href="//x.example/a.png" rel="noopener noreferrer">'
            '<span class="elsewhere-place">Picture at x.example</span></a></figure>\n',
            id="without-words",
        ),
        pytest.param(
            "See [![built](https://x.example/b.svg)](https://y.example/).",
            '<p>See <a href="https://y.example/" rel="noopener noreferrer">'
            '<span class="elsewhere-place">Picture at x.example</span> · built</a>.</p>\n',
            id="in-a-link",
        ),
        pytest.param("![A](/a.png)", '<figure><img src="/a.png" alt="A"></figure>\n', id="here"),
    ],
)
def test_picture_of_another_site_is_told_of_and_linked(source, shown):
    assert for_page(source) == shown


@pytest.mark.parametrize(
    ("source", "is_bare"),
    [
        pytest.param("See https://example.org/?a=1&b=2 there.", True, id="address"),
        pytest.param("See [there](https://example.org/).", False, id="words"),
        pytest.param("See [https://example.org/](https://example.org/b).", False, id="another-address"),
    ],
)
def test_link_that_shows_its_address_is_told_apart(source, is_bare):
    assert ('<a class="bare" href="https://example.org/' in for_page(source)) is is_bare


@pytest.mark.parametrize(
    ("source", "named"),
    [
        pytest.param("| a |\n|---|\n| 1 |\n", ["表格"], id="table"),
        pytest.param("    code\n", ["代码"], id="code"),
        pytest.param("```sh\nls\n```\n", ["代码"], id="code-of-a-language"),
        pytest.param("text[^x]\n\n[^x]: note", ["脚注 1", "脚注", "回到正文处 1"], id="footnote"),
        pytest.param(
            "text[^x] and[^x]\n\n[^x]: note",
            ["脚注 1", "脚注 1", "脚注", "回到正文处 1", "回到正文处 1-2"],
            id="footnote-named-twice",
        ),
        pytest.param("`<pre tabindex=0>` and [1](/a)", [], id="nothing-to-name"),
    ],
)
def test_what_the_keyboard_stops_at_is_named_in_the_words_given(source, named):
    words = contents.Words("表格", "代码", "脚注 {}", "脚注", "回到正文处 {}", "{}")
    assert re.findall('aria-label="(.*?)"', contents.for_page(markdown.render(source), words)) == named


@pytest.mark.parametrize(
    ("source", "said_by"),
    [
        pytest.param("> Sleep first.\n>\n> — Ada Example, *Example Co*", "— Ada Example, <em>Example Co</em>", id="em-dash"),
        pytest.param("> 先睡觉。\n>\n> ——范例梅", "——范例梅", id="chinese"),
        pytest.param("> Sleep.\n>\n> – And then?\n>\n> – Ada Example", "– Ada Example", id="last-alone"),
        pytest.param("> Sleep first.\n>\n> Then think.", None, id="without-a-dash"),
        pytest.param("> — Nobody", None, id="nothing-quoted"),
        pytest.param("> Sleep first.\n\n— Ada Example", None, id="below-the-quote"),
    ],
)
def test_who_is_quoted_is_told_apart_from_the_quote(source, said_by):
    found = re.findall('<p class="said-by">(.*?)</p>', for_page(source))
    assert found == ([said_by] if said_by else [])


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param("One.\u00a0 Two.", "<p>One. Two.</p>\n", id="before-a-space"),
        pytest.param("One. \u00a0 Two.", "<p>One. Two.</p>\n", id="between-spaces"),
        pytest.param("10\u00a0km", "<p>10&nbsp;km</p>\n", id="meant"),
        pytest.param("```\na\u00a0 b\n```", "<code>a&nbsp; b\n</code>", id="code"),
    ],
)
def test_spaces_that_do_not_break_leave_no_hole(source, shown):
    assert shown in for_page(source)


def test_text_without_any_of_this_is_unchanged():
    html = markdown.render("Some *text*.\n\n- and\n- a list\n")
    assert contents.for_page(html, WORDS) == html
