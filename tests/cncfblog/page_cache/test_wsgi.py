"""What is kept, for whom, and what a reader's browser and a proxy are told."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from cncfblog.middleware import PERSONAL, SHARED
from tests.factories import make_post

POST = "/blog/a-quiet-pager/"


@pytest.fixture(autouse=True)
def post(transactional_db):
    return make_post("A quiet pager", zh="安静的值班")


def session_of(*, staff: bool) -> str:
    """The cookies of somebody who has signed in."""
    client = Client()
    client.force_login(get_user_model().objects.create_user("ed", is_staff=staff, is_superuser=staff))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


# What is kept


@pytest.mark.parametrize("path", ["/", "/zh-hans/", "/blog/", POST, "/feed.rss", "/sitemap.xml", "/robots.txt", "/archive/"])
def test_a_page_is_made_once(site, path):
    first, second = site.get(path), site.get(path)
    assert (first.status, site.made) == (200, 1)
    assert (second.status, second.headers, second.body) == (200, first.headers, first.body)


def test_what_is_kept_is_what_django_makes(site):
    for path in ("/", POST, "/zh-hans/blog/", "/feed.atom"):
        site.get(path)
        kept, made = site.get(path), Client().get(path, headers={"host": "testserver"})
        assert kept.body == made.content
        assert made.headers.items() <= {**kept.headers, "ETag": made.headers.get("ETag")}.items() | {("ETag", None)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("/", "/zh-hans/", id="language"),
        pytest.param("/blog/", POST, id="path"),
        pytest.param("/search/?q=quiet", "/search/?q=pager", id="query"),
    ],
)
def test_other_addresses_are_other_pages(site, one, other):
    assert site.get(one).body != site.get(other).body


def test_other_hosts_are_other_pages(site):
    """Their canonical addresses differ."""
    assert "http://one.example/" in site.get("/", host="one.example").text
    assert "http://two.example/" in site.get("/", host="two.example").text


def test_tracking_makes_no_other_page(site):
    plain = site.get("/blog/")
    assert site.get("/blog/?utm_source=letter&fbclid=1").body == plain.body
    assert site.get("/blog/?from=singlemessage&isappinstalled=0").body == plain.body
    assert site.made == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/blog/nowhere/", 404, id="nowhere"),
        pytest.param("/blog", 301, id="redirect"),
        pytest.param("/blog/?whatever=1", 200, id="unknown-parameter"),
        pytest.param("/healthz", 200, id="health"),
        pytest.param("/admin/login/", 200, id="form-with-a-cookie"),
    ],
)
def test_other_answers_are_not_kept(site, path, status):
    assert [site.get(path).status, site.get(path).status] == [status, status]
    assert site.made == 2


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "PUT"])
def test_only_reading_is_answered_from_memory(site, method):
    site.get("/blog/")
    assert site.get("/blog/", method).status in (200, 403, 405)
    assert site.made == 2


def test_static_files_go_past_it(site):
    site.get("/static/css/base.css")
    assert site.cache.editions.watch.connection is None


# For whom


def test_no_cookie(site):
    for path in ("/", POST, "/search/?q=quiet", "/blog/nowhere/"):
        for _time in range(2):
            assert "Set-Cookie" not in site.get(path).headers


@pytest.mark.parametrize("staff", [True, False], ids=["editor", "other-account"])
def test_who_has_a_session_goes_past_it(site, staff):
    cookie = session_of(staff=staff)
    for path in ("/", POST):
        site.get(path)
        before = site.made
        answer = site.get(path, cookie=cookie)
        assert (answer.status, site.made) == (200, before + 1)
        assert answer.headers["Cache-Control"] == PERSONAL


def test_an_editors_page_is_not_kept_for_others(site):
    make_post("Hidden", status="draft")
    assert "A draft" in site.get("/blog/hidden/", cookie=session_of(staff=True)).text
    assert site.get("/blog/hidden/").status == 404


def test_credentials_go_past_it(site):
    for _time in range(2):
        assert site.get("/", authorization="Bearer x").headers["Cache-Control"] == PERSONAL
    assert site.made == 2


def test_other_cookies_make_no_difference(site):
    site.get("/")
    site.get("/", cookie="theme=dark; csrftoken=x")
    assert site.made == 1


# What a browser and a proxy are told


def test_headers(site):
    for _time in range(2):
        headers = site.get(POST).headers
        assert headers["Cache-Control"] == SHARED
        assert headers["Vary"] == "Accept-Encoding"
        assert headers["ETag"].startswith('W/"')
        assert headers["Content-Language"] == "en"
        assert "default-src 'self'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(("path", "sent"), [("/blog/nowhere/", PERSONAL), ("/blog", SHARED), ("/search/?q=quiet", SHARED)])
def test_nothing_public_outlives_an_edit_in_a_proxy(site, path, sent):
    assert "no-cache" in PERSONAL
    assert "max-age=0" in SHARED
    assert site.get(path).headers["Cache-Control"] == sent


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_compressed(site, coding):
    plain = site.get(POST)
    for _time in range(2):
        packed = site.get(POST, accept_encoding=coding)
        assert packed.headers["Content-Encoding"] == coding
        assert packed.headers["ETag"] == plain.headers["ETag"]
        assert len(packed.body) == int(packed.headers["Content-Length"]) < len(plain.body) / 2
    assert site.made == 1


def test_a_page_with_unknown_parameters_is_no_larger_on_the_wire(site):
    """Whoever shares an address adds to it what they like: it is not kept, but compressed and compared like any other."""
    path = f"{POST}?whatever=1"
    packed = site.get(path, accept_encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert packed.text == site.get(POST).text
    assert site.get(path, if_none_match=packed.headers["ETag"]).status == 304
    assert site.get(path, "HEAD").headers["Content-Length"] == str(len(site.get(POST).body))


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "not-yet"])
def test_not_modified(site, start, kept):
    etag = start().get(POST).headers["ETag"]
    if kept:
        site.get(POST)
    answer = site.get(POST, if_none_match=etag)
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["ETag"] == etag
    assert answer.headers["Cache-Control"] == SHARED
    assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(answer.headers)
    assert site.get(POST).status == 200, "the whole page was kept"
    assert site.made == 1


def test_modified(site):
    site.get(POST)
    assert site.get(POST, if_none_match='W/"of-before"').status == 200


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "not-yet"])
@pytest.mark.parametrize(("path", "status"), [(POST, 200), ("/blog/nowhere/", 404)])
def test_head(site, start, kept, path, status):
    whole = start().get(path)
    if kept:
        site.get(path)
    answer = site.get(path, "HEAD")
    assert (answer.status, answer.body) == (status, b"")
    assert answer.headers["Content-Length"] == str(len(whole.body))


def test_memory_is_bounded(site):
    site.cache.editions.limit = 60_000
    for number in range(20):
        assert site.get(f"/search/?q=pager{number}").status == 200
    [_edition, pages] = site.cache.editions.current
    assert 1 <= len(pages.pages) < 20
    assert pages.size <= 60_000
