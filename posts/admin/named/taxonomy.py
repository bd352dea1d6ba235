"""What posts are sorted by: categories, series and tags, each with how many posts it has."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from taggit import models as taggit

from posts.admin.named.form import NamedForm
from posts.admin.parts.guarded import Guarded
from posts.admin.parts.recorded import RecordedDeletion
from posts.admin.parts.side_by_side import SideBySide, row, rows
from posts.models import Category, Series, Tag

admin.site.unregister(taggit.Tag)  # its table stays empty: our tags are posts.Tag


class Sorting(RecordedDeletion, Guarded, SideBySide, admin.ModelAdmin):
    """``counted`` leads to the posts."""

    counted = "posts"
    list_display = ["__str__", "slug", "post_count"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(post_count=Count(self.counted))

    @admin.display(description=_("posts"), ordering="post_count")
    def post_count(self, row) -> int:
        return row.post_count


@admin.register(Category)
class CategoryAdmin(Sorting):
    posts = "posts"
    form = NamedForm
    search_fields = ["slug", *row("name")]
    search_help_text = _("By name or slug")
    prepopulated_fields = {"slug": row("name")[:1]}
    fieldsets = [rows("name"), (None, {"fields": ["slug"]})]


@admin.register(Series)
class SeriesAdmin(Sorting):
    posts = "posts"
    form = NamedForm
    search_fields = ["slug", *row("name")]
    search_help_text = _("By name or slug")
    prepopulated_fields = {"slug": row("name")[:1]}
    fieldsets = [rows("name", "description"), (None, {"fields": ["slug"]})]


@admin.register(Tag)
class TagAdmin(Sorting):
    posts = "tagged__content_object"
    counted = "tagged"
    list_display = ["name", "__str__", "slug", "post_count"]
    search_fields = ["name", "slug", *row("label")]
    search_help_text = _("By name, label or slug")
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "slug"]}), rows("label")]
