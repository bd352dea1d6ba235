"""What could not be imported waits, with its lines, for somebody to correct it; what was corrected stands for those lines."""

from collections.abc import Iterable, Mapping, Sequence

from posts.importer import identity
from posts.importer.readers import Source
from posts.importer.records import Failure
from posts.models import ImportRun, QuarantinedEntry

LONG = ("raw_text", "ground")
Status = QuarantinedEntry.Status


def corrections() -> dict[str, str]:
    """Digest of a file's lines → what an editor made of them."""
    rows = QuarantinedEntry.objects.filter(status=Status.CORRECTED)
    return dict(rows.values_list("digest", "corrected_text"))


def keep(failures: Iterable[Failure], sources: Sequence[Source], run: ImportRun) -> None:
    """Quarantine what failed, once, and let go what the files read no longer hold. Nothing is written if nothing changed."""
    kinds = {name: source.kind for source in sources for name in source.names}
    found = {(f.file, identity.digest(f.raw_text)): f for f in failures if f.raw_text.strip() and f.file in kinds}
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


def _of_files(files: Mapping[str, str]) -> list[QuarantinedEntry]:
    names = list(files)
    return [
        row
        for start in range(0, len(names), 500)
        for row in QuarantinedEntry.objects.filter(file__in=names[start : start + 500]).defer(
            "raw_text", "corrected_text", "ground"
        )
    ]


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
