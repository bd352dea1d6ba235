"""A guide's entries, "Example (Incubating) – Example is …": a project's level, and what the guide says the project is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from posts.importer.levels.claims import STATEMENT, Claim, level_of, sentences
from posts.importer.records import Block, Kind, Note, Text
from projects import aliases

ENTRY = re.compile(
    r"(?P<name>[^()\n]{2,80}?)\s*\((?:CNCF\s+)?(?P<level>sandbox|incubat(?:ing|ion|or|ed)|graduated?|graduation|archived)"
    r"(?:\s+project)?\)(?P<dash>\s*(?:[–—:-]\s*|\Z))",
    re.IGNORECASE,
)
MIN_DESCRIPTION, MAX_DESCRIPTION = 90, 400  # characters: a short sentence takes the next along, a long one ends the search


def undouble(name: str) -> str:
    """A name without the copy of it, or of a longer form, that an image's caption left glued to its front.

    >>> undouble("HelmHelm"), undouble("Sysdig FalcoFalco"), undouble("Open Policy Agent")
    ('Helm', 'Falco', 'Open Policy Agent')
    """
    folded = name.casefold()
    for size in range(len(name) // 2, 1, -1):
        if len(folded) == len(name) and folded[-size:] == folded[-2 * size : -size]:
            return name[-size:]
    return name


def mend_entries(text: Text, notes: list[Note]) -> Text:
    """Cut the glued copy off the blocks and items that open as entries of a guide."""
    blocks = []
    for block in text.blocks:
        mended = _mend(block.text)
        items = tuple(replace(item, text=_mend(item.text)) for item in block.items)
        if mended != block.text or items != block.items:
            notes.append(Note("maturity", "Cut an image's caption off the name behind it.", block.start))
            block = replace(block, text=mended, items=items)
        blocks.append(block)
    return replace(text, blocks=tuple(blocks))


def _mend(line: str) -> str:
    entry = ENTRY.match(line)
    if entry is None:
        return line
    single = undouble(entry["name"])
    return line if single == entry["name"] else single + line[entry.end("name") :]


def read_entries(text: Text) -> Iterator[Claim]:
    for index, block in enumerate(text.blocks):
        for line in (block.text, *(item.text for item in block.items)):
            entry = ENTRY.match(line)
            slug = aliases.slug_of(entry["name"]) if entry else ""
            if entry and slug:
                below = [] if block.items else _below(text.blocks[index + 1 :])
                description = describe(slug, line[entry.end() :], below)
                yield Claim(slug, level_of(entry["level"]), STATEMENT, block.start, description=description)


def _below(blocks: Sequence[Block]) -> list[str]:
    """The paragraphs that go on about an entry: up to the next entry or heading."""
    found = []
    for block in blocks:
        if block.kind is Kind.HEADING or ENTRY.match(block.text):
            break
        if block.kind is Kind.PARAGRAPH:
            found.append(block.text)
    return found


def describe(slug: str, opening: str, below: Sequence[str] = ()) -> str:
    """What an entry says the project is, fit to stand alone: the sentence that makes the project its subject, if any.

    An entry may open with the problem before it names the answer, so the first sentence is only the last resort.
    """
    passages = [sentences(passage) for passage in (opening, *below)]
    named = [[_names(slug, sentence) for sentence in passage] for passage in passages]
    choices = [(0, 0), (0, 1), *((later, wanted) for wanted in (0, 1) for later in range(1, len(passages)))]
    for passage, wanted in choices:
        for index, (as_subject, at_all) in enumerate(named[passage]):
            if (as_subject, at_all)[wanted]:
                return _from(passages[passage], index)
    return _from(passages[0], 0)


def _from(sentences: Sequence[str], index: int) -> str:
    """The sentence at ``index``, and the following while they are needed and speak of the same ("It …")."""
    chosen = list(sentences[index : index + 1])
    for sentence in sentences[index + 1 :]:
        length = len(" ".join(chosen))
        if length >= MIN_DESCRIPTION or length + len(sentence) > MAX_DESCRIPTION:
            break
        chosen.append(sentence)
    return " ".join(chosen)


def _names(slug: str, sentence: str) -> tuple[bool, bool]:
    """Does the sentence open with the project as its subject; does it name it at all?"""
    mentions = [mention for mention in aliases.find(sentence) if mention.slug == slug]
    return any(m.start == 0 and SUBJECT.match(sentence, m.end) for m in mentions), bool(mentions)


SUBJECT = re.compile(r"(?: \([^)]*\))?,? [a-z]")
