"""An entry becomes a draft: one literal, ordered table of stages."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace

from people import names
from posts.importer.identity import title_key
from posts.importer.records import Block, Context, Credit, Draft, Entry, Goes, Kind, Place, Span
from posts.importer.rendered import paragraphs, read_markdown
from posts.importer.stages.blocks import make_blocks
from posts.importer.stages.bylines import find_bylines
from posts.importer.stages.halves import drop_empty_half
from posts.importer.stages.languages import split_languages
from posts.importer.stages.links import link_titles
from posts.importer.stages.markdown import write_markdown
from posts.importer.stages.maturity import find_levels
from posts.importer.stages.projects import find_projects
from posts.importer.stages.roles import credit_roles
from posts.importer.stages.series import find_series
from posts.importer.stages.summary import summarise
from posts.importer.stages.syndication import find_syndication
from posts.importer.stages.topics import find_topics

Stage = Callable[[Draft, Context], Draft]

STAGES: tuple[Stage, ...] = (
    split_languages,  # one text → a text per language, in paragraphs
    find_syndication,  # where it appeared first; before the bylines, which it may hold
    find_bylines,
    credit_roles,  # students, mentors, the two sides of an interview
    drop_empty_half,  # a language that had nothing but bylines
    find_series,
    make_blocks,  # paragraphs → blocks
    link_titles,
    find_projects,
    find_levels,  # the maturity levels stated of them
    find_topics,
    summarise,
    write_markdown,  # blocks → Markdown
)


def make_draft(entry: Entry, context: Context) -> Draft:
    """Everything one entry says, on its way to the database."""
    draft = Draft(
        ref=title_key(entry.title),
        texts=(),
        categories=entry.meta.categories,
        when=context.when,
        places=context.places or (Place(entry.file, entry.position, entry.line_start, entry.line_end),),
        entry=entry,
        notes=entry.notes,
    )
    for stage in STAGES:
        draft = stage(draft, context)
    return account(draft)


# What is asked of a post whose text is written, Markdown and all: its bylines are read, and stay where they are.
SIGNED: tuple[Stage, ...] = (find_syndication, find_bylines, credit_roles)
TOLD: tuple[Stage, ...] = (find_series, find_projects, find_levels, find_topics, summarise)


def complete_draft(draft: Draft, context: Context) -> Draft:
    """A draft of another system, with all that its texts say beyond what the system said; the texts stay as they are."""
    blocks = {text.language: read_markdown(text.body) for text in draft.texts}
    reading = replace(
        draft,
        credits=(),
        notes=(),
        texts=tuple(replace(text, paragraphs=paragraphs(blocks[text.language])) for text in draft.texts),
    )
    for stage in SIGNED:
        reading = stage(reading, context)
    signed = reading.credits
    unsigned = {text.language: {line for paragraph in text.paragraphs for line in paragraph.lines} for text in reading.texts}
    reading = replace(
        reading,
        texts=tuple(
            replace(text, blocks=tuple(_without_bylines(blocks[text.language], unsigned[text.language])))
            for text in draft.texts
        ),
    )
    for stage in TOLD:
        reading = stage(reading, context)
    summaries = {text.language: text.summary for text in reading.texts}
    line = draft.places[0].line_start if draft.places else 0
    return replace(
        draft,
        texts=tuple(replace(text, summary=summaries[text.language]) for text in draft.texts),
        credits=_together(draft.credits, signed),
        syndication=draft.syndication or reading.syndication,
        series=draft.series or reading.series,
        projects=reading.projects,
        tags=reading.tags,
        notes=(*draft.notes, *(replace(note, line=line) for note in reading.notes)),
    )


def _without_bylines(blocks: Iterable[Block], unsigned: Container[str]) -> Iterator[Block]:
    """A paragraph that only says who wrote the post says nothing of it: no summary begins with one."""
    for block in blocks:
        if block.kind is not Kind.PARAGRAPH or any(line in unsigned for line in block.text.split("\n")):
            yield block


def _together(stated: tuple[Credit, ...], signed: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """The account that posted, then whom the text names. Who is both is credited as the text has it: with title, employer."""
    named = {(names.key(credit.name), credit.role) for credit in signed if credit.name}
    return (*(credit for credit in stated if (names.key(credit.name), credit.role) not in named), *signed)


def account(draft: Draft) -> Draft:
    """Say where each of the entry's lines went: the title, the meta line, what stages lifted, and text for all others."""
    entry = draft.entry
    assert entry is not None
    lifted = {number for span in draft.spans for number in range(span.start, span.end + 1)}
    spans = [] if entry.title_glued else [Span(entry.title_line, entry.title_line, Goes.TITLE)]
    spans.append(Span(entry.meta.line, entry.meta.line, Goes.META))
    for number, line in enumerate(entry.lines, start=entry.body_start):
        if number in lifted or not line.strip():
            continue
        last = spans[-1]
        if last.goes is Goes.TEXT and last.end == number - 1:
            spans[-1] = Span(last.start, number, Goes.TEXT)
        else:
            spans.append(Span(number, number, Goes.TEXT))
    return replace(draft, spans=(*draft.spans, *spans))
