"""Rows of a form, each field named."""

from django.contrib import admin
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from posts.admin.parts.choosing import Choosing, FetchedTogether


class Table(Choosing, admin.TabularInline):
    """An inline of rows: a heading names its column to whoever sees it, each field bears that name for whoever does not."""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset = type(formset.__name__, (FetchedTogether, formset), {})
        for field in formset.form.base_fields.values():
            field.widget.attrs.setdefault("aria-label", field.label)
        formset.deletion_widget = CheckboxInput(attrs={"aria-label": _("Delete")})
        return formset
