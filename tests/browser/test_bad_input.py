"""What nobody should ask for, asked for over real HTTP of the server as in production: the right status, and a page of ours."""

import http.client
from urllib.parse import quote, urlsplit

import pytest

from tests.browser.fill import ARCHIVED, DRAFT, SCHEDULED

BOTH = pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])
HIDDEN = (DRAFT, SCHEDULED, ARCHIVED)
LONG = "x" * 10_000
NUMBER = "9" * 400


def answer(site: str, path: str, method: str = "GET") -> tuple[http.client.HTTPResponse, str]:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    connection.request(method, path)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    assert "Traceback" not in text
    return response, text


@BOTH
@pytest.mark.parametrize(
    ("path", "status"),
    [
        *((f"/{kind}/nothing-like-it/", 404) for kind in ("blog", "series", "projects", "people", "tags")),
        *((f"/{kind}/nothing-like-it/feed.rss", 404) for kind in ("series", "projects", "people", "tags")),
        *((f"/blog/?page={page}", 404) for page in ("abc", "0", "-1", "9999", NUMBER, "%00", "%FF")),
        *((f"/blog/?year={year}", 404) for year in ("1999", "abc", "%00", "%C2%B2", NUMBER)),
        *((f"/blog/?{name}={value}", 404) for name in ("language", "project", "series") for value in ("xx", "%FF%FE", LONG)),
        *((f"/archive/{when}/", 404) for when in ("1999", "0000", "9999", "20180", "2018/00", "2018/13", "2016/01")),
        *((f"/blog/{slug}/", 404) for slug in ("%00", "a%00b", "%FF%FE", "2018/09/25/nothing", "2018/99/99/nothing", LONG)),
        *((f"/search/?q={query}", 200) for query in ("%00", "a%00b", "%FF%FE", "%22", "-", quote("\"' OR 1=1 --"), LONG)),
        *((f"/search/?q=kubernetes&page={page}", 200) for page in ("abc", "9999", "-1", NUMBER)),
        *((f"/search/?q=kubernetes&{name}=%FFxx", 200) for name in ("year", "language", "project", "person")),
        ("/feed.xyz", 404),
        ("/preview/nothing/", 404),
        (f"/blog/{DRAFT}/", 404),
        (f"/blog/{SCHEDULED}/", 404),
        (f"/blog/{ARCHIVED}/", 410),
    ],
    ids=lambda value: str(value)[:60],
)
def test_get_and_head(site, prefix, path, status):
    response, text = answer(site, prefix + path)
    assert response.status == status
    assert f'<html lang="{prefix.strip("/") or "en"}">' in text
    head, nothing = answer(site, prefix + path, "HEAD")
    assert (head.status, nothing) == (status, "")


@pytest.mark.parametrize("path", ["/fr/", "/fr/blog/", "/zh-hant/", "/ZH-HANS/", "/en/", "//elsewhere.example/"])
def test_a_language_that_is_not_here(site, path):
    response, text = answer(site, path)
    assert response.status == 404
    assert 'id="search-here"' in text


def test_bytes_that_are_no_text(site):
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    connection.putrequest("GET", "/search/?q=%FF", skip_host=False)
    connection.putheader("Cookie", b"\xff\xfe=\x80")
    connection.endheaders()
    assert connection.getresponse().status == 200
    connection.close()


@BOTH
@pytest.mark.parametrize("path", ["/", "/blog/", "/archive/", "/search/", "/people/", "/feed.rss", "/opensearch.xml"])
def test_other_methods(site, prefix, path):
    response, text = answer(site, prefix + path, "OPTIONS")
    assert (response.status, response.getheader("Allow"), text) == (200, "GET, HEAD, OPTIONS", "")
    for method in ("POST", "PUT", "DELETE", "BREW"):
        response, _text = answer(site, prefix + path, method)
        assert (response.status, response.getheader("Allow")) == (405, "GET, HEAD, OPTIONS")


@BOTH
@pytest.mark.parametrize(
    "path",
    [
        *("/", "/blog/", "/blog/?page=3", "/archive/", "/archive/2016/", "/people/", "/tags/", "/series/", "/projects/"),
        *("/search/?q=readers", "/search/?q=editors", "/search/?q=future", "/feed.rss", "/feed.atom", "/all/feed.json"),
        *("/sitemap.xml", "/sitemap-posts.xml"),
    ],
)
def test_what_is_not_published_is_nowhere(site, prefix, path):
    _response, text = answer(site, path if "sitemap" in path else prefix + path)
    assert [slug for slug in HIDDEN if slug in text or slug.replace("-", " ") in text] == []
