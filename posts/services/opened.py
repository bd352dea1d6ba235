"""The version of a post that somebody's form was opened with, and what others have saved since: nobody overwrites anybody."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.core import signing

from posts.digests import field_digest
from posts.models import Post
from posts.services.history import base_value
from posts.services.snapshots import PART, PARTS, TEXTS, Part, plain, snapshots

SALT = "posts.services.opened"
# Of a snapshot, what the form writes.
FIELDS = (*sorted(TEXTS), "published_at", "series_id", "syndicated_from", "syndicated_url", *(part.name for part in PARTS))
# Parts that the form has rows for, each with a form of its own.
ROWS = tuple(part for part in PARTS if part.name in ("credits", "projects", "legacy_paths"))


@dataclass(frozen=True, slots=True)
class Opened:
    """``digests`` say what each of FIELDS was; ``revision`` is the key of the newest change then, 0 before the first.

    ``rows`` are those of ROWS themselves: part → primary key → columns.
    """

    post: int
    revision: int
    digests: dict[str, str]
    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def seal(self) -> str:
        """As text for a hidden field; nobody can change it there unnoticed."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @classmethod
    def unseal(cls, sealed: str) -> "Opened":
        """Raises ``django.core.signing.BadSignature``."""
        return cls(**signing.loads(sealed, salt=SALT))

    def has(self, field: str, value: Any) -> bool:
        return self.digests.get(field) == field_digest(value)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others saved since: which of FIELDS, who and when; ``by`` is "" and ``at`` None where that was not recorded."""

    fields: tuple[str, ...]
    by: str
    at: datetime | None


def opened(post: Post) -> Opened:
    newest = post.revisions.order_by("-pk").values_list("pk", flat=True).first()
    return Opened(post.pk, newest or 0, _digests(post), {part.name: _rows(part, post) for part in ROWS})


def meanwhile(post: Post, shown: Opened) -> Meanwhile:
    """Ask while the post is locked (see :func:`posts.services.history.recording`): what comes after waits."""
    fields = tuple(name for name, digest in _digests(post).items() if digest != shown.digests.get(name))
    revisions = post.revisions.filter(pk__gt=shown.revision).select_related("made_by").order_by("pk")
    newest = [revision for revision in revisions if not set(fields).isdisjoint(revision.before)]
    names = dict.fromkeys(str(revision.made_by) for revision in newest if revision.made_by)
    return Meanwhile(fields, ", ".join(names), newest[-1].made_at if newest else None)


def text_then(post: Post, shown: Opened, field: str) -> str:
    """The text of ``field`` when the form was opened; "" where the history does not have it."""
    return base_value(post, field, shown.digests.get(field, "")) or ""


def _rows(part: Part, post: Post) -> dict[str, dict[str, Any]]:
    rows = part.model._base_manager.filter(**{part.owner: post.pk}).order_by(*part.order).values("id", *PART[part.name])
    return {str(row.pop("id")): {name: plain(value) for name, value in row.items()} for row in rows}


def _digests(post: Post) -> dict[str, str]:
    [state] = snapshots([post.pk]).values()
    return {name: field_digest(state.get(name)) for name in FIELDS}
