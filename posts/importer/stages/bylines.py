"""Who signs the post: the byline leaves the text and becomes credits; a sentence that says more stays."""

from collections.abc import Iterator
from dataclasses import replace

from people import names
from posts.importer.credits.bylines import Byline, Lead, parse_bare, parse_byline, read_names
from posts.importer.lifting import Spot, add_credits, doubts, lift, spots
from posts.importer.records import Context, Draft, Goes, Note, Text

SEARCH_DEPTH = 10  # paragraphs; a byline can stand under boilerplate
WEAK_DEPTH = 6  # paragraphs; "By …" alone stands higher up
BARE_DEPTH = 2  # paragraphs; a line of names without "by" is a byline only at the very top


def find_bylines(draft: Draft, context: Context) -> Draft:
    """Move bylines from every language's paragraphs to ``draft.credits``; the listing's own author is the last resort."""
    read = {note.line for note in draft.notes if note.stage == "syndication"}  # those lines' people are credited already
    unsigned = []
    for text in draft.texts:
        found = [(spot, byline) for spot, byline in _signed(text) if spot.number not in read]
        for spot, byline in found:
            draft = _take(draft, text, spot, byline)
        if not found:
            unsigned.append(text)
    authors = sum(credit.role == "author" for credit in draft.credits)
    for text in unsigned:
        for spot, byline in _bare(text):
            if not draft.credits or len(byline.credits) == authors:  # the other half's people once more
                draft = _take(draft, text, spot, byline)
    return _from_meta(_same_in_han(draft))


def _signed(text: Text) -> Iterator[tuple[Spot, Byline]]:
    for spot in spots(text, SEARCH_DEPTH):
        byline = parse_byline(spot.line)
        if byline and (spot.paragraph < WEAK_DEPTH or (byline.complete and not byline.weak)):
            yield spot, byline


def _bare(text: Text) -> Iterator[tuple[Spot, Byline]]:
    """The one line of nothing but names, in a paragraph of its own."""
    for index, paragraph in enumerate(text.paragraphs[:BARE_DEPTH]):
        if len(paragraph.lines) == 1 and (byline := parse_bare(paragraph.lines[0])):
            yield Spot(paragraph.lines[0], paragraph.start, index), byline
            return


def _take(draft: Draft, text: Text, spot: Spot, byline: Byline) -> Draft:
    if byline.complete:
        draft = lift(draft, text.language, spot.number, Goes.CREDIT)
    return _credit(draft, byline, spot.number)


def _credit(draft: Draft, byline: Byline, line: int) -> Draft:
    where = "Moved to the credits" if byline.complete else "Credited, and left in the text, as it says more"
    notes = [Note("bylines", f"{byline.why} {where}.", line), *doubts(byline.credits, "bylines", line)]
    return add_credits(replace(draft, notes=(*draft.notes, *notes)), byline.credits)


def _from_meta(draft: Draft) -> Draft:
    """Credit the author in the listing's meta line, where the text names none."""
    entry = draft.entry
    if entry is None or not entry.meta.author or any(credit.role == "author" for credit in draft.credits):
        return draft
    byline = read_names(Lead(entry.meta.author, "The listing names its author.", several=True))  # it never names employers
    if byline is None:
        note = Note("bylines", f"The listing's author could not be read: {entry.meta.author}", entry.meta.line, review=True)
        return replace(draft, notes=(*draft.notes, note))
    return _credit(draft, byline, entry.meta.line)


def _same_in_han(draft: Draft) -> Draft:
    """In a post of two languages, as many Han names as Latin ones in a role are the same people in the same order."""
    if len(draft.texts) < 2:
        return draft
    known = {(credit.native_name, credit.role) for credit in draft.credits if credit.native_name}
    credits, notes = [credit for credit in draft.credits if (credit.name, credit.role) not in known], list(draft.notes)
    for role in dict.fromkeys(credit.role for credit in draft.credits):
        people = [credit for credit in credits if credit.role == role and credit.name]
        han = [credit for credit in people if names.HAN_NAME.fullmatch(credit.name)]
        latin = [credit for credit in people if credit not in han and not credit.native_name]
        if len(han) != len(latin):
            continue
        for one, other in zip(latin, han, strict=True):
            credits[credits.index(one)] = replace(one, native_name=other.name)
            credits.remove(other)
            message = f"Took {other.name} for the Chinese form of {one.name}: each half names one {role}."
            notes.append(Note("bylines", message))
    return replace(draft, credits=tuple(credits), notes=tuple(notes))
