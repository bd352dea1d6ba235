"""What a page asks for, and what it leaves behind: nothing from elsewhere, no complaint, no cookie, few bytes."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import PAGES, PREFIXES, every_page

LIMIT = 60_000  # bytes on the wire, of a post without its pictures
POSTS = [f"{prefix}{path}" for name, path in PAGES.items() if name.startswith("post-") for prefix in PREFIXES.values()]


@every_page
def test_a_page_is_quiet(fresh_page, site, path):
    page = fresh_page
    complaints, hosts = [], set()
    page.on("console", lambda message: complaints.append((message.text, message.location["url"])))
    page.on("pageerror", lambda error: complaints.append((str(error), "")))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    response = page.goto(path, wait_until="networkidle")
    # The browser notes on its own account that a page is missing.
    assert [text for text, url in complaints if response.ok or url != response.url] == []
    assert hosts == {urlsplit(site).netloc}
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def weights(page: Page, path: str) -> dict[str, int]:
    """Bytes that came over the wire for a page as served, compressed, by address; without its pictures."""
    sizes = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request}))
    page.goto(path, wait_until="networkidle")
    return {
        url: sum(request.sizes()[part] for part in ("responseHeadersSize", "responseBodySize"))
        for url, request in sizes.items()
        if request.resource_type != "image"
    }


@pytest.mark.parametrize("path", POSTS)
def test_a_post_is_light(fresh_page, path):
    weight = weights(fresh_page, path)
    assert len(weight) > 2, "the page, its stylesheets, its script"
    assert sum(weight.values()) <= LIMIT, weight


def test_styles_and_scripts_are_asked_for_once(fresh_page):
    fresh_page.goto("/", wait_until="networkidle")
    fresh_page.goto("/blog/", wait_until="networkidle")
    asked = fresh_page.evaluate("performance.getEntriesByType('resource').filter(one => one.transferSize).map(one => one.name)")
    assert asked == [], "what carries its content's hash in its name is kept for good"


def test_an_address_as_long_as_a_page_gets_a_page_of_ours(page):
    answer = page.goto(f"/search/?q={'kubernetes+' * 1_000}")
    assert answer.status == 200
    assert page.locator(".masthead").count() == 1
