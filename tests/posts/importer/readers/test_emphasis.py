"""Emphasis beside letters: what a reader sees holds no mark of Markdown's, and all words."""

import re

import pytest

from posts import markdown
from posts.importer.readers.html import to_markdown


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<b>Note:</b>the lamp", "**Note**:the lamp", id="sign-before-a-letter"),
        pytest.param("lamp<em>(s)</em>lit", "lamp(*s*)lit", id="signs-at-both-ends"),
        pytest.param("a<del>(b)</del>c", "a(~~b~~)c", id="deleted"),
        pytest.param("<b>a.</b><em>b</em>", "**a**.*b*", id="before-other-emphasis"),
        pytest.param("<b><i>a!</i></b>b", "***a***!b", id="emphasis-in-emphasis"),
        pytest.param("a<b>…</b>b", "a…b", id="of-a-sign-only"),
        pytest.param('<b><a href="https://a.example/">lamp</a></b>s', "[**lamp**](https://a.example/)s", id="link-at-the-end"),
        pytest.param(
            'x<b><a href="https://a.example/">lamp</a> lit</b>',
            "x[**lamp**](https://a.example/) **lit**",
            id="link-at-the-start",
        ),
        pytest.param("<b>run <code>lamp</code></b>s", "**run** `lamp`s", id="code-at-the-end"),
        pytest.param('<b><img src="https://a.example/a.png"></b>A lamp', "![](https://a.example/a.png)A lamp", id="picture"),
    ],
)
def test_what_marks_cannot_stand_at_moves_out(source, expected):
    body, _notes = to_markdown(f"<p>{source}</p>")
    assert body == f"{expected}\n"
    seen, original = (re.sub(r"<[^<>]*>|\s", "", html) for html in (markdown.render(body), source))
    assert seen == original


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<b>Note:</b> the lamp", "**Note:** the lamp", id="before-a-space"),
        pytest.param("<b>Note: </b>the lamp", "**Note:** the lamp", id="space-within"),
        pytest.param("(<b>lamp!</b>)", "(**lamp!**)", id="before-a-sign"),
        pytest.param("un<em>lit</em>lamp", "un*lit*lamp", id="letters-on-both-sides"),
        pytest.param("<b>注意：</b>灯", "**注意：**灯", id="han"),
        pytest.param("<b>Stop.</b>", "**Stop.**", id="at-the-end"),
        pytest.param("<b>Stop.</b><br>Go", "**Stop.**\\\nGo", id="before-a-break"),
    ],
)
def test_what_they_can_stand_at_stays(source, expected):
    assert to_markdown(f"<p>{source}</p>")[0] == f"{expected}\n"


def test_a_form_is_left_out_but_not_what_it_says():
    body, (note,) = to_markdown(
        "<form><fieldset><legend>Ask us</legend><p>We <b>read</b> all.</p><select><option>x</option></select>"
    )
    assert body == "Ask us\n\nWe **read** all.\n"
    assert "select" in note.message
