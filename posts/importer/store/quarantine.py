"""What could not be imported waits, with its lines, for somebody to correct it; what was corrected stands for those lines."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from posts.batches import batches
from posts.digests import digest
from posts.importer.readers import Source
from posts.importer.records import Failure
from posts.importer.store.row_log import Columns, RowLog
from posts.importer.store.row_undo import Net, Rows, update
from posts.models import ImportRun, Post, QuarantinedEntry

LONG = ("raw_text", "ground")
Status = QuarantinedEntry.Status


def corrections() -> dict[str, str]:
    """Digest of a file's lines → what an editor made of them."""
    rows = QuarantinedEntry.objects.filter(status=Status.CORRECTED)
    return dict(rows.values_list("digest", "corrected_text"))


def keep(failures: Iterable[Failure], sources: Sequence[Source], run: ImportRun) -> None:
    """Quarantine what failed, once, and let go what the files read no longer hold. Nothing is written if nothing changed."""
    kinds = {name: source.kind for source in sources for name in source.names}
    found = {(f.file, digest(f.raw_text)): f for f in failures if f.raw_text.strip() and f.file in kinds}
    known = {(row.file, row.digest): row for row in _of_files(kinds)}
    stored_run = run if run.pk and not run._state.adding else None
    QuarantinedEntry.objects.bulk_create(
        QuarantinedEntry(**_columns(failure), digest=digest, kind=kinds[file], run=stored_run)
        for (file, digest), failure in found.items()
        if (file, digest) not in known
    )
    for key, row in known.items():
        failure = found.get(key)
        if failure is None:
            if row.status == Status.WAITING:
                _update(row, {"status": Status.GONE})
        else:
            _update(row, {**_columns(failure), "status": Status.WAITING})


def mark_corrected(entry: QuarantinedEntry, text: str, by, run: ImportRun | None) -> None:
    """``text`` stands for the entry's lines from now on: ``run`` made a post of it, and takes that back when it is undone.

    There is no run where such a post was there already.
    """
    log = RowLog()
    log.change(QuarantinedEntry, [entry.pk])
    entry.status = Status.CORRECTED
    entry.corrected_text, entry.corrected_at, entry.corrected_by = text, datetime.now(UTC), by
    entry.post = _post_of(entry, text, run)
    entry.save()
    if run:
        log.write(run)


def _post_of(entry: QuarantinedEntry, text: str, run: ImportRun | None) -> Post | None:
    found = Post.objects.filter(provenance__file=entry.file, provenance__digest=digest(text)).first()
    if found is None and run:
        # An export's post stands where the export says; of several on a page, each has lines of its own.
        found = Post.objects.filter(import_records__run=run).order_by("import_records__pk").first()
    return found


def take_back(rows: Rows, kept: Collection[int], log: RowLog) -> None:
    """Entries that a run corrected wait again; those whose correction it undid are corrected again.

    Not where an entry was changed since, nor where its post is among the ``kept``. ``log`` knows the rows as they were before
    any post was touched.
    """
    now = log.before[QuarantinedEntry]
    update(
        QuarantinedEntry,
        {key: _that_is_there(net.before) for key, net in rows.items() if key in now and _is_left(net, now[key], kept)},
    )


def _is_left(net: Net, now: Columns, kept: Collection[int]) -> bool:
    """Whether a row is as the run left it."""
    after = net.after or {}
    return after.get("post_id") not in kept and all(now[name] == value for name, value in after.items())


def _that_is_there(columns: Columns | None) -> Columns:
    """``columns``, without the keys of rows that are gone."""
    columns = dict(columns or {})
    for field in QuarantinedEntry._meta.concrete_fields:
        key = columns.get(field.attname) if field.is_relation else None
        if key is not None and not field.related_model._base_manager.filter(pk=key).exists():
            columns[field.attname] = None
    return columns


def _of_files(files: Mapping[str, str]) -> list[QuarantinedEntry]:
    rows = QuarantinedEntry.objects.defer("raw_text", "corrected_text", "ground")
    return [row for batch in batches(list(files)) for row in rows.filter(file__in=batch)]


def _columns(failure: Failure) -> dict[str, object]:
    return {
        "file": failure.file[:500],
        "line_start": failure.line_start,
        "line_end": failure.line_end,
        "position": failure.position,
        "message": failure.message,
        "raw_text": failure.raw_text,
        "ground": dict(failure.ground),
    }


def _update(row: QuarantinedEntry, columns: Mapping[str, object]) -> None:
    """Write the columns that differ; the long ones do not, as the digest is the same."""
    changed = [name for name, value in columns.items() if name not in LONG and getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, columns[name])
        row.save(update_fields=changed)
