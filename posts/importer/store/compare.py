"""What the last import wrote, what the database holds, what the archive says now: field by field, who wins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from posts.digests import field_digest
from posts.models import Post, Provenance


@dataclass(frozen=True, slots=True)
class Decision:
    """``update``: the archive's value goes in. ``conflicts``: people and the archive both changed it; the people's stays.

    ``written`` is what to remember for the next time.
    """

    update: tuple[str, ...]
    conflicts: tuple[str, ...]
    written: dict[str, str]


def written_digests(fields: Mapping[str, Any]) -> dict[str, str]:
    """What to remember of fields that were all written; an empty value is remembered by its absence."""
    return {name: digest for name, value in fields.items() if (digest := field_digest(value))}


def decide(
    archive: Mapping[str, Any],
    stored: Mapping[str, Any],
    written: Mapping[str, str],
    forced: Sequence[str] = (),
    decided: Mapping[str, str] = {},
) -> Decision:
    """Fields are judged one by one. A post no import ever wrote to has no ``written``: all its fields are people's, who may
    have ``decided`` about some value of the archive already; it is given by its digest.

    A field that ``archive`` does not speak of is empty there, except those only an export knows: they are left alone.
    """
    update, conflicts, remembered = [], [], dict(written)
    names = [*archive, *(name for name in stored if name not in archive and name in written)]
    for name in names:
        new = field_digest(archive.get(name))
        now = field_digest(stored.get(name))
        base = written.get(name, "") if written else decided.get(name)
        if new == now:
            remembered[name] = new
        elif now == base or name in forced:
            update.append(name)
            remembered[name] = new
        elif new != base:
            conflicts.append(name)
    return Decision(tuple(update), tuple(conflicts), {name: digest for name, digest in remembered.items() if digest})


def with_everything(posts: QuerySet[Post]) -> QuerySet[Post]:
    """``posts`` with all that ``stored_fields`` and :func:`written_before` look at, in a fixed number of queries."""
    return posts.select_related("series").prefetch_related(
        *("categories", "tagged__tag", "project_links__project", "credits__person", "credits__organization", "translations"),
        Prefetch("provenance", Provenance.objects.filter(is_primary=True).only("post_id", "written"), "primary_places"),
    )


def written_before(post: Post) -> dict[str, str]:
    """Field → digest of what the last import wrote there; nothing for a post that none ever wrote to."""
    return post.primary_places[0].written if post.primary_places else {}
