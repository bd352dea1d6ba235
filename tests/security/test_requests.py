"""Requests nobody's browser would send: answered with a page, never with a failure."""

from urllib.parse import quote

import pytest

from tests.factories import make_person, make_post, make_project, make_series, make_tag

pytestmark = pytest.mark.django_db

LISTS = [
    "/blog/",
    "/people/",
    "/archive/2018/",
    "/archive/2018/09/",
    "/series/stories/",
    "/tags/storage/",
    "/projects/envoy/",
    "/people/ada-example/",
    "/search/",
]
OTHERS = ["/", "/archive/", "/series/", "/projects/", "/tags/", "/blog/a-quiet-pager/"]
FEEDS = ["/feed.rss", "/all/feed.atom", "/series/stories/feed.json", "/opensearch.xml"]
MACHINES = ["/healthz", "/robots.txt", "/sitemap.xml", "/sitemap-posts.xml"]
NAMES = ["page", "q", "year", "project", "series", "language", "person", "role", "next", "utm_source", "nobody-knows"]
VALUES = {
    "word": "abc",
    "negative": "-1",
    "zero": "0",
    "huge": "9" * 20,
    "digits-int-refuses": "9" * 5_000,
    "fraction": "1.5",
    "exponent": "1e3",
    "not-a-number": "NaN",
    "superscript": "²",
    "arabic-digits": "٢٠١٨",
    "han-digits": "二〇一八",
    "last": "last",
    "empty": "",
    "space": " 1 ",
    "nul": "\0",
    "nul-inside": "20\x0018",
    "year-zero": "0000",
    "year-ten-thousand": "10000",
    "markup": "\"><script>alert('pwned')</script>",
    "format": "%s{0}%(x)s",
    "quotes": "'\"`; DROP TABLE posts_post; --",
    "search-syntax": '"" -"" NEAR(a b, 5) a* ^a body:x (a OR NOT b) :* & | ! <->',
    "long": "云原生 a" * 1_500,
    "astral": "\U0001f469\u200d\U0001f4bb\ufffe\ufeff\u202e",
}
BYTES = {"not-utf-8": "%ff%fe%c0%af", "cut": "%e4%ba", "no-escape": "%zz%", "surrogate": "%ed%a0%80", "overlong-nul": "%c0%80"}


@pytest.fixture(autouse=True)
def site():
    ada = make_person("Ada Example")
    shared = {"authors": [ada], "projects": [make_project("Envoy")], "tags": [make_tag("storage")]}
    make_post("A quiet pager", zh="安静的值班", series=make_series("Stories"), **shared)


def answered(response) -> bool:
    """With the page, or in words that there is none; never with a failure, nor with text that acts."""
    return response.status_code in (200, 404) and b"<script>alert" not in response.content


@pytest.mark.parametrize("value", [*map(quote, VALUES.values()), *BYTES.values()], ids=[*VALUES, *BYTES])
def test_any_query_is_answered(client, value):
    everything = "&".join(f"{name}={value}" for name in NAMES)
    for path in [*LISTS, *FEEDS, *MACHINES, "/nowhere/"]:
        for query in [everything, f"page={value}", f"{value}={value}"]:
            assert answered(client.get(f"{path}?{query}")), f"{path}?{query}"
    for query in [f"q={value}", f"q=pager&page={value}", *(f"q=pager&{name}={value}" for name in NAMES)]:
        assert answered(client.get(f"/search/?{query}")), query


@pytest.mark.parametrize(
    "query", ["page=1&page=x", "page[]=1", "q[]=a&q[0]=b", "page=", "&&&", "=", ";", "page=2;q=1", "?", "%00"]
)
def test_odd_queries_are_answered(client, query):
    for path in [*LISTS, *OTHERS, *FEEDS]:
        assert answered(client.get(f"{path}?{query}")), path


@pytest.mark.parametrize(
    "slug", [*(quote(value, safe="") for value in VALUES.values()), *BYTES.values()], ids=[*VALUES, *BYTES]
)
def test_any_address_is_answered(client, slug):
    for place in ("blog", "series", "people", "archive/2018", "zh-hans", "fr/blog"):
        for path in (f"/{place}/{slug}/", f"/{place}/{slug}", f"/{place}/{slug}/feed.rss"):
            response = client.get(path)
            assert answered(response) or response.status_code in (301, 302), path
            if response.status_code in (301, 302):
                assert response["Location"].startswith("/"), path
                assert not response["Location"].startswith("//"), path


@pytest.mark.parametrize(
    "path", ["/archive/0000/", "/archive/9999/", "/archive/0001/01/", "/archive/2018/13/", "/sitemap-x.xml"]
)
def test_addresses_of_nothing(client, path):
    assert client.get(path).status_code == 404


# Methods


@pytest.mark.parametrize("path", [*LISTS, *OTHERS, *FEEDS, *MACHINES])
class TestMethods:
    def test_head_is_get_without_its_body(self, client, path):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Type"] == get["Content-Type"]

    def test_options_says_what_is_allowed(self, client, path):
        response = client.options(path)
        assert (response.status_code, response["Allow"]) == (200, "GET, HEAD, OPTIONS")
        assert response.content == b""

    def test_nothing_else_is(self, client, path):
        for method in ("post", "put", "patch", "delete", "trace"):
            response = getattr(client, method)(path)
            assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS"), method


# Hosts and redirects


@pytest.mark.parametrize(
    "host", ["evil.example", "blog.example.org.evil.example", "blog.example.org@evil.example", "a b", '"><b>', ""]
)
def test_a_host_that_is_not_ours_is_refused(client, settings, host):
    settings.ALLOWED_HOSTS = ["blog.example.org"]
    for path in ["/", "/feed.rss", "/sitemap.xml", "/nowhere/", "/opensearch.xml", "/robots.txt"]:
        response = client.get(path, headers={"host": host})
        assert response.status_code == 400, path
        assert b"evil" not in response.content


def test_no_other_header_names_the_host(client, settings):
    settings.ALLOWED_HOSTS = ["blog.example.org"]
    forged = {"x-forwarded-host": "evil.example", "x-host": "evil.example", "forwarded": "host=evil.example",
              "x-original-url": "/admin/", "x-rewrite-url": "/admin/", "x-forwarded-prefix": "/evil.example"}  # fmt: skip
    for path in ["/", "/feed.rss", "/sitemap.xml", "/opensearch.xml", "/robots.txt"]:
        response = client.get(path, headers={"host": "blog.example.org", **forged})
        assert response.status_code == 200
        assert b"evil" not in response.content


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "//evil.example/blog", "///evil.example", "/\\evil.example", "/%2f/evil.example",
     "/%5cevil.example/blog", "/zh-hans//evil.example", "/https:/evil.example", "/blog//evil.example", "//evil.example/%2e%2e"],
)  # fmt: skip
def test_no_address_leads_away(client, path):
    response = client.get("/", PATH_INFO=path)  # given by itself, the client would take //host for one
    if response.status_code in (301, 302):
        location = response["Location"]
        assert location.startswith("/"), location
        assert not location.startswith(("//", "/\\")), location
    else:
        assert response.status_code == 404
        assert 'href="//' not in response.content.decode()


@pytest.mark.parametrize(
    "then", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]
)
def test_signing_in_leads_nowhere_else(client, django_user_model, then):
    django_user_model.objects.create_superuser("editor", password="for tests only")
    response = client.post(
        "/admin/login/?next=" + quote(then), {"username": "editor", "password": "for tests only", "next": then}
    )
    assert response.status_code == 302
    assert "evil" not in response["Location"]
    assert "javascript" not in response["Location"]


def test_the_language_switch_keeps_the_query_as_text(client):
    response = client.get("/blog/?page=1&x=\"'><script>alert('pwned')</script>&next=//evil.example")
    assert b"<script>alert" not in response.content
    assert b'href="//' not in response.content
