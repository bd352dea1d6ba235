"""The page on which links for people without an account are made and taken back; and those that are open, on the form."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.keys import key_of
from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.models import Post
from posts.services import preview_links
from posts.services.permissions import editable_languages


class LinkForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    days = forms.TypedChoiceField(
        label=gettext_lazy("Open for"),
        coerce=int,
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in preview_links.DAYS],
        initial=preview_links.DAYS[1],
    )

    def __init__(self, *args, languages: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, LANGUAGE_NAMES[code]) for code in languages]


def share(request: HttpRequest, pk: int, *, admin) -> HttpResponseBase:
    post = admin.get_object(request, str(pk))
    if post is None:
        raise Http404
    editable = editable_languages(request.user, post)
    if not editable:
        raise PermissionDenied
    languages = [code for code in post.languages() if code in editable]
    form = LinkForm(request.POST if "days" in request.POST else None, languages=languages)
    if request.method == "POST":
        if "revoke" in request.POST:
            return _revoke(request, post)
        if form.is_valid():
            preview_links.make_link(post, form.cleaned_data["language"], days=form.cleaned_data["days"], by=request.user)
            messages.success(request, _("Whoever has this address can read the draft: send it."))
            return redirect(_address(post))
    context = {
        "original": post,
        "title": _("Preview links"),
        "subtitle": str(post),
        "form": form,
        "languages": languages,
        "links": shown_links(request, post),
    }
    return desk_page(admin, request, "admin/editing/share.html", context)


def shown_links(request: HttpRequest, post: Post) -> list[dict]:
    """The open links of the texts that somebody may edit: others need not know of them."""
    editable = editable_languages(request.user, post)
    return [
        {
            "link": link,
            "language": LANGUAGE_NAMES[link.language],
            "address": request.build_absolute_uri(preview_links.path_of(link)),
        }
        for link in preview_links.open_links(post)
        if link.language in editable
    ]


def _revoke(request: HttpRequest, post: Post) -> HttpResponseBase:
    link = post.preview_links.filter(pk=key_of(request.POST["revoke"])).first()
    if link is None:
        raise Http404
    preview_links.revoke(link, by=request.user)
    messages.success(request, _("The link leads nowhere any more."))
    return redirect(_address(post))


def _address(post: Post) -> str:
    return reverse("admin:posts_post_share", args=[post.pk])
