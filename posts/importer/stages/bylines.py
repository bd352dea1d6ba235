"""Who signs the post: the byline leaves the text and becomes credits; a sentence that says more stays."""

from collections.abc import Iterator
from dataclasses import replace

from people import names
from posts.importer.credits.bylines import Byline, Lead, parse_byline, read_names
from posts.importer.credits.signatures import parse_bare, parse_signature, with_line_below
from posts.importer.lifting import Spot, add_credits, doubts, lift, spots
from posts.importer.records import Context, Draft, Goes, Note, Text

SEARCH_DEPTH = 10  # paragraphs; a byline can stand under boilerplate
WEAK_DEPTH = 6  # paragraphs; "By …" alone stands higher up
NOT_SIGNED_BELOW = ("”", '"', "»", "」", ":", "：", "Contact", "Contacts")  # a quote, or a list of people
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
    if not draft.credits:
        draft = _from_closing(draft)
    return _from_meta(_same_in_han(draft))


def _signed(text: Text) -> Iterator[tuple[Spot, Byline]]:
    for spot in spots(text, SEARCH_DEPTH):
        byline = parse_byline(spot.line)
        if byline and (spot.paragraph < WEAK_DEPTH or (byline.complete and not byline.weak)):
            paragraph = text.paragraphs[spot.paragraph]
            below = paragraph.lines[spot.number - paragraph.start + 1 :]
            yield spot, with_line_below(byline, below[0]) if below else byline


def _bare(text: Text) -> Iterator[tuple[Spot, Byline]]:
    """The one line of nothing but names, in a paragraph of its own; or a name with its title on the lines below."""
    for index, paragraph in enumerate(text.paragraphs[:-1][:BARE_DEPTH]):
        byline = parse_bare(paragraph.lines[0]) if len(paragraph.lines) == 1 else _signature(text, index)
        if byline:
            yield Spot(paragraph.lines[0], paragraph.start, index), byline
            return


def _signature(text: Text, index: int) -> Byline | None:
    """Who signs with a paragraph; nobody where others of the text are written alike, which makes a list of people."""
    byline = parse_signature(text.paragraphs[index].lines)
    if byline is None:
        return None
    others = (*text.paragraphs[:index], *text.paragraphs[index + 1 :])
    return None if any(len(other.lines) > 1 and parse_signature(other.lines) for other in others) else byline


def _from_closing(draft: Draft) -> Draft:
    """Credit who signs the last paragraph of a text, unless it says whose words those above are, or whom to ask."""
    for text in draft.texts:
        if len(text.paragraphs) < 2 or text.paragraphs[-2].text.endswith(NOT_SIGNED_BELOW):
            continue
        last = len(text.paragraphs) - 1
        if byline := _signature(text, last):
            (credit,) = byline.credits
            doubtful = replace(credit, doubt=f"“{credit.name}” signs below the text: taken for the author.")
            return _credit(draft, replace(byline, credits=(doubtful,), complete=False), text.paragraphs[last].start)
    return draft


def _take(draft: Draft, text: Text, spot: Spot, byline: Byline) -> Draft:
    if byline.complete:
        for number in range(spot.number, spot.number + byline.lines):
            draft = lift(draft, text.language, number, Goes.CREDIT)
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
