"""Choices that are looked up while somebody types."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.forms import ModelMultipleChoiceField


class KeysOnly:
    """For a widget of Django's: what was sent or stands in the address and can be no key is nothing to look for.

    Django asks the database for it while it draws the form that says so, and fails.
    """

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if can_be(self.field.target_field, one)], attr)


class Choice(KeysOnly, AutocompleteSelect):
    known: Mapping[str, Model] = MappingProxyType({})  # by their keys: looked up already, see FetchedTogether

    def optgroups(self, name, value, attr=None):
        row = self.known.get(str(value[0])) if value else None
        if row is None:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, row.pk, self.choices.field.label_from_instance(row), True, len(options))
        return [(None, [*options, chosen], 0)]


class Choices(KeysOnly, AutocompleteSelectMultiple):
    pass


class SeveralField(ModelMultipleChoiceField):
    """Says of a number beyond all keys, too, that it is none; SQLite could not even be asked for it."""

    def clean(self, value):
        for one in value or ():
            if not can_be(self.queryset.model._meta.pk, one):
                raise ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": one})
        return super().clean(value)


class FetchedTogether:
    """For a formset: what its rows have chosen is asked for once for each field, and not once for each row."""

    @cached_property
    def forms(self):
        forms = super().forms
        for name, field in self.form.base_fields.items():
            if isinstance(getattr(field.widget, "widget", None), Choice):
                widgets = [(str(form[name].value()), form.fields[name].widget.widget) for form in forms]
                keys = {key for key, _widget in widgets if can_be(field.queryset.model._meta.pk, key)}
                known = {str(row.pk): row for row in field.queryset.filter(pk__in=keys)} if keys else {}
                for _key, widget in widgets:
                    widget.known = known
        return forms


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
