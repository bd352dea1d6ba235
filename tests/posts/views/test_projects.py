"""The pages of projects: by level and category, with the road there and the posts about each."""

import re
from datetime import date

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from posts.views.listing import LINES_PER_PAGE
from projects.models import MaturityChange, Project
from tests.factories import make_post, make_project

pytestmark = pytest.mark.django_db


def at_level(level: str, name: str, **fields) -> Project:
    """A project whose level an editor stated."""
    project = make_project(name, **fields)
    project.maturity_changes.create(level=level, date=date(2018, 1, 1))
    return project


def test_projects_stand_under_level_and_category(client):
    at_level("sandbox", "Young", category="Database")
    at_level("graduated", "Old", category="Observability")
    at_level("graduated", "Older", category="Database")
    make_post(projects=[make_project("Undated")])
    make_project("Never spoken of")
    _key, text = client.get("/projects/").content.decode().split("level-group", 1)
    names = r"Graduated|Sandbox|Level not known|Database|Observability|Young|Older|Old|Undated"
    assert re.findall(rf">({names}) ?<", text) == [
        "Graduated", "Database", "Older", "Observability", "Old", "Sandbox", "Database", "Young", "Level not known", "Undated",
    ]  # fmt: skip
    assert "Never spoken of" not in text


def test_categories_are_translated(client):
    at_level("graduated", "Old", category="Observability")
    at_level("graduated", "Odd", category="Something new")
    response = client.get("/zh-hans/projects/")
    assertContains(response, "可观测性")
    assertContains(response, "Something new")


def test_count_is_of_published_posts_about_it(client):
    linkerd = make_project("Linkerd")
    make_post(projects=[linkerd])
    make_post(projects=[linkerd], status="draft")
    make_post().project_links.create(project=linkerd, relation="mentions")
    assertContains(client.get("/projects/"), "1 post<")


def test_road_names_its_posts_unless_they_are_hidden(client):
    linkerd = make_project("Linkerd")
    change = MaturityChange.objects.create(project=linkerd, level="incubating", date=date(2018, 9, 1))
    make_post("The vote").project_links.create(project=linkerd, level="incubating", change=change)
    make_post("The leak", status="draft").project_links.create(project=linkerd, level="incubating", change=change)
    response = client.get("/projects/linkerd/")
    assertContains(response, "September 2018")
    assertContains(response, "The vote", count=2)  # on the road, and in the list
    assertNotContains(response, "The leak")


def test_posts_about_it_stand_before_those_that_mention_it(client):
    linkerd = make_project("Linkerd")
    make_post("In passing", day=date(2019, 1, 1)).project_links.create(project=linkerd, relation="mentions")
    make_post("In depth", projects=[linkerd])
    text = client.get("/projects/linkerd/").content.decode()
    assert re.findall(r">(Posts about Linkerd|In depth|Also mentioned in|In passing)<", text) == [
        "Posts about Linkerd",
        "In depth",
        "Also mentioned in",
        "In passing",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/projects/", ["Cloud Native Storage", "Container Registry", "Database", "Observability"]),
        ("/zh-hans/projects/", ["镜像仓库", "可观测性", "数据库", "云原生存储"]),
    ],
)
def test_categories_stand_in_the_order_of_their_names(client, path, expected):
    found = ["Observability", "Database", "Container Registry", "Cloud Native Storage"]
    make_post(projects=[make_project(category=category) for category in found])
    assert re.findall("|".join(expected), client.get(path).content.decode()) == expected


def test_unknown_project(client):
    assert client.get("/projects/unknown/").status_code == 404


def test_road_is_drawn_and_told(client):
    linkerd = make_project("Linkerd")
    for level, day in [("sandbox", date(2017, 1, 24)), ("incubating", date(2018, 4, 3))]:
        MaturityChange.objects.create(project=linkerd, level=level, date=day)
    make_post(projects=[linkerd])
    for path in ("/projects/", "/projects/linkerd/"):
        assertContains(client.get(path), 'role="img" aria-label="Sandbox from January 2017 and Incubating from April 2018"')


@pytest.mark.parametrize("path", ["/projects/", "/projects/linkerd/", "/projects/linkerd/?page=2"])
def test_the_level_of_today_lasts_until_the_newest_post(client, path):
    """Also when nothing was written about the project since, and whatever page of its posts is open."""
    linkerd = make_project("Linkerd")
    MaturityChange.objects.create(project=linkerd, level="sandbox", date=date(2018, 1, 1))
    MaturityChange.objects.create(project=linkerd, level="incubating", date=date(2018, 7, 1))
    for number in range(LINES_PER_PAGE + 1):
        make_post(f"Note {number}", day=date(2018, 6, 1 + number % 28), projects=[linkerd])
    make_post("Something else", day=date(2019, 1, 1))
    text = client.get(path).content.decode()
    incubating = re.search(r'<rect class="road-incubating" x="([\d.]+)" y="\d+" width="([\d.]+)"', text)
    assert [float(number) for number in incubating.groups()] == [pytest.approx(99, abs=1), pytest.approx(101, abs=1)]


def test_levels_of_one_year_have_no_range_of_years(client):
    at_level("sandbox", "Young")
    make_post(day=date(2018, 5, 1))
    assertContains(client.get("/projects/"), "levels in 2018, as")


def test_road_is_told_in_chinese(client):
    linkerd = make_project("Linkerd")
    for level, day in [("sandbox", date(2017, 1, 24)), ("incubating", date(2018, 4, 3))]:
        MaturityChange.objects.create(project=linkerd, level=level, date=day)
    make_post(projects=[linkerd])
    assertContains(client.get("/zh-hans/projects/linkerd/"), 'aria-label="2017年1月起处于沙箱阶段、2018年4月起处于孵化阶段"')


def test_project_without_a_known_road_has_no_picture(client):
    make_post(projects=[make_project("Linkerd")])
    for path in ("/projects/", "/projects/linkerd/"):
        assertNotContains(client.get(path), "road-picture")
