"""The state of each language of each post, and the steps that led there: to be read. Steps are taken at the post itself."""

from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from posts.admin.parts.read_only import ReadOnly, raw
from posts.admin.parts.side_by_side import row
from posts.admin.parts.table import Table
from posts.models import Post, Translation, WorkflowStep


@admin.register(Translation)
class TranslationAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["post", "language", "is_source", "status", "length", "published_at"]
    list_select_related = []  # the post is fetched without its bodies
    ordering = ["-post_id", "-is_source", "language"]
    list_filter = ["language", "status", "is_source"]
    search_fields = [f"post__{field}" for name in ("title", "slug") for field in row(name)]
    search_help_text = _("By title or slug")
    fields = ["post", "language", "is_source", "length", "status", "published_at", "made_from"]
    readonly_fields = ["made_from"]
    date_hierarchy = "published_at"

    def get_queryset(self, request):
        rows = super().get_queryset(request).defer("body_html")
        return rows.prefetch_related(Prefetch("post", Post.objects.for_linking()))

    @admin.display(description=_("made from"))
    def made_from(self, translation: Translation) -> str:
        return raw(translation.source_text)


class TranslationInline(ReadOnly, Table):
    model = Translation
    fields = readonly_fields = ["language", "is_source", "length", "status", "published_at"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).defer("source_text", "body_html")


@admin.register(WorkflowStep)
class WorkflowStepAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "post", "language", "before", "after", "by", "note"]
    list_select_related = ["by"]  # the post is fetched without its bodies
    list_filter = ["language", "after"]
    search_fields = [*(f"post__{field}" for field in row("title")), "note", "by__username"]
    search_help_text = _("By title, note or who did it")
    fields = ["post", "language", "before", "after", "by", "at", "public_from", "note"]
    date_hierarchy = "at"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(Prefetch("post", Post.objects.for_linking()))
