"""The road of a project, from what dated posts state."""

from datetime import UTC, date, datetime

import pytest

from posts.importer.store.maturity import Claim, derive, road
from posts.models import Post, PostProject
from projects.models import MaturityChange, Project

P = 1


def claim(number: int, day: date, level: str, *, announces: bool = False) -> Claim:
    return Claim(number, P, level, day, None, announces)


JAN, MAY, SEP = date(2018, 1, 10), date(2018, 5, 10), date(2018, 9, 10)


@pytest.mark.parametrize(
    ("claims", "own", "kinds"),
    [
        pytest.param([(JAN, "sandbox", False)], {}, ["statement"], id="first-statement"),
        pytest.param([(JAN, "sandbox", False), (MAY, "sandbox", False)], {}, ["statement", None], id="said-again"),
        pytest.param([(JAN, "sandbox", True), (MAY, "sandbox", False)], {}, ["change", None], id="announced-before"),
        pytest.param([(JAN, "sandbox", False), (MAY, "incubating", False)], {}, ["statement", "statement"], id="a-new-level"),
        pytest.param([(JAN, "sandbox", False), (MAY, "sandbox", True)], {}, ["statement", "change"], id="announced-later"),
        pytest.param([(MAY, "sandbox", False)], {P: [(P, "sandbox", "change", JAN)]}, [None], id="an-editor-knows"),
        pytest.param([(MAY, "sandbox", False)], {P: [(P, "sandbox", "change", SEP)]}, ["statement"], id="an-editors-is-later"),
    ],
)
def test_road(claims, own, kinds):
    found = road([claim(number, day, level, announces=announces) for number, (day, level, announces) in enumerate(claims)], own)
    assert [step and str(step[2]) for _claim, step in found] == kinds


def link(project: Project, day: date, level: str, change: MaturityChange | None = None) -> PostProject:
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    post = Post.objects.create(title_en=f"{day}", slug_en=f"{day}", published_at=moment, date_basis="inferred")
    return PostProject.objects.create(post=post, project=project, level=level, change=change)


@pytest.mark.django_db
def test_levels_follow_the_posts_and_editors_steps_stay():
    project = Project.objects.create(slug="sample", name_en="Sample")
    own = MaturityChange.objects.create(project=project, level="sandbox", kind="change", date=JAN)
    announced = MaturityChange.objects.create(project=project, level="incubating", kind="change", date=MAY)
    first = link(project, MAY, "incubating", announced)
    link(project, SEP, "incubating")
    derive()
    project.refresh_from_db()
    assert project.level == "incubating"
    assert set(MaturityChange.objects.all()) == {own, announced}
    Post.objects.filter(pk=first.post_id).update(published_at=datetime(2018, 6, 1, 12, tzinfo=UTC))
    derive()  # the post is dated anew: its step moves with it
    assert sorted(MaturityChange.objects.values_list("date", flat=True)) == [JAN, date(2018, 6, 1)]
