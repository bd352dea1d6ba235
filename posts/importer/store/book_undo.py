"""What imports keep of posts, where they stand and what waits to be decided, becomes what it was before a run. Part of undoing
one. Two posts never stand in one place, and none is taken from two: whoever is in the way is kept aside, where the next import
finds it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import F, Model

from posts.batches import batches
from posts.importer.store.row_log import Columns, RowLog
from posts.importer.store.row_undo import Rows, make, update
from posts.models import Post, Provenance
from posts.parked import PARKED

PLACE = {"file", "position", "line_start", "line_end"}
APART = ("position", "is_primary")  # what no two rows of a page, or of a post, have alike


@dataclass(slots=True)
class Books:
    """The rows of one model. ``kept`` are posts whose text stays as it is, and so what is known of it; only places go back.

    First :meth:`make_way`, then posts may come back to their places, then :meth:`take_back`.
    """

    model: type[Model]
    rows: Rows
    kept: Collection[int]
    log: RowLog
    now: dict[int, Columns] = field(default_factory=dict)
    changes: dict[int, Columns] = field(default_factory=dict)

    def make_way(self) -> None:
        self.log.change(self.model, self.rows)
        self.now = {key: row for key, row in self.log.before[self.model].items() if key in self.rows}
        self.remove_made()
        self.changes = {key: columns for key, row in self.now.items() if (columns := self.undone(key, row))}
        if self.model is Provenance:
            _keep_aside([key for key, columns in self.changes.items() if columns.keys() & PLACE])

    def take_back(self) -> None:
        changes, again = self.changes, self.deleted()
        if self.model is Provenance:
            moving = {
                key: self.now[key] | columns for key, columns in changes.items() if columns.keys() & (PLACE | {"is_primary"})
            }
            self.keep_apart(moving | again)
            changes |= {key: {name: row[name] for name in (*changes[key], *APART)} for key, row in moving.items()}
        make(self.model, again, self.log)
        update(self.model, changes)

    def remove_made(self) -> None:
        """Wherever on its page such a row may stand by now."""
        made = {
            key
            for key, columns in self.now.items()
            if self.rows[key].before is None
            and columns["post_id"] not in self.kept
            and all(columns[name] == value for name, value in (self.rows[key].after or {}).items() if name not in PLACE)
        }
        self.model._base_manager.filter(pk__in=made).delete()

    def undone(self, key: int, now: Columns) -> Columns:
        columns = self.rows[key].undone(now)
        return {name: value for name, value in columns.items() if name in PLACE or now["post_id"] not in self.kept}

    def deleted(self) -> dict[int, Columns]:
        """The rows the run deleted, of posts that are there."""
        rows = {key: net.before for key, net in self.rows.items() if key not in self.now and net.before and net.after is None}
        posts = set(Post.objects.filter(pk__in={row["post_id"] for row in rows.values()}).values_list("pk", flat=True))
        return {key: row for key, row in rows.items() if row["post_id"] in posts - set(self.kept)}

    def keep_apart(self, wanted: dict[int, Columns]) -> None:
        """Make way for the rows ``wanted``, and change what of them cannot be as it was."""
        taken: set[tuple[str, int]] = set()
        for key, row in wanted.items():
            if (row["file"], row["position"]) in taken:
                row["position"] = PARKED + key
            taken.add((row["file"], row["position"]))
        standing = Provenance.objects.filter(file__in={file for file, _position in taken}).values_list("pk", "file", "position")
        in_the_way = [key for key, file, position in standing if (file, position) in taken and key not in wanted]
        self.log.change(Provenance, in_the_way)
        _keep_aside([*in_the_way, *wanted])
        primary = {row["post_id"] for row in wanted.values() if row["is_primary"]}
        primaries = dict(Provenance.objects.filter(is_primary=True, post__in=primary).values_list("pk", "post"))
        elsewhere = {post for key, post in primaries.items() if key not in wanted}
        for row in wanted.values():
            row["is_primary"] = row["is_primary"] and row["post_id"] not in elsewhere
        Provenance.objects.filter(pk__in=wanted).update(is_primary=False)


def _keep_aside(keys: Collection[int]) -> None:
    for batch in batches(list(keys)):
        Provenance.objects.filter(pk__in=batch).update(position=F("id") + PARKED)
