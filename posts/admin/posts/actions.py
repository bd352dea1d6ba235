"""What is done to many posts at once, from their list."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from posts.admin.parts.log import log_changed
from posts.models import Post, WorkflowStep
from posts.querysets import PostQuerySet
from posts.services import imports, workflow
from posts.services.dates import confirm_dates
from posts.services.review import mark_reviewed
from posts.services.workflow import ARCHIVED, DRAFT, IN_REVIEW, PUBLISHED, READY


class PostActions:
    actions = ["send_to_review", "publish", "withdraw", "archive", "confirm_dates", "mark_reviewed", "read_again"]

    @admin.action(description=_("Send to review"), permissions=["write"])
    def send_to_review(self, request, queryset):
        self._step(request, workflow.send_to_review, queryset)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request, queryset):
        self._step(request, workflow.publish, queryset)

    @admin.action(description=_("Back to draft"), permissions=["publish"])
    def withdraw(self, request, queryset):
        self._step(request, workflow.withdraw, queryset)

    @admin.action(description=pgettext_lazy("to do", "Archive"), permissions=["publish"])
    def archive(self, request, queryset):
        self._step(request, workflow.archive, queryset)

    @admin.action(description=_("Confirm inferred dates"), permissions=["review"])
    def confirm_dates(self, request, queryset):
        inferred = list(queryset.filter(date_basis=Post.DateBasis.INFERRED))
        number = confirm_dates(queryset, by=request.user)
        log_changed(request, inferred, _("date known by"))
        self.message_user(request, ngettext("%d date confirmed.", "%d dates confirmed.", number) % number, messages.SUCCESS)

    @admin.action(description=_("Mark as reviewed"), permissions=["review"])
    def mark_reviewed(self, request, queryset):
        flagged = list(queryset.filter(needs_review=True))
        number = mark_reviewed(queryset, by=request.user)
        log_changed(request, flagged, _("to review"))
        self.message_user(request, ngettext("%d post reviewed.", "%d posts reviewed.", number) % number, messages.SUCCESS)

    @admin.action(description=_("Make anew of the stored raw text"), permissions=["import"])
    def read_again(self, request, queryset):
        chosen = list(queryset.values_list("pk", flat=True))
        try:
            report = imports.read_again(chosen, request.user)
        except imports.CannotRunAgain as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        for failure in report.failures:
            self.message_user(request, f"{failure.file}:{failure.line_start}: {failure.message}", messages.ERROR)
        count = report.counts["updated"]
        said = ngettext("%d post updated.", "%d posts updated.", count) % count
        if not count:
            said = _("Nothing to do: the posts are as today’s rules make them, or were not imported.")
        self.message_user(request, said, messages.SUCCESS if count else messages.INFO)
        if conflicts := report.counts["conflict"]:
            waiting = ngettext("%d post is in conflict.", "%d posts are in conflict.", conflicts)
            self.message_user(request, waiting % conflicts, messages.WARNING)

    def _step(self, request, take: Callable[..., list[WorkflowStep]], queryset: PostQuerySet) -> None:
        steps = take(queryset, by=request.user)
        self.tell_of_steps(request, steps)

    def tell_of_steps(self, request, steps: list[WorkflowStep]) -> None:
        """Say what became of the posts, and write it into their history."""
        log_changed(request, Post.objects.filter(pk__in={step.post_id for step in steps}).for_linking(), _("status"))
        if not steps:
            self.message_user(request, _("Nothing to do: what was chosen stands there already."), messages.INFO)
        for said in outcomes(steps):
            self.message_user(request, said, messages.SUCCESS)


def outcomes(steps: list[WorkflowStep]) -> list[str]:
    """A sentence for each kind of state that posts arrived at, with how many."""
    last: dict[tuple[int, str], WorkflowStep] = {(step.post_id, step.language): step for step in steps}
    arrived: dict[str, set[int]] = {}
    for step in last.values():
        arrived.setdefault("scheduled" if step.public_from else step.after, set()).add(step.post_id)
    return [_sentence(state, len(posts)) for state, posts in arrived.items()]


def _sentence(state: str, number: int) -> str:
    sentences = {
        IN_REVIEW: ngettext("%d post sent to review.", "%d posts sent to review.", number),
        READY: ngettext("%d post is ready to be published.", "%d posts are ready to be published.", number),
        PUBLISHED: ngettext("%d post published.", "%d posts published.", number),
        "scheduled": ngettext("%d post scheduled.", "%d posts scheduled.", number),
        DRAFT: ngettext("%d post is a draft again.", "%d posts are drafts again.", number),
        ARCHIVED: ngettext("%d post archived.", "%d posts archived.", number),
    }
    return sentences[state] % number
