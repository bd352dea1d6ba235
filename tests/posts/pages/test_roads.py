"""What readers may know of projects' levels: nothing that only hidden posts state, everything that a published one does."""

from datetime import UTC, date, datetime

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from posts.models import Post
from posts.pages.roads import roads
from projects.levels import set_level
from projects.models import MaturityChange, Project
from tests.factories import make_post, make_project

pytestmark = pytest.mark.django_db

JAN, MAY, SEP = date(2018, 1, 10), date(2018, 5, 10), date(2018, 9, 10)
PAGES = [f"{prefix}{path}" for prefix in ("", "/zh-hans") for path in ("/", "/projects/", "/projects/envoy/")]
HIDDEN = [
    pytest.param({"status": "draft"}, id="draft"),
    pytest.param({"published_at": datetime(2100, 1, 1, tzinfo=UTC)}, id="future"),
]


@pytest.fixture
def envoy() -> Project:
    return make_project("Envoy", category="Service Proxy")


def state(project: Project, level: str, day: date, *, kind: str = "change", linked: bool = True, **fields) -> Post:
    """A post that states a level on its day; ``linked`` where its step is not known from an earlier one."""
    post = make_post(day=day, **fields)
    change = MaturityChange.objects.get_or_create(project=project, level=level, kind=kind, date=day)[0] if linked else None
    post.project_links.create(project=project, level=level, change=change)
    set_level(project)
    return post


def known(project: Project) -> list[tuple[str, str, date]]:
    road = roads().get(project.pk)
    return [(step.level.value, step.kind.value, step.date) for step in road.steps] if road else []


def test_steps_of_published_posts_and_of_editors(envoy):
    post = state(envoy, "sandbox", JAN)
    envoy.maturity_changes.create(level="incubating", date=MAY)
    assert known(envoy) == [("sandbox", "change", JAN), ("incubating", "change", MAY)]
    assert [step.posts for step in roads()[envoy.pk].steps] == [(post.pk,), ()]


@pytest.mark.parametrize("fields", HIDDEN)
def test_step_of_a_hidden_post_is_not_known(envoy, fields):
    state(envoy, "sandbox", JAN)
    state(envoy, "graduated", SEP, **fields)
    assert known(envoy) == [("sandbox", "change", JAN)]


def test_step_that_a_published_post_states_too_is_known(envoy):
    state(envoy, "sandbox", JAN, status="draft")
    shown = state(envoy, "sandbox", JAN)
    assert [step.posts for step in roads()[envoy.pk].steps] == [(shown.pk,)]


def test_published_post_states_what_a_hidden_one_said_first(envoy):
    state(envoy, "sandbox", JAN, kind="statement", status="draft")
    state(envoy, "sandbox", MAY, linked=False)
    state(envoy, "sandbox", SEP, linked=False)
    assert known(envoy) == [("sandbox", "statement", MAY)]


def test_published_post_that_says_again_what_is_known_is_no_step(envoy):
    state(envoy, "sandbox", JAN)
    state(envoy, "sandbox", MAY, linked=False)
    assert known(envoy) == [("sandbox", "change", JAN)]


@pytest.mark.parametrize("fields", HIDDEN)
def test_level_that_only_a_hidden_post_states_shows_nowhere_until_it_is_published(client, envoy, fields):
    make_post("About Envoy", day=JAN, projects=[envoy])
    hidden = state(envoy, "graduated", SEP, **fields)
    for path in PAGES:
        response = client.get(path)
        for trace in ("road-picture", "road-step", "September 2018", "2018年9月"):
            assertNotContains(response, trace)
    assertContains(client.get("/projects/"), "Level not known")
    at = datetime(2018, 9, 10, 12, tzinfo=UTC)
    Post.objects.filter(pk=hidden.pk).update(status="published", published_at=at)
    hidden.translations.update(published_at=at)
    for path in ("/projects/", "/projects/envoy/"):
        assertContains(client.get(path), "Graduated from September 2018")
    assertNotContains(client.get("/projects/"), "Level not known")
    assertContains(client.get("/"), '<span class="level level-graduated">Graduated</span>')


@pytest.mark.parametrize("fields", HIDDEN)
def test_projects_stand_at_the_level_published_posts_state(client, envoy, fields):
    state(envoy, "incubating", JAN)
    state(envoy, "graduated", SEP, **fields)
    groups = client.get("/projects/").context["projects"]
    assert [(str(project), project.road.level) for project in groups] == [("Envoy", "incubating")]
    assertContains(client.get("/projects/envoy/"), '<span class="level level-incubating">Incubating</span>')
