"""The glossary: how terms are to be said in the other language."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from posts.admin.parts.guarded import Guarded
from posts.models import Term


@admin.register(Term)
class TermAdmin(Guarded, admin.ModelAdmin):
    list_display = ["term", "source_language", "language", "form", "is_kept", "note"]
    list_filter = ["source_language", "language", "is_kept"]
    search_fields = ["term", "form"]
    search_help_text = _("By the term or its approved form")
