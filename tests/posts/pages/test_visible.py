"""Which series, topics, people and projects the public finds at their addresses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from people.models import OtherName
from posts.models import Post
from posts.search import index
from tests.factories import make_person, make_post, make_project, make_series, make_tag, make_text

pytestmark = pytest.mark.django_db

PAGES = ["/series/stories/", "/tags/storage/", "/people/ada-example/", "/projects/envoy/"]
FEEDS = [f"{page}feed.{ending}" for page in PAGES for ending in ("rss", "atom", "json")]
ADDRESSES = [prefix + path for prefix in ("", "/zh-hans") for path in (*PAGES, *FEEDS)]
HIDDEN = [
    pytest.param({"status": "draft"}, id="draft"),
    pytest.param({"published_at": datetime(2100, 1, 1, tzinfo=UTC)}, id="future"),
]


@pytest.fixture
def shared() -> dict:
    return {
        "authors": [make_person("Ada Example")],
        "projects": [make_project("Envoy", category="Service Proxy")],
        "tags": [make_tag("storage")],
        "series": make_series("Stories"),
    }


def statuses(client, paths: list[str]) -> set[int]:
    return {client.get(path).status_code for path in paths}


@pytest.mark.parametrize("fields", HIDDEN)
def test_what_only_a_hidden_post_names_has_no_page(client, shared, fields):
    make_post("Hidden", zh="未发布", **shared, **fields)
    assert statuses(client, ADDRESSES) == {404}


def test_what_nothing_names_has_no_page(client, shared):
    assert statuses(client, ADDRESSES) == {404}


@pytest.mark.parametrize("fields", HIDDEN)
def test_what_a_published_post_names_too_has_one(client, shared, fields):
    make_post("Hidden", **shared, **fields)
    make_post("Shown", **shared)
    assert statuses(client, ADDRESSES) == {200}


def test_pages_appear_when_the_time_of_a_scheduled_post_has_come(client, shared):
    post = make_post("Scheduled", **shared, published_at=timezone.now() + timedelta(minutes=1))
    assert statuses(client, ADDRESSES) == {404}
    at = timezone.now() - timedelta(seconds=1)
    Post.objects.filter(pk=post.pk).update(published_at=at)
    post.translations.update(published_at=at)
    assert statuses(client, ADDRESSES) == {200}


def test_editors_find_every_page(admin_client, shared):
    make_post("Hidden", **shared, status="draft")
    assert statuses(admin_client, PAGES) == {200}


def test_readers_with_an_account_are_the_public(client, shared, django_user_model):
    make_post("Hidden", **shared, status="draft")
    client.force_login(django_user_model.objects.create_user("reader"))
    assert statuses(client, PAGES) == {404}


def test_project_whose_level_an_editor_stated_has_a_page_without_posts(client):
    make_project("Envoy").maturity_changes.create(level="graduated", date=date(2018, 11, 28))
    response = client.get("/projects/envoy/")
    assert response.status_code == 200
    assert "Graduated" in response.content.decode()
    assert client.get("/projects/envoy/feed.rss").status_code == 200


def test_former_address_of_somebody_hidden_tells_nothing(client, shared):
    OtherName.objects.create(person=shared["authors"][0], name="Ada X", slug="ada-x")
    make_post("Hidden", **shared, status="draft")
    assert statuses(client, ["/people/ada-x/"]) == {404}


@pytest.mark.parametrize("choice", ["project=envoy", "person=ada-example"])
def test_search_names_nobody_hidden(client, shared, choice):
    make_post("Hidden", **shared, status="draft")
    text = client.get(f"/search/?q=anything&{choice}").content.decode()
    assert "Envoy" not in text
    assert "Ada Example" not in text


def test_translator_of_a_text_that_is_not_public_is_named_nowhere(client):
    post = make_post("Shown")
    make_text(post, "zh-hans", status="draft")
    post.credits.create(person=make_person("Ada Example"), role="translator", language="zh-hans")
    make_post("Shown too", authors=[make_person("Bo Example")])
    make_post("Shown, three", authors=[make_person("Cyd Example")])
    index.reindex(Post.objects.all())
    for path in ("/", "/blog/", "/blog/shown/", "/archive/2018/", "/people/", "/search/?q=shown", "/feed.json"):
        for prefix in ("", "/zh-hans"):
            text = client.get(prefix + path).content.decode()
            assert "Ada Example" not in text, prefix + path
    assert "Bo Example" in client.get("/search/?q=shown").content.decode()


def test_feed_of_a_translator_holds_no_post_whose_translation_is_not_public(client):
    ada = make_person("Ada Example")
    post = make_post("Translated")
    text = make_text(post, "zh-hans", status="draft")
    post.credits.create(person=ada, role="translator", language="zh-hans")
    make_post("Written", authors=[ada])
    titles = lambda: {entry["title"] for entry in client.get("/people/ada-example/feed.json").json()["items"]}  # noqa: E731
    assert titles() == {"Written"}
    text.status = "published"
    text.save()
    assert titles() == {"Written", "Translated"}
