"""Translations out as a file, and back."""

from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.keys import key_of, keys_of
from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.admin.translating import wording
from posts.admin.translating.sheet import open_sheet
from posts.models import Post
from posts.services.permissions import User, sees_all, visible_to
from posts.services.xliff import LARGEST, Refused, Taken, export, take_back
from posts.translating.xliff import MEDIA_TYPE

MOST = 500  # posts of one file


class ImportForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("XLIFF file"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than %d MB: export fewer posts at once.") % (LARGEST // 1_000_000))
        return file


@require_POST
def export_chosen(request: HttpRequest) -> HttpResponseBase:
    """Of the posts that were chosen, those that one may translate."""
    language = request.GET.get("language", "")
    if not sees_all(request.user) or language not in LANGUAGE_NAMES:
        raise PermissionDenied
    keys = keys_of(request.POST.getlist("post"))[:MOST]
    posts = visible_to(request.user, Post.objects.filter(pk__in=keys)).prefetch_related("translations").order_by("pk")
    return file_of(list(posts), language, by=request.user)


def file_of(posts: list[Post], language: str, *, by: User) -> HttpResponse:
    response = HttpResponse(export(posts, language, by=by), content_type=MEDIA_TYPE)
    name = f"post-{posts[0].pk}" if len(posts) == 1 else f"{len(posts)}-posts"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{language}.xlf"'
    return response


def import_file(request: HttpRequest) -> HttpResponseBase:
    if not sees_all(request.user):
        raise PermissionDenied
    only = key_of(request.GET.get("post", ""))
    form = ImportForm(request.POST or None, request.FILES or None)
    taken: list[Taken] = []
    if request.method == "POST" and form.is_valid():
        try:
            taken = take_back(form.cleaned_data["file"].read(), by=request.user, only=only)
        except Refused as refused:
            form.add_error("file", str(refused))
    context = {
        "title": _("Import translations"),
        "form": form,
        "taken": [(one, _checks(one)) for one in taken],
    }
    _log(request, taken)
    return desk_page(
        admin.site.get_model_admin(Post), request, "admin/board/import.html", context, status=422 if form.errors else 200
    )


def _checks(taken: Taken) -> list[wording.Group]:
    """The same as on the translator's screen."""
    if taken.problem:
        return []
    post = Post.objects.prefetch_related("translations").get(pk=taken.post_id)
    return wording.groups(open_sheet(post, taken.language).findings)


def _log(request: HttpRequest, taken: list[Taken]) -> None:
    changed = Post.objects.filter(pk__in=[one.post_id for one in taken if one.has_changed]).for_linking()
    if changed:
        LogEntry.objects.log_actions(request.user.pk, list(changed), CHANGE, _("translation imported from XLIFF"))
