"""The start page: what waits for somebody, by role and own languages, and what happened lately."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import Organization, Person
from posts import states
from posts.desk.alike import alike
from posts.desk.bylines import unknown_bylines
from posts.models import ImportConflict, ImportRun, Post, QuarantinedEntry, Revision, Translation, WorkflowStep
from posts.models.post import LANGUAGE_NAMES
from posts.services import permissions
from posts.services.assignments import open_assignments
from posts.services.permissions import User

LATELY = 20  # lines
# Fields that a step changes, of the post or of a text.
OF_STEPS = {"status", "published_at", "date_basis", "date_min", "date_max", "together"}
State = Translation.Status


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many wait; ``address`` lists them."""

    what: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Happened:
    at: datetime
    who: str  # empty: a command
    what: str
    title: str
    address: str


def start_page(user: User) -> dict[str, Any]:
    """For the template, in a fixed number of queries."""
    return {"waiting": list(waiting(user)), "lately": lately(user), "leads_to_board": permissions.sees_all(user)}


# What waits


def waiting(user: User) -> Iterator[Waiting]:
    if permissions.may_review(user):
        yield _posts(_("to review"), texts(State.IN_REVIEW), state=State.IN_REVIEW)
        flagged = Post.objects.filter(needs_review=True)
        yield Waiting(_("flagged by an import"), flagged.order_by().count(), reverse("admin:posts_post_review"))
        yield Waiting(_("bylines to look at"), len(unknown_bylines()), reverse("admin:posts_credit_unknown"))
        yield _posts(_("outdated translations"), outdated(), state=states.State.OUTDATED)
    for model, what in ((Person, _("people who may be the same")), (Organization, _("organizations that may be the same"))):
        if permissions.has(user, f"people.change_{model._meta.model_name}"):
            address = reverse(f"admin:people_{model._meta.model_name}_similar")
            yield Waiting(what, len(alike(model)), address)
    if permissions.has(user, "posts.view_importconflict"):
        address = reverse("admin:posts_importconflict_changelist")
        yield Waiting(_("import conflicts to decide"), ImportConflict.objects.waiting().count(), address)
    if permissions.has(user, "posts.view_quarantinedentry"):
        entries = QuarantinedEntry.objects.filter(status=QuarantinedEntry.Status.WAITING)
        address = f"{reverse('admin:posts_quarantinedentry_changelist')}?status__exact={QuarantinedEntry.Status.WAITING}"
        yield Waiting(_("entries of imports to correct"), entries.count(), address)
    if permissions.may_publish(user):
        yield _posts(_("ready to be published"), texts(State.READY), state=State.READY)
        yield _posts(_("scheduled"), scheduled(), state="scheduled")
    if permissions.has(user, "posts.translate_post"):
        for language in sorted(permissions.own_languages(user)):
            yield from _to_translate(user, language)
    if permissions.may_create(user):
        own = Post.objects.filter(owner=user.pk)
        yield _posts(_("your drafts"), own.filter(status=Post.Status.DRAFT), mine="yes", status__exact=Post.Status.DRAFT)


def _to_translate(user: User, language: str) -> Iterator[Waiting]:
    name = str(LANGUAGE_NAMES[language])
    assigned = Post.objects.filter(assignments__in=open_assignments().filter(user=user.pk, language=language))
    begun = Translation.objects.filter(post=OuterRef("pk"), language=language)
    missing = Post.objects.filter(~Exists(begun), status=Post.Status.PUBLISHED)
    yield _posts(_("given to you, in %s") % name, assigned, assigned="me", language=language)
    yield _posts(_("to translate into %s") % name, missing, without=language, status__exact=Post.Status.PUBLISHED)
    yield _posts(_("outdated in %s") % name, outdated(language), state=states.State.OUTDATED, language=language)
    yield _posts(_("drafts in %s") % name, texts(State.DRAFT, language), state=State.DRAFT, language=language)


def _posts(what: str, posts: QuerySet, **query: str) -> Waiting:
    address = f"{reverse('admin:posts_post_changelist')}?{urlencode(query)}"
    return Waiting(what, posts.order_by().count(), address)


def texts(state: str, language: str = "") -> QuerySet[Post]:
    """Posts with a text whose status is ``state``."""
    rows = Translation.objects.filter(post=OuterRef("pk"), status=state)
    return Post.objects.filter(Exists(rows.filter(language=language) if language else rows))


def outdated(language: str = "") -> QuerySet[Post]:
    return in_state(states.State.OUTDATED, language)


def in_state(state: str, language: str = "") -> QuerySet[Post]:
    """Posts with a text in ``state`` as :mod:`posts.states` tells it: what is published is neither scheduled nor outdated."""
    texts = Translation.objects.filter(**{"language": language} if language else {})
    rows = states.with_state(texts).filter(state=state)
    return Post.objects.filter(pk__in=rows.order_by().values("post"))


def scheduled(language: str = "") -> QuerySet[Post]:
    """Posts with a text that will be public by itself."""
    rows = Translation.objects.filter(status=State.PUBLISHED, **{"language": language} if language else {})
    # Each from its own index: a condition on both would read every text with its post.
    later = rows.filter(Q(pk__in=Translation.objects.scheduled().values("pk")) | Q(post__in=_later_posts()))
    return Post.objects.filter(status=Post.Status.PUBLISHED, pk__in=later.order_by().values("post"))


def _later_posts() -> QuerySet[Post]:
    return Post.objects.scheduled().order_by().values("pk")


# What happened


def lately(user: User) -> list[Happened]:
    """The latest steps, edits and imports that somebody may know of, newest first."""
    visible = permissions.visible_to(user).order_by().values("pk")
    everything = permissions.sees_all(user)
    steps, edits = WorkflowStep.objects.select_related("by"), Revision.objects.select_related("made_by")
    edits = edits.filter(run=None, made_by__isnull=False).defer("before", "names")
    if not everything:
        steps, edits = steps.filter(post__in=visible), edits.filter(post__in=visible)
    steps, edits = list(steps[:LATELY]), [edit for edit in edits[: 3 * LATELY] if not _is_step(edit)][:LATELY]
    keys = {row.post_id for row in (*steps, *edits)}
    titles = {post.pk: str(post) for post in Post.objects.filter(pk__in=keys).for_linking()}
    found = [_step(step, titles) for step in steps if step.post_id in titles]
    found += [_edit(edit, titles) for edit in edits if edit.post_id in titles]
    if permissions.has(user, "posts.view_importrun"):
        found += [_run(run) for run in ImportRun.objects.select_related("started_by")[:LATELY]]
    return sorted(found, key=lambda one: one.at, reverse=True)[:LATELY]


def _is_step(edit: Revision) -> bool:
    """Whether it tells of nothing but a step of the workflow, which is told already."""
    return bool(edit.after) and {name.partition(":")[0] for name in edit.after} <= OF_STEPS


def _step(step: WorkflowStep, titles: dict[int, str]) -> Happened:
    waits = step.public_from and step.public_from > timezone.now()
    after = states.State.SCHEDULED.label if waits else step.get_after_display()
    values = {"language": step.get_language_display(), "before": step.get_before_display(), "after": after}
    what = _("%(language)s: %(before)s → %(after)s") % values
    address = reverse("admin:posts_post_workflow", args=[step.post_id])
    return Happened(step.at, str(step.by or ""), what, titles[step.post_id], address)


def _edit(edit: Revision, titles: dict[int, str]) -> Happened:
    address = reverse("admin:posts_post_history", args=[edit.post_id])
    return Happened(edit.made_at, str(edit.made_by), edit.reason or _("edited"), titles[edit.post_id], address)


def _run(run: ImportRun) -> Happened:
    number = run.counts.get("created", 0) + run.counts.get("updated", 0)
    what = ngettext("import: %d post", "import: %d posts", number) % number
    address = reverse("admin:posts_importrun_change", args=[run.pk])
    return Happened(run.started_at, str(run.started_by or ""), what, run.get_status_display(), address)
