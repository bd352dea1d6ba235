"""Pictures and uploads are found in Markdown, and shown from elsewhere without anything else being touched."""

import pytest

from posts.importer.media.addresses import find, rewrite

A, B = "https://x.example/a.png", "https://x.example/wp-content/uploads/b.pdf"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(f"![]({A})", [A], id="picture"),
        pytest.param(f'![A \\] b]({A} "Its caption")', [A], id="with-a-caption"),
        pytest.param(f"[![A]({A})](https://x.example/page)", [A], id="in-a-link"),
        pytest.param(f"[The file]({B})", [B], id="upload"),
        pytest.param(f"![]({A}) ![]({A}?w=1)", [A, f"{A}?w=1"], id="two-sizes"),
        pytest.param("![](https://x.example/a_(1).png)", ["https://x.example/a_(1).png"], id="parentheses"),
        pytest.param("[A page](https://x.example/uploads/)", [], id="page"),
        pytest.param(f"`![]({A})` and\n\n```\n![]({A})\n```", [], id="code"),
        pytest.param("![](/media/imported/a.png) ![](data:image/png;base64,AA)", [], id="here-already"),
        pytest.param(f"See {A}", [], id="plain"),
    ],
)
def test_what_is_found(body, found):
    assert find(body) == found


def test_what_is_here_is_shown_from_here():
    body = f'![A]({A} "B") and [B]({B}), not `![]({A})`'
    assert rewrite(body, {A: "/m/1.png"}) == f'![A](/m/1.png "B") and [B]({B}), not `![]({A})`'
    assert rewrite(body, {}) == body
