"""An entry becomes a draft: one literal, ordered table of stages."""

from collections.abc import Callable
from dataclasses import replace

from posts.importer.identity import title_key
from posts.importer.records import Context, Draft, Entry, Goes, Place, Span
from posts.importer.stages.blocks import make_blocks
from posts.importer.stages.bylines import find_bylines
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
