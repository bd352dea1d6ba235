"""Translation memory: blocks translated before, offered where the same is to be translated again.

What people save is remembered as they save it (:func:`remember`). What an import wrote is remembered at its end
(:func:`remember_imported`), and is no more than what the texts say: an import that is undone leaves nothing behind.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from posts.batches import batches
from posts.models import MemoryUnit, Post, Translation
from posts.services.permissions import source_of
from posts.services.texts import text_of
from posts.translating.alignment import align
from posts.translating.blocks import Block, cut
from posts.translating.memory import NEAR, Keys, keys, similarity

OFFERS = 3  # for a block
ALIKE = 50  # units that are compared with a block, the latest first
CANDIDATES = 2_000  # that are read for so many blocks at once
BATCH = 300  # keys to a query
ROWS = Prefetch("translations", Translation.objects.defer("source_text", "body_html"))


@dataclass(frozen=True, slots=True)
class Offer:
    """``percent`` is 100 where the source says the same."""

    text: str
    source: str
    percent: int
    post_id: int


def remember(post: Post, language: str, said: Sequence[tuple[str, str]] | None = None) -> int:
    """Keep what the blocks of the source became in ``language``. Returns how many were not known so before.

    ``said``: which became which, where a translator has seen them beside each other; else that is guessed.
    """
    source_language = source_of(post)
    if language == source_language:
        return 0
    if said is None:
        said = _beside_each_other(post, language, known_of(post, language))
    units = _units(post, language, said)
    known = dict(MemoryUnit.objects.filter(post=post, language=language).values_list("digest", "target"))
    new = [unit for unit in units.values() if known.get(unit.digest) != unit.target]
    MemoryUnit.objects.bulk_create(
        new,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["post", "language", "digest"],
        update_fields=["source", "target", "source_language", "saved_at", "is_imported"],
    )
    return len(new)


@transaction.atomic
def remember_imported(post_ids: Iterable[int]) -> int:
    """Bring what is remembered of imported texts in step with what these posts say now. Returns how many blocks were written.

    What people saved stays, and stands before it. A translation whose source has moved on is left as it was: its blocks were
    made from others. Post by post it costs no query.
    """
    posts = Post.objects.filter(pk__in=post_ids).order_by("pk").prefetch_related(ROWS)
    kept: dict[tuple[int, str], dict[str, MemoryUnit]] = defaultdict(dict)
    for unit in MemoryUnit.objects.filter(post__in=post_ids):
        kept[unit.post_id, unit.language][unit.digest] = unit
    gone: list[int] = []
    new: list[MemoryUnit] = []
    for post in posts:
        for language in _translated(post):
            units = kept[post.pk, language]
            saved = {digest: unit for digest, unit in units.items() if not unit.is_imported}
            known = {unit.source: unit.target.partition("\n\n")[0] for unit in saved.values()}
            wanted = _units(post, language, _beside_each_other(post, language, known), is_imported=True)
            wanted = {digest: unit for digest, unit in wanted.items() if digest not in saved}
            same = {digest for digest, unit in wanted.items() if digest in units and _says(units[digest]) == _says(unit)}
            gone += [unit.pk for digest, unit in units.items() if digest not in saved and digest not in same]
            new += [unit for digest, unit in wanted.items() if digest not in same]
    for batch in batches(gone):
        MemoryUnit.objects.filter(pk__in=batch).delete()
    MemoryUnit.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


def not_remembered() -> QuerySet[Translation]:
    """Translations of which nothing is remembered."""
    units = MemoryUnit.objects.filter(post=OuterRef("post"), language=OuterRef("language"))
    return Translation.objects.filter(~Exists(units), is_source=False)


def _translated(post: Post) -> list[str]:
    """The languages of the translations that are in step with their source."""
    rows = {row.language: row for row in post.translations.all()}
    source = rows.get(source_of(post))
    today = source.text_digest if source else ""
    return [code for code, row in rows.items() if not row.is_source and row.pin_digest in ("", today)]


def _says(unit: MemoryUnit) -> tuple[str, str, str]:
    return unit.source_language, unit.source, unit.target


def _units(post: Post, language: str, said: Iterable[tuple[str, str]], *, is_imported: bool = False) -> dict[str, MemoryUnit]:
    """By digest: title, summary, and which block became which."""
    source_language = source_of(post)
    heads = [(text_of(post, field, source_language), text_of(post, field, language)) for field in ("title", "summary")]
    return {
        key.digest: MemoryUnit(
            post=post,
            source_language=source_language,
            language=language,
            source=source,
            target=target,
            digest=key.digest,
            opening=key.opening,
            ending=key.ending,
            is_imported=is_imported,
            saved_at=timezone.now(),
        )
        for source, target in (*heads, *said)
        if source.strip() and target.strip() and source.strip() != target.strip() and (key := keys(source))
    }


def _beside_each_other(post: Post, language: str, known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Which block of the source became which, as far as that can be told. ``known``: see :func:`known_of`."""
    ours, theirs = (cut(text_of(post, "body", code)) for code in (source_of(post), language))
    return [(_text(pair.source), _text(pair.target)) for pair in align(ours, theirs, known)]


def known_of(post: Post, language: str) -> dict[str, str]:
    """What the blocks of this post became, as far as that is known: the source's Markdown → the first block of it."""
    units = MemoryUnit.objects.filter(post=post.pk, language=language).values_list("source", "target")
    return {source: target.partition("\n\n")[0] for source, target in units}


def offers(texts: Mapping[int, str], source_language: str, language: str) -> dict[int, list[Offer]]:
    """For each of ``texts`` by its number: what was said for the same before, and for what is nearly the same."""
    wanted = {number: key for number, text in texts.items() if (key := keys(text))}
    units = _candidates(wanted.values(), source_language, language)
    found: dict[int, list[Offer]] = {}
    for number, key in wanted.items():
        same = {unit.target: unit for unit in units["digest", key.digest]}
        offered = [Offer(unit.target, unit.source, 100, unit.post_id) for unit in same.values()]
        if not offered:
            offered = _near(texts[number], [*units["opening", key.opening], *units["ending", key.ending]])
        if offered:
            found[number] = offered[:OFFERS]
    return found


def _near(text: str, units: list[MemoryUnit]) -> list[Offer]:
    once = {(unit.source, unit.target): unit for unit in units[:ALIKE]}
    rated = [(similarity(text, unit.source), unit) for unit in once.values()]
    near = sorted((pair for pair in rated if pair[0] >= NEAR), key=lambda pair: pair[0], reverse=True)
    # What says nearly the same is never called the same.
    return [Offer(unit.target, unit.source, min(99, round(100 * share)), unit.post_id) for share, unit in near]


def _candidates(wanted: Iterable[Keys], source_language: str, language: str) -> dict[tuple[str, str], list[MemoryUnit]]:
    units = MemoryUnit.objects.filter(language=language, source_language=source_language).order_by("-saved_at", "-id")
    found: dict[tuple[str, str], list[MemoryUnit]] = defaultdict(list)
    for name in ("digest", "opening", "ending"):
        values = sorted({getattr(key, name) for key in wanted})
        for batch in batches(values, BATCH):
            for unit in units.filter(**{f"{name}__in": batch})[:CANDIDATES]:
                found[name, getattr(unit, name)].append(unit)
    return found


def _text(blocks: Sequence[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)
