"""The bin: deleted posts, to be taken out again or deleted for good."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from posts.admin.parts.guarded import Guarded
from posts.admin.parts.read_only import ReadOnly
from posts.models import BinnedPost
from posts.services import permissions
from posts.services.bin import delete_for_good, restore_posts
from posts.services.rewriting import CannotRestore


@admin.register(BinnedPost)
class BinnedPostAdmin(Guarded, ReadOnly, admin.ModelAdmin):
    list_display = ["__str__", "deleted_at", "deleted_by", "run"]
    list_filter = ["deleted_at"]
    list_select_related = ["deleted_by", "run"]
    search_fields = ["title", "import_ref"]
    search_help_text = _("By title")
    date_hierarchy = "deleted_at"
    fields = ["titles", "import_ref", "deleted_at", "deleted_by", "run"]
    readonly_fields = fields
    actions = ["restore", "delete_for_good"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("state", "names", "rows", "records")  # whole posts, and not in the list

    @admin.display(description=_("title"))
    def titles(self, binned: BinnedPost) -> str:
        return format_html_join("", "<div>{}</div>", ((title,) for title in binned.title.splitlines()))

    def has_restore_permission(self, request) -> bool:
        return permissions.may_delete(request.user)

    def has_empty_permission(self, request) -> bool:
        return permissions.has(request.user, "posts.empty_bin")

    @admin.action(description=_("Take out of the bin"), permissions=["restore"])
    def restore(self, request, queryset):
        try:
            number = restore_posts(queryset.values_list("pk", flat=True))
        except CannotRestore as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None
        said = ngettext("%d post taken out of the bin.", "%d posts taken out of the bin.", number) % number
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:posts_binnedpost_changelist"))

    @admin.action(description=_("Delete for good"), permissions=["empty"])
    def delete_for_good(self, request, queryset):
        """Asks, then deletes."""
        if not self.has_empty_permission(request):
            raise PermissionDenied
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Delete these posts for good?"),
                "opts": self.opts,
                "posts": queryset,
                "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
                "media": self.media,
            }
            return TemplateResponse(request, "admin/posts/binnedpost/delete_for_good.html", context)
        number = delete_for_good(queryset.values_list("pk", flat=True))
        said = ngettext("%d post deleted for good.", "%d posts deleted for good.", number) % number
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:posts_binnedpost_changelist"))
