"""What is left of a step when a post that states it is deleted."""

from datetime import date

import pytest

from posts.models import Post
from tests.factories import make_post, make_project

pytestmark = pytest.mark.django_db

DAY = date(2018, 9, 10)


@pytest.fixture
def envoy():
    project = make_project("Envoy", level="sandbox")
    project.maturity_changes.create(level="sandbox", date=date(2017, 9, 10))
    return project


def steps(project) -> list[str]:
    project.refresh_from_db()
    return [*project.maturity_changes.order_by("date").values_list("level", flat=True), f"now {project.level}"]


def test_step_goes_with_its_only_post_and_an_editors_stays(envoy):
    change = envoy.maturity_changes.create(level="graduated", date=DAY)
    make_post(status="draft").project_links.create(project=envoy, level="graduated", change=change)
    Post.objects.all().delete()
    assert steps(envoy) == ["sandbox", "now sandbox"]


def test_step_stays_while_another_post_states_it(envoy):
    change = envoy.maturity_changes.create(level="graduated", date=DAY)
    for _ in range(2):
        make_post().project_links.create(project=envoy, level="graduated", change=change)
    type(envoy).objects.update(level="graduated")
    Post.objects.first().delete()
    assert steps(envoy) == ["sandbox", "graduated", "now graduated"]


def test_a_project_is_deleted_with_everything(envoy):
    change = envoy.maturity_changes.create(level="graduated", date=DAY)
    make_post(projects=[make_project()]).project_links.create(project=envoy, level="graduated", change=change)
    envoy.delete()
    assert not type(change).objects.exists()
