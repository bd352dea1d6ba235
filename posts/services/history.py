"""What posts were before each change: who changed what, when and why, and the way back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from posts.models import ImportRun, Post, Revision
from posts.services.snapshots import batches, changed, digests, names_of, only_of, snapshots

BATCH = 200  # revisions to a query


@contextmanager
def recording(
    post_ids: Iterable[int], *, by=None, run: ImportRun | None = None, reason: str = "", texts: bool = True
) -> Iterator[None]:
    """Write a :class:`Revision` of each of these posts that the block changes, in one transaction with it.

    The posts are locked first, so that what is recorded is what this block did. Without ``texts``, for a block that changes
    no text, those are not looked at. A ``run`` that is not stored yet is, with the first revision.
    """
    keys = sorted(set(post_ids))
    with transaction.atomic():
        for batch in batches(keys):
            list(Post.objects.select_for_update().order_by("pk").filter(pk__in=batch).values_list("pk"))
        before = snapshots(keys, texts=texts)
        names = names_of(before.values())
        yield
        after = snapshots(keys, texts=texts)
        revisions = [
            Revision(
                post_id=key,
                made_by=by,
                run=run,
                reason=reason,
                before=old,
                after=digests(post, old),
                names=only_of(names, old),
            )
            for key, post in after.items()
            if (old := changed(before[key], post))
        ]
        if revisions and run is not None and run._state.adding:
            run.save()
        for revision in revisions:
            revision.run = run
        Revision.objects.bulk_create(revisions, batch_size=BATCH)
