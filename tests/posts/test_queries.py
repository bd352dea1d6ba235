"""How many queries a page takes: few, and the same ones at 10 posts and at 500."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from posts.models import Credit, Post, PreviewLink
from posts.search import index
from posts.services.preview_links import path_of
from posts.urls import people_urls, post_urls, project_urls
from tests.factories import DAY, make_organization, make_person, make_post, make_project, make_series, make_tag

pytestmark = pytest.mark.django_db

LIST, POST, FEED, SEARCH = 8, 12, 12, 14
# By the names of addresses: every view is here.
PAGES = {
    "home": ("/", LIST),
    "list": ("/blog/", LIST),
    "post": ("/blog/note-2/", POST),
    "preview": ("/preview/{signed}/", POST + 1),  # the link, too
    "archive": ("/archive/", LIST),
    "archive_year": ("/archive/2018/", LIST),
    "archive_month": ("/archive/2018/09/", LIST),
    "search": ("/search/?q=note", SEARCH),
    "opensearch": ("/opensearch.xml", 0),
    "series_list": ("/series/", LIST),
    "series": ("/series/field-notes/", LIST),
    "tags": ("/tags/", LIST),
    "tag": ("/tags/security/", LIST),
    "feed": ("/feed.rss", FEED),
    "all_feed": ("/all/feed.atom", FEED),
    "series_feed": ("/series/field-notes/feed.json", FEED),
    "tag_feed": ("/tags/security/feed.rss", FEED),
    "projects": ("/projects/", LIST),
    "project": ("/projects/linkerd/", LIST),
    "project_feed": ("/projects/linkerd/feed.rss", FEED),
    "people": ("/people/", LIST),
    "person": ("/people/ada-example/", LIST),
    "person_feed": ("/people/ada-example/feed.rss", FEED),
}


def write(numbers: range, shared: dict) -> None:
    """Posts that have everything a card or a page can show, each with people and projects of its own besides ``shared``."""
    for number in numbers:
        post = make_post(
            f"Note {number}",
            zh=f"笔记 {number}",
            day=DAY - timedelta(days=number),
            series=shared["series"],
            tags=shared["tags"],
            authors=[*shared["authors"], make_person()],
            projects=[*shared["projects"], make_project()],
        )
        Credit.objects.create(post=post, organization=make_organization(), role="editor")


def share(slug: str, language: str) -> PreviewLink:
    post = Post.objects.get(slug_en=slug)
    return PreviewLink.objects.create(post=post, language=language, expires_at=timezone.now() + timedelta(days=1))


def queries(client) -> dict[str, int]:
    """By the names of addresses, in both languages the larger one."""
    index.reindex(Post.objects.all())
    shared = {language: path_of(share("note-2", language)) for language in ("en", "zh-hans")}
    counts: dict[str, int] = {}
    for name, (path, _most) in PAGES.items():
        for language, prefix in (("en", ""), ("zh-hans", "/zh-hans")):
            address = shared[language] if name == "preview" else prefix + path
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200, address
            counts[name] = max(counts.get(name, 0), len(captured))
    return counts


def test_every_view_is_asked():
    assert {url.name for url in (*post_urls, *project_urls, *people_urls)} == PAGES.keys()


def test_queries_are_few_and_do_not_grow(client):
    shared = {
        "series": make_series("Field Notes"),
        "tags": [make_tag("Security")],
        "authors": [make_person("Ada Example")],
        "projects": [make_project("Linkerd")],
    }
    write(range(10), shared)
    few = queries(client)
    write(range(10, 500), shared)
    many = queries(client)
    assert {name: count for name, count in many.items() if count > PAGES[name][1]} == {}
    assert {name: (few[name], many[name]) for name in many if many[name] > few[name]} == {}
