"""Which picture of a text is shown on its card."""

import pytest

from posts import markdown
from posts.metadata.card import Picture, first_picture

BASE = "https://blog.example.org/blog/a-post/"


@pytest.mark.parametrize(
    ("source", "picture"),
    [
        pytest.param("Words only, and `<img src=x>`", None, id="none"),
        pytest.param("![A map](/map.png)", Picture("https://blog.example.org/map.png", "A map"), id="of-this-site"),
        pytest.param("![](map.png)", Picture(f"{BASE}map.png", ""), id="beside-the-post"),
        pytest.param("![A](//cdn.example.org/a.png)", Picture("https://cdn.example.org/a.png", "A"), id="from-elsewhere"),
        pytest.param("![A](/a.png) ![B](/b.png)", Picture("https://blog.example.org/a.png", "A"), id="the-first-of-two"),
        pytest.param("![Lost]()\n\n![B](/b.png)", Picture("https://blog.example.org/b.png", "B"), id="the-first-was-lost"),
        pytest.param('![A](/a.png "Our map")', Picture("https://blog.example.org/a.png", "A"), id="of-a-figure"),
        pytest.param(
            '![a "b" & <c>](/a.png?x=1&y=2)', Picture("https://blog.example.org/a.png?x=1&y=2", 'a "b" & <c>'), id="signs"
        ),
        pytest.param("![A](javascript:alert(1)) ![B](data:image/png;base64,AAAA)", None, id="no-addresses-of-the-web"),
        pytest.param("![A](http://[) ![B](/b.png)", Picture("https://blog.example.org/b.png", "B"), id="no-address-at-all"),
    ],
)
def test_first_picture(source, picture):
    assert first_picture(markdown.render(source), BASE) == picture
