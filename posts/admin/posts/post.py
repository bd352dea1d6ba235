"""Posts: both languages beside each other, whom and what they are about, where they came from."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from posts import reading
from posts.admin.editing import Editing
from posts.admin.editing.form import PostForm
from posts.admin.imports.run import ProvenanceInline
from posts.admin.parts.related import JustAdd
from posts.admin.parts.side_by_side import LANGUAGE_NAMES, SideBySide, row
from posts.admin.parts.table import Table
from posts.admin.posts.actions import PostActions
from posts.admin.posts.credit import CreditInline
from posts.admin.posts.filters import AssignedFilter, LanguageFilter, OwnerFilter, ReviewFilter, StateFilter, TranslationFilter
from posts.admin.posts.history import PostHistory
from posts.admin.posts.legacy_path import LegacyPathInline
from posts.admin.posts.permissions import OfPost, PostPermissions
from posts.admin.posts.stepping import Stepping, state_shown
from posts.admin.posts.translation import TranslationInline
from posts.admin.reviewing import Reviewing
from posts.admin.translating import Translating
from posts.models import Credit, Post, PostProject
from posts.notes import said
from posts.search.query import search_ids
from posts.services.dates import give_date
from posts.services.slugs import keep_old_addresses
from posts.services.texts import refresh_texts
from posts.states import State, state_of


class PostList(ChangeList):
    def get_queryset(self, *args, **kwargs):
        """Without the bodies, and with the state of each language."""
        return super().get_queryset(*args, **kwargs).for_linking()


class PostProjectInline(OfPost, JustAdd, Table):
    model = PostProject
    fields = ["project", "relation", "level"]
    autocomplete_fields = ["project"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("project")  # as rows are called


@admin.register(Post)
class PostAdmin(
    PostHistory, Editing, PostPermissions, PostActions, Reviewing, Stepping, Translating, SideBySide, admin.ModelAdmin
):
    form = PostForm
    list_display = ["title_shown", "languages_shown", "date_shown", "status", "series"]
    list_filter = [
        ReviewFilter,
        StateFilter,
        LanguageFilter,
        TranslationFilter,
        OwnerFilter,
        AssignedFilter,
        "date_basis",
        "status",
        ("categories", admin.RelatedOnlyFieldListFilter),
        ("series", admin.RelatedOnlyFieldListFilter),
        ("projects", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["series"]
    list_per_page = 50
    show_full_result_count = False
    date_hierarchy = "published_at"
    search_fields = row("title")  # asks for the box; get_search_results looks further
    search_help_text = _("By the words of the text in any language, by person, organization or slug")
    prepopulated_fields = {slug: [title] for slug, title in zip(row("slug"), row("title"), strict=True)}
    autocomplete_fields = ["series", "categories"]
    readonly_fields = ["reasons", "states", "date_known_by", "import_ref"]
    inlines = [CreditInline, PostProjectInline, TranslationInline, LegacyPathInline, ProvenanceInline]

    REVIEW = (_("To review"), {"fields": ["reasons", "reviewed"], "classes": ["to-review"]})
    REASONS = (_("To review"), {"fields": ["reasons"], "classes": ["to-review"]})
    PUBLICATION = (
        _("Publication"),
        {"fields": ["states", "published_at", "date_known_by", "series", "categories", "tags"]},
    )
    ORIGIN = (_("Origin"), {"fields": ["syndicated_from", "syndicated_url", "import_ref"], "classes": ["collapse"]})
    NOT_TEXT = ("published_at", "series", "categories", "tags", "syndicated_from", "syndicated_url")

    def get_changelist(self, request, **kwargs):
        return PostList

    def view_on_site(self, post: Post) -> str | None:
        """The page in the admin's language; staff see drafts, too."""
        return reading.address(post, get_language()) if post.languages() else None

    # The list

    @admin.display(description=_("title"))
    def title_shown(self, post: Post) -> str:
        flag = format_html(' <span class="flag">{}</span>', _("to review")) if post.needs_review else ""
        return format_html("{}{}", post, flag)

    @admin.display(description=_("languages"))
    def languages_shown(self, post: Post) -> str:
        texts = {text.language: text for text in post.translations.all()}
        said = [
            _("%(language)s (%(state)s)") % {"language": name, "state": state_shown(post, texts[code])}
            if state_of(texts[code], None) != State.PUBLISHED
            else name
            for code, name in LANGUAGE_NAMES.items()
            if code in texts
        ]
        return format_html_join(mark_safe("<br>"), "{}", ((one,) for one in said))

    @admin.display(description=_("date"), ordering="published_at")
    def date_shown(self, post: Post) -> str:
        if post.published_at is None:
            return ""
        day = formats.date_format(timezone.localtime(post.published_at), "DATE_FORMAT")
        return format_html('{} <span class="basis basis-{}">{}</span>', day, post.date_basis, post.get_date_basis_display())

    def get_search_results(self, request, queryset, search_term):
        words = search_term.split()
        if not words:
            return queryset, False
        found = Q(pk__in=search_ids(search_term)) | _in_order(words, row("title")) | _in_order(words, row("slug"))
        names = [f"{owner}__{field}" for owner in ("person", "organization") for field in row("name")]
        credits = Credit.objects.filter(_in_order(words, names), post=OuterRef("pk"))
        return queryset.filter(found | Exists(credits)), False

    # The form

    @admin.display(description=_("reasons"))
    def reasons(self, post: Post) -> str:
        return format_html(
            '<ul class="reasons">{}</ul>', format_html_join("", "<li>{}</li>", ((said(reason),) for reason in post.review))
        )

    @admin.display(description=_("date known by"))
    def date_known_by(self, post: Post) -> str:
        known = [post.get_date_basis_display()]
        if post.date_basis == Post.DateBasis.INFERRED:
            known += [_("not before %s") % formats.date_format(post.date_min)] if post.date_min else []
            known += [_("not after %s") % formats.date_format(post.date_max)] if post.date_max else []
        return ", ".join(map(str, known))

    def save_model(self, request, post, form, change):
        if "published_at" in form.changed_data:
            give_date(post, form.initial.get("published_at"))
        if form.cleaned_data.get("reviewed"):
            post.review = []
        before = Post.objects.get(pk=post.pk) if change else None
        super().save_model(request, post, form, change)
        if before is not None:
            keep_old_addresses(post, before)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        refresh_texts(form.instance)


def _in_order(words: list[str], fields) -> Q:
    """One of ``fields`` holds every word."""
    every = (Q(*((f"{field}__icontains", word) for word in words)) for field in fields)
    found = Q(pk__in=[])
    for one in every:
        found |= one
    return found
