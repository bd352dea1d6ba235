"""A page as it stands and as editors corrected it → entries. Pure.

What was corrected is told by a digest of the file's lines: a correction holds for exactly those, wherever they stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from posts.digests import digest
from posts.importer.records import Apart, Entry, Failure, Page
from posts.importer.stages.split import Split, split

FIRST = 1  # position on a page


def cut(page: Page) -> Split:
    """The entries of ``page``: of its lines, with the corrections they have, and of what is kept apart from them."""
    found = split(page) if page.lines else Split(())
    if page.corrections:
        found = _corrected(page, found)
    if page.positions:
        found = replace(found, entries=tuple(_placed(page, found.entries)))
    entries, failures = list(found.entries), list(found.failures)
    for apart in page.apart:
        made, problems = read_apart(page.file, apart)
        entries += made
        failures += problems
    if page.only is not None:
        entries = [entry for entry in entries if entry.position in page.only]
    return replace(found, entries=tuple(entries), failures=tuple(failures))


def text_of(entry: Entry, page: Page) -> str:
    """The lines that the entry stands on, from its title's to the last that is not blank; or those it has instead."""
    return entry.own_text or "\n".join(page.lines[entry.line_start - 1 : entry.line_end]).rstrip()


def read_apart(file: str, apart: Apart) -> tuple[tuple[Entry, ...], tuple[Failure, ...]]:
    """The entries of a text that is no part of its page's lines any more, numbered as if it were; what is none fails.

    Several take several positions: only where the page has no other posts is there room for them.
    """
    lines = ("",) * (apart.line_start - 1) + tuple(apart.text.rstrip().split("\n"))
    found = split(Page(file, lines))
    entries = tuple(
        replace(
            entry,
            position=apart.position + number,
            own_text="\n".join(lines[entry.line_start - 1 : entry.line_end]).rstrip(),
            own_end=max(apart.line_end, entry.line_start),
            is_corrected=apart.is_corrected,
        )
        for number, entry in enumerate(found.entries)
    )
    return entries, found.failures


def _corrected(page: Page, found: Split) -> Split:
    entries: list[Entry] = []
    failures: list[Failure] = []
    for entry in found.entries:
        text = page.corrections.get(digest(text_of(entry, page)))
        apart = Apart(entry.position, entry.line_start, entry.line_end, text or "", is_corrected=True)
        made, problems = read_apart(page.file, apart) if text else ((entry,), ())
        entries += made
        failures += problems
    for failure in found.failures:
        text = page.corrections.get(digest(failure.raw_text))
        if text is None:
            failures.append(failure)
            continue
        position = FIRST if failure.position is None else failure.position
        apart = Apart(position, failure.line_start, failure.line_end, text, is_corrected=True)
        made, problems = read_apart(page.file, apart)
        entries += made
        failures += problems
    return replace(found, entries=tuple(entries), failures=tuple(failures))


def _placed(page: Page, entries: Sequence[Entry]) -> Iterator[Entry]:
    """At the positions that are known for their lines; where new rules find more entries, the others move down."""
    last = -1
    for entry in entries:
        last = max(page.positions.get(entry.line_start, 0), last + 1)
        yield replace(entry, position=last)
