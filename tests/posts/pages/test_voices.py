"""Words of another language within a text are marked as such."""

import pytest

from posts import markdown
from posts.pages import voices


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("Tea is 茶 here.", '<p>Tea is <span lang="zh-hans">茶</span> here.</p>', id="a-word"),
        pytest.param("**你好，世界**！", '<p><strong><span lang="zh-hans">你好，世界</span></strong>！</p>', id="with-a-sign"),
        pytest.param("`茶` is code", "<p><code>茶</code> is code</p>", id="code"),
        pytest.param("[ok](/标签/)", '<p><a href="/%E6%A0%87%E7%AD%BE/" rel="noopener noreferrer">ok</a></p>', id="address"),
        pytest.param("日本のお茶", "<p>日本のお茶</p>", id="japanese"),
        pytest.param("Plain — “quoted” words.", "<p>Plain — “quoted” words.</p>", id="none"),
        pytest.param(
            "See ![一扇门](/a.png) there",
            '<p>See <img lang="zh-hans" src="/a.png" alt="一扇门"> there</p>',
            id="what-a-picture-shows",
        ),
    ],
)
def test_chinese_in_an_english_text(source, html):
    assert voices.marked(markdown.render(source), "en").rstrip() == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param(
            "> We moved it in *one* night.",
            '<blockquote>\n<p lang="en">We moved it in <em>one</em> night.</p>\n</blockquote>',
            id="quote",
        ),
        pytest.param(
            "- The whole house, in one night", '<ul>\n<li lang="en">The whole house, in one night</li>\n</ul>', id="item"
        ),
        pytest.param(
            "门：![A door at the harbour, open](/a.png)",
            '<p>门：<img lang="en" src="/a.png" alt="A door at the harbour, open"></p>',
            id="what-a-picture-shows",
        ),
        pytest.param("Kubernetes Cluster API Provider", "<p>Kubernetes Cluster API Provider</p>", id="terms"),
        pytest.param(
            "我们在 one night in the tea house 迁移。", "<p>我们在 one night in the tea house 迁移。</p>", id="within-chinese"
        ),
        pytest.param("`kubectl get all the pods now`", "<p><code>kubectl get all the pods now</code></p>", id="code"),
        pytest.param(
            "- 茶\n  - And the whole tea house too",
            '<ul>\n<li>茶\n<ul>\n<li lang="en">And the whole tea house too</li>\n</ul>\n</li>\n</ul>',
            id="item-around-items",
        ),
        pytest.param(
            "See <https://example.org/the/whole/tea/house>.",
            '<p>See <a href="https://example.org/the/whole/tea/house" rel="noopener noreferrer">'
            "https://example.org/the/whole/tea/house</a>.</p>",
            id="address",
        ),
    ],
)
def test_english_in_a_chinese_text(source, html):
    assert voices.marked(markdown.render(source), "zh-hans").rstrip() == html


def test_what_the_page_says_within_english_stays_chinese():
    html = '<p>A note that is in English<a href="#fn-1" aria-label="脚注1">1</a></p>'
    assert voices.marked(html, "zh-hans") == (
        '<p lang="en">A note that is in English<a href="#fn-1" aria-label="脚注1" lang="zh-hans">1</a></p>'
    )
