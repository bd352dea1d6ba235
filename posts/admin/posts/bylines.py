"""A page of bylines that an import was not sure of: who it was is said in place."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import NotTheSame
from posts.admin.parts.desk_page import desk_page
from posts.desk.bylines import UnknownByline, shown, unknown_bylines
from posts.models import Credit, Post
from posts.services import bylines, permissions

PER_PAGE = 25
RIGHT = "_right"  # the button that says so


class BylineForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=NotTheSame.Kind)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[one for one in Credit.Role.choices if one[0] not in Credit.OF_A_LANGUAGE]
    )
    title = forms.CharField(label=gettext_lazy("Title then"), required=False, max_length=500)


class UnknownBylines:
    """For CreditAdmin: ``unknown/``."""

    def get_urls(self):
        return [
            path("unknown/", self.admin_site.admin_view(self.unknown_view), name="posts_credit_unknown"),
            *super().get_urls(),
        ]

    def unknown_view(self, request: HttpRequest) -> HttpResponse:
        if not permissions.may_review(request.user):
            raise PermissionDenied
        waiting = unknown_bylines()
        refused: tuple[UnknownByline, BylineForm] | None = None
        if request.method == "POST":
            byline = _named(request, waiting)
            if byline is None:
                self.message_user(request, _("Nothing changed: somebody else did that already."), messages.WARNING)
                return HttpResponseRedirect(request.get_full_path())
            form = BylineForm(request.POST, prefix=_prefix(byline))
            if self._settle(request, byline, form):
                return HttpResponseRedirect(request.get_full_path())
            refused = byline, form
        page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("p"))
        forms_shown = [
            (one, refused[1] if refused and refused[0] == one.byline else BylineForm(prefix=_prefix(one.byline)))
            for one in shown(list(page))
        ]
        context = {
            "title": _("Bylines to look at"),
            "count": len(waiting),
            "page": page,
            "bylines": forms_shown,
            "review": reverse("admin:posts_post_review"),
            "RIGHT": RIGHT,
        }
        return desk_page(self, request, "admin/reviewing/bylines.html", context)

    def _settle(self, request: HttpRequest, byline: UnknownByline, form: BylineForm) -> bool:
        post = Post.objects.get(pk=byline.post)
        if RIGHT in request.POST:
            bylines.settle(post, byline.message, by=request.user)
            self.message_user(request, _("The byline of “%(post)s” is settled.") % {"post": post}, messages.SUCCESS)
            return True
        if not form.is_valid():
            return False
        try:
            credit = bylines.credit(post, byline.message, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, ValidationError(refusal.messages))
            return False
        values = {"credit": credit, "post": post}
        self.message_user(request, _("“%(post)s”: %(credit)s is credited.") % values, messages.SUCCESS)
        return True


def _named(request: HttpRequest, waiting: list[UnknownByline]) -> UnknownByline | None:
    """The one whose form was sent."""
    sent = (request.POST.get("post", ""), request.POST.get("message", ""))
    return next((one for one in waiting if (str(one.post), one.message) == sent), None)


def _prefix(byline: UnknownByline) -> str:
    return f"byline-{byline.post}-{byline.line}"
