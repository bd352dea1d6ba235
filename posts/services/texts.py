"""Keep what is made of a post's texts in step with them: rendered HTML, length, a row per language, the search index."""

from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from posts import markdown
from posts.models import Post, Translation
from posts.models.post import LANGUAGES
from posts.search import index
from posts.services.picture_words import learn
from posts.texts import source_text, text_length
from posts.translating.stale import digest


@transaction.atomic
def refresh_texts(post: Post) -> None:
    """Call after a post's title, summary or body changed. A language whose text was emptied loses its row.

    A new language is a draft. It is pinned to the source as it is now; the pins of others stay, as they say what those were
    made from.
    """
    languages = [code for code in LANGUAGES if has_text(post, code)]
    post.translations.exclude(language__in=languages).delete()
    rows = {row.language: row for row in post.translations.all()}
    source = next((code for code, row in rows.items() if row.is_source), languages[0] if languages else "")
    for code in languages:
        row = rows.get(code) or _new_row(post, code, source)
        row.is_source = code == source
        body = text_of(post, "body", code)
        row.body_html, row.length = markdown.render(body), text_length(body, code)
        row.pin_digest, row.text_digest = digest(row.source_text), digest(whole_text(post, code)) if row.is_source else ""
        row.save()
    learn({code: text_of(post, "body", code) for code in languages})
    index.reindex(Post.objects.filter(pk=post.pk))


def has_text(post: Post, language: str) -> bool:
    return bool(text_of(post, "title", language) or text_of(post, "body", language))


def whole_text(post: Post, language: str) -> str:
    """What a translation of the text in ``language`` is pinned to."""
    return source_text(*(text_of(post, field, language) for field in ("title", "summary", "body")))


def _new_row(post: Post, language: str, source: str) -> Translation:
    pin = "" if language == source else whole_text(post, source)
    return Translation(post=post, language=language, source_text=pin)


def text_of(post: Post, field: str, language: str) -> str:
    return getattr(post, build_localized_fieldname(field, language)) or ""
