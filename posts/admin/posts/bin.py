"""The bin: deleted posts, to be taken out again or deleted for good."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from posts.admin.parts.desk_page import desk_page
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

    def get_urls(self):
        view = self.admin_site.admin_view(self.restore_view)
        return [path("<path:object_id>/restore/", view, name="posts_binnedpost_restore"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        extra = {"may_restore": self.has_restore_permission(request)}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def restore_view(self, request, object_id):
        """The button on the page of a post: leads to the post, or back with the reason why it stays in the bin."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        binned = self.get_object(request, unquote(object_id))
        if binned is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_restore_permission(request):
            raise PermissionDenied
        page = "admin:posts_post_change" if self._restore(request, [binned.pk]) else "admin:posts_binnedpost_change"
        return HttpResponseRedirect(reverse(page, args=[object_id]))

    @admin.action(description=_("Take out of the bin"), permissions=["restore"])
    def restore(self, request, queryset):
        if self._restore(request, queryset.values_list("pk", flat=True)):
            return HttpResponseRedirect(reverse("admin:posts_binnedpost_changelist"))
        return None

    def _restore(self, request, keys: Iterable[int]) -> bool:
        try:
            number = restore_posts(keys)
        except CannotRestore as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        said = ngettext("%d post taken out of the bin.", "%d posts taken out of the bin.", number) % number
        self.message_user(request, said, messages.SUCCESS)
        return True

    @admin.action(description=_("Delete for good"), permissions=["empty"])
    def delete_for_good(self, request, queryset):
        """Asks, then deletes."""
        if not self.has_empty_permission(request):
            raise PermissionDenied
        if "confirmed" not in request.POST:
            context = {
                "title": _("Delete these posts for good?"),
                "posts": queryset,
                "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
            }
            return desk_page(self, request, "admin/posts/binnedpost/delete_for_good.html", context)
        number = delete_for_good(queryset.values_list("pk", flat=True))
        said = ngettext("%d post deleted for good.", "%d posts deleted for good.", number) % number
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:posts_binnedpost_changelist"))
