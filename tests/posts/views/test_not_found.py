"""A page that does not exist helps on."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def posts() -> None:
    make_post("A quiet pager", zh="安静的值班")
    make_post("Kubernetes on trains")
    make_post("Kubernetes in secret", status="draft")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        pytest.param("/blog/kubernets-on-trians/", "Kubernetes on trains", id="mistyped"),
        pytest.param("/2018/09/25/quiet-pager/", "A quiet pager", id="elsewhere"),
        pytest.param("/blog/the-quiet-pager-part-two/", "A quiet pager", id="longer"),
        pytest.param("/zh-hans/blog/安静值班的人/", "安静的值班", id="chinese"),
        pytest.param("/zh-hans/blog/the-quiet-pagers/", "安静的值班", id="english-slug-on-a-chinese-page"),
    ],
)
def test_likely_posts_are_offered(client, path, title):
    response = client.get(path)
    assertContains(response, title, status_code=404)
    assertNotContains(response, "secret", status_code=404)


@pytest.mark.parametrize(
    "path",
    [
        "/blog/something-else-entirely/",
        "/wp-login.php",
        "/.env",
        "/x/",
        "/blog/%00/",
        "/" + "a" * 3_000 + "/",
        "/%ff%fe/",
        "/a/b/c/d/",
    ],
    ids=lambda path: path[:20],
)
def test_nothing_is_offered_for_anything_else(client, path):
    response = client.get(path)
    assertContains(response, 'name="q"', status_code=404)
    assertNotContains(response, "line-title", status_code=404)


def test_page_speaks_the_language_of_the_address(client):
    assertContains(client.get("/zh-hans/nirgends/"), "这个网址没有对应的页面", status_code=404)
    assertContains(client.get("/nirgends/"), "There is no page at this address", status_code=404)


def test_costs_little(client, django_assert_max_num_queries):
    for number in range(30):
        make_post(f"Kubernetes {number}")
    with django_assert_max_num_queries(5):
        client.get("/blog/kubernetes-on-rails/")


@pytest.mark.parametrize("path", ["/blog/no-more-pagers/", "/zh-hans/blog/no-more-pagers/", "/zh-hans/blog/不再值班/"])
def test_an_archived_post_is_gone(client, path):
    make_post("No more pagers", zh="不再值班", status="archived")
    response = client.get(path)
    assert response.status_code == 410
    assertNotContains(response, "No more pagers", status_code=410)
    assertContains(response, '<meta name="robots" content="noindex">', status_code=410, html=True)


def test_of_a_post_that_is_archived_in_one_language_the_other_is_shown(client):
    post = make_post("No more pagers", zh="不再值班")
    post.translations.filter(language="en").update(status="archived")
    response = client.get("/blog/no-more-pagers/")
    assertContains(response, "不再值班")
    assertNotContains(response, "Text of No more pagers.")
