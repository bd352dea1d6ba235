"""What posts share: found by key or slug, made where missing. Part of the loader: call it inside its transaction.

Existing rows are people's: an import fills what is empty and, for a name, may correct the spelling; nothing else.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models

from people import names
from people.models import Organization, OtherName, Person
from people.names import HAN
from posts.importer import identity
from posts.importer.prepare import category_slug
from posts.importer.records import Credit, Draft, Facts, Subject
from posts.importer.stages.topics import LABELS_ZH
from posts.importer.store import bulk
from posts.importer.store.row_log import RowLog
from posts.models import Category, Series, Tag
from projects.aliases import LANDSCAPE
from projects.models import MaturityChange, Project

HAN_ONLY = re.compile(rf"[{HAN}·\s]+")

MODELS: Mapping[Subject, type[models.Model]] = {
    Subject.CATEGORY: Category,
    Subject.SERIES: Series,
    Subject.TAG: Tag,
    Subject.PERSON: Person,
    Subject.ORGANIZATION: Organization,
    Subject.PROJECT: Project,
}


@dataclass(slots=True)
class Shared:
    """The primary keys of all that one batch of posts refers to."""

    log: RowLog
    people: dict[str, int] = field(default_factory=dict)  # by key, or by slug where a draft names one
    organizations: dict[str, int] = field(default_factory=dict)
    series: dict[str, int] = field(default_factory=dict)  # by slug
    categories: dict[str, int] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)  # by name
    projects: dict[str, int] = field(default_factory=dict)  # by slug
    new: Counter[str] = field(default_factory=Counter)  # how many were made, by the report's words

    def person(self, credit: Credit) -> int | None:
        return (
            self.people[credit.person_slug or names.key(credit.name) or credit.name]
            if credit.name or credit.person_slug
            else None
        )

    def organization(self, credit: Credit) -> int | None:
        if not (credit.organization or credit.organization_slug):
            return None
        return self.organizations[credit.organization_slug or names.key(credit.organization) or credit.organization]


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
    _find_people(credits, shared)
    _find_organizations(credits, shared)
    _find_by_slug(Series, {d.series[0]: d.series[1] for d in drafts if d.series}, shared.series, log)
    _find_by_slug(Category, {category_slug(name): name for d in drafts for name in d.categories}, shared.categories, log)
    _find_tags({name for d in drafts for name in d.tags}, shared.tags, log)
    _find_projects(drafts, shared)
    return shared


# People and organizations


@dataclass(slots=True)
class _Wanted:
    """A name credits give somebody: its best spelling, and the form in Han if there is one."""

    name: str
    native: str = ""


def _find_people(credits: list[Credit], shared: Shared) -> None:
    wanted: dict[str, _Wanted] = {}
    for credit in credits:
        if credit.name and not credit.person_slug:
            _want(wanted, credit.name, credit.native_name)
    in_han = {names.key(wish.native): key for key, wish in reversed(wanted.items()) if wish.native}
    for han in in_han.keys() & wanted.keys():  # "苏念一" here and "Su Nianyi 苏念一" there are one
        del wanted[han]
    _greet_by_latin_name(wanted, in_han, shared.log)
    slugs = {credit.person_slug for credit in credits if credit.person_slug}
    _find_named(Person, wanted, slugs, shared.people, shared, "people")
    _remember_in_han(wanted, shared.people, shared.log)
    bearers = OtherName.objects.filter(key__in=in_han, person__isnull=False).order_by("-id")
    shared.people |= dict(bearers.values_list("key", "person_id"))
    shared.people |= dict(Person.objects.filter(key__in=in_han).values_list("key", "id"))


def _greet_by_latin_name(wanted: dict[str, _Wanted], in_han: dict[str, str], log: RowLog) -> None:
    """Somebody known in Han alone, whose Latin name this batch tells: theirs from now on.

    Their key stays as it is, since earlier imports remember them by it; the Latin name joins their other names.
    """
    known = OtherName.objects.filter(key__in=wanted, person__isnull=False).values_list("key", flat=True)
    strangers = wanted.keys() - set(Person.objects.filter(key__in=wanted).values_list("key", flat=True)) - set(known)
    for person in Person.objects.filter(key__in=[han for han, key in in_han.items() if key in strangers], name_en=None):
        latin = in_han[person.key]
        other = OtherName.objects.create(person=person, name=wanted[latin].name, key=latin)
        log.make(OtherName, [other.pk])
        log.change(Person, [person.pk])
        Person.objects.filter(pk=person.pk).update(name_en=wanted[latin].name)


def _remember_in_han(wanted: dict[str, _Wanted], people: dict[str, int], log: RowLog) -> None:
    """The Han form as another name, by which a credit in Chinese alone finds its person; the first who bears it keeps it."""
    hans = {names.key(wish.native): (people[key], wish.native) for key, wish in reversed(wanted.items()) if wish.native}
    taken = set(OtherName.objects.filter(key__in=hans, person__isnull=False).values_list("key", flat=True))
    taken |= set(Person.objects.filter(key__in=hans).values_list("key", flat=True))
    new = sorted(hans.keys() - taken)
    if new:
        rows = [OtherName(person_id=hans[key][0], name=hans[key][1], key=key) for key in new]
        log.make(OtherName, [row.pk for row in OtherName.objects.bulk_create(rows)])


def _find_organizations(credits: list[Credit], shared: Shared) -> None:
    wanted: dict[str, _Wanted] = {}
    for credit in credits:
        if credit.organization and not credit.organization_slug:
            _want(wanted, credit.organization, "")
    slugs = {credit.organization_slug for credit in credits if credit.organization_slug}
    _find_named(Organization, wanted, slugs, shared.organizations, shared, "organizations")


def name_by_rows(credits: Sequence[list[list[str]]]) -> None:
    """Bring credits, as they are compared (see ``credit_key``), to the keys of the rows they lead to.

    Somebody credited by another name of theirs ("张三" of Ada Example) is compared as who they are; otherwise the next import
    would take what it wrote itself for an editor's work. Each list is changed in place.
    """
    people = _keys_by_other_name(Person, {who for one in credits for who, *_rest in one if who})
    organizations = _keys_by_other_name(
        Organization, {employer for one in credits for _who, employer, *_rest in one if employer}
    )
    if not (people or organizations):
        return
    for one in credits:
        named: dict[tuple[str, ...], list[str]] = {}
        for who, employer, role, title, *language in one:
            who, employer = people.get(who, who), organizations.get(employer, employer)
            deed = (role, *language)
            named.setdefault((who, *deed) if who else ("", employer, *deed), [who, employer, role, title, *language])
        one[:] = named.values()


def _keys_by_other_name(model: type[Person] | type[Organization], keys: set[str]) -> dict[str, str]:
    """Of ``keys``, those that are nobody's own but another name's → the key of whose it is."""
    owner = "person" if model is Person else "organization"
    others = OtherName.objects.filter(key__in=keys, **{f"{owner}__isnull": False}).order_by("-id")
    found = dict(others.values_list("key", f"{owner}__key"))
    own = set(model.objects.filter(key__in=found).values_list("key", flat=True)) if found else set()
    return {key: row_key for key, row_key in found.items() if row_key and key not in own}


def _want(wanted: dict[str, _Wanted], name: str, native: str) -> None:
    key = names.key(name) or name
    if known := wanted.get(key):
        known.name = max(known.name, name, key=spelling_rank)
        known.native = known.native or native
    else:
        wanted[key] = _Wanted(name, native)


def spelling_rank(name: str) -> tuple:
    """Higher is better: with its accents, in mixed case, then any order as long as it is always the same.

    >>> max("Lucas Kaldstrom", "LUCAS KÄLDSTRÖM", "Lucas Käldström", key=spelling_rank)
    'Lucas Käldström'
    """
    accents = sum(1 for char in unicodedata.normalize("NFD", name) if unicodedata.combining(char))
    return (accents, not (name.isupper() or name.islower()), name)


def _find_named(model, wanted: dict[str, _Wanted], slugs: set[str], found: dict[str, int], shared: Shared, word: str) -> None:
    owner = "person_id" if model is Person else "organization_id"
    fields = ("id", "key", "name_en", "name_zh_hans")
    for pk, slug in model.objects.filter(slug__in=slugs).values_list("id", "slug"):
        found[slug] = pk
    others = OtherName.objects.filter(key__in=wanted, **{f"{owner}__isnull": False}).order_by("-id")
    by_other_name = dict(others.values_list("key", owner))
    for pk, key, english, chinese in model.objects.filter(key__in=wanted).order_by("-id").values_list(*fields):
        found[key] = pk
        _improve(model, pk, english or "", chinese or "", wanted[key], shared.log)
    for key, pk in by_other_name.items():
        found.setdefault(key, pk)
    missing = {key: name for key, name in wanted.items() if key not in found}
    if not missing:
        return
    addresses = _new_addresses(model, [name.name for name in missing.values()])
    ids = bulk.new_ids(model, len(missing))
    rows = []
    for pk, slug, (key, name) in zip(ids, addresses, missing.items(), strict=True):
        han = bool(HAN_ONLY.fullmatch(name.name))
        english, chinese = (None, name.name) if han else (name.name, name.native or None)
        rows.append((pk, name.name, english, chinese, slug, key))
        found[key] = pk
    bulk.insert(model, ("id", "name", "name_en", "name_zh_hans", "slug", "key"), rows)
    shared.log.make(model, ids)
    shared.new[word] += len(rows)


def _improve(model, pk: int, english: str, chinese: str, wanted: _Wanted, log: RowLog) -> None:
    """Take a spelling with accents for one without, and a Han form for none."""
    changes: dict[str, str] = {}
    if english and spelling_rank(wanted.name) > spelling_rank(english) and not HAN_ONLY.fullmatch(wanted.name):
        changes |= {"name_en": wanted.name}
    if wanted.native and not chinese:
        changes |= {"name_zh_hans": wanted.native}
    if changes:
        log.change(model, [pk])
        model.objects.filter(pk=pk).update(**changes)


def _new_addresses(model, wanted: list[str]) -> list[str]:
    slugs = [names.slug(name)[: identity.SLUG_LENGTH] or f"name-{identity.digest(name, 4)}" for name in wanted]
    taken = set(model.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    taken |= set(OtherName.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    found = []
    for slug in slugs:
        free = identity.free_address(slug, taken)
        while free != slug and model.objects.filter(slug=free).exists():
            taken.add(free)
            free = identity.free_address(slug, taken)
        taken.add(free)
        found.append(free)
    return found


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
