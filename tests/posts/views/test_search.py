"""The search page: one box for both languages."""

from datetime import date

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from posts.models import Post
from posts.search import index
from tests.factories import make_person, make_post, make_project, make_tag

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


@pytest.fixture
def posts() -> None:
    ada, linkerd = make_person("Ada Example"), make_project("Linkerd")
    make_post("Quiet pagers", authors=[ada], projects=[linkerd], body_en="Nobody woke. A mesh helps.")
    make_post("Loud pagers", day=date(2017, 3, 1), body_en="Everybody woke.")
    make_post("Storage at sea", zh="海上的存储", body_en="Boats.", body_zh_hans="云原生的船。")
    index.reindex(Post.objects.all())


def search(client, query: str, language: str = "") -> str:
    response = client.get(f"{language}/search/", {"q": query})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("pager", {"Quiet", "Loud"}, id="a-word-in-another-form"),
        pytest.param("woke -everybody", {"Quiet"}, id="excluded"),
        pytest.param('"mesh helps"', {"Quiet"}, id="phrase"),
        pytest.param("云", {"海上的存储"}, id="one-character"),
        pytest.param("云原生", {"海上的存储"}, id="chinese-word"),
        pytest.param("wine", set(), id="nothing"),
    ],
)
def test_finds(client, posts, query, found):
    text = search(client, query)
    assert {word for word in ("Quiet", "Loud", "海上的存储") if f"{word}" in text.replace("<mark>", "")} == found


def test_what_was_looked_for_is_marked_and_the_rest_escaped(client):
    make_post("Pagers & <b>pain</b>", body_en="The <i>pager</i> rang.", slug_en="x")
    index.reindex(Post.objects.all())
    text = search(client, "pager")
    assert "<mark>Pagers</mark> &amp; &lt;b&gt;pain&lt;/b&gt;" in text
    assert "The <mark>pager</mark> rang" in text.replace("  ", " ")


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("year=2017", {"Loud"}),
        ("project=linkerd", {"Quiet"}),
        ("person=ada-example", {"Quiet"}),
        ("language=zh-hans", set()),
        ("person=ada-example&year=2017", set()),
    ],
)
def test_narrowed(client, posts, chosen, found):
    text = client.get(f"/search/?q=woke&{chosen}").content.decode()
    assert {word for word in ("Quiet", "Loud") if f"{word} pagers" in text} == found
    assert "Remove the filter" in text


def test_choices_say_how_many_they_leave(client, posts):
    response = client.get("/search/?q=woke")
    assertContains(response, 'href="/search/?q=woke&amp;year=2017">2017</a> <span class="index-note">1</span>')


def test_choices_take_the_place_of_one_that_does_not_exist(client, posts):
    response = client.get("/search/?q=woke&year=20178&page=1")
    assertContains(response, 'href="/search/?q=woke&amp;year=2017"')
    assertNotContains(response, "year=20178&amp;year=")


@pytest.mark.parametrize("chosen", ["year=20178", "year=abc", "year=9999", "project=none", "person=%00", "language=tlh"])
def test_choice_that_does_not_exist_is_left_out_and_said_so(client, posts, chosen):
    response = client.get(f"/search/?q=woke&{chosen}")
    assertContains(response, "2 posts")
    if "%00" not in chosen:
        assertContains(response, "so it was left out of the search")


def test_found_only_in_the_other_language(client, posts):
    assert "Found only in Simplified Chinese." in search(client, "云原生")
    assert "Found only in" not in search(client, "云原生", "/zh-hans")
    assert "只在英文文章中找到" in search(client, "boats", "/zh-hans")


def test_text_in_the_other_language_is_linked_where_it_is(client, posts):
    assertContains(client.get("/search/?q=云原生"), 'href="/zh-hans/blog/%E6%B5%B7%E4%B8%8A%E7%9A%84%E5%AD%98%E5%82%A8/"')


def test_nothing_found_suggests_names_and_titles(client, posts):
    make_post(tags=[make_tag("Observability")])
    text = search(client, "linkerdd quite pagrs")
    assert 'href="/projects/linkerd/"' in text
    text = search(client, "observabilty")
    assert 'href="/tags/observability/"' in text
    assert "Storage at sea" in search(client, "storage seeeea")


def test_drafts_are_neither_found_nor_suggested(client):
    make_post("Secret pagers", status="draft", tags=[make_tag("Secrets")])
    index.reindex(Post.objects.all())
    for query in ("secret", "secretss", "secret pagerrr"):
        assert "Secret" not in search(client, query).replace(query, "").replace("Secret-", "")


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        '"',
        "-",
        "-woke",
        "a" * 10_000,
        "woke " * 2_000,
        "%00",
        "woke%00",
        "%ff%fe",
        "*",
        "NEAR(woke)",
        "';--",
        "👻",
        "(((",
    ],
    ids=lambda query: query[:12] or "empty",
)
def test_odd_queries_get_an_answer(client, posts, query):
    for rest in ("", "&page=abc", "&page=-1", "&page=99999999999999999999"):
        response = client.get(f"/search/?q={query}{rest}")
        assert response.status_code == 200
        assertNotContains(response, "\0")


def test_long_query_is_cut_and_said_so(client, posts):
    assert "only its beginning" in search(client, "woke " * 200)


def test_is_not_for_search_engines(client, posts):
    assertContains(client.get("/search/?q=woke"), '<meta name="robots" content="noindex, follow">')


def test_every_page_has_the_box(client, posts):
    for path in ("/", "/blog/quiet-pagers/", "/archive/", "/no-such-page/", "/zh-hans/"):
        text = client.get(path).content.decode()
        assert 'role="search"' in text
        assert 'name="q"' in text


@pytest.mark.parametrize("count", [10, 60])
@pytest.mark.parametrize("query", ["note", "zzz", "note&person=ada-example&project=linkerd&year=2018"])
def test_queries_do_not_grow(client, django_assert_max_num_queries, query, count):
    ada, linkerd = make_person("Ada Example"), make_project("Linkerd")
    for number in range(count):
        make_post(f"Note {number}", authors=[ada, make_person()], projects=[linkerd, make_project()])
    index.reindex(Post.objects.all())
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(f"/search/?q={query}").status_code == 200


def test_a_single_post_is_not_narrowed_down(client):
    mesh = [make_project("Linkerd"), make_project("Envoy")]
    make_post("Lighthouse", projects=mesh)
    index.reindex(Post.objects.all())
    assert 'id="narrow"' not in search(client, "lighthouse")
    make_post("Lighthouse keeper", projects=mesh)
    index.reindex(Post.objects.all())
    assert 'id="narrow"' in search(client, "lighthouse")
