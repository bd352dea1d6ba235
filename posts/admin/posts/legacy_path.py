"""Addresses a post had before."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.forms import ModelForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from posts.admin.parts.guarded import Guarded
from posts.admin.parts.recorded import Recorded
from posts.admin.parts.table import Table
from posts.models import LegacyPath, Post


class LegacyPathForm(ModelForm):
    def clean_path(self) -> str:
        path = self.cleaned_data["path"]
        if not path.startswith("/") or path.startswith("//") or "?" in path or "#" in path:
            raise ValidationError(_("Give the path alone, from its first slash on: /blog/2018/09/25/slug/"))
        return path


@admin.register(LegacyPath)
class LegacyPathAdmin(Recorded, Guarded, admin.ModelAdmin):
    form = LegacyPathForm
    list_display = ["path", "post"]
    list_select_related = []  # the post is fetched without its bodies
    search_fields = ["path"]
    search_help_text = gettext_lazy("By path")
    autocomplete_fields = ["post"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(Prefetch("post", Post.objects.for_linking()))


class LegacyPathInline(Table):
    model = LegacyPath
    form = LegacyPathForm
    extra = 0
    classes = ["collapse"]
