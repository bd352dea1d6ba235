import gzip

import brotli
import pytest

from cncfblog.page_cache.pages import OVERHEAD, Pages, make_page

HTML = ("Content-Type", "text/html; charset=utf-8")
LONG = b"<p>A quiet pager.</p>" * 100


def page(body: bytes = LONG, *headers: tuple[str, str]):
    return make_page("200 OK", [*(headers or [HTML]), ("Content-Length", str(len(body)))], body)


def test_tag_is_of_the_content():
    assert page().etag == page().etag
    assert page().etag != page(LONG + b"!").etag
    assert page().etag.startswith('W/"')


def test_tag_of_the_view_is_kept_but_weak():
    assert page(LONG, HTML, ("ETag", '"abc"')).etag == 'W/"abc"'


@pytest.mark.parametrize(("coding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_copies_are_the_same_page(coding, unpack):
    pages, kept = Pages(10**6), page()
    pages.put("a", kept)
    headers, body = pages.copy("a", kept, coding)
    assert unpack(body) == LONG
    given = dict(headers)
    assert len(given) == len(headers), "no header twice"
    assert (given["Content-Length"], given.get("Content-Encoding", "")) == (str(len(body)), coding)
    assert (given["Vary"], given["ETag"]) == ("Accept-Encoding", kept.etag)


@pytest.mark.parametrize(
    ("body", "kind", "compressed"),
    [
        pytest.param(LONG, "text/html; charset=utf-8", True, id="html"),
        pytest.param(LONG, "application/feed+json; charset=utf-8", True, id="json-feed"),
        pytest.param(LONG, "application/atom+xml", True, id="atom"),
        pytest.param(LONG, "image/png", False, id="picture"),
        pytest.param(b"short", "text/html", False, id="short"),
    ],
)
def test_only_text_that_is_worth_it_is_compressed(body, kind, compressed):
    pages, kept = Pages(10**6), page(body, ("Content-Type", kind))
    headers, _body = pages.copy("a", kept, "gzip")
    assert ("Content-Encoding" in dict(headers)) is compressed


def test_other_variations_are_kept():
    assert dict(page(LONG, HTML, ("Vary", "Accept")).unchanged)["Vary"] == "Accept, Accept-Encoding"


class TestRoom:
    def test_the_least_recently_used_makes_room(self):
        pages = Pages(3 * (OVERHEAD + 1_000))
        for key in "abc":
            pages.put(key, page(b"x" * 1_000))
        pages.get("a")
        pages.put("d", page(b"x" * 1_000))
        assert [key for key in "abcd" if pages.get(key)] == ["a", "c", "d"]
        assert pages.size == 3 * (OVERHEAD + 1_000)

    def test_copies_take_room_too(self):
        pages, kept = Pages(10**6), page()
        pages.put("a", kept)
        before = pages.size
        _headers, body = pages.copy("a", kept, "gzip")
        pages.copy("a", kept, "gzip")
        assert pages.size == before + len(body)
        pages.put("a", page(b""))
        assert pages.size == OVERHEAD

    def test_a_page_too_large_for_all_of_it_is_not_kept(self):
        pages = Pages(OVERHEAD + 10)
        pages.put("a", page(b"x" * 11))
        assert (pages.get("a"), pages.size) == (None, 0)

    def test_a_page_that_left_meanwhile_can_still_be_copied(self):
        pages, kept = Pages(10**6), page()
        pages.copy("a", kept, "br")
        assert pages.size == 0
