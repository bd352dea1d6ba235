"""The keys of what posts share, as the loader's parts pass them on."""

from collections import Counter
from dataclasses import dataclass, field

from people import names
from posts.importer.records import Credit
from posts.importer.store.row_log import RowLog


@dataclass(slots=True)
class Shared:
    """The primary keys of all that one batch of posts refers to."""

    log: RowLog
    people: dict[str, int] = field(default_factory=dict)  # by key, or by slug where a draft names one
    organizations: dict[str, int] = field(default_factory=dict)
    series: dict[str, int] = field(default_factory=dict)  # by slug
    categories: dict[str, int] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)  # by name
    projects: dict[str, int] = field(default_factory=dict)  # by slug
    new: Counter[str] = field(default_factory=Counter)  # how many were made, by the report's words

    def person(self, credit: Credit) -> int | None:
        return (
            self.people[credit.person_slug or names.key(credit.name) or credit.name]
            if credit.name or credit.person_slug
            else None
        )

    def organization(self, credit: Credit) -> int | None:
        if not (credit.organization or credit.organization_slug):
            return None
        return self.organizations[credit.organization_slug or names.key(credit.organization) or credit.organization]
