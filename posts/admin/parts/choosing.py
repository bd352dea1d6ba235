"""Choices that are looked up while somebody types."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.forms import ModelMultipleChoiceField


class KeysOnly:
    """For a widget of Django's: what was sent or stands in the address and can be no key is nothing to look for.

    Django asks the database for it while it draws the form that says so, and fails.
    """

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if can_be(self.field.target_field, one)], attr)


class Choice(KeysOnly, AutocompleteSelect):
    pass


class Choices(KeysOnly, AutocompleteSelectMultiple):
    pass


class SeveralField(ModelMultipleChoiceField):
    """Says of a number beyond all keys, too, that it is none; SQLite could not even be asked for it."""

    def clean(self, value):
        for one in value or ():
            if not can_be(self.queryset.model._meta.pk, one):
                raise ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": one})
        return super().clean(value)


class Choosing:
    """For a ModelAdmin or an inline with ``autocomplete_fields``."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Choice(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Choices(db_field, self.admin_site, using=kwargs.get("using")))
            kwargs.setdefault("form_class", SeveralField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def can_be(field: Field, value: str) -> bool:
    """Whether a column of this kind can hold what was sent."""
    try:
        field.clean(value, None)
    except ValidationError:
        return False
    return True
