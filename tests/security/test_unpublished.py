"""What is not published yet shows nowhere to the public: not in lists, feeds, sitemaps, counts, data or addresses."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from posts.models import Credit, Post
from posts.search import index
from posts.services.workflow import State, step
from tests.factories import make_person, make_post, make_project, make_series, make_tag, make_text
from tests.security.hostile import MACHINES, PUBLIC, SITEMAPS

pytestmark = pytest.mark.django_db

SECRETS = ("Zeppelin", "zeppelin", "齐柏林")  # in every text, slug and name of what is not published
PAGES = [
    *(path.replace("hostile-1", "a-quiet-pager") for path in PUBLIC if "?" not in path),
    *("/blog/?language=zh-hans", "/archive/?series=stories", "/people/?role=author"),
    *("/search/?q=quiet", "/search/?q=zep", "/search/?q=zepplin", "/search/?q=齐柏林"),
    *("/blog/zeppelin-two/", "/blog/the-zeppelin-shines-early/"),  # 404, with posts that may have been meant
]
EVERYWHERE = [*(prefix + path for prefix in ("", "/zh-hans") for path in (*PAGES, *MACHINES)), *SITEMAPS]


@pytest.fixture
def shared() -> dict:
    return {
        "authors": [make_person("Ada Example")],
        "projects": [make_project("Envoy")],
        "tags": [make_tag("storage")],
        "series": make_series("Stories"),
    }


def assert_nowhere(client) -> None:
    """None of the secrets is in any public answer; one that was asked by a secret name may repeat what was asked for."""
    for path in EVERYWHERE:
        response = client.get(path)
        assert response.status_code in (200, 404), path
        text = response.content.decode()
        if "?q=" in path or "zeppelin" in path:
            assert "Gold" not in text, path
        else:
            assert [secret for secret in SECRETS if secret in text] == [], path


def hide(how: str) -> dict:
    later = timezone.now() + timedelta(days=400)
    return {
        "draft": {"status": Post.Status.DRAFT},
        "archived": {"status": Post.Status.ARCHIVED},
        "scheduled": {"published_at": later},
        "scheduled-soon": {"published_at": timezone.now() + timedelta(minutes=5)},
    }[how]


@pytest.mark.parametrize("how", ["draft", "archived", "scheduled", "scheduled-soon"])
def test_a_post(client, shared, how):
    make_post("A quiet pager", **shared)
    hidden = make_post("Zeppelin Gold", zh="齐柏林 Gold", summary_en="Zeppelin Gold", **shared, **hide(how))
    hidden.legacy_paths.create(path="/old/zeppelin-gold/")
    only_there = make_person("Zeppelin Example"), make_series("Zeppelin Stories"), make_tag("zeppelin")
    Credit.objects.create(post=hidden, person=only_there[0])
    Post.objects.filter(pk=hidden.pk).update(series=only_there[1])
    hidden.tagged.create(tag=only_there[2])
    index.reindex(Post.objects.all())
    assert_nowhere(client)
    assert client.get("/old/zeppelin-gold/").status_code == 404
    answer = client.get("/blog/zeppelin-gold/")
    assert answer.status_code == (410 if how == "archived" else 404)
    assert "Gold" not in answer.content.decode()
    later = hidden.published_at.year
    assert client.get(f"/archive/{later}/").status_code == (404 if later > 2018 else 200)


@pytest.mark.parametrize(
    "how",
    [
        *(pytest.param({"status": status}, id=status) for status in ("draft", "in_review", "ready", "archived")),
        pytest.param({"published_at": datetime(2100, 1, 1, tzinfo=UTC)}, id="scheduled"),
    ],
)
def test_a_translation(client, shared, how):
    post = make_post("A quiet pager", **shared)
    Post.objects.filter(pk=post.pk).update(
        title_zh_hans="齐柏林 Gold", slug_zh_hans="zeppelin-gold", summary_zh_hans="齐柏林 Gold", body_zh_hans="齐柏林 Gold"
    )
    make_text(post, "zh-hans", **how, body_html="<p>齐柏林 Gold</p>")
    index.reindex(Post.objects.all())
    assert_nowhere(client)


@pytest.mark.parametrize("withdrawn", [State.DRAFT, State.ARCHIVED])
@pytest.mark.parametrize("source", ["en", "zh-hans"])
def test_a_post_whose_text_was_withdrawn_before_its_translation_appears(client, shared, source, withdrawn):
    """It counts as published, for the sake of the translation; until that has its time, nothing of it can be read."""
    make_post("A quiet pager", **shared)
    hidden = make_post("Zeppelin Gold", zh="齐柏林 Gold", summary_en="Zeppelin Gold", **shared)
    hidden.legacy_paths.create(path="/old/zeppelin-gold/")
    hidden.translations.exclude(language=source).update(published_at=timezone.now() + timedelta(days=3))
    step(hidden, source, withdrawn, by=None)
    hidden.refresh_from_db()
    assert hidden.status == Post.Status.PUBLISHED
    index.reindex(Post.objects.all())
    assert_nowhere(client)
    assert client.get("/blog/zeppelin-gold/").status_code == client.get("/old/zeppelin-gold/").status_code == 404
    hidden.translations.exclude(language=source).update(published_at=timezone.now() - timedelta(days=3))
    assert "Gold" in client.get("/blog/").content.decode()


def test_a_scheduled_translation_appears_on_time(client, shared):
    post = make_post("A quiet pager", zh="安静的值班", **shared)
    chinese = post.translations.filter(language="zh-hans")
    index.reindex(Post.objects.all())
    for minutes, is_shown in ((5, False), (-5, True)):
        chinese.update(published_at=timezone.now() + timedelta(minutes=minutes))
        for path in ("/zh-hans/", "/zh-hans/blog/", "/zh-hans/blog/a-quiet-pager/", "/zh-hans/feed.rss", "/sitemap-posts.xml"):
            text = unquote(client.get(path).content.decode())
            assert ("安静的值班" in text) is is_shown, path
        assert ("Simplified Chinese" in client.get("/search/?q=值班").content.decode()) is is_shown
        assert client.get("/archive/?language=zh-hans").status_code == (200 if is_shown else 404)


def test_counts(client, shared):
    make_post("A quiet pager", **shared)
    index.reindex(Post.objects.all())
    before = {path: client.get(path).content for path in EVERYWHERE if "feed" not in path}
    for how in ("draft", "scheduled"):
        make_post(f"Zeppelin {how}", zh=f"齐柏林 {how}", **shared, **hide(how))
    index.reindex(Post.objects.all())  # hides nothing by itself
    for path, content in before.items():
        assert client.get(path).content == content, path


def test_a_preview_is_for_staff_alone(client, admin_client, django_user_model):
    make_post("Zeppelin Gold", status=Post.Status.DRAFT, published_at=datetime(2018, 9, 25, tzinfo=UTC))
    reader = django_user_model.objects.create_user("reader")
    assert admin_client.get("/blog/zeppelin-gold/").status_code == 200
    assert client.get("/blog/zeppelin-gold/").status_code == 404
    client.force_login(reader)
    assert client.get("/blog/zeppelin-gold/").status_code == 404
