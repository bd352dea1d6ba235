"""Fields that people and the archive both changed: what waits for a decision, and what has been decided. Part of the loader."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from posts.digests import field_digest
from posts.importer.store.compare import Decision
from posts.models import ImportConflict, Post
from posts.services.history import base_value

Resolution = ImportConflict.Resolution


@dataclass(slots=True)
class Conflicts:
    """Of some posts. ``find`` compares them with what is stored, ``write`` brings that up to date."""

    waiting: dict[int, dict[str, ImportConflict]] = field(default_factory=lambda: defaultdict(dict))  # post → field → row
    decided: dict[int, dict[str, ImportConflict]] = field(default_factory=lambda: defaultdict(dict))  # the latest of each
    changed: list[ImportConflict] = field(default_factory=list)

    @classmethod
    def of(cls, posts: Collection[int]) -> "Conflicts":
        found = cls()
        if posts:
            for row in ImportConflict.objects.filter(post_id__in=posts).order_by("id"):
                (found.decided if row.resolution else found.waiting)[row.post_id][row.field] = row
        return found

    def digests(self, post: int) -> dict[str, str]:
        """Of the values of the archive that people have decided about."""
        return {name: field_digest(row.archive) for name, row in self.decided[post].items()}

    def find(self, post: Post, decision: Decision, archive: Mapping[str, Any], written: Mapping[str, str]) -> bool:
        """Note the conflicts of ``decision``. Returns whether any is new, has changed or is gone."""
        before = len(self.changed)
        waiting = self.waiting[post.pk]
        for name in decision.conflicts:
            value = archive.get(name)
            row = waiting.get(name)
            if row is None:
                base = self._base(post, name, written.get(name, "" if written else None))
                self.changed.append(ImportConflict(post=post, field=name, base=base, archive=value))
            elif field_digest(row.archive) != field_digest(value):
                row.archive = value
                self.changed.append(row)
        for name, row in waiting.items():
            if name not in decision.conflicts:
                row.resolution, row.resolved_at = Resolution.AGREED, datetime.now(UTC)
                self.changed.append(row)
        return len(self.changed) > before

    def write(self, run: int | None) -> None:
        """``run`` found what is new or has changed."""
        for row in self.changed:
            if not row.resolution:
                row.run_id = run
            row.save()

    def _base(self, post: Post, name: str, digest: str | None) -> Any:
        """The value that both sides changed, if it is still known; ``digest`` is None where no import has written any."""
        if not digest:
            return digest
        decided = self.decided[post.pk].get(name)
        if decided and field_digest(decided.archive) == digest:
            return decided.archive
        return base_value(post, name, digest)
