"""Addresses for search engines: every public page, once per language it exists in, and no draft."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import etree

from posts import sitemaps
from posts.models import Post
from tests.factories import DAY, make_person, make_post, make_project, make_series, make_tag

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOST = "http://testserver"
QUIET = "/zh-hans/blog/%E5%AE%89%E9%9D%99%E7%9A%84%E5%80%BC%E7%8F%AD/"
SECTIONS = ("posts", "series", "projects", "people", "tags")


def addresses(client, path: str) -> dict[str, dict[str, str]]:
    """Of every address in a sitemap its alternates: language → address."""
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return {
        url.findtext("s:loc", namespaces=NAMES).removeprefix(HOST): {
            link.get("hreflang"): link.get("href").removeprefix(HOST) for link in url.findall("x:link", NAMES)
        }
        for url in etree.fromstring(response.content).findall("s:url", NAMES)
    }


def linked_from_index(client) -> list[str]:
    index = etree.fromstring(client.get("/sitemap.xml").content)
    return [location.text.removeprefix(HOST) for location in index.findall("s:sitemap/s:loc", NAMES)]


def make_everything(count: int = 1) -> None:
    shared = {"series": make_series("Field Notes"), "tags": [make_tag("Security")], "projects": [make_project("Linkerd")]}
    author = make_person("Ada Example")
    for number in range(count):
        make_post(f"Note {number}", zh=f"笔记 {number}", authors=[author, make_person()], **shared)


def test_index_names_a_file_per_kind(client):
    make_everything()
    assert linked_from_index(client) == [f"/sitemap-{kind}.xml" for kind in ("pages", *SECTIONS[:1], *SECTIONS[1:])]
    for path in linked_from_index(client):
        assert addresses(client, path)


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("pages", "/"),
        ("pages", "/archive/"),
        ("series", "/series/field-notes/"),
        ("projects", "/projects/linkerd/"),
        ("people", "/people/ada-example/"),
        ("tags", "/tags/security/"),
    ],
)
def test_page_is_listed_in_both_languages_with_both(client, section, path):
    make_everything()
    alternates = {"en": path, "zh-hans": f"/zh-hans{path}", "x-default": path}
    listed = addresses(client, f"/sitemap-{section}.xml")
    assert listed[path] == alternates
    assert listed[f"/zh-hans{path}"] == alternates


@pytest.mark.parametrize("section", ["pages", *SECTIONS])
def test_every_address_listed_leads_to_a_page(client, section):
    make_everything()
    for path in addresses(client, f"/sitemap-{section}.xml"):
        assert client.get(path).status_code == 200


def test_post_is_listed_in_the_languages_it_has(client):
    make_post("English one")
    make_post(None, zh="安静的值班")
    both = {"en": "/blog/both/", "zh-hans": "/zh-hans/blog/%E4%B8%A4%E7%A7%8D/", "x-default": "/blog/both/"}
    make_post("Both", zh="两种")
    assert addresses(client, "/sitemap-posts.xml") == {
        "/blog/english-one/": {"en": "/blog/english-one/", "x-default": "/blog/english-one/"},
        QUIET: {"zh-hans": QUIET, "x-default": QUIET},
        both["en"]: both,
        both["zh-hans"]: both,
    }


def test_text_published_elsewhere_first_is_left_to_its_original(client):
    make_post("Copied", zh="安静的值班", syndicated_url="https://example.org/original")
    assert list(addresses(client, "/sitemap-posts.xml")) == [QUIET]


def test_last_change_is_told(client):
    make_everything()
    Post.objects.update(updated_at=datetime(2021, 2, 3, tzinfo=UTC))
    for section in ("pages", *SECTIONS):
        sitemap = etree.fromstring(client.get(f"/sitemap-{section}.xml").content)
        assert {element.text for element in sitemap.findall("s:url/s:lastmod", NAMES)} == {"2021-02-03"}
    index = etree.fromstring(client.get("/sitemap.xml").content)
    assert {element.text[:10] for element in index.findall("s:sitemap/s:lastmod", NAMES)} == {"2021-02-03"}


def test_a_scheduled_translation_changes_its_own_page_when_its_time_has_come(client):
    post = make_post("A quiet pager", zh="安静的值班")
    Post.objects.update(updated_at=datetime(2021, 2, 3, tzinfo=UTC))
    post.translations.filter(language="zh-hans").update(published_at=datetime(2022, 4, 5, tzinfo=UTC))
    sitemap = etree.fromstring(client.get("/sitemap-posts.xml").content)
    assert [element.text for element in sitemap.findall("s:url/s:lastmod", NAMES)] == ["2021-02-03", "2022-04-05"]
    for path in ("/sitemap.xml", "/sitemap-pages.xml"):
        assert b"<lastmod>2022-04-05" in client.get(path).content
    post.translations.filter(language="zh-hans").update(published_at=timezone.now() + timedelta(days=1))
    assert b"<lastmod>2021-02-03" in client.get("/sitemap.xml").content


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"published_at": timezone.now() + timedelta(days=1)}], ids=["draft", "future"]
)
def test_hidden_post_leads_to_no_address(client, section, fields):
    make_everything()
    Post.objects.update(**fields)
    assert addresses(client, f"/sitemap-{section}.xml") == {}


def test_unpublished_translation_is_not_listed(client):
    post = make_post("A quiet pager", zh="安静的值班")
    post.translations.filter(language="zh-hans").update(status="in_review")
    assert list(addresses(client, "/sitemap-posts.xml")) == ["/blog/a-quiet-pager/"]


def test_long_sitemap_is_cut_into_files(client, monkeypatch):
    assert sitemaps.PostSitemap.limit * 2 == 5_000
    monkeypatch.setattr(sitemaps.PostSitemap, "limit", 2)
    for number in range(5):
        make_post(f"Note {number}", day=DAY - timedelta(days=number))
    files = [path for path in linked_from_index(client) if "posts" in path]
    assert files == ["/sitemap-posts.xml", "/sitemap-posts.xml?p=2", "/sitemap-posts.xml?p=3"]
    listed = [list(addresses(client, path)) for path in files]
    assert listed == [["/blog/note-0/", "/blog/note-1/"], ["/blog/note-2/", "/blog/note-3/"], ["/blog/note-4/"]]


@pytest.mark.parametrize(
    "path", ["/sitemap-nothing.xml", "/sitemap-posts.xml?p=2", "/sitemap-posts.xml?p=x", "/zh-hans/sitemap.xml"]
)
def test_sitemap_of_nothing(client, path):
    assert client.get(path).status_code == 404


def test_empty_site_has_a_sitemap(client):
    assert len(linked_from_index(client)) == 6
    assert addresses(client, "/sitemap-posts.xml") == {}


@pytest.mark.parametrize("count", [10, 100])
@pytest.mark.parametrize(("name", "most"), [("", 7), *((f"-{section}", 3) for section in ("pages", *SECTIONS))])
def test_queries_do_not_grow(client, django_assert_max_num_queries, count, name, most):
    make_everything(count)
    with django_assert_max_num_queries(most):
        assert client.get(f"/sitemap{name}.xml").status_code == 200
