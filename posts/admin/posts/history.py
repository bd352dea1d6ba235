"""The versions of a post, each with what it changed and a way back; and its way into the bin."""

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.keys import key_of
from posts.changes import Change
from posts.models import Post, Revision
from posts.services import permissions
from posts.services.bin import bin_posts
from posts.services.history import restore, versions, what_restoring_changes
from posts.services.legible import label, language_of
from posts.services.rewriting import CannotRestore

PER_PAGE = 20  # versions
CONTEXT = 2  # equal lines around a change
SHOWN_BY_NAME = 100  # posts to delete; more are counted


class PostHistory:
    def history_view(self, request, object_id, extra_context=None):
        """Instead of Django's, which says that something was changed, but not what."""
        post = self.get_object(request, unquote(object_id))
        if post is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, post):
            raise PermissionDenied
        if request.method == "POST":
            return self._restore(request, post)
        page = Paginator(post.revisions.all(), PER_PAGE).get_page(request.GET.get("p"))
        newest = versions(post, post.revisions.all()[: page.end_index()])[max(page.start_index() - 1, 0) :]
        shown = [(version.revision, self._readable(request, post, version.changes)) for version in newest]
        context = {
            "title": _("Versions of %(title)s") % {"title": post},
            "post": post,
            "page": page,
            "versions": [(revision, changes) for revision, changes in shown if changes],
            "log": self._log(post),
            "may_restore": permissions.may_restore(request.user, post),
        }
        return desk_page(self, request, "admin/posts/post/versions.html", context)

    def _restore(self, request, post: Post):
        """Shows what would change, and does it once that is confirmed."""
        if not permissions.may_restore(request.user, post):
            raise PermissionDenied
        sent = request.POST.get("revision", "")
        revision = Revision.objects.filter(post=post.pk, pk=key_of(sent)).first()
        history = HttpResponseRedirect(reverse("admin:posts_post_history", args=[post.pk]))
        if revision is None:
            self.message_user(request, _("There is no such version: choose one of these."), messages.ERROR)
            return history
        if "confirmed" not in request.POST:
            changes = self._readable(request, post, what_restoring_changes(revision))
            context = {"title": _("Restore this version?"), "post": post, "revision": revision, "changes": changes}
            return desk_page(self, request, "admin/posts/post/restore.html", context)
        reason = request.POST.get("change_reason", "").strip() or _("An earlier version restored")
        try:
            was_changed = restore(revision, by=request.user, reason=reason)
        except CannotRestore as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return history
        if was_changed:
            self.log_change(request, post, _("An earlier version restored"))
            self.message_user(request, _("The version was restored. That can be undone here as well."), messages.SUCCESS)
        else:
            self.message_user(request, _("The post is as this version has it already."), messages.INFO)
        return history

    def _readable(self, request, post: Post, changes: tuple[Change, ...]) -> list[dict]:
        """Without the texts that somebody may not see."""
        seen = [c for c in changes if not (code := language_of(c.field)) or permissions.may_see_text(request.user, post, code)]
        return [
            {
                "id": f"{number}-{change.field.replace(':', '-')}",
                "label": label(change.field),
                "language": language_of(change.field),
                "lines": change.lines(context=CONTEXT),
            }
            for number, change in enumerate(seen)
        ]

    def _log(self, post: Post):
        kind = ContentType.objects.get_for_model(Post)
        entries = LogEntry.objects.filter(content_type=kind, object_id=str(post.pk))
        return entries.select_related("user").order_by("-action_time")[:PER_PAGE]

    # The bin

    def get_deleted_objects(self, objs, request):
        """Nothing is deleted but put away, with all that belongs to it."""
        names = [str(post) for post in objs[:SHOWN_BY_NAME]]
        if (rest := len(objs) - len(names)) > 0:
            names.append(ngettext("and %d more", "and %d more", rest) % rest)
        return names, {self.opts.verbose_name_plural: len(objs)}, set(), []

    def delete_model(self, request, obj):
        bin_posts([obj.pk], by=request.user)

    def delete_queryset(self, request, queryset):
        bin_posts(queryset.values_list("pk", flat=True), by=request.user)

    def response_delete(self, request, obj_display, obj_id):
        self.message_user(request, _("“%(title)s” was moved to the bin.") % {"title": obj_display}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:posts_post_changelist"))
