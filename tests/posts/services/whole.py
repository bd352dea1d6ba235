"""A post with everything a post can have, and all that the database holds of posts."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField

from posts.models import Category, LegacyPath, MemoryUnit, Post, PostProject, Provenance, Translation
from posts.search import index
from posts.services.texts import refresh_texts
from projects.levels import set_level
from tests.factories import make_organization, make_person, make_post, make_project, make_series, make_tag

# Counted by each run anew, or not about posts.
LEFT_OUT = {"ArchiveFile", "ContentVersion", "ImportRun", "ImportRecord", "Revision", "RowChange", "BinnedPost"}
MADE_ANEW = {
    *("Credit", "LegacyPath", "MaturityChange", "MemoryUnit", "PostProject", "Post_categories"),
    *("SearchDocument", "TaggedPost", "Translation"),
}  # their keys are nobody's


def make_whole_post(title: str = "Lanterns") -> Post:
    project = make_project()
    post = make_post(
        title,
        zh=f"{title} 灯笼",
        authors=[make_person()],
        projects=[project],
        tags=[make_tag()],
        series=make_series(),
        summary_en="In short.",
        review=["Its date is a guess."],
        import_ref=f"{title.lower()} ref",
        date_basis="inferred",
        date_min=date(2018, 9, 1),
        date_max=date(2018, 9, 30),
    )
    post.credits.create(organization=make_organization(), role="reviewer", order=1)
    post.credits.create(person=make_person(), role="translator", language="zh-hans", order=2)
    post.categories.add(Category.objects.create(name_en=f"About {title}", slug=f"about-{post.pk}"))
    step = project.maturity_changes.create(level="sandbox", date=date(2018, 9, 1))
    set_level(project)
    post.project_links.update(level="sandbox", change=step)
    LegacyPath.objects.create(post=post, path=f"/old/{post.pk}/")
    Provenance.objects.create(
        post=post, file="page-1.txt", position=post.pk, line_start=1, line_end=9, raw_text=title, written={"title_en": "1a"}
    )
    refresh_texts(post)
    index.reindex(Post.objects.filter(pk=post.pk))
    return post


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of posts, people and projects, without time stamps of writing and the keys of what belongs to a post."""
    return {
        model.__name__: sorted(map(str, (_row(model, row) for row in model._base_manager.all())))
        for app in ("people", "projects", "posts")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model.__name__ not in LEFT_OUT
    }


def _row(model, row) -> dict[str, Any]:
    without = {field.attname for field in model._meta.fields if isinstance(field, DateTimeField) and field.auto_now}
    if model.__name__ in MADE_ANEW:
        without.add("id")
    values = {field.attname: row.__dict__[field.attname] for field in model._meta.concrete_fields}
    if model is MemoryUnit:
        del values["saved_at"]
    if model is Translation and row.is_source and not row.post.translations.filter(is_source=False).exists():
        del values["text_digest"]  # never compared, and not always kept
    if model is PostProject:
        values["change_id"] = row.change and (row.change.level, row.change.kind, row.change.date)
    return {name: value for name, value in values.items() if name not in without}
