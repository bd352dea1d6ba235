"""People and organizations that posts credit: found by any of their names, made where missing. Part of the loader."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from people import names
from people.models import Organization, OtherName, Person
from people.names import HAN
from posts.digests import digest
from posts.importer import identity
from posts.importer.records import Credit
from posts.importer.store import bulk
from posts.importer.store.row_log import RowLog
from posts.importer.store.shared import Shared

HAN_ONLY = re.compile(rf"[{HAN}·\s]+")


@dataclass(slots=True)
class _Wanted:
    """A name credits give somebody: its best spelling, and the form in Han if there is one."""

    name: str
    native: str = ""


def find_people(credits: list[Credit], shared: Shared) -> None:
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


def find_organizations(credits: list[Credit], shared: Shared) -> None:
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
    slugs = [names.slug(name)[: identity.SLUG_LENGTH] or f"name-{digest(name, 4)}" for name in wanted]
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
