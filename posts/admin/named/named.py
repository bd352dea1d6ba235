"""What people and organizations share: found by any name, merged, and remembered by their former names."""

from django.contrib import admin, messages
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.forms import BaseInlineFormSet
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people import names
from people.models import Named, OtherName
from people.other_names import names_of, remember_former
from people.similar import near_pairs
from posts.admin.named.alike import Alike
from posts.admin.named.form import NamedForm
from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.guarded import Guarded
from posts.admin.parts.log import log_changed
from posts.admin.parts.side_by_side import SideBySide, row
from posts.admin.parts.table import Table
from posts.models import Credit, Post
from posts.services import permissions
from posts.services.merge import CannotMerge, merge

AT_ONCE = 20  # rows to merge: more are a slip of the mouse
CREDITS_SHOWN = 8  # of each, beside the question which to keep


class SimilarNames(admin.SimpleListFilter):
    """Those with a name that another's nearly is: to be merged, or not."""

    title = gettext_lazy("similar names")
    parameter_name = "similar"

    def lookups(self, request, model_admin):
        return [("yes", _("someone has nearly the same"))]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        keys = queryset.model._default_manager.order_by().values_list("key", flat=True)
        return queryset.filter(key__in={key for pair in near_pairs(keys) for key in pair})


class OtherNameFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        seen: dict[str, str] = {}
        for form in self.forms:
            name = form.cleaned_data.get("name") if not form.errors else None
            if not name or self._should_delete_form(form):
                continue
            if other := seen.get(names.key(name)):
                said = _("An import takes “%(one)s” and “%(other)s” for one name: remove one of them.")
                form.add_error("name", said % {"one": other, "other": name})
            seen[names.key(name)] = name


class OtherNameInline(Table):
    model = OtherName
    formset = OtherNameFormSet
    fields = ["name", "slug"]
    extra = 0


class NamedAdmin(Alike, Guarded, SideBySide, admin.ModelAdmin):
    form = NamedForm
    inlines = [OtherNameInline]
    prepopulated_fields = {"slug": row("name")[:1]}
    list_display = ["__str__", "in_other_languages", "credit_count"]
    list_filter = [SimilarNames]
    search_fields = row("name")  # asks for the box; get_search_results looks further
    search_help_text = gettext_lazy("By any name, with or without accents")
    actions = ["merge"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(credit_count=Count("credits"))

    @admin.display(description=gettext_lazy("in other languages"))
    def in_other_languages(self, named: Named) -> str:
        return " · ".join(name for name in names_of(named) if name != str(named))

    @admin.display(description=gettext_lazy("credits"), ordering="credit_count")
    def credit_count(self, named: Named) -> int:
        return named.credit_count

    def get_search_results(self, request, queryset, search_term):
        """Every word must be in one of the names; accents, case and dots do not matter."""
        owner = self.model._meta.model_name
        for word in search_term.split():
            found = Q(*((f"{field}__icontains", word) for field in row("name")), _connector=Q.OR)
            if key := names.key(word):
                other_names = OtherName.objects.filter(**{owner: OuterRef("pk")}, key__contains=key)
                found |= Q(key__contains=key) | Q(Exists(other_names))
            queryset = queryset.filter(found)
        return queryset, False

    def save_model(self, request, obj, form, change):
        """Under its former name and address it is still found, by imports and by readers."""
        before = self.model.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if before is not None:
            remember_former(obj, before)

    def has_merge_permission(self, request) -> bool:
        return permissions.may_merge(request.user, self.opts.model_name)

    @admin.action(description=gettext_lazy("Merge two or more into one"), permissions=["merge"])
    def merge(self, request, queryset):
        """Asks which to keep, then merges."""
        if not 2 <= len(queryset) <= AT_ONCE:
            said = _("Choose at least two and at most %(most)d to merge.") % {"most": AT_ONCE}
            self.message_user(request, said, messages.ERROR)
            return None
        if "keep" not in request.POST:
            return self.ask_which_to_keep(request, queryset)
        keep = next((one for one in queryset if str(one.pk) == request.POST["keep"]), None)
        if keep is None:
            self.message_user(request, _("Choose which one to keep."), messages.ERROR)
            return self.ask_which_to_keep(request, queryset)
        others = [one for one in queryset if one.pk != keep.pk]
        try:
            merged = merge(keep=keep, others=others, by=request.user)
        except CannotMerge as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None
        log_changed(request, [merged.keep], _("merged with %(names)s") % {"names": ", ".join(map(str, others))}, *merged.left)
        said = ngettext(
            "%(others)s merged into %(keep)s: %(number)d credit moved.",
            "%(others)s merged into %(keep)s: %(number)d credits moved.",
            merged.credits,
        )
        values = {"others": ", ".join(map(str, others)), "keep": merged.keep, "number": merged.credits}
        self.message_user(request, said % values, messages.SUCCESS)
        opts = self.model._meta
        return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[merged.keep.pk]))

    def ask_which_to_keep(self, request, queryset) -> TemplateResponse:
        posts = Prefetch("post", Post.objects.for_linking())
        candidates = sorted(queryset, key=lambda one: (-one.credit_count, one.pk))
        for one in candidates:
            one.names = names_of(one)
            one.former = list(one.other_names.all())
            credits = Credit.objects.filter(**{self.model._meta.model_name: one}).order_by("-post__published_at", "pk")
            one.latest = list(credits.select_related("person", "organization").prefetch_related(posts)[:CREDITS_SHOWN])
            one.further = one.credit_count - len(one.latest)
        context = {
            "title": _("Which one is to be kept?"),
            "candidates": candidates,
            "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
        }
        return desk_page(self, request, "admin/merge.html", context)
