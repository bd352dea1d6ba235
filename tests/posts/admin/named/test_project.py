"""The admin of projects: the level is that of the latest step."""

from datetime import date

import pytest
from django.urls import reverse

from projects.models import MaturityChange, Project
from tests.factories import make_post, make_project
from tests.posts.admin.editors import form_of, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return sign_in()


@pytest.fixture
def project() -> Project:
    return make_project("Envoy")


def change(project: Project) -> str:
    return reverse("admin:projects_project_change", args=[project.pk])


def steps(*rows: tuple[str, str]) -> dict:
    sent = {"maturity_changes-TOTAL_FORMS": len(rows), "maturity_changes-INITIAL_FORMS": 0}
    for number, (level, day) in enumerate(rows):
        prefix = f"maturity_changes-{number}"
        sent |= {f"{prefix}-level": level, f"{prefix}-kind": "change", f"{prefix}-date": day}
    return sent


def level(project: Project) -> str:
    project.refresh_from_db()
    return project.level


def test_the_level_follows_the_steps(editor, project):
    sent = form_of(editor.get(change(project))) | steps(("graduated", "2018-11-28"), ("incubating", "2017-09-13"))
    assert editor.post(change(project), sent).status_code == 302
    assert level(project) == "graduated"
    sent = form_of(editor.get(change(project))) | {"maturity_changes-1-DELETE": "on"}
    assert editor.post(change(project), sent).status_code == 302
    assert level(project) == "incubating"


def test_the_level_cannot_be_written(editor, project):
    editor.post(change(project), form_of(editor.get(change(project))) | {"level": "graduated"})
    assert level(project) == ""


def test_steps_on_their_own_set_the_level_too(editor, project):
    add = reverse("admin:projects_maturitychange_add")
    editor.post(add, {"project": project.pk, "level": "sandbox", "kind": "statement", "date": "2018-01-01"})
    assert level(project) == "sandbox"
    step = MaturityChange.objects.get()
    editor.post(reverse("admin:projects_maturitychange_delete", args=[step.pk]), {"post": "yes"})
    assert level(project) == ""


def test_deleting_steps_from_the_list_sets_the_level(editor, project):
    for name, year in (("sandbox", 2017), ("incubating", 2018)):
        project.maturity_changes.create(level=name, date=date(year, 1, 1))
    latest = project.maturity_changes.get(level="incubating")
    address = reverse("admin:projects_maturitychange_changelist")
    editor.post(address, {"action": "delete_selected", "_selected_action": [latest.pk], "post": "yes"})
    assert level(project) == "sandbox"


def test_a_step_names_the_posts_it_is_known_from(editor, project):
    post = make_post("Envoy moves <up>")
    step = project.maturity_changes.create(level="incubating", date=date(2018, 1, 1))
    post.project_links.create(project=project, change=step)
    for address in (change(project), reverse("admin:projects_maturitychange_changelist")):
        page = editor.get(address).content.decode()
        assert f'<a href="{reverse("admin:posts_post_change", args=[post.pk])}">Envoy moves &lt;up&gt;</a>' in page


def test_descriptions_stand_side_by_side(editor, project):
    page = editor.get(change(project)).content.decode()
    assert "Description (English)" in page
    assert "Description (Simplified Chinese)" in page


@pytest.mark.parametrize("words", ["envoy", "Env", "特使"])
def test_projects_are_found_by_name_and_slug(editor, words):
    project = make_project("Envoy", name_zh_hans="特使")
    make_project("Harbor")
    found = editor.get(reverse("admin:projects_project_changelist"), {"q": words}).context["cl"].queryset
    assert list(found) == [project]


def test_a_chinese_name_asks_for_a_plain_slug(editor):
    sent = steps() | {"name_zh_hans": "特使"}
    errors = editor.post(reverse("admin:projects_project_add"), sent).context["adminform"].form.errors
    assert list(errors) == ["slug"]
