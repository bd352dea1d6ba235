"""What holds of all of the admin: everything is there, in both languages, for an editor, at a fixed cost."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from modeltranslation.translator import translator

from people.models import OtherName
from posts.models import (
    Category,
    Credit,
    Image,
    ImportConflict,
    ImportRecord,
    ImportRun,
    LegacyPath,
    Provenance,
    QuarantinedEntry,
    Term,
    WorkflowStep,
)
from posts.services.bin import bin_posts
from tests.factories import make_organization, make_person, make_post, make_project, make_series, make_tag
from tests.posts.admin.editors import OURS, sign_in

pytestmark = pytest.mark.django_db

MODELS = [model for model in admin.site._registry if model._meta.app_label in OURS]
TRANSLATED = translator.get_registered_models()
# With what they belong to, or derived.
ELSEWHERE = {
    "OtherName",
    "NotTheSame",
    "PostProject",
    "TaggedPost",
    "SearchDocument",
    "ContentVersion",
    *("DeskLanguage", "DeskPerson"),
    *("Revision", "RowChange"),
    *("ArchiveFile", "Assignment", "MediaFile", "MemoryUnit", "PromisedAddresses"),
    *("PreviewLink", "UnsavedText"),
    *("CountedLog", "PostReads", "RecentReads"),
}


def name(model) -> str:
    return model.__name__


def fill(number: int) -> None:
    """So many rows of every model."""
    for _ in range(number):
        place = {"file": f"page-{Provenance.objects.count()}.txt", "line_start": 1, "line_end": 9}
        series, project, tag = make_series(), make_project(), make_tag()
        person, organization = make_person(), make_organization()
        post = make_post(authors=[person], projects=[project], tags=[tag], series=series, review=["Why?"])
        Credit.objects.create(post=post, person=make_person(), organization=organization)
        category = Category.objects.create(name_en=f"Category {post.pk}", slug=f"category-{post.pk}")
        post.categories.add(category)
        change = project.maturity_changes.create(level="sandbox", date=date(2018, 1, 1))
        post.project_links.update(change=change)
        LegacyPath.objects.create(post=post, path=f"/old/{post.pk}/")
        WorkflowStep.objects.create(post=post, language="en", before="draft", after="published")
        run = ImportRun.objects.create()
        ImportRecord.objects.create(run=run, post=post, outcome="created", **place)
        ImportConflict.objects.create(run=run, post=post, field="title_en", base="One", archive="Another")
        Provenance.objects.create(post=post, position=1, **place)
        QuarantinedEntry.objects.create(run=run, kind="pages", raw_text="Lines", digest=place["file"], **place)
        OtherName.objects.create(person=person, name="Another")
        bin_posts([make_post().pk])
        Image.objects.create(
            digest=f"{post.pk:032}", name=f"images/{post.pk:032}-4x3.png", width=4, height=3, alt={"en": "A map"}
        )
        Term.objects.create(term=f"term {post.pk}", source_language="en", language="zh-hans", form="术语")


def address(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_model_is_in_the_admin():
    models = {name(model) for label in OURS for model in apps.get_app_config(label).get_models()}
    assert models - ELSEWHERE == set(map(name, MODELS))


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_lists_and_forms_open_for_an_editor_in_both_languages(model):
    editor = sign_in()
    fill(1)
    for prefix in ("", "/zh-hans"):
        for page in (address(model, "changelist"), address(model, "change", model._default_manager.first().pk)):
            assert editor.get(prefix + page).status_code == 200


def test_lists_cost_the_same_however_long_they_are():
    editor = sign_in()

    def cost(model) -> int:
        with CaptureQueriesContext(connection) as queries:
            editor.get(address(model, "changelist"))
        return len(queries)

    fill(5)
    few = {model: cost(model) for model in MODELS}
    fill(25)
    assert {model: cost(model) for model in MODELS} == few


def test_lists_leave_the_bodies_of_posts_alone():
    editor = sign_in()
    fill(2)
    for model in MODELS:
        with CaptureQueriesContext(connection) as queries:
            editor.get(address(model, "changelist"))
        assert not [query["sql"] for query in queries if "body_en" in query["sql"] or "raw_text" in query["sql"]], model


@pytest.mark.parametrize("model", [model for model in MODELS if model in TRANSLATED], ids=name)
def test_what_is_translated_is_edited_in_every_language(model):
    form = sign_in().get(address(model, "add")).context["adminform"].form
    columns = translator.get_options_for_model(model).all_fields
    assert {column.name for every in columns.values() for column in every} <= set(form.fields)
    assert not set(columns) & set(form.fields), "the untranslated column must not be written"


@pytest.mark.parametrize("model", [model for model in MODELS if model is not ImportRun], ids=name)  # runs go by their day
def test_lists_can_be_searched(model):
    assert sign_in().get(address(model, "changelist"), {"q": "x"}).context["cl"].search_fields


@pytest.mark.parametrize("path", ["/admin/", "/zh-hans/admin/"])
def test_nothing_inline_that_the_content_security_policy_would_stop(path):
    editor = sign_in()
    fill(1)
    pages = [path, *(address(model, "changelist").replace("/admin/", path, 1) for model in MODELS)]
    pages += [address(model, "change", model._default_manager.first().pk).replace("/admin/", path, 1) for model in MODELS]
    for page in pages:
        html = editor.get(page).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html
        assert "<script>" not in html
