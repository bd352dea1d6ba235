"""What another system keeps as a post for each language → one post of several languages."""

from collections.abc import Iterable
from dataclasses import replace

from posts.importer.records import Draft
from posts.models.post import LANGUAGES


def joined(drafts: Iterable[Draft]) -> Draft:
    """One post of ``drafts``, which have a text each. The earliest is the source; what it does not say another may."""
    drafts = sorted(drafts, key=lambda draft: (_moment(draft) or "9", LANGUAGES.index(draft.texts[0].language)))
    source = drafts[0]
    if len(drafts) == 1:
        return source
    return replace(
        source,
        texts=tuple(replace(d.texts[0], status=d.status, published_at=_moment(d)) for d in drafts),
        status="published" if any(draft.status == "published" for draft in drafts) else "draft",
        when=next((draft.when for draft in drafts if draft.when), None),
        categories=next((draft.categories for draft in drafts if draft.categories), ()),
        tags=next((draft.tags for draft in drafts if draft.tags), ()),
        credits=tuple(dict.fromkeys(credit for draft in drafts for credit in draft.credits)),
        legacy_paths=tuple(dict.fromkeys(path for draft in drafts for path in draft.legacy_paths)),
        places=tuple(replace(place, primary=draft is source) for draft in drafts for place in draft.places),
        notes=tuple(note for draft in drafts for note in draft.notes),
    )


def _moment(draft: Draft) -> str:
    return draft.when.moment.isoformat() if draft.when else ""
