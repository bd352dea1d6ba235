"""A page of pairs that may be one: merged on the page of a merge, or kept apart for good."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from people.models import NotTheSame
from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.keys import key_of
from posts.desk.alike import alike, keep_apart, shown

PER_PAGE = 25  # pairs
APART_SHOWN = 50  # the latest


class Alike:
    """For the ModelAdmin of people or organizations: ``similar/``."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.similar_view)
        return [path("similar/", view, name=f"{self.opts.app_label}_{self.opts.model_name}_similar"), *super().get_urls()]

    def similar_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            self._decide(request)
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_similar"))
        pairs = alike(self.model)
        page = Paginator(pairs, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            "title": _("Perhaps the same: %(what)s") % {"what": self.opts.verbose_name_plural},
            "count": len(pairs),
            "page": page,
            "pairs": shown(self.model, list(page)),
            "apart": NotTheSame.objects.filter(kind=self.opts.model_name).select_related("said_by")[:APART_SHOWN],
            "may_merge": self.has_merge_permission(request),
            "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
        }
        return desk_page(self, request, "admin/reviewing/alike.html", context)

    def _decide(self, request: HttpRequest) -> None:
        """Two are kept apart, or what was said of two names is taken back."""
        sent = {name: key for name, sent in request.POST.items() if (key := key_of(sent)) is not None}
        if "again" in sent:
            number, _models = NotTheSame.objects.filter(pk=sent["again"], kind=self.opts.model_name).delete()
            said = _("They are suggested again.") if number else _("Nothing changed: somebody else did that already.")
            self.message_user(request, said, messages.SUCCESS if number else messages.WARNING)
            return
        rows = self.model._default_manager.in_bulk([sent.get("one", 0), sent.get("other", 0)])
        if len(rows) != 2:
            self.message_user(request, _("One of them was deleted meanwhile: look at the list again."), messages.ERROR)
            return
        one, other = rows.values()
        keep_apart(one, other, by=request.user)
        said = _("%(one)s and %(other)s are not the same: they are not suggested again.")
        self.message_user(request, said % {"one": one, "other": other}, messages.SUCCESS)
