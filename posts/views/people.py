"""People and what they did."""

from dataclasses import dataclass

from django.db.models import Case, Count, Prefetch, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import ListView

from people import names
from people.models import Person
from posts.models import Credit, Post
from posts.pages import visible
from posts.querysets import CreditQuerySet
from posts.serving.content_version import while_unchanged
from posts.views.listing import LINES_PER_PAGE
from posts.views.methods import ReadOnlyView

PEOPLE_PER_PAGE = 240
FEW = 24  # people that are found without being led to
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


@dataclass(frozen=True, slots=True)
class Index:
    """Keys of people in the order readers look them up in, and the page each letter begins on; "" is all other scripts."""

    keys: list[int]
    pages: dict[str, int]


@while_unchanged
def index(role: str) -> Index:
    """Everybody credited on a published post, in a role or in any."""
    credited = Person.objects.filter(credits__in=credits_in(role).values("pk")).order_by()
    people = sorted(credited.values_list("slug", "pk").distinct(), key=lambda person: place(person[0]))
    pages: dict[str, int] = {}
    for at, (slug, _key) in enumerate(people):
        pages.setdefault(names.initial(slug), at // PEOPLE_PER_PAGE + 1)
    return Index([key for _slug, key in people], pages)


def place(slug: str) -> tuple[bool, bytes]:
    """Where a person stands in the index: what has no Latin letter to stand under is last."""
    return not names.initial(slug), names.order(slug)


def credits_in(role: str) -> CreditQuerySet:
    """What readers see of who had a part in posts, in a role or in any."""
    return Credit.objects.published().filter(role=role) if role else Credit.objects.published()


class PersonList(ReadOnlyView, ListView):
    """Everybody credited on a published post: Latin letters first, then Han."""

    template_name = "people/person_list.html"
    context_object_name = "people"
    paginate_by = PEOPLE_PER_PAGE

    def get_queryset(self):
        self.role = self.request.GET.get("role", "")
        if self.role and self.role not in Credit.Role.values:
            raise Http404(f"nobody can have the role {self.role!r}")
        self.index = index(self.role)
        return self.index.keys

    def get_context_data(self, **kwargs):
        context = super().get_context_data(role=self.role, roles=self.roles(), initials=self.initials(), **kwargs)
        public = Person.objects.filter(credits__in=credits_in(self.role).values("pk"))
        people = public.annotate(count=Count("credits__post", distinct=True)).in_bulk(context["people"])
        shown = [people[key] for key in context["people"] if key in people]
        for person in shown:
            person.initial = names.initial(person.slug)
        return context | {"people": shown}

    def initials(self) -> dict[str, int]:
        """The letters of a list that is long, each with the page it begins on."""
        return self.index.pages if len(self.index.keys) > FEW else {}

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
