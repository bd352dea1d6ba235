"""What the form of a post asks for while somebody writes: how the text will look, posts to link to, a place for pictures."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from posts import reading
from posts.admin.parts.rendered import rendered_page
from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.models import Image, Post
from posts.models.post import LANGUAGES
from posts.search.query import search_ids
from posts.services.image_uses import visible_images
from posts.services.images import LARGEST, keep_image, small_address, too_large, use_again
from posts.services.permissions import may_see_text, visible_to
from posts.services.unsaved import forget_unsaved, keep_unsaved

LINKS = 12  # posts offered
IMAGES = 24  # pictures offered
FORM_OVERHEAD = 100_000  # bytes of a form around its file
KEPT_AT_ONCE = 5_000_000  # characters of texts to keep unsaved


def preview(request: HttpRequest, language: str, *, admin) -> HttpResponse:
    _check_writes(request, admin)
    if language not in LANGUAGES:
        raise Http404
    return rendered_page(request, language, script=False)


@require_safe
def links(request: HttpRequest, *, admin) -> JsonResponse:
    """The posts that ``q`` finds, for a text in ``language``: drafts where somebody may see them."""
    _check_writes(request, admin)
    language = request.GET.get("language", LANGUAGES[0])
    if language not in LANGUAGES:
        raise Http404
    keys = search_ids(request.GET.get("q", "").replace("\0", ""))
    found = visible_to(request.user).filter(pk__in=keys).for_linking().in_bulk()
    posts = [found[key] for key in keys if key in found][:LINKS]
    return JsonResponse({"posts": [_linkable(request.user, post, language) for post in posts]})


def _linkable(user, post: Post, language: str) -> dict[str, str]:
    shown = [code for code in post.languages() if may_see_text(user, post, code)]
    code = language if language in shown else next(iter(shown), language)
    is_public = any(text.language == code and text.status == "published" for text in post.translations.all())
    day = formats.date_format(timezone.localtime(post.published_at), "DATE_FORMAT") if post.published_at else ""
    notes = [day, "" if code == language else LANGUAGE_NAMES[code], "" if is_public else _("not published")]
    return {
        "title": reading.localized(post, "title", code),
        "language": code,
        "address": reading.address(post, code),
        "note": " · ".join(str(note) for note in notes if note),
    }


def upload(request: HttpRequest, *, admin) -> HttpResponse:
    """Keep a picture. One that is far too large is refused before it is read: guard this from outside of what reads forms."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _check_writes(request, admin)
    language = request.POST.get("language", "")
    file, again = request.FILES.get("file"), _image(request)
    if language not in LANGUAGES or (file is None and again is None):
        return JsonResponse({"errors": {"file": [_("Choose a picture.")]}}, status=422)
    alt = {code: request.POST.get(f"alt-{code}", "") for code in LANGUAGES}
    try:
        if again:
            image = use_again(again, alt=alt, language=language)
        else:
            image = keep_image(file, file.size, alt=alt, language=language, by=request.user)
    except ValidationError as refused:
        return JsonResponse({"errors": refused.message_dict}, status=422)
    return JsonResponse({"address": f"{settings.MEDIA_URL}{image.name}", "alt": image.alt[language]})


def _image(request: HttpRequest) -> Image | None:
    """The picture that is to be used again."""
    key = request.POST.get("image", "")
    return visible_images(request.user).filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None


@require_safe
def images(request: HttpRequest, *, admin) -> JsonResponse:
    """The newest pictures that somebody may use again, of those whose alternative texts hold every word of ``q``."""
    _check_writes(request, admin)
    words = request.GET.get("q", "").casefold().split()
    rows = ((pk, " ".join(alt.values()).casefold()) for pk, alt in visible_images(request.user).values_list("pk", "alt"))
    keys = [pk for pk, said in rows if all(word in said for word in words)][:IMAGES]
    found = Image.objects.filter(pk__in=keys)
    return JsonResponse(
        {"images": [{"key": str(image.pk), "small": small_address(image), "alt": image.alt} for image in found]}
    )


def is_far_too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > LARGEST + FORM_OVERHEAD


def refuse_upload(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"errors": {"file": [too_large(int(request.META["CONTENT_LENGTH"]))]}}, status=413)


@require_POST
def keep(request: HttpRequest, pk: int | None = None, *, admin) -> HttpResponse:
    """Keep what is typed, or with ``discard`` forget it; the post itself is never touched."""
    post = _post(request, pk, admin)
    if "discard" in request.POST:
        forget_unsaved(request.user, post)
        return redirect(reverse("admin:posts_post_change", args=[pk]) if pk else reverse("admin:posts_post_add"))
    typed = {name: value for name, value in request.POST.items() if name not in ("loaded", "csrfmiddlewaretoken")}
    if sum(map(len, typed.values())) > KEPT_AT_ONCE:
        return JsonResponse({"said": _("Too long to be kept: save it.")}, status=413)
    kept = keep_unsaved(request.user, post, typed, loaded=request.POST.get("loaded", ""))
    said = _("Not saved yet; kept at %s.") % formats.time_format(timezone.localtime(kept.typed_at), "H:i")
    return JsonResponse({"said": said})


def _post(request: HttpRequest, pk: int | None, admin) -> Post | None:
    if pk is None:
        if not admin.has_add_permission(request):
            raise PermissionDenied
        return None
    post = admin.get_object(request, str(pk))
    if post is None:
        raise Http404
    if not admin.has_change_permission(request, post):
        raise PermissionDenied
    return post


def _check_writes(request: HttpRequest, admin) -> None:
    """Whoever may edit some post."""
    if not admin.has_change_permission(request) and not admin.has_add_permission(request):
        raise PermissionDenied


def addresses(post: Post | None) -> dict[str, str]:
    """Where the form's script asks."""
    return {
        "preview": reverse("admin:posts_post_preview", args=["LANGUAGE"]),
        "links": reverse("admin:posts_post_links"),
        "upload": reverse("admin:posts_post_upload"),
        "images": reverse("admin:posts_post_images"),
        "keep": reverse("admin:posts_post_keep", args=[post.pk]) if post else reverse("admin:posts_post_keep_new"),
    }
