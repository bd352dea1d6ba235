"""People and what they did."""

from django.db.models import Case, Count, Prefetch, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import ListView

from people.models import Person
from posts.models import Credit, Post
from posts.pages import visible
from posts.views.listing import LINES_PER_PAGE
from posts.views.methods import ReadOnlyView

PEOPLE_PER_PAGE = 240
BY_ROLE = Case(*(When(role=role, then=Value(place)) for place, role in enumerate(Credit.Role.values)))

# What heads the posts a person had a part in.
DEEDS = {
    Credit.Role.AUTHOR: _("Written"),
    Credit.Role.INTERVIEWER: _("Asked the questions"),
    Credit.Role.INTERVIEWEE: _("Interviewed"),
    Credit.Role.STUDENT: _("As a student"),
    Credit.Role.MENTOR: _("Mentored"),
    Credit.Role.SPEAKER: pgettext_lazy("posts a person had a part in", "Spoke"),
    Credit.Role.TRANSLATOR: pgettext_lazy("posts a person had a part in", "Translated"),
    Credit.Role.REVIEWER: pgettext_lazy("posts a person had a part in", "Reviewed"),
    Credit.Role.EDITOR: _("Edited"),
}


class PersonList(ReadOnlyView, ListView):
    """Everybody credited on a published post, by address: Latin letters first, then Han."""

    template_name = "people/person_list.html"
    context_object_name = "people"
    paginate_by = PEOPLE_PER_PAGE

    def get_queryset(self):
        self.role = self.request.GET.get("role", "")
        if self.role and self.role not in Credit.Role.values:
            raise Http404(f"nobody can have the role {self.role!r}")
        public = Credit.objects.published()
        if self.role:
            public = public.filter(role=self.role)
        people = Person.objects.filter(credits__in=public.values("pk"))
        return people.annotate(count=Count("credits__post", distinct=True)).order_by("slug")

    def get_context_data(self, **kwargs):
        return super().get_context_data(role=self.role, roles=self.roles(), **kwargs)

    def roles(self) -> list[dict]:
        """What people did, and how many of them did it."""
        public = Credit.objects.published().filter(person__isnull=False)
        counts = dict(public.order_by().values_list("role").annotate(count=Count("person", distinct=True)))
        return [{"role": role, "deed": deed, "count": counts[role]} for role, deed in DEEDS.items() if role in counts]


class PersonPosts(ReadOnlyView, ListView):
    """One person's posts by role, newest first."""

    template_name = "people/person.html"
    context_object_name = "credits"
    paginate_by = LINES_PER_PAGE

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        slug = kwargs["slug"]
        former = visible.visible(Person).filter(other_names__slug=slug).exclude(slug=slug).first()
        if former and not Person.objects.filter(slug=slug).exists():
            return redirect(former, permanent=True)
        self.person = visible.find(Person, slug, request.user)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return (
            Credit.objects.published()
            .filter(person=self.person)
            .select_related("organization")
            .order_by(BY_ROLE, "-post__published_at", "-post_id")
            .prefetch_related(Prefetch("post", Post.objects.for_linking()))
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(person=self.person, **kwargs)
        counts = dict(self.object_list.order_by().values_list("role").annotate(count=Count("pk")))
        for credit in context["credits"]:
            credit.deed, credit.count = DEEDS[credit.role], counts[credit.role]
        return context
