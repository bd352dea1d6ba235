"""Posts of other systems: what they are known by and which addresses they get, before their text is read.

Such a post is known by what its system calls it (``Draft.ref``), never by a title or a slug: those may be another's.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from posts.importer.identity import free_address
from posts.importer.records import Draft, Failure
from posts.importer.survey.records import Known, KnownPost, Planned


@dataclass(slots=True)
class Foreign:
    """The posts of other systems that a run has met so far."""

    known: Known
    met: dict[str, str] = field(default_factory=dict)  # ref → where it was met
    addresses: dict[str, str] = field(default_factory=dict)  # slug → ref of the post that gets it
    wanted: dict[str, str] = field(default_factory=dict)  # slug with a number → without

    def plan(self, draft: Draft) -> Planned | Failure:
        """The post that ``draft`` will be, or why it can be none."""
        place = draft.places[0]
        where = f"{place.file}:{place.line_start}"
        if draft.ref in self.met:
            message = _("The same post stands at %(where)s: import the newer file only, or delete one of the two.")
            return place.failure(message % {"where": self.met[draft.ref]}, same=draft.names)
        known = self.known.by_ref.get(draft.ref)
        if known is None and self._taken(draft):
            message = _("A file of this name brought other posts of the same number. Rename the file and import it again.")
            return place.failure(message)
        ref = known.ref if known else draft.ref
        self.met[ref] = where
        slugs = {text.language: self._address(text.slug, ref, known) for text in draft.texts}
        return Planned(
            ref,
            draft.texts[0].title,
            known,
            slug=slugs[draft.texts[0].language],
            slugs=slugs if len(slugs) > 1 else None,
            legacy_paths=(),
            from_export=True,
        )

    def _taken(self, draft: Draft) -> bool:
        return any((place.file, place.position) in self.known.places for place in draft.places)

    def _address(self, wanted: str, ref: str, known: KnownPost | None) -> str:
        """``wanted``, or the next that no other post has."""
        slug = free_address(wanted, _Others(self, ref, known.id if known else None))
        slug = known.slug if known and known.slug == slug else slug  # one copy in memory is enough
        self.addresses[slug] = ref
        if slug != wanted:
            self.wanted[slug] = wanted
        return slug

    def make_way(self, posts: Iterable[Planned], taken: Container[str]) -> None:
        """Other addresses for those of ``posts`` whose own are ``taken`` since they were planned."""
        for planned in posts:
            moved = {
                slug: self._address(self.wanted.get(slug, slug), planned.ref, planned.known)
                for slug in planned.addresses
                if slug in taken
            }
            if moved:
                planned.slug = moved.get(planned.slug, planned.slug)
                if planned.slugs:
                    planned.slugs = {language: moved.get(slug, slug) for language, slug in planned.slugs.items()}


@dataclass(frozen=True, slots=True)
class _Others:
    """The addresses of all posts but one."""

    foreign: Foreign
    ref: str
    post: int | None

    def __contains__(self, slug: str) -> bool:
        owner = self.foreign.known.slugs.get(slug)
        return (owner is not None and owner != self.post) or self.foreign.addresses.get(slug, self.ref) != self.ref


def settled(draft: Draft, planned: Planned) -> Draft:
    """``draft`` with the addresses that were found for it."""
    slugs = planned.slugs or {}
    return replace(draft, texts=tuple(replace(text, slug=slugs.get(text.language, planned.slug)) for text in draft.texts))
