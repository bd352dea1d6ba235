"""Projects, with their road through the maturity levels."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from posts.admin.named.form import NamedForm
from posts.admin.named.maturity_change import MaturityChangeInline
from posts.admin.parts.guarded import Guarded
from posts.admin.parts.recorded import RecordedDeletion
from posts.admin.parts.side_by_side import SideBySide, row, rows
from projects.levels import set_level
from projects.models import Project


@admin.register(Project)
class ProjectAdmin(RecordedDeletion, Guarded, SideBySide, admin.ModelAdmin):
    posts = "post_links__post"
    form = NamedForm
    list_display = ["__str__", "slug", "level", "category"]
    list_filter = ["level", "category"]
    search_fields = ["slug", *row("name")]
    search_help_text = _("By name or slug")
    prepopulated_fields = {"slug": row("name")[:1]}
    readonly_fields = ["level"]
    fieldsets = [
        rows("name", "description"),
        (None, {"fields": ["slug", "level", "category", "homepage", "repository"]}),
    ]
    inlines = [MaturityChangeInline]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        set_level(form.instance)
