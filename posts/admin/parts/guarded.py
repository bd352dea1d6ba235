"""Requests that no page of ours makes: refused, not ignored."""

import re
from collections.abc import Iterable

from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpResponseRedirect

from posts.admin.parts.choosing import Choosing


class Guarded(Choosing):
    """For a ModelAdmin: 403 for what somebody may not see, set or do, however the request was made.

    Django by itself says that a hidden row does not exist, and passes over a field or an action that it did not offer.
    """

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None and self._exists(object_id):
            raise PermissionDenied
        return found

    def _exists(self, object_id: str) -> bool:
        try:
            return self.model._default_manager.filter(pk=self.model._meta.pk.to_python(object_id)).exists()
        except (ValidationError, OverflowError):
            return False

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST":
            offered = self.get_actions(request)
            if any(action and action not in offered for action in request.POST.getlist("action")):
                raise PermissionDenied
        try:
            return super().changelist_view(request, extra_context)
        except OverflowError:  # filtered by a number that SQLite could not hold: no better than a word
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST":
            row = self.get_object(request, unquote(object_id)) if object_id else None
            if not set(request.POST).isdisjoint(self._closed_fields(request, row)) or self._forges_rows(request, row):
                raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _closed_fields(self, request, row: Model | None) -> set[str]:
        """The names under which a form would send the model's fields that this one does not have."""
        form = self.get_form(request, row, change=row is not None)
        return set(_sent_as((_editable(self.model) | set(self.form.declared_fields)) - set(form.base_fields)))

    def _forges_rows(self, request, row: Model | None) -> bool:
        """Whether a row of an inline is sent that has no such field, or that nobody may change here."""
        for inline in (kind(self.model, self.admin_site) for kind in self.get_inlines(request, row)):
            formset = inline.get_formset(request, row)
            may_write = inline.has_change_permission(request, row) or inline.has_add_permission(request, row)
            closed = _editable(inline.model) - {formset.fk.name} - set(formset.form.base_fields if may_write else ())
            sent_as = re.compile(rf"{re.escape(formset.get_default_prefix())}-\d+-({'|'.join(_sent_as(closed))})")
            if closed and any(sent_as.fullmatch(name) for name in request.POST):
                return True
        return False


def _editable(model: type[Model]) -> set[str]:
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    return {field.name for field in fields if field.editable and not field.primary_key}


def _sent_as(fields: Iterable[str]) -> Iterable[str]:
    """A moment is sent as a day and a time."""
    return (name + part for name in fields for part in ("", "_0", "_1"))
