"""The way of each text to the public and back: draft → in review → ready → published → archived.

The only writer of ``Translation.status`` and ``Translation.published_at``, and of what they make of ``Post.status``, besides
imports. "Scheduled" is no state: it is published, from a moment that is still to come.

A post is published when one of its texts is; if none is, but one is archived, it is archived; else it is a draft.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from posts.batches import batches
from posts.models import Post, Translation, WorkflowStep
from posts.querysets import BODY_FIELDS, PostQuerySet
from posts.services import permissions
from posts.services.assignments import finish
from posts.services.history import recording
from posts.services.permissions import User

State = Translation.Status
DRAFT, IN_REVIEW, READY, PUBLISHED, ARCHIVED = State.DRAFT, State.IN_REVIEW, State.READY, State.PUBLISHED, State.ARCHIVED
UNPUBLISHED = (DRAFT, IN_REVIEW, READY)
AT_ONCE = 500  # posts in memory

Chooser = Callable[[Post, list[Translation]], Iterable[Translation]]


@dataclass(frozen=True, slots=True)
class Transition:
    before: str
    after: str
    may: Callable[[User, Post, str], bool]  # who may: see posts.services.permissions
    verb: str | Promise


TRANSITIONS = (
    Transition(DRAFT, IN_REVIEW, permissions.may_write, gettext_lazy("Send to review")),
    Transition(IN_REVIEW, DRAFT, permissions.may_write, gettext_lazy("Back to draft")),
    Transition(READY, DRAFT, permissions.may_write, gettext_lazy("Back to draft")),
    Transition(DRAFT, READY, permissions.may_review, gettext_lazy("Approve")),
    Transition(IN_REVIEW, READY, permissions.may_review, gettext_lazy("Approve")),
    Transition(DRAFT, PUBLISHED, permissions.may_publish, gettext_lazy("Publish")),
    Transition(IN_REVIEW, PUBLISHED, permissions.may_publish, gettext_lazy("Publish")),
    Transition(READY, PUBLISHED, permissions.may_publish, gettext_lazy("Publish")),
    Transition(PUBLISHED, DRAFT, permissions.may_publish, gettext_lazy("Withdraw")),
    Transition(PUBLISHED, ARCHIVED, permissions.may_publish, pgettext_lazy("to do", "Archive")),
    Transition(ARCHIVED, DRAFT, permissions.may_publish, gettext_lazy("Back to draft")),
    Transition(ARCHIVED, PUBLISHED, permissions.may_publish, gettext_lazy("Publish again")),
)
TABLE = {(one.before, one.after): one for one in TRANSITIONS}


class CannotStep(ValueError):
    """The message says why, for the editor."""


def offered(user: User, post: Post, language: str) -> list[Transition]:
    """What somebody may do with a text now, in the order of the table."""
    state = permissions.state_of(post, language)
    return [one for one in TRANSITIONS if one.before == state and one.may(user, post, language)]


# Steps. ``by`` is None where a command acts.


@transaction.atomic
def step(
    post: Post, language: str, after: str, *, by: User | None, note: str = "", at: datetime | None = None
) -> list[WorkflowStep]:
    """Take one text to ``after``. Published without ``at``, it keeps the date it has, or has that of its post, or that of now.

    Returns the steps that were made: none where it stood there already; several where languages go out together; to READY where
    PUBLISHED was asked for but another language is not ready yet. Raises PermissionDenied or :class:`CannotStep`. ``post``
    itself is left as it was loaded.
    """
    found = _locked(Post.objects.filter(pk=post.pk))
    text = next((text for post in found for text in post.translations.all() if text.language == language), None)
    if text is None:
        raise CannotStep(_("There is no text in this language any more: look at the post again."))
    with recording([post.pk], by=by, reason=note, texts=False):
        return _Walk(by, note, at).walk([(found[0], [text])], after)


@transaction.atomic
def step_each(posts: PostQuerySet, choose: Chooser, after: str, *, by: User | None, note: str = "") -> list[WorkflowStep]:
    """Take the texts that ``choose`` picks of each of ``posts`` to ``after``; all of them or, if one may not, none."""
    steps = []
    keys = list(posts.order_by("pk").values_list("pk", flat=True))
    for batch in batches(keys, AT_ONCE):
        chosen = _locked(Post.objects.filter(pk__in=batch))
        with recording(batch, by=by, reason=note, texts=False):
            steps += _Walk(by, note).walk([(post, list(choose(post, list(post.translations.all())))) for post in chosen], after)
    return steps


def publish(posts: PostQuerySet, *, by: User | None) -> list[WorkflowStep]:
    """Publish what is ready of ``posts``, or archived; of a post without either or a public text, what it was written in."""
    return step_each(posts, to_publish, PUBLISHED, by=by)


def withdraw(posts: PostQuerySet, *, by: User | None) -> list[WorkflowStep]:
    """Make drafts of the published texts of ``posts``; their dates stay."""
    return step_each(posts, _in(PUBLISHED), DRAFT, by=by)


def archive(posts: PostQuerySet, *, by: User | None) -> list[WorkflowStep]:
    """Take the published texts of ``posts`` from the public, for good."""
    return step_each(posts, _in(PUBLISHED), ARCHIVED, by=by)


def send_to_review(posts: PostQuerySet, *, by: User) -> list[WorkflowStep]:
    """Those drafts of ``posts`` that are somebody's work."""
    return step_each(posts, lambda post, texts: [t for t in texts if mine(by, post, t)], IN_REVIEW, by=by)


def to_publish(post: Post, texts: list[Translation]) -> list[Translation]:
    waiting = [text for text in texts if text.status in (READY, ARCHIVED)]
    if waiting or any(text.status == PUBLISHED for text in texts):
        return waiting
    return [text for text in texts if text.is_source] or texts[:1]


def mine(user: User, post: Post, text: Translation) -> bool:
    return text.status == DRAFT and permissions.may_write(user, post, text.language)


@transaction.atomic
def publish_together(post: Post, languages: Sequence[str], *, by: User | None) -> list[WorkflowStep]:
    """From now on ``languages`` of the post are published together, as soon as all are ready: now, if they are.

    None, or a single one: each is published by itself again. Returns the steps that were made.
    """
    [post] = _locked(Post.objects.filter(pk=post.pk))
    if by is not None and not permissions.may_publish(by, post):
        raise PermissionDenied
    chosen = [language for language in post.languages() if language in languages]
    post.together = chosen if len(chosen) > 1 else []
    with recording([post.pk], by=by, texts=False):
        Post.objects.filter(pk=post.pk).update(together=post.together, updated_at=timezone.now())
        return _Walk(by, "").walk([(post, [])], PUBLISHED)


def _in(state: str) -> Chooser:
    return lambda post, texts: [text for text in texts if text.status == state]


def _locked(posts: PostQuerySet) -> list[Post]:
    """With their texts' rows, but not the texts: nobody else takes a step with these posts until the transaction ends."""
    found = list(posts.select_for_update().defer(*BODY_FIELDS).order_by("pk"))
    texts = Translation.objects.defer("source_text", "body_html").filter(post__in=found).order_by("-is_source", "language")
    by_post: dict[int, list[Translation]] = {post.pk: [] for post in found}
    for text in texts:
        by_post[text.post_id].append(text)
    for post in found:
        post._prefetched_objects_cache = {"translations": by_post[post.pk]}
    return found


class _Walk:
    """Steps that are made at one moment, by somebody, for one reason."""

    def __init__(self, by: User | None, note: str, at: datetime | None = None) -> None:
        self.by, self.note, self.at = by, note, at
        self.now = timezone.now()
        self.steps: list[WorkflowStep] = []
        self.moved: dict[int, Translation] = {}

    def walk(self, chosen: list[tuple[Post, list[Translation]]], after: str) -> list[WorkflowStep]:
        for post, texts in chosen:
            for text in texts:
                if text.status != after:
                    self.check(post, text, after)
            self.move(post, [text for text in texts if text.status != after], after)
        self.write([post for post, _texts in chosen])
        return self.steps

    def check(self, post: Post, text: Translation, after: str) -> None:
        transition = TABLE.get((text.status, after))
        if transition is None:
            values = {"before": text.get_status_display(), "after": State(after).label}
            raise CannotStep(_("What is “%(before)s” cannot become “%(after)s”: look at the post again.") % values)
        if self.by is not None and not transition.may(self.by, post, text.language):
            raise PermissionDenied

    def move(self, post: Post, texts: list[Translation], after: str) -> None:
        """What goes out together waits as READY until all of it is; then all goes out."""
        if after == PUBLISHED:
            held = [text for text in texts if text.language in post.together]
            self.publish(post, [text for text in texts if text not in held], self.at)
            for text in held:
                if text.status != READY:
                    self.step(text, READY)
                text.published_at = self.at or text.published_at
                self.moved[text.pk] = text
        else:
            for text in texts:
                self.step(text, after)
        if after in (READY, PUBLISHED):
            self.release(post)

    def release(self, post: Post) -> None:
        group = [text for text in post.translations.all() if text.language in post.together]
        if len(group) < len(post.together) or any(text.status not in (READY, PUBLISHED) for text in group):
            return
        waiting = [text for text in group if text.status == READY]
        planned = max((text.published_at for text in waiting if text.published_at), default=None)
        self.publish(post, waiting, planned if planned and planned > self.now else self.at)

    def publish(self, post: Post, texts: list[Translation], at: datetime | None) -> None:
        """Unless ``at`` says otherwise, the date of a post or text that was published before stays."""
        if not texts:
            return
        is_first = post.status != Post.Status.PUBLISHED
        moment = post.published_at or self.now
        if is_first and (at or post.published_at is None):
            post.published_at = moment = at or self.now
            post.date_basis = Post.DateBasis.GIVEN
            post.date_min = post.date_max = timezone.localdate(moment)
        post.status = Post.Status.PUBLISHED
        for text in texts:
            # Not before its post: what is published beside a text that is scheduled appears with it, and is new then.
            text.published_at = max(moment, at or text.published_at or (moment if is_first else self.now))
            self.step(text, PUBLISHED, public_from=text.published_at if text.published_at > self.now else None)

    def step(self, text: Translation, after: str, public_from: datetime | None = None) -> None:
        self.steps.append(
            WorkflowStep(
                post_id=text.post_id,
                language=text.language,
                before=text.status,
                after=after,
                by=self.by,
                at=self.now,
                public_from=public_from,
                note=self.note,
            )
        )
        text.status = after
        self.moved[text.pk] = text

    def write(self, posts: list[Post]) -> None:
        changed = {text.post_id for text in self.moved.values()}
        posts = [post for post in posts if post.pk in changed]
        for post in posts:
            post.status = status_of([text.status for text in post.translations.all()])
            post.updated_at = self.now
        Translation.objects.bulk_update(self.moved.values(), ["status", "published_at"])
        Post.objects.bulk_update(posts, ["status", "published_at", "date_basis", "date_min", "date_max", "updated_at"])
        WorkflowStep.objects.bulk_create(self.steps)
        published = {(step.language, step.post_id) for step in self.steps if step.after == PUBLISHED}
        for language in sorted({language for language, _post in published}):
            finish((post for code, post in published if code == language), language)


def status_of(texts: Iterable[str]) -> str:
    """Of a post, by the states of its texts."""
    states = set(texts)
    if PUBLISHED in states:
        return Post.Status.PUBLISHED
    return Post.Status.ARCHIVED if ARCHIVED in states else Post.Status.DRAFT
