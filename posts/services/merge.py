"""Two rows that are one person, or one organization, become one row."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from people.models import Named, Organization, Person
from people.other_names import names_of, remember
from posts.models import Credit, DeskPerson
from posts.models.post import LANGUAGES
from posts.services.history import recording

OWNER = {Person: "person", Organization: "organization"}  # the field of Credit


class CannotMerge(ValueError):
    """The message says why, for the editor."""


@dataclass(frozen=True, slots=True)
class Merged:
    keep: Named
    credits: int  # that moved
    doubles: int  # of these, how many said again who did what, and became one with the other
    left: tuple[str, ...]  # texts and addresses of the others that ``keep`` has no place for, as it has its own


@transaction.atomic
def merge(*, keep: Named, others: Sequence[Named], by=None) -> Merged:
    """Move everything of ``others`` to ``keep`` and delete them.

    What ``keep`` has stays; what is empty is filled. Every name and address of ``others`` stays as an OtherName, so that
    their pages redirect and the next import does not make them again.
    """
    _check(keep, others)
    rows = type(keep).objects.select_for_update().in_bulk([keep.pk, *(other.pk for other in others)])
    if len(rows) != len(others) + 1:
        raise CannotMerge(_("One of them was deleted meanwhile: look at the list again."))
    kept = rows[keep.pk]
    moved = doubles = 0
    left: list[str] = []
    owner = OWNER[type(keep)]
    posts = Credit.objects.filter(**{f"{owner}__in": others}).values_list("post", flat=True)
    reason = _("%(names)s merged into %(keep)s") % {"names": ", ".join(map(str, others)), "keep": kept}
    with recording(list(posts), by=by, reason=reason, texts=False):
        for other in (rows[other.pk] for other in others):
            some_moved, some_doubles = _move_credits(other, kept)
            moved, doubles = moved + some_moved, doubles + some_doubles
            left += _absorb(other, kept)
    return Merged(kept, moved, doubles, tuple(left))


def _check(keep: Named, others: Sequence[Named]) -> None:
    if not others:
        raise CannotMerge(_("Choose at least two to merge."))
    if any(type(other) is not type(keep) for other in others):
        raise CannotMerge(_("A person and an organization cannot be merged."))
    if len({keep.pk, *(other.pk for other in others)}) != len(others) + 1:
        raise CannotMerge(_("The same one was chosen twice: choose two different ones."))


def _absorb(other: Named, keep: Named) -> list[str]:
    """``other``, which has no credits any more, goes; what it has stays with ``keep``, but for what is returned."""
    known_by = names_of(keep)  # its key may change, where it had no name in the first language
    former = [(names_of(other)[0], other.slug), *((name, "") for name in names_of(other)[1:])]
    former += other.other_names.values_list("name", "slug")
    translated = translator.get_options_for_model(type(keep)).fields
    left = []
    for field in ("homepage", *(build_localized_fieldname(field, code) for field in translated for code in LANGUAGES)):
        if not getattr(keep, field):
            setattr(keep, field, getattr(other, field))
        elif not field.startswith("name_") and getattr(other, field) not in ("", None, getattr(keep, field)):
            left.append(getattr(other, field))
    if isinstance(keep, Person):
        DeskPerson.objects.filter(person=other.pk).update(person=keep)
    other.delete()
    keep.save()
    for name, slug in [*((name, "") for name in known_by), *former]:
        remember(keep, name, slug)
    return left


def _move_credits(other: Named, keep: Named) -> tuple[int, int]:
    """How many credits moved, and how many of them were doubles of one that ``keep`` has."""
    owner = OWNER[type(keep)]
    credits = list(Credit.objects.filter(**{owner: other}).select_for_update(of=("self",)))
    doubles = 0
    for credit in credits:
        setattr(credit, owner, keep)
        twin = _twin(credit)
        if twin is None:
            credit.save(update_fields=[owner])
        else:
            doubles += 1
            _join(twin, credit)
    return len(credits), doubles


def _twin(credit: Credit) -> Credit | None:
    """The credit that already says that this person, or this organization by itself, did this on the post."""
    who = {"person": credit.person} if credit.person_id else {"person": None, "organization": credit.organization}
    return (
        Credit.objects.filter(post=credit.post_id, role=credit.role, language=credit.language, **who)
        .exclude(pk=credit.pk)
        .first()
    )


def _join(one: Credit, other: Credit) -> None:
    """Both become ``one``, with the title and organization of the fuller: they belong together, as they were then.

    Only what the fuller lacks is taken from the other. The place is that of whichever came first.
    """
    fuller, poorer = sorted((one, other), key=_fullness, reverse=True)
    values = {
        "title": fuller.title or poorer.title,
        "organization_id": fuller.organization_id or poorer.organization_id,
        "order": min(one.order, other.order),
    }
    other.delete()
    Credit.objects.filter(pk=one.pk).update(**values)


def _fullness(credit: Credit) -> tuple[int, int]:
    return bool(credit.title) + bool(credit.organization_id), len(credit.title)
