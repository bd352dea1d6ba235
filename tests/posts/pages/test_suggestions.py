"""What a reader may have meant."""

import pytest

from posts.pages import suggestions
from tests.factories import make_person, make_post, make_project, make_series, make_tag


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("kuberntes-on-rails", ["kubern", "rail"], id="beginnings-of-the-longest-words"),
        pytest.param("云原生", ["云原", "原生"], id="pairs-of-han"),
        pytest.param("cncf孵化", ["cncf", "孵化"], id="mixed"),
        pytest.param("a-b-c 1 --", [], id="nothing-to-go-by"),
        pytest.param("", [], id="empty"),
    ],
)
def test_parts(text, parts):
    assert suggestions._parts(text) == parts


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("linkerdd", "Linkerd", id="project-mistyped"),
        pytest.param("what about linkerd 2", "Linkerd", id="one-word-of-several"),
        pytest.param("feild notes", "Field Notes", id="series"),
        pytest.param("observabilty", "Observability", id="topic"),
        pytest.param("ada exmaple", "Ada Example", id="person"),
        pytest.param("晓明", "张晓明", id="part-of-a-chinese-name"),
    ],
)
def test_likely_names(text, name):
    make_post(
        projects=[make_project("Linkerd")],
        series=make_series("Field Notes"),
        tags=[make_tag("Observability")],
        authors=[make_person("Ada Example"), make_person(name_zh_hans="张晓明", name="Zhang Xiaoming")],
    )
    assert name in {one for row in suggestions.likely_names(text) for one in (str(row), getattr(row, "name_zh_hans", ""))}


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["zzzzzz", "", "x", "-", "\0", "%" * 300])
def test_no_likely_names(text):
    make_post(projects=[make_project("Linkerd")])
    assert suggestions.likely_names(text) == []


@pytest.mark.django_db
def test_names_that_no_public_post_is_about_are_not_given_away():
    make_post(projects=[make_project("Secretmesh")], status="draft")
    assert suggestions.likely_names("secretmesh") == []


@pytest.mark.django_db
def test_posts_that_share_more_come_first():
    make_post("Kubernetes storage")
    both = make_post("Kubernetes networking in plain words")
    assert suggestions.likely_posts("kubernetes-networking")[0] == both
