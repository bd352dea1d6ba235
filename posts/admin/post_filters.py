"""What an editor narrows the list of posts by."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from posts.admin.side_by_side import LANGUAGE_NAMES
from posts.models import Translation


class TranslationFilter(admin.SimpleListFilter):
    """Which language a post is still to be written in."""

    title = gettext_lazy("translation")
    parameter_name = "without"

    def lookups(self, request, model_admin):
        return [(code, _("without %(language)s") % {"language": name}) for code, name in LANGUAGE_NAMES.items()]

    def queryset(self, request, queryset):
        if self.value() not in LANGUAGE_NAMES:
            return queryset
        return queryset.exclude(Exists(Translation.objects.filter(post=OuterRef("pk"), language=self.value())))


class ReviewFilter(admin.SimpleListFilter):
    title = gettext_lazy("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("flagged", _("flagged for review")), ("none", _("not flagged"))]

    def queryset(self, request, queryset):
        wanted = {"flagged": True, "none": False}.get(self.value())
        return queryset if wanted is None else queryset.filter(needs_review=wanted)
