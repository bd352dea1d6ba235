"""Deleted posts go to a bin and come back whole, with their old primary keys, their history and what imports know of them."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import CASCADE, Model
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from posts.batches import batches
from posts.models import BinnedPost, ImportRecord, ImportRun, Post, Provenance, Revision, SearchDocument, Translation
from posts.models.post import LANGUAGES
from posts.parked import PARKED
from posts.services.rewriting import CannotRestore, make, value_of
from posts.services.snapshots import PARTS, Snapshot, merged, names_of, only_of, plain, snapshots

AT_ONCE = 200  # posts whose texts are held in memory
# Kept in the snapshot, or made of it.
IN_STATE = {Translation, SearchDocument, *(part.model for part in PARTS)}


@transaction.atomic
def bin_posts(keys: Iterable[int], *, by=None, run: ImportRun | None = None) -> int:
    """Move posts to the bin. Returns how many there were."""
    number = 0
    for batch in batches(sorted(set(keys)), AT_ONCE):
        list(Post.objects.select_for_update().order_by("pk").filter(pk__in=batch).values_list("pk"))
        states = snapshots(batch)
        names = names_of(states.values())
        rows: dict[int, dict[str, list]] = {key: {} for key in states}
        for model, owner in _along():
            for row in model._base_manager.filter(**{f"{owner}__in": states}).order_by("pk").values():
                rows[row[owner]].setdefault(model._meta.label_lower, []).append({name: plain(row[name]) for name in row})
        records: dict[int, list[int]] = {key: [] for key in states}
        for key, record in ImportRecord.objects.filter(post__in=states).order_by("pk").values_list("post_id", "pk"):
            records[key].append(record)
        BinnedPost.objects.bulk_create(
            [
                BinnedPost(
                    id=key,
                    title="\n".join(_titles(state)),
                    import_ref=state["import_ref"],
                    deleted_by=by,
                    run=run,
                    state=state,
                    names=only_of(names, state),
                    rows=rows[key],
                    records=records[key],
                )
                for key, state in states.items()
            ]
        )
        Post.objects.filter(pk__in=states).delete()
        number += len(states)
    return number


@transaction.atomic
def restore_posts(keys: Iterable[int]) -> int:
    """Take posts out of the bin. Returns how many there were. Raises :class:`CannotRestore`, and restores none then."""
    number = 0
    for batch in batches(sorted(set(keys)), AT_ONCE):
        binned = {post.pk: post for post in BinnedPost.objects.select_for_update().filter(pk__in=batch).order_by("pk")}
        _check_references(binned)
        make({key: post.state for key, post in binned.items()}, merged(*(post.names for post in binned.values())))
        for model, _owner in _along():
            fields = {field.attname: field for field in model._meta.concrete_fields}
            rows = [row for post in binned.values() for row in post.rows.get(model._meta.label_lower, ())]
            rows = [model(**{name: value_of(fields[name], row[name]) for name in row if name in fields}) for row in rows]
            if model is Provenance:
                _give_way(rows)
            model._base_manager.bulk_create(rows, batch_size=500)
        for key, post in binned.items():
            ImportRecord.objects.filter(pk__in=post.records).update(post=key)
        BinnedPost.objects.filter(pk__in=binned).delete()
        number += len(binned)
    return number


@transaction.atomic
def delete_for_good(keys: Iterable[int]) -> int:
    """Take posts out of the bin for ever, and their history. Returns how many there were. An import makes them anew."""
    number = 0
    for batch in batches(sorted(set(keys)), AT_ONCE):
        binned = list(BinnedPost.objects.select_for_update().filter(pk__in=batch).values_list("pk", flat=True))
        Revision.objects.filter(post__in=binned).delete()
        BinnedPost.objects.filter(pk__in=binned).delete()
        number += len(binned)
    return number


def _along() -> Iterator[tuple[type[Model], str]]:
    """The models whose rows go with their post, besides what its snapshot has; and their column of the post."""
    for relation in Post._meta.related_objects:
        if relation.on_delete is CASCADE and relation.related_model not in IN_STATE:
            yield relation.related_model, relation.field.attname


def _titles(state: Snapshot) -> list[str]:
    titles = (state.get(build_localized_fieldname("title", code)) for code in LANGUAGES)
    return list(dict.fromkeys(filter(None, titles)))


def _check_references(binned: dict[int, BinnedPost]) -> None:
    refs = [post.import_ref for post in binned.values() if post.import_ref]
    for other in Post.objects.filter(import_ref__in=refs).for_linking():
        raise CannotRestore(_("An import has made “%(title)s” anew: delete that one first.") % {"title": other})


def _give_way(rows: list[Provenance]) -> None:
    """A place where another post stands now is kept aside, where the next import finds it."""
    files = {row.file for row in rows}
    taken = set(Provenance.objects.filter(file__in=files).values_list("file", "position"))
    for row in rows:
        if (row.file, row.position) in taken:
            row.position = row.pk + PARKED
