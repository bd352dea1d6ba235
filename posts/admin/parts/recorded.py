"""What forms and deletions do to posts joins the posts' history."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from posts.admin.parts.keys import keys_of
from posts.services.history import recording


class RecordedDeletion:
    """For a ModelAdmin of what posts have or refer to. ``posts`` leads from a row to the keys of those posts."""

    posts = "post"

    def posts_of(self, rows: QuerySet) -> list[int]:
        keys = rows.order_by().values_list(self.posts, flat=True)
        return [key for key in keys.distinct() if key is not None]

    def delete_model(self, request, obj):
        with recording(self.posts_of(self.model._default_manager.filter(pk=obj.pk)), by=request.user, texts=False):
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with recording(self.posts_of(queryset), by=request.user, texts=False):
            super().delete_queryset(request, queryset)


class Recorded(RecordedDeletion):
    """For a ModelAdmin of what belongs to one post."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recording(self._touched(request, object_id), by=request.user):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _touched(self, request, object_id: str | None) -> set[int]:
        """The post that the row belongs to, and the one that it is to belong to."""
        keys: set[int] = set()
        try:
            pk = self.model._meta.pk.to_python(unquote(object_id)) if object_id else None
            keys.update(self.posts_of(self.model._default_manager.filter(pk=pk)) if pk else ())
        except (ValidationError, OverflowError):
            pass  # there is no such row, which the form will say
        return keys | set(keys_of([request.POST.get("post", "")]))
