"""A project's description shows once a post that says it is published."""

from datetime import UTC, datetime

import pytest

from posts.models import Post, PostProject
from tests.factories import make_post, make_project

pytestmark = pytest.mark.django_db

SAID = "Envoi carries letters between services, and keeps the stamps."
BODY = "Envoi (Graduated) – [Envoi](https://example.org/) carries *letters* between services,\nand keeps the stamps. More."
ADDRESSES = [
    "/projects/",
    "/projects/envoi/",
    "/zh-hans/projects/envoi/",
    "/projects/envoi/feed.rss",
    "/projects/envoi/feed.json",
]


def state(project, body: str = BODY, **fields) -> Post:
    post = make_post(**{"body_en": body, **fields})
    PostProject.objects.create(post=post, project=project, level="graduated")
    return post


def saying(client) -> list[str]:
    return [path for path in ADDRESSES if "keeps the stamps" in client.get(path).content.decode()]


@pytest.fixture
def project():
    project = make_project("Envoi", description_en=SAID)
    make_post("Public", projects=[project])
    return project


@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"published_at": datetime(2100, 1, 1, tzinfo=UTC)}], ids=["draft", "future"]
)
def test_what_only_a_hidden_post_says_is_hidden(client, project, fields):
    post = state(project, **fields)
    state(project, "It has moved to graduated.")
    assert saying(client) == []
    at = datetime(2018, 1, 1, tzinfo=UTC)
    Post.objects.filter(pk=post.pk).update(status="published", published_at=at)
    post.translations.update(published_at=at)
    assert saying(client) == ADDRESSES


def test_what_a_published_post_says_too_is_shown(client, project):
    state(project, status="draft")
    state(project)
    assert saying(client) == ADDRESSES


def test_what_an_editor_wrote_is_shown(client, project):
    state(project, "Something else.", status="draft")
    assert saying(client) == ADDRESSES
