"""Code, coloured where its language is named."""

import pytest

from posts import highlighting, markdown


def test_words_are_marked():
    html = markdown.render("```yaml\nkind: Pod # the smallest\n```")
    assert '<span class="nt">kind</span>' in html
    assert '<span class="c1"># the smallest</span>' in html
    assert "style=" not in html


def test_code_stays_code():
    html = markdown.render('```html\n<script>alert("1 & 2")</script>\n```')
    assert "<script" not in html
    assert "&lt;" in html


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("```\nplain <text>\n```", id="no-language"),
        pytest.param("```no-such-language\nplain <text>\n```", id="unknown-language"),
        pytest.param("    indented", id="indented"),
    ],
)
def test_other_code_is_left_plain(source):
    assert "<span" not in markdown.render(source)


def test_very_long_code_is_left_plain():
    html = f'<pre><code class="language-yaml">{"a: 1 " * highlighting.LENGTH}</code></pre>'
    assert highlighting.highlighted(html) == html


def test_lines_are_kept():
    code = "\n\nfirst: 1\n\nlast: 2\n"
    html = highlighting.highlighted(f'<pre><code class="language-yaml">{code}</code></pre>')
    assert html.count("\n") == code.count("\n")
