"""For what imports write and people read."""

from django.utils.html import format_html


class ReadOnly:
    """A ModelAdmin or an inline that shows everything and changes nothing."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


def raw(text: str) -> str:
    """Lines as they stand in a file."""
    return format_html('<pre class="raw">{}</pre>', text) if text else ""
