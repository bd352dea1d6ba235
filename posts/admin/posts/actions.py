"""What is done to many posts at once, from their list."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.http import HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from posts.admin.board.exchange import MOST, file_of
from posts.admin.parts.log import log_changed
from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.desk import imports
from posts.models import Post, WorkflowStep
from posts.models.post import LANGUAGES
from posts.querysets import PostQuerySet
from posts.services import permissions, workflow
from posts.services.dates import confirm_dates
from posts.services.review import mark_reviewed
from posts.services.workflow import ARCHIVED, DRAFT, IN_REVIEW, PUBLISHED, READY
from posts.services.xliff import exportable


def export_action(language: str) -> Callable[..., HttpResponse | None]:
    """What takes posts out to be translated into ``language`` elsewhere, as the board does."""

    @admin.action(
        description=format_lazy(_("Export as XLIFF, to translate into {language}"), language=LANGUAGE_NAMES[language])
    )
    def export(admin, request, queryset):
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        posts = Post.objects.filter(pk__in=keys).order_by("pk").prefetch_related("translations")  # whole, unlike the list's
        if len(keys) > MOST:
            said = ngettext("Choose at most %d post for one file.", "Choose at most %d posts for one file.", MOST) % MOST
            admin.message_user(request, said, messages.ERROR)
        elif chosen := exportable(posts, language, by=request.user):
            return file_of(chosen, language, by=request.user)
        else:
            said = gettext("None of these is for you to translate into %s.") % LANGUAGE_NAMES[language]
            admin.message_user(request, said, messages.WARNING)
        return None

    export.__name__ = f"export_into_{language}"
    return export


EXPORTS = {language: export_action(language) for language in LANGUAGES}


class PostActions:
    actions = [
        *("send_to_review", "publish", "withdraw", "archive", "confirm_dates", "mark_reviewed", "read_again"),
        *EXPORTS.values(),
    ]

    def get_actions(self, request):
        """Without exports into languages that are not one's own."""
        closed = {EXPORTS[code].__name__ for code in LANGUAGES if not permissions.translates_some(request.user, code)}
        return {name: action for name, action in super().get_actions(request).items() if name not in closed}

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
