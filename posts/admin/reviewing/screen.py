"""The form of a post as the review queue shows it: what an import guesses, below the lines and what became of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.utils import build_localized_fieldname

from posts.admin.editing.form import PostForm
from posts.admin.parts.side_by_side import rows
from posts.desk.flagged import KINDS, Queue, reasons_of
from posts.models import Credit, Post, PostProject
from posts.models.post import LANGUAGES
from posts.services.permissions import User

ACCEPT, ACCEPT_AND_NEXT = "_accept", "_accept_next"
DATE = ("date_basis", "date_min", "date_max")
GUESSED_ROWS = (Credit, PostProject)


class ReviewForm(PostForm):
    """With how the date is known, which elsewhere follows from giving one."""

    user: User

    def clean(self):
        super().clean()
        earliest, latest = (self.cleaned_data.get(name) for name in ("date_min", "date_max"))
        if earliest and latest and earliest > latest:
            self.add_error("date_max", _("This day is before “not before”: exchange the two."))


class OnReview:
    """For a PostAdmin that shows one post of a queue."""

    waiting: Queue
    other: int | None  # the key of the post that comes next

    form = ReviewForm
    change_form_template = "admin/reviewing/review.html"
    DATED = (gettext_lazy("Publication"), {"fields": ["published_at", DATE, "series", "categories", "tags"]})
    ORIGIN = (gettext_lazy("Origin"), {"fields": ["syndicated_from", "syndicated_url"], "classes": ["collapse"]})

    def get_fieldsets(self, request, obj=None):
        _none, texts = rows("summary", "body")
        collapsed = (gettext_lazy("Texts"), {**texts, "classes": (*texts["classes"], "collapse")})
        return [rows("title", "slug"), self.DATED, collapsed, self.ORIGIN]

    def get_inlines(self, request, obj):
        return [inline for inline in super().get_inlines(request, obj) if inline.model in GUESSED_ROWS]

    def change_reason(self, request) -> str:
        return _("Reviewed") if is_accepted(request) else _("Edited on review")

    def save_model(self, request, post, form, change):
        """A day that is given with how it is known keeps that."""
        chosen = {name: form.cleaned_data[name] for name in DATE if name in form.changed_data}
        form.cleaned_data["reviewed"] = is_accepted(request)
        super().save_model(request, post, form, change)
        if chosen and "published_at" in form.changed_data:
            for name, value in chosen.items():
                setattr(post, name, value)
            post.save(update_fields=list(chosen))

    def response_change(self, request, obj) -> HttpResponse:
        said = _("“%(post)s” is reviewed.") if is_accepted(request) else _("“%(post)s” was saved and stays in the queue.")
        self.message_user(request, said % {"post": obj}, messages.SUCCESS)
        goes_on = ACCEPT not in request.POST
        query = self.waiting.asked.query()
        if not goes_on:
            query["post"] = str(obj.pk)
        elif self.other:
            query["post"] = str(self.other)
        return HttpResponseRedirect(f"{reverse('admin:posts_post_review')}?{urlencode(query)}")

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        traces = list(obj.provenance.order_by("-is_primary", "file", "position"))
        reasons = list(reasons_of(obj, traces))
        flagged = {(key, line) for reason in reasons for key, _file, line in reason.spots}
        context |= {
            "title": _("Review queue"),
            "subtitle": str(obj),
            "reasons": [(reason, KINDS[reason.kind]) for reason in reasons],
            "traces": [(trace, _numbered(trace, flagged)) for trace in traces],
            "texts": list(_texts(obj)),
            "ACCEPT": ACCEPT,
            "ACCEPT_AND_NEXT": ACCEPT_AND_NEXT,
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def is_accepted(request: HttpRequest) -> bool:
    return ACCEPT in request.POST or ACCEPT_AND_NEXT in request.POST


def _numbered(trace, flagged: set[tuple[int, int]]) -> list[tuple[int, str, bool]]:
    """Number in the file, the line, and whether a reason names it."""
    if not trace.raw_text:
        return []
    lines = enumerate(trace.raw_text.split("\n"), start=trace.line_start)
    return [(number, line, (trace.pk, number) in flagged) for number, line in lines]


def _texts(post: Post):
    """As readers would see them; titles of languages that have a text."""
    found = {text.language: text for text in post.translations.all()}
    for code in LANGUAGES:
        if text := found.get(code):
            title = getattr(post, build_localized_fieldname("title", code))
            yield {"language": code, "name": text.get_language_display(), "title": title, "html": text.body_html}
