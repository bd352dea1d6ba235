"""Posts out to translators who work elsewhere, and their work back, never over what has changed meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from posts.digests import digest as fingerprint
from posts.models import Post
from posts.models.post import LANGUAGES
from posts.services.memory import known_of
from posts.services.permissions import User, may_edit, may_see, source_of
from posts.services.texts import text_of
from posts.services.translate import Loaded, SavedMeanwhile, Texts, load, save_translation, texts_of
from posts.translating.alignment import Pair, align
from posts.translating.blocks import Kind, cut, with_gaps_of
from posts.translating.stale import digest
from posts.translating.xliff import Document, Exchange, Unit, Unreadable, read, write

LARGEST = 20_000_000  # bytes
KEPT = (Kind.CODE, Kind.RAW)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one post of a file. ``problem`` says why it was refused, or is empty."""

    title: str
    post_id: int
    language: str
    problem: str = ""
    has_changed: bool = False


class Refused(ValueError):
    """The whole file; the message says why, and what to do."""


def exportable(posts: Iterable[Post], language: str, *, by: User) -> list[Post]:
    """Those of ``posts`` that somebody may translate into ``language``; of one source language, which is that of the first."""
    chosen = [post for post in posts if source_of(post) not in ("", language) and may_edit(by, post, language)]
    return [post for post in chosen if source_of(post) == source_of(chosen[0])]


def export(posts: Iterable[Post], language: str, *, by: User) -> bytes:
    """A file of :func:`exportable` posts."""
    chosen = exportable(posts, language, by=by)
    source = source_of(chosen[0]) if chosen else next(code for code in LANGUAGES if code != language)
    return write(Exchange(source, language, tuple(_document(post, language) for post in chosen)))


def _document(post: Post, language: str) -> Document:
    loaded = load(post, language)
    ours, theirs = texts_of(post, source_of(post)), loaded.target
    heads = (Unit(name, getattr(ours, name), getattr(theirs, name)) for name in ("title", "summary"))
    rows = (_unit(f"block-{number}", pair) for number, pair in enumerate(_rows(post, language, loaded)))
    return Document(post.pk, str(post), digest(loaded.source), _target_digest(loaded), (*heads, *rows))


def _unit(name: str, pair: Pair) -> Unit:
    source, target = ("\n\n".join(block.text for block in blocks) for blocks in (pair.source, pair.target))
    return Unit(name, source, target, bool(pair.source) and pair.source[0].kind in KEPT)


def take_back(data: bytes, *, by: User, only: int | None = None) -> list[Taken]:
    """Save what a file brings, post by post. ``only``: the post it must be of. Raises :class:`Refused`."""
    if len(data) > LARGEST:
        raise Refused(_("The file is larger than %d MB: export fewer posts at once.") % (LARGEST // 1_000_000))
    try:
        exchange = read(data, LANGUAGES)
    except Unreadable as unreadable:
        raise Refused(_("This is not an XLIFF 2 file of this site that can be read: %s") % unreadable) from unreadable
    if not exchange.documents:
        raise Refused(_("The file holds no post."))
    if only is not None and [document.post_id for document in exchange.documents] != [only]:
        titles = ", ".join(document.title or f"#{document.post_id}" for document in exchange.documents)
        raise Refused(_("The file is of another post: %s.") % titles)
    return [_take(document, exchange, by) for document in exchange.documents]


def _take(document: Document, exchange: Exchange, by: User) -> Taken:
    post = Post.objects.filter(pk=document.post_id).prefetch_related("translations").first()
    if post is None or not may_see(by, post):
        return Taken(document.title, document.post_id, exchange.language, _("There is no such post."))
    if problem := _why_not(post, document, exchange, by):
        return Taken(str(post), post.pk, exchange.language, problem)
    loaded = load(post, exchange.language)
    units = {unit.id: unit for unit in document.units}
    rows = _rows(post, exchange.language, loaded)
    blocks = _said([units[f"block-{number}"] for number in range(len(rows))])
    body = with_gaps_of("\n\n".join(filter(None, blocks)), loaded.target.body)
    texts = Texts(units["title"].target.strip(), loaded.target.slug, units["summary"].target.strip(), body)
    shown = Loaded(loaded.source, loaded.target, tuple(len(pair.source) for pair in rows))
    try:
        saved = save_translation(post.pk, exchange.language, texts, loaded=shown, follows=True, by=by, blocks=blocks)
    except SavedMeanwhile:
        return Taken(str(post), post.pk, exchange.language, _changed_here())
    except ValidationError as refused:
        return Taken(str(post), post.pk, exchange.language, " ".join(refused.messages))
    return Taken(str(post), post.pk, exchange.language, has_changed=saved.has_changed)


def _why_not(post: Post, document: Document, exchange: Exchange, by: User) -> str:
    if exchange.language == source_of(post) or exchange.source_language != source_of(post):
        return _("The post was written in another language than the file says.")
    if not may_edit(by, post, exchange.language):
        return _("You may not translate this post into this language.")
    loaded = load(post, exchange.language)
    if digest(loaded.source) != document.source_digest:
        return _("The source says something else than when it was exported: export it again and bring the changes in.")
    if _target_digest(loaded) != document.target_digest:
        return _changed_here()
    wanted = ["title", "summary", *(f"block-{number}" for number in range(len(_rows(post, exchange.language, loaded))))]
    if sorted(unit.id for unit in document.units) != sorted(wanted):
        return _("Parts of the post are missing in the file, or stand there twice: export it again.")
    return ""


def _changed_here() -> str:
    return _("The translation was changed here after the export: export it again and bring the changes in.")


def _said(units: list[Unit]) -> list[str]:
    """The body, row by row. Code that nobody translated is as it was, once anything else is translated."""
    has_begun = any(unit.target.strip() for unit in units if not unit.is_kept)
    return [(unit.target or (unit.source if unit.is_kept and has_begun else "")).strip("\n") for unit in units]


def _rows(post: Post, language: str, loaded: Loaded) -> list[Pair]:
    return align(cut(text_of(post, "body", source_of(post))), cut(loaded.target.body), known_of(post, language))


def _target_digest(loaded: Loaded) -> str:
    target = loaded.target
    return fingerprint("\0".join((target.title, target.summary, target.body)), 8)
