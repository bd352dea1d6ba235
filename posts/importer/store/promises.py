"""Addresses that an import has chosen for posts it has yet to write. Another that runs at the same time finds no such post, and
would choose the same; and once texts link to an address it cannot be another post's. Part of the loader.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from posts.importer.store.known import read_slugs
from posts.importer.store.lock import one_writer
from posts.importer.survey.records import Known, Planned
from posts.models import PromisedAddresses

NOBODY = 0  # a post that is not written yet


@dataclass(slots=True)
class Promises:
    """Of one import of ``archives``; one without any is alone, and has nobody to promise anything to."""

    archives: Sequence[str] = ()
    row: PromisedAddresses | None = None

    @contextmanager
    def choosing(self, known: Known) -> Iterator[set[str]]:
        """While the block runs no other import chooses addresses: those taken since ``known`` was read; they join it."""
        if not self.archives:
            yield set()
            return
        with one_writer():
            taken = {slug: post for slug, post in read_slugs() if slug not in known.slugs}
            taken |= {slug: NOBODY for slug in self._of_others() if slug not in known.slugs}
            known.slugs |= taken
            yield set(taken)

    def _of_others(self) -> Iterator[str]:
        """What was promised for one of these archives, whose lock is held, was by an import that was killed: let it go."""
        for row in PromisedAddresses.objects.all():
            if set(row.archives) & set(self.archives):
                row.delete()
            else:
                yield from row.slugs

    def make(self, posts: Iterable[Planned], known: Known) -> None:
        """Promise what is new of the addresses of ``posts``."""
        new = [
            slug
            for planned in posts
            for slug in planned.addresses
            if not (planned.known and known.slugs.get(slug) == planned.known.id)
        ]
        if self.archives and new:
            self.row = PromisedAddresses.objects.create(archives=list(self.archives), slugs=new)

    def let_go(self) -> None:
        """Every post is written, or will not be."""
        if self.row:
            self.row.delete()
            self.row = None
