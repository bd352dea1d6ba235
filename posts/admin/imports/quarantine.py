"""Entries of the archive that no post could be made of: looked at beside their lines, corrected, and run again."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.read_only import ReadOnly
from posts.desk import imports
from posts.models import QuarantinedEntry
from posts.services import permissions

PREVIEW = "_preview"  # the button that writes nothing


class CorrectionForm(forms.Form):
    """The lines, to be corrected; of a listing page also what most often is missing above them."""

    title = forms.CharField(label=_("title"), required=False)
    author = forms.CharField(label=_("author"), required=False, max_length=200)
    date = forms.DateField(label=_("date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(
        label=_("corrected lines"), strip=False, widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"})
    )

    def __init__(self, entry: QuarantinedEntry, data=None):
        super().__init__(data, initial={"text": entry.corrected_text or entry.raw_text})
        if entry.kind != QuarantinedEntry.Kind.PAGES:
            for name in ("title", "author", "date"):
                del self.fields[name]
        for field in self.fields.values():
            field.label = capfirst(field.label)

    def clean(self):
        if not self.cleaned_data.get("title") and (self.cleaned_data.get("author") or self.cleaned_data.get("date")):
            self.add_error("title", _("Give the title, too: author and date stand in the line below it."))
        return self.cleaned_data

    @property
    def corrected(self) -> str:
        """The whole text: with title and meta line on top, where they were given."""
        said = self.cleaned_data
        if not said.get("title"):
            return said["text"]
        day = f" {said['date']:%B} {said['date'].day}, {said['date'].year}" if said["date"] else ""
        author = f" {said['author']}" if said["author"] else ""
        return f"{said['title']}\n\nBy{author}{day} | Blog\n\n{said['text']}"


@admin.register(QuarantinedEntry)
class QuarantinedEntryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["place", "state", "message", "kind", "found_at", "run"]
    list_select_related = ["run"]
    list_filter = ["status", "kind", "found_at"]
    search_fields = ["file", "message", "raw_text"]
    search_help_text = _("By file, message or raw lines")
    date_hierarchy = "found_at"

    def get_queryset(self, request):
        return super().get_queryset(request).defer("raw_text", "corrected_text", "ground")

    @admin.display(description=_("place"), ordering="file")
    def place(self, entry: QuarantinedEntry) -> str:
        return str(entry)

    @admin.display(description=_("status"), ordering="status")
    def state(self, entry: QuarantinedEntry) -> str:
        waits = entry.status == QuarantinedEntry.Status.WAITING
        return format_html('<span class="{}">{}</span>', "flag" if waits else "quiet", entry.get_status_display())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        entry = self.get_object(request, object_id)
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        may_correct = permissions.may_import(request.user)
        form = CorrectionForm(entry, request.POST if request.method == "POST" else None)
        preview = None
        if request.method == "POST":
            if not may_correct:
                raise PermissionDenied
            if form.is_valid():
                if PREVIEW in request.POST:
                    preview = imports.preview(entry, form.corrected)
                elif response := self.run_again(request, entry, form):
                    return response
        context = {
            "title": str(entry),
            "entry": entry,
            "form": form,
            "preview": preview,
            "may_correct": may_correct,
            "lines": list(enumerate(entry.raw_text.split("\n"), start=entry.line_start)),
            "PREVIEW": PREVIEW,
        }
        return desk_page(self, request, "admin/quarantined_entry.html", context)

    def run_again(self, request, entry: QuarantinedEntry, form: CorrectionForm) -> HttpResponseRedirect | None:
        """None where something is still wrong: it stands at the text, which stays as it was typed."""
        try:
            report = imports.run_again(entry, form.corrected, request.user)
        except imports.CannotRunAgain as error:
            form.add_error("text", error.messages)
            return None
        count = sum(report.counts[outcome] for outcome in ("created", "updated", "unchanged", "repeated"))
        message = ngettext("%(count)d post was made of %(place)s.", "%(count)d posts were made of %(place)s.", count)
        messages.success(request, message % {"count": count, "place": entry})
        if entry.post_id and request.user.has_perm("posts.view_post"):
            return HttpResponseRedirect(reverse("admin:posts_post_change", args=[entry.post_id]))
        return HttpResponseRedirect(reverse("admin:posts_quarantinedentry_changelist"))
