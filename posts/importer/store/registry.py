"""What posts share: found by key or slug, made where missing. Part of the loader: call it inside its transaction.

Existing rows are people's: an import fills what is empty and, for a name, may correct the spelling; nothing else.
"""

from collections.abc import Iterable, Mapping

from django.db import models

from people import names
from people.models import Organization, OtherName, Person
from posts.importer.prepare import category_slug
from posts.importer.records import Draft, Facts, Subject
from posts.importer.stages.topics import LABELS_ZH
from posts.importer.store.people import HAN_ONLY, find_organizations, find_people
from posts.importer.store.row_log import RowLog
from posts.importer.store.shared import Shared
from posts.models import Category, Series, Tag
from projects.aliases import LANDSCAPE
from projects.models import MaturityChange, Project

MODELS: Mapping[Subject, type[models.Model]] = {
    Subject.CATEGORY: Category,
    Subject.SERIES: Series,
    Subject.TAG: Tag,
    Subject.PERSON: Person,
    Subject.ORGANIZATION: Organization,
    Subject.PROJECT: Project,
}


def find_or_make(drafts: Iterable[Draft], seen: set[Facts], log: RowLog) -> Shared:
    """Everything ``drafts`` refer to. ``seen`` are the facts of earlier batches; this batch's join them.

    What is made or changed joins ``log``.
    """
    drafts = list(drafts)
    shared = Shared(log)
    for draft in drafts:
        for facts in draft.facts:
            if facts not in seen:
                _state(facts, shared)
                seen.add(facts)
    credits = [credit for draft in drafts for credit in draft.credits]
    find_people(credits, shared)
    find_organizations(credits, shared)
    _find_by_slug(Series, {d.series[0]: d.series[1] for d in drafts if d.series}, shared.series, log)
    _find_by_slug(Category, {category_slug(name): name for d in drafts for name in d.categories}, shared.categories, log)
    _find_tags({name for d in drafts for name in d.tags}, shared.tags, log)
    _find_projects(drafts, shared)
    return shared


# Series, categories, tags, projects


def _find_by_slug(model, wanted: Mapping[str, str], found: dict[str, int], log: RowLog) -> None:
    """``wanted``: slug → name."""
    found |= dict(model.objects.filter(slug__in=wanted).values_list("slug", "id"))
    for slug, name in wanted.items():
        if slug not in found:
            language = "name_zh_hans" if HAN_ONLY.fullmatch(name) else "name_en"
            found[slug] = model.objects.create(slug=slug, **{language: name}).pk
            log.make(model, [found[slug]])


def _find_tags(wanted: set[str], found: dict[str, int], log: RowLog) -> None:
    found |= dict(Tag.objects.filter(name__in=wanted).values_list("name", "id"))
    for name in sorted(wanted - found.keys()):
        found[name] = Tag.objects.create(name=name, label_en=name, label_zh_hans=LABELS_ZH.get(name)).pk
        log.make(Tag, [found[name]])


def _find_projects(drafts: list[Draft], shared: Shared) -> None:
    wanted = sorted({link.slug for draft in drafts for link in draft.projects})
    rows = Project.objects.filter(slug__in=wanted).values_list("slug", "id", "description_en", "description_zh_hans")
    described: set[str] = set()
    for slug, pk, english, chinese in rows:
        shared.projects[slug] = pk
        if english or chinese:
            described.add(slug)
    for slug in wanted:
        if slug not in shared.projects:
            shared.projects[slug] = _new_project(slug).pk
            shared.log.make(Project, [shared.projects[slug]])
            shared.new["projects"] += 1
    for draft in drafts:
        for link in draft.projects:
            if link.description and link.slug not in described:
                language = draft.texts[0].language.replace("-", "_")
                shared.log.change(Project, [shared.projects[link.slug]])
                project = Project.objects.get(pk=shared.projects[link.slug])
                setattr(project, f"description_{language}", link.description)
                project.save(update_fields=[f"description_{language}"])
                described.add(link.slug)


def _new_project(slug: str) -> Project:
    entry = LANDSCAPE.get(slug)
    if entry is None:
        return Project.objects.create(slug=slug, name_en=slug)
    return Project.objects.create(
        slug=slug, name_en=entry.name, category=entry.category, homepage=entry.homepage, repository=entry.repository
    )


# What an export says of them


def _state(facts: Facts, shared: Shared) -> None:
    """Make the row that ``facts`` describe, or fill what is empty in the one there is."""
    model = MODELS[facts.subject]
    row = model.objects.filter(slug=facts.slug).first()
    if row is None:
        row = model.objects.create(slug=facts.slug, **dict(facts.columns))
        shared.log.make(model, [row.pk])
        word = {Subject.PERSON: "people", Subject.ORGANIZATION: "organizations", Subject.PROJECT: "projects"}.get(facts.subject)
        if word:
            shared.new[word] += 1
    elif empty := {column: value for column, value in facts.columns if value and not getattr(row, column)}:
        shared.log.change(model, [row.pk])
        for column, value in empty.items():
            setattr(row, column, value)
        row.save()
    owner = "person" if facts.subject is Subject.PERSON else "organization"
    for name, slug in facts.other_names:
        if not OtherName.objects.filter(**{owner: row}, key=names.key(name)).exists():
            shared.log.make(OtherName, [OtherName.objects.create(**{owner: row}, name=name, slug=slug).pk])
    for level, kind, day in facts.changes:
        step, made = MaturityChange.objects.get_or_create(project=row, level=level, kind=kind, date=day)
        shared.log.make(MaturityChange, [step.pk] if made else [])
