"""Which files of other sites are here, and drafts that show them from here."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from posts.importer.media import addresses
from posts.importer.media.fetching import Fetched, NotFetched, fetch
from posts.importer.records import Draft
from posts.models import MediaFile

FOLDER = "imported"  # below MEDIA_ROOT

Fetch = Callable[[str, Path], Fetched]


@dataclass(slots=True)
class Library:
    """``fetch`` brings what is not here yet; without it, only what is here is shown from here.

    What is here is known by the address it had, so that it is never fetched again; what failed is not tried twice in a run.
    """

    fetch: Fetch | None = None
    here: dict[str, str] = field(default_factory=dict)  # address elsewhere → address here
    failed: dict[str, str] = field(default_factory=dict)  # address → why
    fetched: int = 0

    @property
    def root(self) -> Path:
        return Path(settings.MEDIA_ROOT, FOLDER)

    def open(self) -> None:
        """Look up what is here. A file that is gone from the disk is fetched again where that is asked for."""
        for address, name in MediaFile.objects.values_list("address", "name"):
            if self.fetch is None or (self.root / name).exists():
                self.here[address] = _shown_at(name)

    def shown_from_here(self, draft: Draft) -> tuple[Draft, list[str]]:
        """``draft`` with the addresses of what is here, and what could not be brought, a sentence each."""
        problems: list[str] = []
        if self.fetch:
            for text in draft.texts:
                for address in addresses.find(text.body):
                    problems += self._bring(address)
        if not self.here:
            return draft, problems
        texts = tuple(replace(text, body=addresses.rewrite(text.body, self.here)) for text in draft.texts)
        return (replace(draft, texts=texts) if texts != draft.texts else draft), problems

    def count(self, counts: Counter[str]) -> None:
        """Add what was brought, and what could not be; nothing where nothing was asked for."""
        for word, number in (("media", self.fetched), ("media missing", len(self.failed))):
            if number:
                counts[word] += number

    def _bring(self, address: str) -> list[str]:
        if address in self.here or self.fetch is None:
            return []
        if address not in self.failed:
            try:
                if len(address) > MediaFile.LONGEST_ADDRESS:
                    raise NotFetched(_("the address is too long"))
                found = self.fetch(address, self.root)
            except NotFetched as error:
                self.failed[address] = str(error)
            else:
                MediaFile.objects.update_or_create(address=address, defaults={"name": found.name, "size": found.size})
                self.here[address] = _shown_at(found.name)
                self.fetched += 1
                return []
        message = _("%(address)s could not be fetched: %(reason)s. The text shows it from there.")
        return [message % {"address": address, "reason": self.failed[address]}]


def _shown_at(name: str) -> str:
    return f"{settings.MEDIA_URL}{FOLDER}/{name}"


def fetching(*, allow_private: bool) -> Fetch:
    return lambda address, folder: fetch(address, folder, allow_private=allow_private)
