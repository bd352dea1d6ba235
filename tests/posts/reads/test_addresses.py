"""Which addresses are pages of posts."""

import pytest

from posts.reads.addresses import post_at

PLACES = {"/blog/": "en", "/zh-hans/blog/": "zh-hans"}


@pytest.mark.parametrize(
    ("target", "address"),
    [
        pytest.param(b"/blog/bells/", ("en", "bells"), id="english"),
        pytest.param(b"/zh-hans/blog/bells/", ("zh-hans", "bells"), id="chinese"),
        pytest.param(b"/zh-hans/blog/%E6%B8%AF%E5%8F%A3/", ("zh-hans", "港口"), id="percent-encoded"),
        pytest.param("/zh-hans/blog/港口/".encode(), ("zh-hans", "港口"), id="han-as-it-is"),
        pytest.param(rb"/blog/\xe6\xb8\xaf/", ("en", "港"), id="as-apache-escapes"),
        pytest.param(rb"/blog/\xE6\xB8\xAF/", ("en", "港"), id="as-nginx-escapes"),
        pytest.param(b"/blog/bells/?utm_source=letter&x=/blog/ropes/", ("en", "bells"), id="query"),
        pytest.param(b"https://blog.example.org/blog/bells/?x", ("en", "bells"), id="with-its-host"),
        pytest.param(b"/blog/%62ells/", ("en", "bells"), id="letters-encoded"),
        pytest.param(b"/blog/bells", None, id="redirected-to-the-slash"),
        pytest.param(b"/blog/", None, id="list"),
        pytest.param(b"/blog/?page=2", None, id="page-of-the-list"),
        pytest.param(b"/blog/2018/09/25/bells/", None, id="legacy-path"),
        pytest.param(b"/blog/bells/feed.atom", None, id="below"),
        pytest.param(b"/fr/blog/bells/", None, id="another-language"),
        pytest.param(b"/archive/", None, id="another-page"),
        pytest.param(b"/blog/%FF%FE/", None, id="not-utf-8"),
        pytest.param(b"/blog/%/", ("en", "%"), id="half-encoded"),
        pytest.param(b"", None, id="nothing"),
        pytest.param(b"*", None, id="asterisk"),
    ],
)
def test_an_address(target, address):
    assert post_at(target, PLACES) == address
