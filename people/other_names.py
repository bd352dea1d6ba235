"""Names and addresses somebody had before: what keeps an import from making them again, and their old page leading on."""

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from people import names
from people.models import Named, OtherName

NAMES = tuple(build_localized_fieldname("name", code) for code, _name in settings.LANGUAGES)


def names_of(row: Named) -> list[str]:
    """The names ``row`` has, the one its key is made of first. Never empty."""
    return [name for field in NAMES if (name := getattr(row, field))] or [row.slug]


def remember_former(owner: Named, before: Named) -> None:
    """``owner`` was saved with other names or another address than ``before``."""
    first, *others = names_of(before)
    remember(owner, first, before.slug)
    for name in set(others) - set(names_of(owner)):
        remember(owner, name)


def remember(owner: Named, name: str, slug: str = "") -> None:
    """``owner`` goes by ``name`` too, and had the address ``slug``, if any.

    An address whose name is already there without one joins it; one whose name has another address stands under its own
    spelling, as a name is kept once.
    """
    key = names.key(name)
    if slug == owner.slug or owner.other_names.filter(slug=slug).exclude(slug="").exists():
        slug = ""
    if not slug and (not key or key == owner.key):
        return
    known = owner.other_names.filter(key=key).first()
    if known is None:
        owner.other_names.create(name=name, slug=slug)
    elif slug and not known.slug:
        OtherName.objects.filter(pk=known.pk).update(slug=slug)
    elif slug:
        owner.other_names.create(name=slug, slug=slug)
