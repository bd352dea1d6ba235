"""Credits on their own: to look for who did what. They are made on the form of their post, too."""

from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from posts.admin.parts.guarded import Guarded
from posts.admin.parts.recorded import Recorded
from posts.admin.parts.related import JustAdd
from posts.admin.parts.side_by_side import row
from posts.admin.parts.table import Table
from posts.admin.posts.bylines import UnknownBylines
from posts.admin.posts.credit_form import CreditForm, CreditFormSet, SingleCreditForm
from posts.admin.posts.permissions import OfPost
from posts.models import Credit, Post


@admin.register(Credit)
class CreditAdmin(UnknownBylines, Recorded, Guarded, admin.ModelAdmin):
    form = SingleCreditForm
    list_display = ["who", "role", "language", "title", "employer", "post"]
    list_filter = ["role", "language"]
    list_select_related = ["person", "organization"]
    search_fields = [
        "title",
        *(f"{owner}__{field}" for owner in ("person", "organization") for field in row("name")),
        *(f"post__{field}" for field in row("title")),
    ]
    search_help_text = _("By name, organization, title or post")
    autocomplete_fields = ["post", "person", "organization"]
    fields = ["post", "person", "organization", "role", "language", "title", "order"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(Prefetch("post", Post.objects.for_linking()))

    @admin.display(description=_("who"))
    def who(self, credit: Credit) -> str:
        return str(credit.person or credit.organization)

    @admin.display(description=_("organization"), ordering="organization")
    def employer(self, credit: Credit) -> str:
        return str(credit.organization) if credit.person and credit.organization else ""


class CreditInline(OfPost, JustAdd, Table):
    """The credits of a post, on its form."""

    model = Credit
    form = CreditForm
    formset = CreditFormSet
    fields = ["person", "organization", "role", "language", "title", "order"]
    autocomplete_fields = ["person", "organization"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "organization")  # as rows are called
