"""Names that may be one: listed for an editor, who alone merges them."""

from typing import Any

from people.models import NotTheSame, Organization, Person
from people.similar import near_pairs


def near_matches() -> list[dict[str, Any]]:
    """Pairs of people, and of organizations, whose names nearly agree, and of which nobody said that they are two."""
    found = []
    for kind, model in (("person", Person), ("organization", Organization)):
        rows = {key: (slug, name) for slug, name, key in model.objects.values_list("slug", "name_en", "key") if key}
        apart = set(NotTheSame.objects.filter(kind=kind).order_by().values_list("one", "other"))
        found += [
            {"kind": kind, "slugs": [rows[one][0], rows[other][0]], "names": [rows[one][1], rows[other][1]]}
            for one, other in near_pairs(rows)
            if (one, other) not in apart
        ]
    return found
