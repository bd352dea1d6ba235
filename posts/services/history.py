"""What posts were before each change: who changed what, when and why, and the way back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from posts.batches import batches
from posts.changes import Change, changes
from posts.digests import field_digest
from posts.models import ImportRun, Post, Revision, Translation
from posts.services.compared import compared
from posts.services.legible import language_of, legible
from posts.services.rewriting import rewrite
from posts.services.snapshots import TEXTS, Names, Snapshot, changed, digests, merged, names_of, only_of, snapshots
from posts.services.text_changes import date_changes

BATCH = 200  # revisions to a query
DATES = ("date_basis", "date_min", "date_max")
PUBLICATION = {"status", "published_at", "owner_id", "together"}  # of the post or of a text: who sees it, and from when


@dataclass(slots=True)
class _Recording:
    """A block that :func:`recording` watches: its posts as they were before it, and of which the texts are known."""

    before: dict[int, Snapshot]
    with_texts: set[int]
    said: dict[int, tuple[Any, str]] = field(default_factory=dict)  # post → who changed it in a block inside, and why

    def look_at_texts(self, keys: set[int]) -> None:
        """From here on, in which the block has left them alone."""
        for key, now in snapshots(keys - self.with_texts).items():
            known = self.before[key]
            self.before[key] = known | {
                name: value
                for name, value in now.items()
                if name in TEXTS or (name.startswith("source_text:") and f"is_source:{language_of(name)}" in known)
            }
        self.with_texts |= keys

    def now(self) -> dict[int, Snapshot]:
        without = self.before.keys() - self.with_texts
        return snapshots(self.with_texts) | snapshots(without, texts=False)


_watching: ContextVar[tuple[_Recording, ...]] = ContextVar("_watching", default=())


@contextmanager
def recording(
    post_ids: Iterable[int], *, by=None, run: ImportRun | None = None, reason: str = "", texts: bool = True
) -> Iterator[None]:
    """Write a :class:`Revision` of each of these posts that the block changes, in one transaction with it.

    The posts are locked first, so that what is recorded is what this block did. Without ``texts``, for a block that changes
    no text, those are not looked at. A ``run`` that is not stored yet is, with the first revision.

    What a block inside another does to the same posts is part of the outer one's change, which has its author and its reason
    where the outer one gives none. A text that is to change inside is looked at by the outer one, too.
    """
    wanted = set(post_ids)
    outer = {key: one for one in _watching.get() for key in wanted & one.before.keys()}
    keys = sorted(wanted - outer.keys())
    with transaction.atomic():
        for batch in batches(keys):
            list(Post.objects.select_for_update().order_by("pk").filter(pk__in=batch).values_list("pk"))
        if texts:
            for one in _watching.get():
                one.look_at_texts({key for key in outer if outer[key] is one})
        before = snapshots(keys, texts=texts)
        names = names_of(before.values())
        this = _Recording(before, set(before) if texts else set())
        token = _watching.set((*_watching.get(), this))
        try:
            yield
        finally:
            _watching.reset(token)
        after = this.now()
        date_changes(before, after)
        revisions = [_revision(this, key, now, names, by, reason) for key, now in after.items() if changed(before[key], now)]
        if revisions and run is not None and run._state.adding:
            run.save()
        for revision in revisions:
            revision.run = run
        Revision.objects.bulk_create(revisions, batch_size=BATCH)
    for key, one in outer.items():
        known_by, known_reason = one.said.get(key, (None, ""))
        one.said[key] = (known_by or by, known_reason or reason)


def _revision(of: _Recording, key: int, now: Snapshot, names: Names, by, reason: str) -> Revision:
    old = changed(of.before[key], now)
    other, why = of.said.get(key, (None, ""))
    return Revision(
        post_id=key, made_by=by or other, reason=reason or why, before=old, after=digests(now, old), names=only_of(names, old)
    )


@dataclass(frozen=True, slots=True)
class Version:
    """One change of a post, and what it did: ``changes`` are for reading, see :mod:`posts.services.legible`."""

    revision: Revision
    changes: tuple[Change, ...]


def versions(post: Post, revisions: QuerySet[Revision] | None = None) -> list[Version]:
    """The changes of ``post``, newest first; of ``revisions``, which are among its newest, or of all."""
    [state] = snapshots([post.pk]).values()
    names = names_of([state])
    found = []
    for revision in (post.revisions.all() if revisions is None else revisions).select_related("made_by", "run"):
        after = {name: state.get(name) for name in revision.before}
        state |= revision.before
        names = merged(revision.names, names)
        found.append(Version(revision, changes(legible(revision.before, names), legible(after, names))))
    return found


def state_before(revision: Revision) -> tuple[Snapshot, Names]:
    """The post as it was before this change, and the names of what it refers to."""
    [state] = snapshots([revision.post_id]).values()
    names = names_of([state])
    for later in Revision.objects.filter(post=revision.post_id, pk__gte=revision.pk).order_by("-pk"):
        state |= later.before
        names = merged(later.names, names)
    return state, names


@transaction.atomic
def restore(revision: Revision, *, by=None, reason: str = "", publication: bool = False) -> bool:
    """Make the post what it was before this change. Whether that changed anything; it is a change like any other.

    Whether and in which languages the public sees it stays as it is, unless ``publication`` is to be restored, too. Raises
    :class:`posts.services.rewriting.CannotRestore`.
    """
    with recording([revision.post_id], by=by, reason=reason):
        _now, wanted, names = _way_back(revision, publication)
        if wanted:
            rewrite({revision.post_id: wanted}, names)
    return bool(wanted)


def what_restoring_changes(revision: Revision) -> tuple[Change, ...]:
    """What :func:`restore` would do to the post as it is now, for reading."""
    now, wanted, names = _way_back(revision, publication=False)
    return changes(legible({name: now.get(name) for name in wanted}, names), legible(wanted, names))


def _way_back(revision: Revision, publication: bool) -> tuple[Snapshot, Snapshot, Names]:
    """The post now, those of its fields that were something else before ``revision``, and the names of what they refer to."""
    target, names = state_before(revision)
    [now] = snapshots([revision.post_id]).values()
    wanted = {name: target.get(name) for name in changed(now, target)}
    return now, wanted if publication else _without_publication(wanted, now), names


def _without_publication(wanted: Snapshot, now: Snapshot) -> Snapshot:
    """``wanted`` without what decides whether the public sees the post and its texts. A text that comes back is a draft."""
    kept = {name: value for name, value in wanted.items() if name.partition(":")[0] not in PUBLICATION}
    if "published_at" in wanted:
        if wanted["published_at"] is None:
            kept = {name: value for name, value in kept.items() if name not in DATES}
        else:  # a text that appeared with the post moves with it
            texts = [name for name in now if name.startswith("published_at:") and now[name] == now["published_at"]]
            kept |= dict.fromkeys(["published_at", *texts], wanted["published_at"])
    for name, value in wanted.items():
        column, _colon, language = name.partition(":")
        if column == "is_source" and value is not None and now.get(name) is None:
            kept[f"status:{language}"] = Translation.Status.DRAFT
    return kept


def base_value(post: Post, field: str, digest: str) -> Any:
    """The newest value of ``field`` that has this digest, as an import compares it; None where the history has none."""
    [state] = snapshots([post.pk]).values()
    names = names_of([state])
    revisions = iter(Revision.objects.filter(post=post).order_by("-pk"))
    while True:
        value = compared(state, names, field)
        if field_digest(value) == digest:
            return value
        revision = next(revisions, None)
        if revision is None:
            return None
        state |= revision.before
        names = merged(revision.names, names)
