"""The steps of projects through the maturity levels, on their own and on the form of their project."""

from django.contrib import admin
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from posts.admin.parts.guarded import Guarded
from posts.admin.parts.recorded import RecordedDeletion
from posts.admin.parts.side_by_side import row
from posts.admin.parts.table import Table
from posts.models import Post, PostProject
from projects.levels import set_level
from projects.models import MaturityChange


class Sources:
    """Shows which posts a step is known from."""

    def get_queryset(self, request):
        links = PostProject.objects.prefetch_related(Prefetch("post", Post.objects.for_linking()))
        return super().get_queryset(request).prefetch_related(Prefetch("sources", links))

    @admin.display(description=_("stated by"), empty_value=_("an editor"))
    def stated_by(self, change: MaturityChange) -> str:
        posts = [link.post for link in change.sources.all()]
        return format_html_join(
            "; ", '<a href="{}">{}</a>', ((reverse("admin:posts_post_change", args=[post.pk]), post) for post in posts)
        )


@admin.register(MaturityChange)
class MaturityChangeAdmin(RecordedDeletion, Guarded, Sources, admin.ModelAdmin):
    posts = "sources__post"
    list_display = ["project", "level", "kind", "date", "stated_by"]
    list_filter = ["level", "kind"]
    list_select_related = ["project"]
    search_fields = ["project__slug", *(f"project__{field}" for field in row("name"))]
    search_help_text = _("By project")
    autocomplete_fields = ["project"]
    fields = ["project", "level", "kind", "date", "stated_by"]
    readonly_fields = ["stated_by"]
    date_hierarchy = "date"

    def save_model(self, request, change, form, is_change):
        super().save_model(request, change, form, is_change)
        set_level(change.project)

    def delete_model(self, request, change):
        super().delete_model(request, change)
        set_level(change.project)

    def delete_queryset(self, request, queryset):
        projects = {change.project for change in queryset.select_related("project")}
        super().delete_queryset(request, queryset)
        for project in projects:
            set_level(project)


class MaturityChangeInline(Sources, Table):
    model = MaturityChange
    fields = ["level", "kind", "date", "stated_by"]
    readonly_fields = ["stated_by"]
    ordering = ["date"]
    extra = 0
