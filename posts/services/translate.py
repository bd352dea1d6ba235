"""A translator's work: save a translation, say that it follows its source; never over what somebody else saved meanwhile."""

from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, fields, replace
from itertools import accumulate

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from posts.models import Post, Translation
from posts.services import permissions
from posts.services.assignments import finish
from posts.services.credits import name_translator
from posts.services.history import recording
from posts.services.memory import remember
from posts.services.permissions import User, source_of
from posts.services.slugs import check_slugs, fill_slugs, keep_old_addresses
from posts.services.text_changes import forget_change
from posts.services.texts import refresh_texts, text_of, whole_text
from posts.translating.blocks import cut
from posts.translating.stale import digest

SALT = "posts.services.translate"


@dataclass(frozen=True, slots=True)
class Texts:
    """What a translator writes in one language."""

    title: str = ""
    slug: str = ""
    summary: str = ""
    body: str = ""


FIELDS = tuple(field.name for field in fields(Texts))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a translator was shown: the source as it was pinned (see :func:`posts.texts.source_text`), and the translation."""

    source: str
    target: Texts
    rows: tuple[int, ...] = ()  # how many blocks of the source's body stood in each row of the screen

    def seal(self) -> str:
        """As text for a hidden field; nobody can change it there unnoticed."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @classmethod
    def unseal(cls, sealed: str) -> "Loaded":
        """Raises ``django.core.signing.BadSignature``."""
        told = signing.loads(sealed, salt=SALT)
        return cls(told["source"], Texts(**told["target"]), tuple(told["rows"]))


@dataclass(frozen=True, slots=True)
class Saved:
    loaded: Loaded  # what there is now
    has_changed: bool
    source_moved: bool  # the source says something else now than what the translator was shown


class SavedMeanwhile(Exception):
    """Somebody else saved other texts after these were loaded. Nothing was overwritten."""

    def __init__(self, theirs: Texts) -> None:
        super().__init__()
        self.theirs = theirs


def load(post: Post, language: str) -> Loaded:
    return Loaded(whole_text(post, source_of(post)), texts_of(post, language))


def texts_of(post: Post, language: str) -> Texts:
    return Texts(*(text_of(post, field, language) for field in FIELDS))


def save_translation(
    post_id: int,
    language: str,
    texts: Texts,
    *,
    loaded: Loaded,
    follows: bool,
    by: User | None,
    blocks: Sequence[str] = (),
    is_named: bool | None = None,
) -> Saved:
    """Save ``texts``, and with ``follows`` pin them to the source as it was loaded, if that is how it is still.

    A translation that is new begins as a draft, made from the source as loaded. ``blocks`` is the body as it stood in the rows
    of the screen. With ``is_named``, ``by`` is credited as its translator, or no longer; None leaves the credits alone.

    Raises :class:`SavedMeanwhile`, and ``ValidationError`` by the field's column.
    """
    with recording([post_id], by=by, reason=_("Translated")):
        post = Post.objects.select_for_update().get(pk=post_id)
        now = load(post, language)
        if now.target not in (loaded.target, texts):
            raise SavedMeanwhile(now.target)
        has_changed = now.target != texts
        if has_changed:
            _write(post, language, texts, loaded)
        source_moved = digest(now.source) != digest(loaded.source)
        if follows and not source_moved:
            has_changed |= _pin(post, language, now.source)
        if has_changed:
            remember(post, language, None if source_moved else _beside_each_other(post, loaded.rows, blocks))
        if is_named is not None and by is not None:
            has_changed |= name_translator(post, language, is_named, by=by)
        now = load(post, language)
    return Saved(replace(now, rows=() if source_moved else loaded.rows), has_changed, source_moved)


def _beside_each_other(post: Post, rows: Sequence[int], blocks: Sequence[str]) -> list[tuple[str, str]] | None:
    """The rows of the screen, if it had any: what of the source's body stood beside what of the translation's."""
    source = cut(text_of(post, "body", source_of(post)))
    if not rows or len(rows) != len(blocks) or sum(rows) != len(source):
        return None
    ends = list(accumulate(rows))
    starts = [0, *ends[:-1]]
    return [
        ("\n\n".join(block.text for block in source[start:end]), text)
        for start, end, text in zip(starts, ends, blocks, strict=True)
    ]


def _write(post: Post, language: str, texts: Texts, loaded: Loaded) -> None:
    row = post.translations.filter(language=language).first()
    if row and row.status == Translation.Status.PUBLISHED and not (texts.title or texts.body):
        raise ValidationError(_("This text is public: take it back to draft before you empty it."))
    before = Post.objects.get(pk=post.pk)
    for name, value in zip(FIELDS, astuple(texts), strict=True):
        setattr(post, build_localized_fieldname(name, language), value)
    fill_slugs(post)
    check_slugs(post)
    post.save()
    keep_old_addresses(post, before)
    if row is None and (texts.title or texts.body):
        post.translations.create(language=language, status=Translation.Status.DRAFT, source_text=loaded.source)
    refresh_texts(post)


def _pin(post: Post, language: str, source: str) -> bool:
    """Whether the translation was pinned to another text before."""
    rows = post.translations.filter(language=language, is_source=False).exclude(source_text=source)
    pinned = rows.update(source_text=source, pin_digest=digest(source))
    _know_source(post)
    if permissions.state_of(post, language) == Translation.Status.PUBLISHED:
        finish([post.pk], language)
    return bool(pinned)


def still_valid(post_id: int, language: str, *, source_digest: str, by) -> bool:
    """The translation follows the source as it is, without an edit. False where the source moved on from what was looked at."""
    with recording([post_id], by=by, reason=_("Still valid")):
        post = Post.objects.select_for_update().get(pk=post_id)
        source = whole_text(post, source_of(post))
        if digest(source) != source_digest:
            return False
        _pin(post, language, source)
    return True


def keeps_current(post: Post, before: str) -> list[str]:
    """The languages whose translation was made from what the source said when its digest was ``before``, and no longer says."""
    source = source_of(post)
    if not before or digest(whole_text(post, source)) == before:
        return []
    rows = post.translations.filter(is_source=False, pin_digest=before)
    return list(rows.order_by("language").values_list("language", flat=True))


def minor_edit(post_id: int, before: str, *, by) -> list[str]:
    """The edit since ``before`` (a digest) changes nothing for translations. Returns those that were in step and are again."""
    with recording([post_id], by=by, reason=_("Minor edit: translations stay current")):
        post = Post.objects.select_for_update().get(pk=post_id)
        languages = keeps_current(post, before)
        source = whole_text(post, source_of(post))
        post.translations.filter(language__in=languages).update(source_text=source, pin_digest=digest(source))
        _know_source(post)
        if languages:
            forget_change(post)
    return languages


def _know_source(post: Post) -> None:
    """An import may have left out the digest of a source that had no translation."""
    post.translations.filter(is_source=True).update(text_digest=digest(whole_text(post, source_of(post))))
