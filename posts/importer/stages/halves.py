"""A language of which nothing is left is none: what stood there were bylines alone."""

from dataclasses import replace

from posts.importer.records import Context, Draft, Note


def drop_empty_half(draft: Draft, context: Context) -> Draft:
    """Keep the languages that have a text; after the stages that lift lines out of it.

    An English title and byline over a Chinese text make a Chinese post, not a pair. The text without a title of its own takes
    that of the language dropped. A post that has no text at all stays as it is, for a reviewer to look at.
    """
    kept = [text for text in draft.texts if text.paragraphs]
    if not kept:
        line = draft.entry.title_line if draft.entry else 0
        return replace(draft, notes=(*draft.notes, Note("halves", "The post has no text.", line, review=True)))
    if len(kept) == len(draft.texts):
        return draft
    dropped = next(text for text in draft.texts if not text.paragraphs)
    message = f"Nothing but bylines is in “{dropped.language}”: not a language of this post."
    texts = tuple(text if text.title else replace(text, title=dropped.title) for text in kept)
    return replace(draft, texts=texts, notes=(*draft.notes, Note("halves", message)))
