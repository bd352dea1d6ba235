"""What an editor narrows the list of posts by."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.desk import start
from posts.models import Translation
from posts.services.assignments import open_assignments
from posts.states import State


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


class StateFilter(admin.SimpleListFilter):
    """In which state a text is: in the language that is asked for, or in any."""

    title = gettext_lazy("state of a text")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(state.value, state.label) for state in State if state is not State.MISSING]

    def queryset(self, request, queryset):
        state, language = self.value(), language_asked_for(request)
        if state not in State.values:
            return queryset
        if state == State.SCHEDULED:
            found = start.scheduled(language)
        elif state in (State.OUTDATED, State.PUBLISHED):
            found = start.in_state(state, language)
        else:
            found = start.texts(state, language)
        return queryset.filter(pk__in=found.order_by().values("pk"))


class LanguageFilter(admin.SimpleListFilter):
    title = gettext_lazy("language of a text")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return list(LANGUAGE_NAMES.items())

    def queryset(self, request, queryset):
        of_others = {StateFilter.parameter_name, AssignedFilter.parameter_name}
        if not language_asked_for(request) or not of_others.isdisjoint(request.GET):
            return queryset  # what is asked about is the state in this language, or who translates into it
        return queryset.filter(Exists(Translation.objects.filter(post=OuterRef("pk"), language=self.value())))


class OwnerFilter(admin.SimpleListFilter):
    title = gettext_lazy("owner")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("yes", _("my own"))]

    def queryset(self, request, queryset):
        return queryset.filter(owner=request.user) if self.value() == "yes" else queryset


class AssignedFilter(admin.SimpleListFilter):
    """Given to whoever asks to translate: into the language that is asked for, or any."""

    title = gettext_lazy("translator")
    parameter_name = "assigned"

    def lookups(self, request, model_admin):
        return [("me", _("given to me"))]

    def queryset(self, request, queryset):
        if self.value() != "me":
            return queryset
        given = open_assignments().filter(post=OuterRef("pk"), user=request.user)
        language = language_asked_for(request)
        return queryset.filter(Exists(given.filter(language=language) if language else given))


def language_asked_for(request) -> str:
    """One of the site's, or none."""
    language = request.GET.get(LanguageFilter.parameter_name, "")
    return language if language in LANGUAGE_NAMES else ""
