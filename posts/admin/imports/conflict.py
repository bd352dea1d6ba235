"""Fields that people and the archive both changed: those that wait, and the page of a post on which to decide about them."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from posts.admin.imports.fields import label, language_of, readable
from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.log import log_changed
from posts.admin.parts.read_only import ReadOnly
from posts.changes import Change, Line
from posts.models import ImportConflict, Post
from posts.services import permissions
from posts.services.conflicts import CannotDecide, Sides, decide, sides_of
from posts.translating.merging import Merged

Resolution = ImportConflict.Resolution
CONTEXT = 2  # lines around a change
CHOICES = (Resolution.KEPT, Resolution.TAKEN, Resolution.MERGED)


class Decided(admin.SimpleListFilter):
    """Those that wait, unless asked for others."""

    title = gettext_lazy("resolution")
    parameter_name = "resolution"

    def lookups(self, request, model_admin):
        return [("all", _("All")), *((value, name) for value, name in Resolution.choices if value)]

    def choices(self, changelist):
        waiting, *others = super().choices(changelist)
        yield waiting | {"display": _("waiting")}
        yield from others

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset.waiting()
        return queryset if self.value() == "all" else queryset.filter(resolution=self.value())


class OfField(admin.SimpleListFilter):
    """By what the field is called."""

    title = gettext_lazy("field")
    parameter_name = "field"

    def lookups(self, request, model_admin):
        fields = ImportConflict.objects.order_by("field").values_list("field", flat=True).distinct()
        return [(field, label(field)) for field in fields]

    def queryset(self, request, queryset):
        return queryset.filter(field=self.value()) if self.value() else queryset


@dataclass(frozen=True, slots=True)
class Shown:
    """One conflict as the page shows it."""

    sides: Sides
    label: str
    language: str
    base: tuple[Line, ...] | None  # None: not known
    ours: tuple[Line, ...]
    archive: tuple[Line, ...]
    merged: Merged | None
    may_decide: bool

    @property
    def rows(self) -> int:
        """Of the field to merge in."""
        return min(24, max(2, self.merged.text.count("\n") + len(self.merged.text) // 100 + 1)) if self.merged else 0


@admin.register(ImportConflict)
class ImportConflictAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["where", "field_shown", "resolution_shown", "found_at", "run"]
    list_display_links = None
    list_filter = [Decided, OfField, "found_at"]
    list_select_related = ["run"]
    date_hierarchy = "found_at"
    search_fields = ["post__title_en", "post__title_zh_hans"]
    search_help_text = gettext_lazy("By the post’s title")
    actions = ["keep", "take"]
    fields = ["where", "field_shown", "resolution_shown", "found_at", "resolved_at", "resolved_by", "run"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).defer("base", "archive")  # long, and not in the list
        return rows.prefetch_related(Prefetch("post", Post.objects.for_linking()))

    def get_urls(self):
        page = self.admin_site.admin_view(self.decide_view)
        return [path("post/<int:post_id>/", page, name="posts_importconflict_post"), *super().get_urls()]

    @admin.display(description=gettext_lazy("post"), ordering="post")
    def where(self, conflict: ImportConflict) -> str:
        address = reverse("admin:posts_importconflict_post", args=[conflict.post_id])
        return format_html('<a href="{}#{}">{}</a>', address, conflict.field, conflict.post)

    @admin.display(description=gettext_lazy("field"), ordering="field")
    def field_shown(self, conflict: ImportConflict) -> str:
        return label(conflict.field)

    @admin.display(description=gettext_lazy("resolution"), ordering="resolution")
    def resolution_shown(self, conflict: ImportConflict) -> str:
        return conflict.get_resolution_display()

    # The page of a post

    def decide_view(self, request: HttpRequest, post_id: int) -> HttpResponse:
        post = get_object_or_404(Post, pk=post_id)
        if not (self.has_view_permission(request) and permissions.may_see(request.user, post)):
            raise PermissionDenied
        if request.method == "POST":
            self.decide(request, post)
            if post.import_conflicts.waiting().exists():
                return redirect(request.path)
            return redirect("admin:posts_importconflict_changelist")
        context = {
            "title": _("Import conflicts: %(post)s") % {"post": post},
            "post": post,
            "conflicts": [_shown(sides, request) for sides in sides_of(post)],
        }
        return desk_page(self, request, "admin/import_conflicts.html", context)

    def decide(self, request: HttpRequest, post: Post) -> None:
        """About the one conflict whose form was sent."""
        sent = {name: request.POST.get(name, "") for name in ("conflict", "choice", "seen", "text")}
        numbers = {str(pk): pk for pk in post.import_conflicts.values_list("pk", flat=True)}
        if sent["choice"] not in CHOICES or sent["conflict"] not in numbers:
            messages.error(request, _("Choose whether to take, keep or merge."))
            return
        number = numbers[sent["conflict"]]
        try:
            conflict = decide(number, choice=sent["choice"], by=request.user, seen=sent["seen"], text=sent["text"])
        except CannotDecide as error:
            messages.error(request, str(error))
            return
        log_changed(request, [post], label(conflict.field))
        values = {"field": label(conflict.field), "resolution": conflict.get_resolution_display()}
        messages.success(request, _("%(field)s: %(resolution)s.") % values)

    # Of many at once

    @admin.action(description=gettext_lazy("Keep ours"), permissions=["decide"])
    def keep(self, request, queryset):
        self.decide_each(request, queryset, Resolution.KEPT)

    @admin.action(description=gettext_lazy("Take the archive’s"), permissions=["decide"])
    def take(self, request, queryset):
        self.decide_each(request, queryset, Resolution.TAKEN)

    def has_decide_permission(self, request) -> bool:
        return permissions.has(request.user, "posts.change_post")

    def decide_each(self, request, queryset, choice: str) -> None:
        done = 0
        for post in Post.objects.filter(import_conflicts__in=queryset.waiting()).distinct():
            chosen = set(queryset.filter(post=post).values_list("pk", flat=True))
            for sides in sides_of(post):
                if sides.conflict.pk not in chosen:
                    continue
                try:
                    decide(sides.conflict.pk, choice=choice, by=request.user, seen=sides.seen)
                except CannotDecide as error:
                    messages.error(request, f"{post}, {label(sides.conflict.field)}: {error}")
                else:
                    log_changed(request, [post], label(sides.conflict.field))
                    done += 1
        said = ngettext("%d conflict decided.", "%d conflicts decided.", done)
        self.message_user(request, said % done, messages.SUCCESS)


def _shown(sides: Sides, request: HttpRequest) -> Shown:
    field = sides.conflict.field
    base, ours, archive = (readable(field, value) for value in (sides.base, sides.ours, sides.archive))
    is_known = sides.base is not None
    return Shown(
        sides=sides,
        label=label(field),
        language=language_of(field),
        base=Change(field, base, base).lines() if is_known else None,
        ours=Change(field, base if is_known else ours, ours).lines(CONTEXT if is_known else None),
        archive=Change(field, base if is_known else ours, archive).lines(CONTEXT),
        merged=sides.merged,
        may_decide=permissions.may_decide(request.user, sides.conflict.post, field),
    )
