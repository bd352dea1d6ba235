"""Uploaded pictures: what they show, who brought them, and which posts use them. They are added where a post is written."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from posts.admin.parts.guarded import Guarded
from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.models import Image
from posts.services.image_uses import Uses, titles, uses, visible_images
from posts.services.images import delete_image, small_address

POSTS_SHOWN = 3  # in a row of the list
LONGEST_TITLE = 60  # characters


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [
            ("used", _("used in posts")),
            ("kept", _("only in the bin, earlier versions or unsaved text")),
            ("none", _("unused")),
        ]

    def queryset(self, request, queryset):
        if self.value() not in ("used", "kept", "none"):
            return queryset
        found = uses(queryset.only("name"))
        return queryset.filter(name__in=[name for name, use in found.items() if _kind(use) == self.value()])


def _kind(use: Uses) -> str:
    return "used" if use.posts else "kept" if use.is_used else "none"


@admin.register(Image)
class ImageAdmin(Guarded, admin.ModelAdmin):
    list_display = ["picture", "alt_shown", "used_in", "size", "by", "at"]
    list_display_links = ["picture", "alt_shown"]
    list_filter = [UseFilter, ("by", admin.RelatedOnlyFieldListFilter), "at"]
    list_select_related = ["by"]
    list_per_page = 50
    search_fields = ["name"]  # asks for the box; get_search_results looks into the alternative texts
    search_help_text = _("By what the picture shows, in any language")
    date_hierarchy = "at"
    fields = ["picture", "alt_shown", "used_in", "address", "size", "by", "at"]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request) & visible_images(request.user)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def get_search_results(self, request, queryset, search_term):
        """In Python, as SQLite keeps Chinese in JSON as escapes."""
        words = search_term.casefold().split()
        if not words:
            return queryset, False
        rows = queryset.values_list("pk", "name", "alt")
        keys = [key for key, *said in rows if all(word in " ".join(_values(*said)).casefold() for word in words)]
        return queryset.filter(pk__in=keys), False

    def get_changelist_instance(self, request):
        shown = super().get_changelist_instance(request)
        shown.result_list = self._with_uses(request, list(shown.result_list))
        return shown

    def get_object(self, request, object_id, from_field=None):
        image = super().get_object(request, object_id, from_field)
        return image and self._with_uses(request, [image])[0]

    def _with_uses(self, request, images: list[Image]) -> list[Image]:
        found = uses(images)
        names = titles({post for use in found.values() for post in use.posts}, request.user)
        for image in images:
            image.use, image.titles = found[image.name], names
        return images

    @admin.display(description=_("picture"))
    def picture(self, image: Image) -> str:
        return format_html('<img class="small-picture" src="{}" alt="{}" loading="lazy">', small_address(image), image)

    @admin.display(description=_("alternative text"))
    def alt_shown(self, image: Image) -> str:
        said = ((code, text) for code in LANGUAGE_NAMES if (text := image.alt.get(code)))
        return format_html_join("", '<div lang="{}">{}</div>', said)

    @admin.display(description=_("used in"))
    def used_in(self, image: Image) -> str:
        """The posts that somebody may see, and how many others; else where it is kept."""
        seen = sorted(image.use.posts & image.titles.keys(), reverse=True)
        rows = [
            (reverse("admin:posts_post_change", args=[key]), Truncator(image.titles[key]).chars(LONGEST_TITLE))
            for key in seen[:POSTS_SHOWN]
        ]
        links = format_html_join("", '<div><a href="{}">{}</a></div>', rows)
        more = len(image.use.posts) - len(rows)
        said = [ngettext("and %d more", "and %d more", more) % more] if more else []
        said += [] if image.use.posts else image.use.kept() or [_("unused")]
        return format_html("{}{}", links, format_html_join("", '<div class="quiet">{}</div>', ((one,) for one in said)))

    @admin.display(description=_("size"))
    def size(self, image: Image) -> str:
        return f"{image.width}\u00a0×\u00a0{image.height}"

    @admin.display(description=_("address"))
    def address(self, image: Image) -> str:
        return format_html('<a href="{0}">{0}</a>', f"{settings.MEDIA_URL}{image.name}")

    # Deleting

    def get_deleted_objects(self, objs, request):
        """Django deletes nothing while something is protected, and says what."""
        images = self._with_uses(request, list(objs))
        used = [format_html("{}: {}", image, self.used_in(image)) for image in images if image.use.is_used]
        return list(map(str, images)), {self.opts.verbose_name_plural: len(images)}, set(), used

    def delete_model(self, request, obj):
        try:
            delete_image(obj)
        except ValidationError as used:  # since somebody was asked whether to
            raise PermissionDenied from used

    def delete_queryset(self, request, queryset):
        for image in queryset:
            self.delete_model(request, image)


def _values(name: str, alt: dict[str, str]) -> list[str]:
    return [name, *alt.values()]
