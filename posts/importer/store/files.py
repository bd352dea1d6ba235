"""Which files a run has read to the end, by what was in them: size and time are no proof. Part of the loader."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b

from posts.importer.readers import Source
from posts.models import ArchiveFile, ImportRun

PIECE = 2**20  # bytes
LONGEST = 500  # characters of a name; a file with a longer one is read each time


def digests(sources: Iterable[Source], reading: str) -> dict[str, str]:
    """Of each file, its parts and how they are read: by which rules; none of a file that cannot be read."""
    found = {}
    for source in sources:
        if source.kept is None and not source.problem:
            digest = blake2b(reading.encode(), digest_size=16)
            try:
                for path in (source.path, *source.others):
                    with path.open("rb") as file:
                        while piece := file.read(PIECE):
                            digest.update(piece)
            except OSError:
                continue  # whoever reads it says why
            found[source.name] = digest.hexdigest()
    return found


def unchanged(found: Mapping[str, str]) -> set[str]:
    """The files that were read before and are as they were. Once a run was undone, what was read before does not count."""
    rows = ArchiveFile.objects.all()
    if undone := ImportRun.objects.filter(undoes__isnull=False).order_by("-started_at").first():
        rows = rows.filter(read_at__gt=undone.started_at)
    return {name for name, digest in rows.values_list("name", "digest") if found.get(name) == digest}


def remember(found: Mapping[str, str]) -> None:
    """Keep the digests of files that were read without a failure. Writes differences only."""
    known = unchanged(found)
    now = datetime.now(UTC)
    rows = [ArchiveFile(name=n, digest=d, read_at=now) for n, d in found.items() if n not in known and len(n) <= LONGEST]
    ArchiveFile.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["name"], update_fields=["digest", "read_at"], batch_size=500
    )
