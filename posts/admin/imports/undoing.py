"""The button that undoes an import: what will happen, and then that it happens."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from posts.admin.parts.desk_page import desk_page
from posts.desk import imports
from posts.models import ImportRecord, ImportRun
from posts.services import permissions
from posts.services.legible import label

Outcome = ImportRecord.Outcome


class Undoing:
    """For the ModelAdmin of import runs."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<path:object_id>/undo/", view, name="posts_importrun_undo"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        extra = {"may_undo": permissions.may_undo_imports(request.user)}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def undo_view(self, request, object_id):
        run = self.get_object(request, unquote(object_id))
        if run is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not permissions.may_undo_imports(request.user):
            raise PermissionDenied
        if "confirmed" in request.POST:
            return self._undo(request, run)
        context: dict[str, Any] = {"title": _("Undo this run?"), "run": run}
        try:
            undo = imports.plan_undo(run)
        except imports.CannotUndo as refusal:
            return desk_page(self, request, "admin/posts/importrun/undo.html", context | {"refusal": refusal})
        groups = {Outcome.BINNED: _("To the bin"), Outcome.RESTORED: _("Out of the bin"), Outcome.UPDATED: _("As before")}
        context |= {
            "undo": undo,
            "groups": [
                (
                    said,
                    [
                        {"title": step.title, "labels": list(dict.fromkeys(map(label, step.fields)))}
                        for step in undo.steps
                        if step.outcome == outcome
                    ],
                )
                for outcome, said in groups.items()
                if undo.keys(outcome)
            ],
        }
        return desk_page(self, request, "admin/posts/importrun/undo.html", context)

    def _undo(self, request, run: ImportRun):
        back = HttpResponseRedirect(reverse("admin:posts_importrun_undo", args=[run.pk]))
        try:
            doing = imports.undo(run, by=request.user, keep_edits="keep_edits" in request.POST)
        except imports.CannotUndo as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return back
        self.message_user(request, _("Undone, by this run, which can be undone itself."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:posts_importrun_change", args=[doing.pk]))
