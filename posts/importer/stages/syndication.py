"""Where the post appeared first: "Originally published on …" becomes its syndication, and its people credits."""

from dataclasses import replace

from posts.importer.credits.sources import Source, parse_source
from posts.importer.lifting import Spot, add_credits, doubts, lift, spots
from posts.importer.records import Context, Draft, Goes, Note, Text

SEARCH_DEPTH = 8  # paragraphs


def find_syndication(draft: Draft, context: Context) -> Draft:
    """Set ``draft.syndication`` from the first sentence that tells it; lift the line if it says nothing else."""
    for text in draft.texts:
        for spot in spots(text, SEARCH_DEPTH):
            if source := parse_source(spot.line):
                return _take(draft, text, spot, source)
    return draft


def _take(draft: Draft, text: Text, spot: Spot, source: Source) -> Draft:
    if source.complete:
        draft = lift(draft, text.language, spot.number, Goes.SYNDICATION)
        message = "Moved the line that tells where the post appeared first."
    else:
        message = "Noted where the post appeared first; the sentence stays, as it says more."
    notes = [Note("syndication", message, spot.number), *doubts(source.credits, "syndication", spot.number)]
    if source.lost:
        notes.append(Note("syndication", "The name of the publication was lost with its link.", spot.number, review=True))
    draft = replace(draft, syndication=source.syndication, notes=(*draft.notes, *notes))
    return add_credits(draft, source.credits)
