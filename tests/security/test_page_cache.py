"""Nobody can make the cache of pages give one reader what was made for another, or for nobody."""

import pytest

from cncfblog.page_cache.pages import OVERHEAD
from posts.models import Post
from tests.factories import make_post

pytestmark = pytest.mark.django_db(transaction=True)

POST = "/blog/a-quiet-pager/"
FORGED = {
    "host-of-a-proxy": {"x_forwarded_host": "evil.example"},
    "scheme-of-a-proxy": {"x_forwarded_proto": "https"},
    "prefix-of-a-proxy": {"x_forwarded_prefix": "/evil", "x_script_name": "/evil"},
    "other-address": {"x_original_url": "/admin/", "x_rewrite_url": "/admin/"},
    "other-method": {"x_http_method_override": "POST", "x_method_override": "HEAD"},
    "other-language": {"accept_language": "zh-hans", "cookie": "django_language=zh-hans"},
    "part-of-a-page": {"range": "bytes=0-10"},
    "a-page-they-have": {"if_none_match": "*", "if_modified_since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    "unknown-coding": {"accept_encoding": "br;q=x, pwned, *;q=0"},
    "script": {"user_agent": "<script>pwned</script>", "referer": "javascript:pwned"},
    "message": {"cookie": "messages=pwned; csrftoken=" + "p" * 32},
    "fragment": {"x_requested_with": "XMLHttpRequest", "hx_request": "true"},
}


@pytest.fixture(autouse=True)
def post() -> Post:
    return make_post("A quiet pager", zh="安静的值班")


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_one_reader_sends_reaches_no_other(start, headers, method):
    clean, poisoned = start(), start()
    expected = clean.get(POST)
    poisoned.get(POST, method, **headers)
    answer = poisoned.get(POST)
    assert (answer.status, answer.headers, answer.body) == (200, expected.headers, expected.body)
    assert b"pwned" not in answer.body
    assert b"evil" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PWNED", "get"])
def test_only_reading_is_kept(site, method):
    site.get(POST, method)
    answer = site.get(POST)
    assert (answer.status, site.made) == (200, 2)
    assert "安静的值班" not in answer.text.partition("<main")[2]


SESSIONS = ["{}", "a=b; {}", "a=b;{}", " {}", "{};", "sessionid=x; {}", "{}; sessionid=x"]


@pytest.mark.parametrize("cookie", SESSIONS)
@pytest.mark.parametrize("name", ["sessionid={}", "sessionid ={}", 'sessionid="{}"'])
@pytest.mark.parametrize("first", ["GET", "HEAD"])
def test_what_an_editor_sees_is_for_nobody_else(site, admin_client, cookie, name, first):
    make_post("A secret", status="draft")
    session = cookie.format(name.format(admin_client.cookies["sessionid"].value))
    site.get("/blog/a-secret/", first, cookie=session)
    assert site.get("/blog/a-secret/").status == 404
    site.get("/", first, cookie=session)
    assert "secret" not in site.get("/").text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("/blog/?page=1", "/blog/?page=2", id="pages"),
        pytest.param("/blog/", "/zh-hans/blog/", id="languages"),
        pytest.param("/search/?q=a%26page=2", "/search/?q=a&page=2", id="escaped-separator"),
        pytest.param("/search/?q=a+b", "/search/?q=a%2Bb", id="escaped-space"),
        pytest.param("/search/?q=pager&q=none", "/search/?q=none&q=pager", id="order-of-a-name"),
        pytest.param("/blog/%3Fpage=2", "/blog/?page=2", id="escaped-question-mark"),
        pytest.param("/search/?q=utm_source%3D1", "/search/?q=", id="name-of-tracking-within-a-value"),
    ],
)
def test_addresses_that_look_alike_are_not_mixed_up(start, one, other):
    clean, mixed = start(), start()
    mixed.get(one)
    assert mixed.get(other).body == clean.get(other).body


def test_addresses_without_end_are_not_kept(site):
    for number in range(30):
        site.get(f"/blog/nothing-{number}/")
        site.get(f"/blog/?x={number}")
        site.get(f"/blog/?page={number + 2}")
        site.get(f"/people/?role={number}")
    assert site.cache.editions.now()[1].size < 2 * OVERHEAD
