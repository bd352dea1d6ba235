"""Feeds as a feed reader gets them: valid in every format, with the right posts in the right language, and no draft."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import feedparser
import jsonschema
import pytest
from django.utils import timezone
from lxml import etree, html

from people.models import OtherName
from posts.models import Credit, Post
from tests.factories import DAY, make_organization, make_person, make_post, make_project, make_series, make_tag, make_text

pytestmark = pytest.mark.django_db

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
JSON_FEED = json.loads((SCHEMAS / "jsonfeed.json").read_text(encoding="utf-8"))
ENDINGS = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
PLACES = ["/", "/all/", "/series/field-notes/", "/tags/security/", "/people/ada-example/", "/projects/linkerd/"]
QUERIES = 7  # the subject, the posts, and what they are shown with


def read(client, path: str) -> SimpleNamespace:
    """What a feed reader makes of the feed at ``path``: it must be valid, whatever the format."""
    response = client.get(path)
    assert response.status_code == 200, path
    ending = path.rpartition(".")[2]
    assert response["Content-Type"] == f"{ENDINGS[ending]}; charset=utf-8"
    if ending == "json":
        return read_json(json.loads(response.content))
    if ending == "atom":
        ATOM.assertValid(etree.fromstring(response.content))
    feed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[ending]
    return SimpleNamespace(
        title=feed.feed.title,
        page=feed.feed.link,
        language=feed.feed.language,
        url=next(link.href for link in feed.feed.links if link.rel == "self"),
        entries=[
            SimpleNamespace(
                id=entry.id,
                url=entry.link,
                title=entry.title,
                html=entry.content[0].value,
                summary=entry.summary if entry.summary != entry.content[0].value else "",
                published=datetime(*entry.published_parsed[:6], tzinfo=UTC),
                updated=datetime(*entry.updated_parsed[:6], tzinfo=UTC),
                authors=[author.name for author in entry.get("authors", []) if author.get("name")],
                categories=[tag.term for tag in entry.get("tags", [])],
            )
            for entry in feed.entries
        ],
    )


def read_json(feed: dict) -> SimpleNamespace:
    jsonschema.validate(feed, JSON_FEED)
    return SimpleNamespace(
        title=feed["title"],
        page=feed["home_page_url"],
        language=feed["language"],
        url=feed["feed_url"],
        entries=[
            SimpleNamespace(
                id=item["id"],
                url=item["url"],
                title=item["title"],
                html=item["content_html"],
                summary=item.get("summary", ""),
                published=datetime.fromisoformat(item["date_published"]),
                updated=datetime.fromisoformat(item["date_modified"]).replace(microsecond=0),
                authors=[author["name"] for author in item.get("authors", [])],
                categories=item.get("tags", []),
            )
            for item in feed["items"]
        ],
    )


def titles(client, path: str) -> list[str]:
    return [entry.title for entry in read(client, path).entries]


@pytest.fixture
def shared():
    """One of everything that has a feed of its own."""
    return {
        "series": make_series("Field Notes"),
        "tags": [make_tag("Security")],
        "authors": [make_person("Ada Example")],
        "projects": [make_project("Linkerd")],
    }


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_place_has_a_feed_in_both_languages(client, shared, place, ending):
    make_post("A quiet pager", zh="安静的值班", **shared)
    english, chinese = read(client, f"{place}feed.{ending}"), read(client, f"/zh-hans{place}feed.{ending}")
    assert [entry.title for entry in english.entries] == ["A quiet pager"]
    assert [entry.title for entry in chinese.entries] == ["安静的值班"]
    assert (english.language, chinese.language) == ("en", "zh-hans")
    assert english.url == f"http://testserver{place}feed.{ending}"
    assert chinese.page == f"http://testserver/zh-hans{place if place != '/all/' else '/'}"
    assert english.title.startswith("Cloud Native Blog")
    assert chinese.title.startswith("云原生博客")


@pytest.mark.parametrize("ending", ENDINGS)
def test_entry_has_everything(client, shared, ending):
    post = make_post("Pagers & <people>", slug_en="a-quiet-pager", summary_en="Nobody <b>woke</b>.", **shared)
    Credit.objects.create(post=post, organization=make_organization("Example Co"), order=1)
    Credit.objects.create(post=post, person=make_person("Bo Example"), role="reviewer", order=2)
    post.translations.update(body_html='<p>Calm &amp; <a href="#why">quiet</a>.</p>')
    Post.objects.update(updated_at=datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC))
    (entry,) = read(client, f"/feed.{ending}").entries
    assert entry.url == "http://testserver/blog/a-quiet-pager/"
    assert entry.summary == ("Nobody &lt;b&gt;woke&lt;/b&gt;." if ending == "rss" else "Nobody <b>woke</b>.")
    assert entry.html == f'<p>Calm &amp; <a href="{entry.url}#why">quiet</a>.</p>'
    assert entry.published == post.published_at
    assert entry.updated == datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert entry.authors == ["Ada Example", "Example Co"]
    assert entry.categories == ["Field Notes", "Linkerd", "Security"]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/feed.json", "Cloud Native Blog"),
        ("/tags/storage/feed.json", "Cloud Native Blog: Storage"),
        ("/all/feed.json", "Cloud Native Blog: every post in any language"),
        ("/zh-hans/feed.json", "云原生博客"),
        ("/zh-hans/tags/storage/feed.json", "云原生博客：Storage"),
        ("/zh-hans/all/feed.json", "云原生博客：所有语言的全部文章"),
    ],
)
def test_title_is_in_the_language_of_the_address(client, path, title):
    make_post("A quiet pager", tags=[make_tag("Storage")])
    assert json.loads(client.get(path).content)["title"] == title


def test_title_is_text_not_markup(client):
    make_post("Use <b> & &amp;", slug_en="x")
    feed = client.get("/feed.atom").content
    assert etree.fromstring(feed).findtext("{*}entry/{*}title") == "Use <b> & &amp;"
    assert json.loads(client.get("/feed.json").content)["items"][0]["title"] == "Use <b> & &amp;"


def test_summary_and_description_are_text_where_readers_take_them_for_markup(client, shared):
    type(shared["series"]).objects.update(description_en="Of <Pods> & pagers.")
    make_post("A quiet pager", summary_en="What a <Pod> & its <script> are.", **shared)
    channel = etree.fromstring(client.get("/series/field-notes/feed.rss").content).find("channel")
    assert html.fromstring(channel.findtext("description")).text == "Of <Pods> & pagers."
    assert html.fromstring(channel.findtext("item/description")).text == "What a <Pod> & its <script> are."
    assert json.loads(client.get("/feed.json").content)["items"][0]["summary"] == "What a <Pod> & its <script> are."


def test_first_publisher_is_linked(client):
    make_post("A quiet pager", syndicated_url="https://example.org/original")
    make_post("Another", syndicated_url="javascript:alert(1)")
    via = etree.fromstring(client.get("/feed.atom").content).findall("{*}entry/{*}link[@rel='via']")
    assert [link.get("href") for link in via] == ["https://example.org/original"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_control_characters_do_no_harm(client, ending):
    post = make_post("A\x08 quiet\x0b pager", slug_en="x", summary_en="\x1f!")
    post.translations.update(body_html="<p>\x0c\ufffe</p>")
    assert len(read(client, f"/feed.{ending}").entries) == 1


# Which posts


def test_feed_holds_what_can_be_read_in_its_language(client):
    make_post("English one", day=DAY)
    make_post(None, zh="中文那篇", day=DAY - timedelta(days=1))
    make_post("Both", zh="两种", day=DAY - timedelta(days=2))
    assert titles(client, "/feed.atom") == ["English one", "Both"]
    assert titles(client, "/zh-hans/feed.atom") == ["中文那篇", "两种"]
    assert titles(client, "/all/feed.atom") == ["English one", "中文那篇", "Both"]
    assert titles(client, "/zh-hans/all/feed.atom") == ["English one", "中文那篇", "两种"]


def test_translation_made_today_is_news_in_its_language_only(client):
    old = make_post("Old", day=date(2016, 1, 1))
    make_post("New", zh="新的", day=date(2020, 1, 1))
    Post.objects.filter(pk=old.pk).update(title_zh_hans="旧的", slug_zh_hans="旧的")
    make_text(old, "zh-hans", body_html="<p>旧</p>", published_at=datetime(2024, 1, 1, tzinfo=UTC))
    assert titles(client, "/zh-hans/feed.json") == ["旧的", "新的"]
    assert titles(client, "/feed.json") == ["New", "Old"]
    assert read(client, "/zh-hans/feed.json").entries[0].published == datetime(2024, 1, 1, tzinfo=UTC)


def test_text_is_not_older_than_its_post(client):
    post = make_post("A quiet pager", zh="安静的值班", day=date(2020, 1, 1))
    make_post("Before", zh="以前", day=date(2019, 1, 1))
    post.translations.update(published_at=datetime(2018, 1, 1, tzinfo=UTC))
    for path in ("/feed.atom", "/zh-hans/feed.atom"):
        assert read(client, path).entries[0].published == post.published_at


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "hide",
    [
        pytest.param(lambda posts: posts.update(status="draft"), id="draft"),
        pytest.param(lambda posts: posts.update(published_at=timezone.now() + timedelta(days=1)), id="future"),
        pytest.param(lambda posts: [post.translations.update(status="in_review") for post in posts], id="text-in-review"),
    ],
)
def test_hidden_post_is_in_no_feed(client, shared, place, ending, hide):
    make_post("Hidden", zh="未发布", **shared)
    hide(Post.objects.all())
    make_post("Written in no language yet", **shared).translations.all().delete()  # gives what is shared a page
    for prefix in ("", "/zh-hans"):
        assert read(client, f"{prefix}{place}feed.{ending}").entries == []


def test_unpublished_translation_is_in_no_feed(client):
    post = make_post("A quiet pager", zh="安静的值班")
    post.translations.filter(language="zh-hans").update(status="draft")
    assert titles(client, "/zh-hans/feed.rss") == []
    assert titles(client, "/zh-hans/all/feed.rss") == ["A quiet pager"]


def test_feed_of_a_project_leaves_out_what_only_mentions_it(client, shared):
    post = make_post("About", projects=shared["projects"])
    make_post("Mentioning").project_links.create(project=shared["projects"][0], relation="mentions")
    assert titles(client, "/projects/linkerd/feed.rss") == [post.title_en]


def test_person_with_two_parts_in_a_post_has_it_once(client, shared):
    post = make_post("A quiet pager", authors=shared["authors"])
    Credit.objects.create(post=post, person=shared["authors"][0], role="editor")
    assert titles(client, "/people/ada-example/feed.rss") == ["A quiet pager"]


def test_long_feed_ends(client):
    for number in range(35):
        make_post(f"Note {number}", day=DAY - timedelta(days=number))
    assert titles(client, "/feed.rss") == [f"Note {number}" for number in range(30)]


# What stays, and what readers ask again


@pytest.mark.parametrize("ending", ENDINGS)
def test_id_outlives_slug_host_and_format(client, settings, ending):
    settings.FEED_AUTHORITY = "example.org,2020"
    imported, written = make_post("Imported", import_ref="what 我们 did/2"), make_post("Written", day=DAY - timedelta(days=1))
    Post.objects.filter(pk=imported.pk).update(slug_en="renamed")
    feed = client.get(f"/feed.{ending}", headers={"host": "other.example.org"}).content.decode()
    for identity in (
        "tag:example.org,2020:post/what%20%E6%88%91%E4%BB%AC%20did%2F2/en",
        f"tag:example.org,2020:post/{written.pk}/en",
    ):
        assert feed.count(identity) == 1
    assert "http://other.example.org/blog/renamed/" in feed


def test_guid_of_rss_is_no_address(client):
    make_post("A quiet pager")
    assert etree.fromstring(client.get("/feed.rss").content).find("channel/item/guid").get("isPermaLink") == "false"


@pytest.mark.parametrize("ending", ENDINGS)
def test_reader_that_has_the_feed_is_told_so(client, ending):
    make_post("A quiet pager")
    first = client.get(f"/feed.{ending}")
    again = client.get(f"/feed.{ending}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(f"/feed.{ending}")["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda post: Post.objects.filter(pk=post.pk).update(title_en="Other"), id="title"),
        pytest.param(lambda post: Post.objects.filter(pk=post.pk).update(status="draft"), id="withdrawn"),
        pytest.param(lambda post: make_post("Newer"), id="new-post"),
        pytest.param(lambda post: type(post.credits.get().person).objects.update(name_en="Renamed"), id="author-renamed"),
    ],
)
def test_change_shows_at_once(client, shared, change):
    post = make_post("A quiet pager", authors=shared["authors"])
    tag = client.get("/feed.atom")["ETag"]
    change(post)
    assert client.get("/feed.atom", headers={"if-none-match": tag}).status_code == 200


# Bad input


@pytest.mark.parametrize(
    "path",
    [
        "/series/unknown/feed.rss",
        "/tags/unknown/feed.atom",
        "/people/unknown/feed.json",
        "/projects/unknown/feed.rss",
        "/feed.xml",
        "/feed.RSS",
        "/fr/feed.rss",
    ],
)
def test_feed_of_nothing_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_feed_is_only_read(client):
    assert client.post("/feed.rss").status_code == 405
    assert client.head("/feed.rss").status_code == 200


def test_former_address_of_a_person_redirects(client, shared):
    make_post(**shared)
    OtherName.objects.create(person=shared["authors"][0], name="A. Example", slug="a-example")
    response = client.get("/zh-hans/people/a-example/feed.atom")
    assert (response.status_code, response.url) == (301, "/zh-hans/people/ada-example/feed.atom")


@pytest.mark.parametrize("ending", ENDINGS)
def test_empty_feed_is_valid(client, ending):
    assert read(client, f"/feed.{ending}").entries == []


# How much it costs


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("count", [10, 100])
def test_queries_do_not_grow(client, shared, django_assert_max_num_queries, place, count):
    for number in range(count):
        make_post(f"Note {number}", zh=f"笔记 {number}", **{**shared, "authors": [*shared["authors"], make_person()]})
    for prefix in ("", "/zh-hans"):
        with django_assert_max_num_queries(QUERIES):
            assert client.get(f"{prefix}{place}feed.atom").status_code == 200
