"""The state of each language of each post. Rows come with a text and go with it: they are neither added nor deleted here."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from posts.admin.moments import TO_THE_SECOND
from posts.admin.read_only import raw
from posts.admin.side_by_side import row
from posts.admin.table import Table
from posts.models import Post, Translation

NO_PUBLIC_TEXT = _(
    "A published post needs a language that is published. Make the post a draft first, or publish another language."
)


class DerivedRow:
    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class TranslationForm(forms.ModelForm):
    def clean_status(self) -> str:
        text, status = self.instance, self.cleaned_data["status"]
        others = Translation.objects.filter(post=text.post_id, status=Translation.Status.PUBLISHED).exclude(pk=text.pk)
        if status != Translation.Status.PUBLISHED and text.post.status == Post.Status.PUBLISHED and not others.exists():
            raise ValidationError(NO_PUBLIC_TEXT)
        return status


@admin.register(Translation)
class TranslationAdmin(DerivedRow, admin.ModelAdmin):
    form = TranslationForm
    formfield_overrides = TO_THE_SECOND
    list_display = ["post", "language", "is_source", "status", "length", "published_at"]
    list_select_related = []  # the post is fetched without its bodies
    ordering = ["-post_id", "-is_source", "language"]
    list_filter = ["language", "status", "is_source"]
    search_fields = [f"post__{field}" for name in ("title", "slug") for field in row(name)]
    search_help_text = _("By title or slug")
    fields = ["post", "language", "is_source", "length", "status", "published_at", "made_from"]
    readonly_fields = ["post", "language", "is_source", "length", "made_from"]
    date_hierarchy = "published_at"

    def get_queryset(self, request):
        rows = super().get_queryset(request).defer("body_html")
        return rows.prefetch_related(Prefetch("post", Post.objects.for_linking()))

    @admin.display(description=_("made from"))
    def made_from(self, translation: Translation) -> str:
        return raw(translation.source_text)


class TranslationFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        states = [form.cleaned_data.get("status") for form in self.forms]
        if states and self.instance.status == Post.Status.PUBLISHED and Translation.Status.PUBLISHED not in states:
            raise ValidationError(NO_PUBLIC_TEXT)


class TranslationInline(DerivedRow, Table):
    model = Translation
    formset = TranslationFormSet
    formfield_overrides = TO_THE_SECOND
    fields = ["language", "is_source", "length", "status", "published_at"]
    readonly_fields = ["language", "is_source", "length"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).defer("source_text", "body_html")
