"""Paragraphs become blocks; see :mod:`posts.importer.blocks` for the rules."""

from dataclasses import replace

from posts.importer.blocks import read_blocks
from posts.importer.records import Context, Draft, Note, Paragraph
from posts.importer.stages.links import target

GAP = 3  # blank lines; as many stood where a picture, an embed or a heading was


def make_blocks(draft: Draft, context: Context) -> Draft:
    def is_title(line: str) -> bool:
        return bool(target(line, context))

    texts, notes = [], list(draft.notes)
    for text in draft.texts:
        notes += [_gap(paragraph) for paragraph in text.paragraphs[1:] if paragraph.blank_before >= GAP]
        texts.append(replace(text, blocks=read_blocks(text.paragraphs, text.language, is_title)))
    return replace(draft, texts=tuple(texts), notes=tuple(notes))


def _gap(paragraph: Paragraph) -> Note:
    message = f"{paragraph.blank_before} blank lines above: a picture, an embed or a heading may be lost here."
    return Note("blocks", message, paragraph.start)
