"""The translator's pages. Each asks :mod:`posts.services.permissions`; what they do is in :mod:`posts.services.translate`."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from modeltranslation.utils import build_localized_fieldname

from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.rendered import rendered_page
from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.admin.translating import wording
from posts.admin.translating.forms import TranslateForm
from posts.admin.translating.sheet import Sheet, open_sheet
from posts.models import Post
from posts.services.credits import translator_box
from posts.services.permissions import may_edit, may_see, source_of
from posts.services.translate import (
    FIELDS,
    Loaded,
    Saved,
    SavedMeanwhile,
    Texts,
    keeps_current,
    load,
    minor_edit,
    save_translation,
    still_valid,
)
from posts.translating.merging import merge

SHORT = {"title": gettext_lazy("Title"), "slug": gettext_lazy("Slug"), "summary": gettext_lazy("Summary")}


def translate(request: HttpRequest, pk: int, language: str, *, admin) -> HttpResponseBase:
    post = _post(request, pk, language)
    if request.method != "POST":
        return _show(admin, request, post, language, load(post, language))
    form = TranslateForm(request.POST)
    if not form.is_valid():
        return _refuse(admin, request, post, language, form, dict(form.errors.items()))
    texts, loaded = form.texts(), form.cleaned_data["loaded"]
    choices = {name: form.cleaned_data[name] for name in ("follows", "is_named")}
    try:
        saved = save_translation(pk, language, texts, loaded=loaded, by=request.user, blocks=form.blocks, **choices)
    except SavedMeanwhile as meanwhile:
        return _show_both(admin, request, post, language, loaded, texts, meanwhile.theirs)
    except ValidationError as refused:
        return _refuse(admin, request, post, language, form, _by_field(refused, language))
    if saved.has_changed:
        _log(request, post, _("translation into %s") % LANGUAGE_NAMES[language])
    said = _said(saved)
    if _wants_json(request):
        sheet = open_sheet(Post.objects.get(pk=pk), language)
        told = {"loaded": saved.loaded.seal(), "said": said, "slug": sheet.texts.slug}
        return JsonResponse({**told, "facts": _facts(request, sheet), "checks": _checks(request, sheet)})
    messages.add_message(request, messages.WARNING if saved.source_moved else messages.SUCCESS, said)
    return redirect(_address(pk, language))


def preview(request: HttpRequest, pk: int, language: str, *, admin) -> HttpResponse:
    _post(request, pk, language)
    return rendered_page(request, language)


@require_POST
def confirm(request: HttpRequest, pk: int, language: str, *, admin) -> HttpResponseBase:
    """Still valid, though the source says something else now."""
    post = _post(request, pk, language)
    if still_valid(pk, language, source_digest=request.POST.get("source", ""), by=request.user):
        _log(request, post, _("still valid: translation into %s") % LANGUAGE_NAMES[language])
        messages.success(request, _("This translation follows the source as it is today."))
    else:
        messages.warning(request, _("The source was changed once more while you looked: see what it says now."))
    return redirect(_address(pk, language))


def minor(request: HttpRequest, pk: int, *, admin) -> HttpResponseBase:
    """After an edit of the source: does it change anything for the translations that were in step?"""
    post = Post.objects.filter(pk=pk).first()
    if post is None:
        raise Http404
    if not may_edit(request.user, post, source_of(post)):
        raise PermissionDenied
    before = (request.POST if request.method == "POST" else request.GET).get("before", "")
    change = reverse("admin:posts_post_change", args=[pk])
    if request.method == "POST":
        languages = minor_edit(pk, before, by=request.user)
        if languages:
            _log(request, post, _("minor edit, translations stay current"))
            names = ", ".join(str(LANGUAGE_NAMES[code]) for code in languages)
            messages.success(request, _("A minor edit: these translations stay current: %s.") % names)
        return redirect(change)
    languages = keeps_current(post, before)
    context = {
        "title": _("Is it a minor edit?"),
        "post": post,
        "before": before,
        "languages": [LANGUAGE_NAMES[code] for code in languages],
        "change": change,
    }
    return desk_page(admin, request, "admin/translating/minor_edit.html", context)


def _post(request: HttpRequest, pk: int, language: str) -> Post:
    """The post, where this somebody may translate it into ``language``."""
    post = Post.objects.filter(pk=pk).prefetch_related("translations").first()
    if post is None or language not in LANGUAGE_NAMES or language == source_of(post) or not may_see(request.user, post):
        raise Http404
    if not may_edit(request.user, post, language):
        raise PermissionDenied
    return post


def _show(
    admin, request, post: Post, language: str, loaded: Loaded, texts: Texts | None = None, errors=None
) -> TemplateResponse:
    sheet = open_sheet(post, language, texts)
    credit = translator_box(request.user, post, language)
    if credit and request.method == "POST":
        credit = replace(credit, is_ticked="is_named" in request.POST)
    context = {
        "title": _("Translate into %s") % LANGUAGE_NAMES[sheet.language],
        "subtitle": str(post),
        "post": post,
        "sheet": sheet,
        "source_name": LANGUAGE_NAMES[sheet.source],
        "target_name": LANGUAGE_NAMES[sheet.language],
        "loaded": replace(loaded, rows=sheet.rows).seal(),
        "groups": wording.groups(sheet.findings),
        "errors": errors or {},
        "credit": credit,
        "is_outdated": bool(sheet.row and sheet.row.pin_digest and sheet.row.pin_digest != sheet.source_digest),
    }
    return desk_page(admin, request, "admin/translating/translate.html", context, status=422 if errors else 200)


def _refuse(admin, request, post: Post, language: str, form: TranslateForm, errors: dict) -> HttpResponseBase:
    """What is wrong, at its field; nothing of what was typed is lost."""
    if _wants_json(request):
        return JsonResponse({"errors": {name: list(found) for name, found in errors.items()}}, status=422)
    typed = Texts(*(form.data.get(name, "") for name in FIELDS))
    try:
        loaded = Loaded.unseal(form.data.get("loaded", ""))
    except signing.BadSignature:
        loaded = load(post, language)
    return _show(admin, request, post, language, loaded, typed, errors)


def _show_both(admin, request, post: Post, language: str, loaded: Loaded, mine: Texts, theirs: Texts) -> HttpResponseBase:
    """Somebody else saved meanwhile: what they have, what was typed, and the two put together."""
    if _wants_json(request):
        return JsonResponse({"conflict": True}, status=409)
    merged = merge(
        loaded.target.body, mine.body, theirs.body, mine_label=_("what you typed"), theirs_label=_("what was saved meanwhile")
    )
    context = {
        "title": _("Somebody else saved meanwhile"),
        "subtitle": str(post),
        "post": post,
        "language": language,
        "fields": [_both(label, name, loaded.target, mine, theirs) for name, label in SHORT.items()],
        "mine": mine,
        "theirs": theirs,
        "merged": merged,
        "loaded": Loaded(loaded.source, theirs).seal(),
        "address": _address(post.pk, language),
    }
    return desk_page(admin, request, "admin/translating/meanwhile.html", context, status=409)


def _both(label: str, name: str, base: Texts, mine: Texts, theirs: Texts) -> dict[str, str | bool]:
    """A short field that both may have changed; where only one did, it is as that one left it."""
    before, typed, saved = (getattr(texts, name) for texts in (base, mine, theirs))
    return {
        "label": label,
        "name": name,
        "mine": typed,
        "theirs": saved,
        "merged": saved if typed == before else typed,
        "differs": typed != saved,
    }


def _said(saved: Saved) -> str:
    if saved.source_moved:
        return _("Saved. The source was changed while you translated: open the page again to see what it says now.")
    return _("Saved.") if saved.has_changed else _("Nothing had changed.")


def _by_field(refused: ValidationError, language: str) -> dict[str, list[str]]:
    """Messages by the name of the field in this form; those of no field, or of another language's, under ""."""
    columns = {build_localized_fieldname(name, language): name for name in FIELDS}
    if not hasattr(refused, "error_dict"):
        return {"": refused.messages}
    return {columns.get(column, ""): messages for column, messages in refused.message_dict.items()}


def _facts(request: HttpRequest, sheet: Sheet) -> str:
    return render_to_string("admin/translating/facts.html", {"sheet": sheet}, request)


def _checks(request: HttpRequest, sheet: Sheet) -> str:
    return render_to_string("admin/translating/checks.html", {"groups": wording.groups(sheet.findings)}, request)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _address(pk: int, language: str) -> str:
    return reverse("admin:posts_post_translate", args=[pk, language])


def _log(request: HttpRequest, post: Post, message: str) -> None:
    LogEntry.objects.log_actions(request.user.pk, [post], CHANGE, message)
