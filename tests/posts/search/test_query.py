from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posts.models import Post, Translation
from posts.search import query
from posts.search.index import reindex
from posts.search.query import search, search_ids
from tests.factories import make_person, make_post, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> dict[str, int]:
    """A few posts, found by their names here."""
    texts = {
        "mesh": ("A service mesh", {"body_en": "Envoy is a cloud-native proxy in C++ for gRPC/HTTP2."}),
        "cloud": ("Cloud news", {"body_en": "What is native to the cloud? Security is. k8s 1.8 is here."}),
        "envoy": ("Envoy’s first year", {"body_en": "A proxy grows up; the mesh, in the service of many."}),
        "han": (None, {"zh": "云原生安全", "body_zh_hans": "CNCF 宣布新的孵化项目，它使用 Kubernetes。"}),
        "pair": (None, {"zh": "原生云", "body_zh_hans": "多云的网络，安静而全面。"}),
        "both": ("Rook graduates", {"zh": "Rook 毕业", "body_zh_hans": "存储项目 Rook 走出孵化。"}),
    }
    posts = {name: make_post(title, **fields).pk for name, (title, fields) in texts.items()}
    reindex(Post.objects.all())
    return posts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("cloud", {"mesh", "cloud"}, id="word"),
        pytest.param("CLOUDS", {"mesh", "cloud"}, id="another-form-of-it"),
        pytest.param("service mesh", {"mesh", "envoy"}, id="all-words"),
        pytest.param('"service mesh"', {"mesh"}, id="phrase"),
        pytest.param("cloud-native", {"mesh"}, id="hyphen"),
        pytest.param('"mesh envoy"', set(), id="no-phrase-from-title-into-text"),
        pytest.param("proxy -mesh", set(), id="excluded"),
        pytest.param('proxy -"service mesh"', {"envoy"}, id="excluded-phrase"),
        pytest.param("envoy", {"mesh", "envoy"}, id="possessive"),
        pytest.param("k8s", {"cloud"}, id="digits"),
        pytest.param("v1.8", set(), id="another-version"),
        pytest.param("1.8", {"cloud"}, id="version"),
        pytest.param("c++", {"mesh"}, id="c++"),
        pytest.param("grpc/http2", {"mesh"}, id="slash"),
        pytest.param("云", {"han", "pair"}, id="one-han-character"),
        pytest.param("生", {"han", "pair"}, id="one-han-character-in-a-word"),
        pytest.param("安全", {"han"}, id="two-han-characters"),
        pytest.param("云原生", {"han"}, id="three-han-characters"),
        pytest.param("原生云", {"pair"}, id="the-same-in-another-order"),
        pytest.param("CNCF 孵化", {"han"}, id="mixed"),
        pytest.param('"Rook 毕业"', {"both"}, id="mixed-phrase"),
        pytest.param("孵化 -kubernetes", {"both"}, id="mixed-excluded"),
        pytest.param("nonesuch", set(), id="in-no-post"),
    ],
)
def test_finds(library, text, names):
    results = search(text)
    assert {name for name, post in library.items() if post in results.post_ids} == names
    assert results.count == len(results.hits) == len(names)
    assert not results.more
    assert not results.notes


def test_titles_come_first(library):
    assert search("envoy").post_ids == [library["envoy"], library["mesh"]]
    assert search("cloud").post_ids == [library["cloud"], library["mesh"]]


def test_hits_say_where(library):
    [hit] = search("孵化 rook").hits
    assert (hit.post.pk, hit.language) == (library["both"], "zh-hans")
    assert hit.title == [("Rook", True), (" 毕业", False)]
    assert hit.snippet == [("存储项目 ", False), ("Rook", True), (" 走出", False), ("孵化", True), ("。", False)]


def test_a_post_is_counted_once_and_shown_in_the_language_preferred(library):
    for language in ("en", "zh-hans"):
        results = search("rook", prefer=language)
        assert [hit.language for hit in results.hits] == [language]
        assert results.languages == {"en": 1, "zh-hans": 1}


def test_one_language(library):
    assert [hit.language for hit in search("rook", language="en").hits] == ["en"]
    assert search("孵化", language="en").count == 0


def test_only_what_is_public_is_found(library):
    Post.objects.filter(pk=library["mesh"]).update(status="draft")
    Post.objects.filter(pk=library["envoy"]).update(published_at=timezone.now() + timedelta(hours=1))
    Translation.objects.filter(post=library["both"], language="zh-hans").update(status="in_review")
    assert search("envoy").count == 0
    assert search("毕业").count == 0
    assert search("rook").languages == {"en": 1}


def test_the_admin_finds_what_is_not_public_too(library):
    Post.objects.filter(pk=library["mesh"]).update(status="draft", published_at=None)
    assert search_ids("envoy") == [library["envoy"], library["mesh"]]
    assert search_ids("…") == []


def test_narrowed_by_project_person_and_year():
    project, person = make_project(), make_person()
    kept = make_post("Cloud one", day=date(2019, 5, 1), projects=[project], authors=[person])
    make_post("Cloud two", day=date(2018, 5, 1))
    reindex(Post.objects.all())
    assert search("cloud").years == {2018: 1, 2019: 1}
    for narrowed in ({"projects": project}, {"credits__person": person}, {"published_at__year": 2019}):
        assert search("cloud", posts=Post.objects.filter(**narrowed)).post_ids == [kept.pk]


def test_pages():
    posts = [make_post(f"Cloud {number}", day=date(2018, 1, number)) for number in range(1, 6)]
    reindex(Post.objects.all())
    first, last = search("cloud", page_size=2), search("cloud", page=99, page_size=2)
    assert (first.page, first.pages, first.count, len(first.hits)) == (1, 3, 5, 2)
    assert (last.page, len(last.hits)) == (3, 1)
    assert first.post_ids == [post.pk for post in reversed(posts)]  # as good as one another: newest first
    assert search("cloud", page=-1, page_size=2).page == 1


@pytest.mark.parametrize("text", ["cloud", '"cloud news"'], ids=["word", "phrase"])
def test_no_more_than_the_newest_are_looked_at(text, monkeypatch):
    monkeypatch.setattr(query, "MATCHES", 3)
    days = [datetime(2018, 1, day, tzinfo=UTC) for day in (3, 1, 4, 2, 5)]
    posts = [make_post(f"Cloud news {day:%d}", published_at=day) for day in days]
    reindex(Post.objects.all())
    results = search(text)
    assert (results.count, results.more) == (3, True)
    assert set(results.post_ids) == {post.pk for post, day in zip(posts, days, strict=True) if day.day > 2}
    assert search(text, posts=Post.objects.filter(published_at__day__lt=3)).count == 2


def test_a_long_text_is_found_in_all_its_parts(library):
    body = "start " + "filler " * 30_000 + "finish line"
    post = make_post("Marathon", body_en=body)
    reindex(Post.objects.filter(pk=post.pk))
    assert search("marathon start").post_ids == search('"finish line" marathon').post_ids == [post.pk]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("   ", None, id="spaces"),
        pytest.param("…!?", "There is no word or character to look for in this.", id="no-words"),
        pytest.param("-cloud", "Name something to find besides what is to be left out.", id="only-excluded"),
        pytest.param("cloud " * 2_000, "The search was long: only its beginning was looked for.", id="ten-thousand-characters"),
    ],
)
def test_says_how_a_query_was_understood(library, text, note):
    assert search(text).notes == ([note] if note else [])


HOSTILE = (
    *('"', "'", "a'b\"c", "\\", "%s %(x)s {0}", "cloud AND", "NOT cloud", "cloud*", "a:b", "a & !b | (c", "<->", "NEAR(a b)"),
    *("\0cloud", "\ud800", "☃", "title_tokens : cloud", "^cloud", "cloud + native", "'; DROP TABLE x --"),
    *("云" * 10_000, "-" * 10_000, '"' * 10_000),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_queries_are_only_words(library, text):
    assert search(text).count >= 0
    assert search_ids(text) is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(st.characters(), st.sampled_from("\"-*'()|&!:<>\\ 云a"))))
def test_no_query_fails(library, text):
    search(text)
