"""Between what people wrote and what the archive says now: to take, to keep, or to merge."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from posts.digests import digest, field_digest
from posts.models import ImportConflict, Post
from posts.models.post import LANGUAGES
from posts.services import permissions, taking
from posts.services.compared import stored_fields
from posts.services.history import recording
from posts.services.snapshots import TEXTS
from posts.translating.merging import Merged, has_marks, merge

Resolution = ImportConflict.Resolution
ONE_LINE = frozenset(build_localized_fieldname(name, code) for name in ("title", "slug") for code in LANGUAGES)
WORDS = frozenset({"tags"})  # merged one on a line


class CannotDecide(ValueError):
    """The message says why, for the editor."""


@dataclass(frozen=True, slots=True)
class Sides:
    """One waiting conflict: what both started from (None: not known), what people made of it, what the archive did."""

    conflict: ImportConflict
    ours: Any

    @property
    def base(self) -> Any:
        return self.conflict.base

    @property
    def archive(self) -> Any:
        return self.conflict.archive

    @property
    def seen(self) -> str:
        """Stands for both sides as they are: a decision is about what somebody saw."""
        return digest(f"{field_digest(self.ours)} {field_digest(self.archive)}", 8)

    @property
    def merged(self) -> Merged | None:
        """Both changes put together, for an editor to go on from; None of a field that is no text."""
        field, mine, theirs = self.conflict.field, self.ours or "", self.archive or ""
        if field in WORDS:
            base = set(self.base or (set(mine) & set(theirs)))
            words = (base & set(mine) & set(theirs)) | (set(mine) - base) | (set(theirs) - base)
            return Merged("\n".join(sorted(words)), 0)
        if field not in TEXTS:
            return None
        base = _common(mine, theirs) if self.base is None else self.base
        return merge(base, mine, theirs, mine_label=_("ours"), theirs_label=_("the archive’s"))


def sides_of(post: Post) -> list[Sides]:
    """The waiting conflicts of ``post``, in the order in which imports compare its fields."""
    fields = stored_fields(post)
    rows = {row.field: row for row in post.import_conflicts.waiting().select_related("run")}
    order = [*(name for name in fields if name in rows), *(name for name in rows if name not in fields)]
    return [Sides(rows[name], fields.get(name)) for name in order]


@transaction.atomic
def decide(conflict_id: int, *, choice: str, by, seen: str, text: str = "") -> ImportConflict:
    """Resolve a conflict by ``choice``: TAKEN, KEPT, or MERGED to ``text``. ``seen``: what the decision is about.

    Raises :class:`CannotDecide` and PermissionDenied. Afterwards imports say nothing of it until the archive changes again.
    """
    known = ImportConflict.objects.filter(pk=conflict_id).values_list("post_id", flat=True).first()
    post = Post.objects.select_for_update().filter(pk=known).first()  # first, as an import does
    conflict = ImportConflict.objects.waiting().select_for_update(of=("self",)).filter(pk=conflict_id).first()
    if post is None or conflict is None:
        raise CannotDecide(_("It was decided meanwhile, or the post is gone: nothing is left to do."))
    if not permissions.may_decide(by, post, conflict.field):
        raise PermissionDenied
    sides = Sides(conflict, stored_fields(post).get(conflict.field))
    if seen != sides.seen:
        raise CannotDecide(_("The post or the archive has changed since you looked: look at both again."))
    with recording([post.pk], by=by, reason=_reason(choice)):
        try:
            if choice == Resolution.TAKEN:
                taking.take(post, conflict.field, conflict.archive)
            elif choice == Resolution.MERGED:
                taking.take(post, conflict.field, _written(conflict.field, text))
        except taking.Gone as error:
            raise CannotDecide(str(error)) from error
        except ValidationError as error:
            raise CannotDecide(" ".join(error.messages)) from error
    taking.remember(post, conflict.field, conflict.archive)
    conflict.resolution, conflict.resolved_at, conflict.resolved_by = choice, timezone.now(), by
    conflict.save()
    return conflict


def _reason(choice: str) -> str:
    """For the history, which is read in any language and written in one."""
    return f"import conflict: {choice}"


def _written(field: str, text: str) -> Any:
    """What an editor made of a merge, as the field's value."""
    text = text.replace("\r\n", "\n").strip("\n")
    if has_marks(text):
        raise CannotDecide(_("Decide between the marks “<<<<<<<” and “>>>>>>>” first, and delete them."))
    if field in WORDS:
        return sorted({line.strip() for line in text.split("\n") if line.strip()})
    if field not in TEXTS:
        raise CannotDecide(_("This field cannot be merged as text: take or keep it, then change it in the post’s form."))
    return " ".join(text.split()) if field in ONE_LINE else text


def _common(mine: str, theirs: str) -> str:
    """What both have: as good a base as there is where the real one is not known."""
    here, there = mine.split("\n\n"), theirs.split("\n\n")
    matches = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
    return "\n\n".join(block for match in matches for block in here[match.a : match.a + match.size])
