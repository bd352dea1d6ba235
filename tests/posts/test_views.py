"""The home page, lists, posts, series and tags, as a reader without an account gets them."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from django.views.defaults import server_error
from lxml import html
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from posts.models import Credit, LegacyPath, Post
from tests.factories import DAY, make_organization, make_person, make_post, make_project, make_series, make_tag, make_text
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

ENGLISH, CHINESE = "/blog/a-quiet-pager/", "/zh-hans/blog/安静的值班/"
LIST_QUERIES = 8


@pytest.fixture
def bilingual() -> Post:
    return make_post("A quiet pager", zh="安静的值班", summary_en="Nobody woke.", summary_zh_hans="没有人醒来。")


@pytest.fixture
def archive():
    """Make ``count`` posts that have everything a card or a post can show; return what they share."""

    def make(count: int):
        shared = make_person("Ada Example"), make_project("Linkerd"), make_series("Field Notes"), make_tag("Security")
        person, project, series, tag = shared
        for number in range(count):
            post = make_post(
                f"Note {number}", zh=f"笔记 {number}", day=DAY - timedelta(days=number), authors=[person, make_person()],
                projects=[project, make_project()], tags=[tag], series=series,
            )  # fmt: skip
            Credit.objects.create(post=post, organization=make_organization(), role="editor")
        return shared

    return make


# Which text an address shows


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [
        pytest.param(ENGLISH, "en", "A quiet pager", id="english"),
        pytest.param(CHINESE, "zh-hans", "安静的值班", id="chinese"),
        pytest.param("/blog/安静的值班/", "en", "A quiet pager", id="chinese-slug-at-the-english-address"),
        pytest.param("/zh-hans/blog/a-quiet-pager/", "zh-hans", "安静的值班", id="english-slug-at-the-chinese-address"),
    ],
)
def test_address_decides_the_language(client, bilingual, path, language, title):
    response = client.get(path)
    assertContains(response, f'<html lang="{language}">')
    assertContains(response, f"<h1>{title}</h1>", html=True)
    assert response["Content-Language"] == language


@pytest.mark.parametrize("path", ["/", "/blog/", ENGLISH], ids=["home", "list", "post"])
def test_language_is_never_guessed(client, bilingual, path):
    client.cookies["django_language"] = "zh-hans"
    response = client.get(path, headers={"accept-language": "zh-CN,zh;q=0.9"})
    assertContains(response, '<html lang="en">')
    assert "Accept-Language" not in response.get("Vary", "")


def test_anonymous_pages_depend_on_no_cookie(client, bilingual):
    assert [client.get(path).get("Vary") for path in ("/", "/blog/", ENGLISH, CHINESE)] == [None] * 4


def test_every_language_that_exists_is_named(client, bilingual):
    response = client.get(CHINESE)
    for language, path in [
        ("en", ENGLISH),
        ("zh-hans", "/zh-hans/blog/%E5%AE%89%E9%9D%99%E7%9A%84%E5%80%BC%E7%8F%AD/"),
        ("x-default", ENGLISH),
    ]:
        assertContains(response, f'<link rel="alternate" hreflang="{language}" href="http://testserver{path}">', html=True)


def test_untranslated_post_is_shown_as_written_with_a_notice(client):
    make_post("A quiet pager")
    response = client.get("/zh-hans/blog/a-quiet-pager/")
    assertContains(response, "尚未翻译成简体中文")
    assertContains(response, '<article class="post" lang="en">')
    assertContains(response, f'<link rel="canonical" href="http://testserver{ENGLISH}">', html=True)
    assertNotContains(response, 'hreflang="zh-hans" href="http://testserver')


def test_post_in_chinese_only_has_a_page_in_english(client):
    make_post(None, zh="安静的值班")
    response = client.get("/blog/安静的值班/")
    assertContains(response, "has not been translated into English")
    assertContains(response, '<article class="post" lang="zh-hans">')


def test_unpublished_translation_is_not_shown(client, bilingual):
    bilingual.translations.filter(language="zh-hans").update(status="draft")
    for path in ("/zh-hans/", "/zh-hans/blog/", CHINESE):
        assertNotContains(client.get(path), "没有人醒来")
        assertContains(client.get(path), "A quiet pager")


@pytest.mark.parametrize("path", ["/blog/lanterns/", "/zh-hans/blog/灯塔/"])
def test_post_whose_every_language_is_a_draft_is_not_shown(client, admin_client, path):
    post = make_post("Lanterns", zh="灯塔")
    post.translations.update(status="draft")
    assert client.get(path).status_code == 404
    assertContains(admin_client.get(path), "Text of")


def test_switch_stays_on_the_page(client, archive):
    archive(30)
    assertContains(client.get("/blog/?page=2"), 'href="/zh-hans/blog/?page=2"')
    assertContains(client.get("/zh-hans/series/field-notes/"), 'href="/series/field-notes/"')


# What may be seen


@pytest.mark.parametrize(
    "fields",
    [{"status": "draft"}, {"published_at": datetime(2100, 1, 1, tzinfo=UTC)}],
    ids=["draft", "future"],
)
def test_hidden_post_is_nowhere(client, fields):
    series, tag, person, project = (
        make_series("Field Notes"),
        make_tag("Security"),
        make_person("Ada Example"),
        make_project("Linkerd"),
    )
    post = make_post("Hidden", authors=[person], projects=[project], tags=[tag], series=series, **fields)
    LegacyPath.objects.create(post=post, path="/blog/2018/09/25/hidden/")
    for path in ("/blog/hidden/", "/zh-hans/blog/hidden/", "/blog/2018/09/25/hidden/"):
        assert client.get(path).status_code == 404
    for path in ("/", "/blog/"):
        assertNotContains(client.get(path), "Hidden")
    for path, name in [
        ("/series/", "Field Notes"),
        ("/tags/", "Security"),
        ("/people/", "Ada Example"),
        ("/projects/", "Linkerd"),
    ]:
        assertNotContains(client.get(path), name)


def test_editors_see_a_draft_with_a_banner(client):
    make_post("Hidden", status="draft")
    client.force_login(make_member("Editor"))
    response = client.get("/blog/hidden/")
    assertContains(response, "A draft: only editors see this page")
    assertContains(response, '<meta name="robots" content="noindex">', html=True)


def test_the_banner_says_why_the_public_does_not_see_a_post(client):
    archived = make_post("Archived", status="archived")
    waiting = make_post("Withdrawn", zh="待发", day=date(2018, 9, 25))
    waiting.translations.filter(language="zh-hans").update(published_at=datetime(2100, 1, 1, tzinfo=UTC))
    waiting.translations.filter(language="en").update(status="draft")
    make_post("Scheduled", day=date(2100, 2, 3))
    client.force_login(make_member("Editor"))
    assertContains(client.get(archived.get_absolute_url()), "Archived: only editors see this page.")
    assertContains(client.get("/blog/withdrawn/"), "To be published on 1 January 2100: only editors see this page until then.")
    assertContains(client.get("/blog/scheduled/"), "To be published on 3 February 2100: only editors see this page until then.")


def test_readers_and_authors_with_an_account_see_no_draft_of_others(client):
    make_post("Hidden", status="draft")
    for user in (get_user_model().objects.create_user("reader"), make_member(), make_member("Author")):
        client.force_login(user)
        assert client.get("/blog/hidden/").status_code == 404


def test_authors_see_their_own_draft(client):
    author = make_member("Author")
    make_post("Mine", status="draft", owner=author)
    client.force_login(author)
    assert client.get("/blog/mine/").status_code == 200


@pytest.mark.parametrize(
    ("path", "back", "on"),
    [
        pytest.param("/blog/?page=2", "/blog/", "/blog/?page=3", id="list"),
        pytest.param("/blog/?page=3&year=2018", "/blog/?year=2018&page=2", None, id="narrowed"),
        pytest.param("/blog/?year=2018", None, "/blog/?year=2018&page=2", id="first"),
    ],
)
def test_pages_of_a_list_lead_to_each_other_by_their_one_address(client, path, back, on):
    for number in range(41):
        make_post(f"Note {number}")
    page = html.fromstring(client.get(path).content.decode()).find(".//nav[@class='pagination']")
    for direction, address in (("prev", back), ("next", on)):
        assert [link.get("href") for link in page.findall(f".//a[@rel='{direction}']")] == ([address] if address else [])
    assert all("page=1" not in link.get("href") for link in page.findall(".//a"))


@pytest.mark.parametrize(
    "path",
    [
        "/blog/unknown/",
        "/series/unknown/",
        "/tags/unknown/",
        "/blog/?page=99",
        "/blog/?page=abc",
        "/blog/?page=0",
        "/blog/%FF/",
        "/blog/%00/",
        "/en/blog/",
        "/fr/",
    ],
)
def test_address_of_nothing(client, path):
    response = client.get(path)
    assertContains(response, "There is no page at this address", status_code=404)
    assertContains(client.get(f"/zh-hans{path}"), "这个网址没有对应的页面", status_code=404)


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/tags/", ["eBPF", "Events", "Governance", "Networking"]), ("/zh-hans/tags/", ["eBPF", "活动", "网络", "治理"])],
)
def test_topics_stand_in_the_order_of_their_names(client, path, expected):
    labels = {"Networking": "网络", "Governance": "治理", "eBPF": "", "Events": "活动"}
    make_post(tags=[make_tag(name, label_zh_hans=label) for name, label in labels.items()])
    assert re.findall(r">([^<]*)</a> <span class=\"index-note\">", client.get(path).content.decode()) == expected


@pytest.mark.parametrize("path", ["/", "/blog/", "/series/", "/tags/", "/people/", "/projects/"])
def test_empty_site_says_so(client, path):
    assert client.get(path).status_code == 200
    assert client.get(f"/zh-hans{path}").status_code == 200


@pytest.mark.parametrize(("language", "text"), [("en", "Something went wrong"), ("zh-hans", "出错了")])
def test_failure_has_a_page_that_needs_nothing(rf, language, text):
    with translation.override(language):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert text in response.content.decode()


@pytest.mark.parametrize("path", ["/", ENGLISH])
def test_pages_are_only_read(client, bilingual, path):
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


# Addresses of old


@pytest.mark.parametrize("path", ["/blog/2018/09/25/a-quiet-pager/", "/blog/2018/09/25/a-quiet-pager", "/blog/former-slug/"])
def test_legacy_path_redirects_permanently(client, bilingual, path):
    LegacyPath.objects.create(post=bilingual, path=f"{path.rstrip('/')}/")
    assertRedirects(client.get(path), ENGLISH, status_code=301)


def test_legacy_path_of_a_chinese_post_leads_to_chinese(client):
    post = make_post(None, zh="安静的值班")
    LegacyPath.objects.create(post=post, path="/blog/old/")
    assert client.get("/blog/old/").url == "/zh-hans/blog/%E5%AE%89%E9%9D%99%E7%9A%84%E5%80%BC%E7%8F%AD/"


@pytest.mark.parametrize(
    ("path", "home"),
    [
        pytest.param("/blog/2018/09/25/a-quiet-pager/", ENGLISH, id="as-it-was"),
        pytest.param("/blog/2018/09/25/a-quiet-pager", ENGLISH, id="without-its-slash"),
        pytest.param("/blog/2017/01/02/a-quiet-pager/", ENGLISH, id="another-date"),
        pytest.param("/zh-hans/blog/2018/09/25/a-quiet-pager/", CHINESE, id="below-the-other-language"),
        pytest.param("/zh-hans/blog/2018/09/25/安静的值班/", CHINESE, id="chinese"),
    ],
)
def test_dated_address_of_an_imported_post_redirects_permanently(client, bilingual, path, home):
    assertRedirects(client.get(path, headers={"accept-language": "de"}), quote(home), status_code=301)
    bilingual.translations.filter(language="zh-hans").update(status="draft")
    assertRedirects(client.get(path), ENGLISH, status_code=301)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/blog/2018/09/25/another/", id="unknown"),
        pytest.param("/blog/2018/09/25/a-secret/", id="draft"),
        pytest.param("/blog/2018/09/a-quiet-pager/", id="month"),
        pytest.param("/2018/09/25/a-quiet-pager/", id="elsewhere"),
        pytest.param("/blog/2018/09/25/a/a-quiet-pager/", id="deeper"),
        pytest.param("/blog/2018/09/25//", id="nothing"),
        pytest.param("/blog/٢٠١٨/09/25/a-quiet-pager/", id="other-digits"),
    ],
)
def test_dated_address_of_nothing(client, bilingual, path):
    make_post("A secret", status="draft")
    assert client.get(path).status_code == 404


def test_former_address_of_one_post_comes_before_the_slug_of_another(client, bilingual):
    path = "/blog/2018/09/25/a-quiet-pager/"
    LegacyPath.objects.create(post=make_post("Other", zh="另一篇"), path=path)
    assertRedirects(client.get(path), "/blog/other/", status_code=301)
    assertRedirects(client.get(f"/zh-hans{path}"), quote("/zh-hans/blog/另一篇/"), status_code=301)


def test_legacy_path_never_hides_a_page(client, bilingual):
    LegacyPath.objects.create(post=make_post("Other"), path=ENGLISH)
    assert client.get(ENGLISH).status_code == 200


# What a page says


@pytest.mark.parametrize(
    ("basis", "path", "shown"),
    [
        pytest.param("stated", ENGLISH, '<time datetime="2018-09-25">25 September 2018</time>', id="stated"),
        pytest.param("given", CHINESE, '<time datetime="2018-09-25">2018年9月25日</time>', id="given-chinese"),
        pytest.param("inferred", ENGLISH, '<time datetime="2018-09">about September 2018</time>', id="inferred"),
        pytest.param("inferred", CHINESE, '<time datetime="2018-09">约2018年9月</time>', id="inferred-chinese"),
    ],
)
def test_estimated_date_is_shown_as_one(client, bilingual, basis, path, shown):
    Post.objects.update(date_basis=basis)
    assertContains(client.get(path), shown)


def test_credits_are_shown_as_they_were_then(client, bilingual):
    Credit.objects.create(
        post=bilingual,
        person=make_person("Ada Example"),
        organization=make_organization("Example Co"),
        title="CTO, at the time",
    )
    Credit.objects.create(post=bilingual, organization=make_organization("The Envoy team"), role="reviewer", order=1)
    response = client.get(CHINESE)
    for text in ('href="/zh-hans/people/ada-example/"', "CTO, at the time", "Example Co", "The Envoy team", "审校"):
        assertContains(response, text)


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://example.org/a?b=1&c=2", True), ("javascript:alert(1)", False), ("", False)],
    ids=["web", "script", "unknown"],
)
def test_syndication_is_linked_where_it_is_a_web_address(client, url, linked):
    make_post("A quiet pager", syndicated_from="The <Example> blog", syndicated_url=url)
    response = client.get(ENGLISH)
    assertContains(response, "The &lt;Example&gt; blog")
    assert (f'href="{url.replace("&", "&amp;")}"' in response.content.decode()) is linked
    assertNotContains(response, 'href="javascript')


def test_titles_and_summaries_are_escaped(client):
    make_post("<script>alert(1)</script> {{ 7 }}", slug_en="x", summary_en="<b>bold</b>")
    for path in ("/", "/blog/", "/blog/x/"):
        response = client.get(path)
        assertNotContains(response, "<script>")
        assertContains(response, "{{ 7 }}")


def test_post_stands_in_its_series(client):
    series = make_series("Field Notes")
    for number, day in enumerate([date(2018, 1, 1), date(2018, 2, 1), date(2018, 3, 1)], start=1):
        make_post(f"Note {number}", day=day, series=series)
    make_post("Note 4", status="draft", series=series, day=date(2018, 4, 1))
    text = client.get("/blog/note-2/").content.decode()
    assert "part 2 of 3" in text
    assert re.search(r'<a rel="prev" href="/blog/note-1/">Note 1</a>', text)
    assert re.search(r'<a rel="next" href="/blog/note-3/">Note 3</a>', text)
    assertNotContains(client.get("/blog/note-3/"), 'rel="next"')


def test_post_says_where_it_comes_from(client, bilingual):
    bilingual.provenance.create(file="2018/page-3.txt", position=1, line_start=10, line_end=42)
    assertContains(client.get(ENGLISH), "<code>2018/page-3.txt</code>, lines 10–42")


def test_post_without_a_row_for_its_text_is_still_readable(client):
    Post.objects.create(
        title_en="Bare", slug_en="bare", body_en="Some *text*.", status="published", published_at=timezone.now()
    )
    assertContains(client.get("/blog/bare/"), "<p>Some <em>text</em>.</p>")


def test_home_names_the_projects_written_about_not_those_mentioned(client):
    linkerd, envoy = make_project("Linkerd"), make_project("Envoy")
    make_post("Note", projects=[linkerd]).project_links.create(project=envoy, relation="mentions")
    response = client.get("/")
    assertContains(response, 'href="/projects/linkerd/"')
    assertNotContains(response, 'href="/projects/envoy/"')


def test_series_begins_with_its_first_part(client, archive):
    archive(3)
    titles = re.findall(r">(Note \d)<", client.get("/series/field-notes/").content.decode())
    assert titles == ["Note 2", "Note 1", "Note 0"]


def test_slug_shared_by_two_posts_belongs_to_the_language_of_the_address(client):
    make_post("English one", slug_en="shared")
    make_post(None, zh="中文那篇", slug_zh_hans="shared")
    assertContains(client.get("/blog/shared/"), "<h1>English one</h1>")
    assertContains(client.get("/zh-hans/blog/shared/"), "<h1>中文那篇</h1>")


def test_translation_without_a_title_of_its_own_takes_the_other(client):
    post = make_post("A quiet pager")
    Post.objects.update(slug_zh_hans="a-quiet-pager")
    make_text(post, "zh-hans", body_html="<p>正文。</p>")
    response = client.get("/zh-hans/blog/a-quiet-pager/")
    assertContains(response, "正文。")
    assertContains(response, '<h1 lang="en">A quiet pager</h1>')


# How much it costs


def test_lists_load_no_bodies(client, archive, django_assert_max_num_queries):
    archive(3)
    with django_assert_max_num_queries(LIST_QUERIES) as queries:
        client.get("/blog/")
    assert not [
        query["sql"]
        for query in queries.captured_queries
        if re.search(r'"body(_en|_zh_hans|_html)?"|"source_text"', query["sql"])
    ]


def test_who_has_a_feed_shows_it(client):
    tag, series, person, project = make_tag("Security"), make_series("Field Notes"), make_person("Ada"), make_project("Linkerd")
    make_post(tags=[tag], series=series, authors=[person], projects=[project])
    for path in ("/zh-hans/", *(row.get_absolute_url() for row in (tag, series, person, project))):
        assertContains(client.get(path), f'<a href="{path}feed.rss">')
        assert client.get(f"{path}feed.rss").status_code == 200
