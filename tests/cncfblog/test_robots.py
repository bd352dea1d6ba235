"""What crawlers read, by the parser Python has for it."""

from urllib.robotparser import RobotFileParser

import pytest


@pytest.fixture
def rules(client) -> RobotFileParser:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    parser = RobotFileParser()
    parser.parse(response.content.decode().splitlines())
    return parser


@pytest.mark.parametrize("path", ["/", "/zh-hans/", "/blog/a-quiet-pager/", "/feed.rss", "/sitemap.xml", "/people/admin/"])
def test_pages_are_open(rules, path):
    assert rules.can_fetch("AnyBot", path)


@pytest.mark.parametrize("path", ["/admin/", "/zh-hans/admin/posts/", "/search/?q=envoy", "/zh-hans/search/?q=x"])
def test_admin_and_search_results_are_closed(rules, path):
    assert not rules.can_fetch("AnyBot", path)


def test_sitemap_is_named(rules):
    assert rules.site_maps() == ["http://testserver/sitemap.xml"]
