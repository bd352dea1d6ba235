"""A choice in a row of a form: room for little more than itself."""

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper


class JustAdd:
    """For an inline: beside a choice stands the way to a new one, and none to change or delete what others use too."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
        return field
