"""Fields that people and the archive both changed, and somebody is to decide about."""

from django.contrib import admin
from django.db.models import Prefetch

from posts.admin.read_only import ReadOnly
from posts.models import ImportConflict, Post


@admin.register(ImportConflict)
class ImportConflictAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["post", "field", "resolution", "found_at"]
    list_select_related = []  # the post is fetched without its bodies
    list_filter = ["resolution", "found_at"]
    search_fields = ["field"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(Prefetch("post", Post.objects.for_linking()))
