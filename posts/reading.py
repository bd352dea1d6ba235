"""Which language of a post a reader is given, and under which address.

Works on rows already loaded: select posts with ``for_linking()`` or ``for_listing()``.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from people.addresses import path_in
from posts.models import Post
from posts.states import is_outdated

WORDS_PER_MINUTE = 230
CHARACTERS_PER_MINUTE = {"zh-hans": 400}  # languages whose length is counted in characters


@dataclass(frozen=True, slots=True)
class Reading:
    """One language of a post, as shown to a reader who asked for ``wanted``."""

    wanted: str
    language: str
    title: str
    title_language: str  # another one where the text has no title of its own
    slug: str
    summary: str
    length: int  # words, or characters: see Translation.length
    languages: tuple[str, ...]  # in which the post can be read, in the order of the settings
    source: str  # the language it was written in

    @property
    def is_wanted(self) -> bool:
        return self.language == self.wanted

    @property
    def is_translated(self) -> bool:
        return self.language != self.source

    @property
    def other_languages(self) -> list[str]:
        """In which the post can be read besides."""
        return [code for code in self.languages if code != self.language]

    @property
    def path(self) -> str:
        """Of the post's page in the language that was asked for."""
        return path_of(self.slug, self.wanted)

    @property
    def minutes(self) -> int:
        """Reading time, never less than one."""
        return max(1, round(self.length / CHARACTERS_PER_MINUTE.get(self.language, WORDS_PER_MINUTE)))


def read(post: Post, wanted: str, *, drafts: bool = False) -> Reading:
    """The text of ``post`` in ``wanted``, or else the one it was written in. ``drafts`` counts unpublished texts too."""
    rows = {row.language: row for row in post.translations.all() if drafts or row.is_public}
    source = next((row.language for row in rows.values() if row.is_source), None) or next(
        iter([*rows, *post.languages()]), wanted
    )
    language = wanted if wanted in rows else source
    row = rows.get(language)
    return Reading(
        wanted=wanted,
        language=language,
        title=localized(post, "title", language),
        title_language=language_of(post, "title", language),
        slug=localized(post, "slug", language),
        summary=getattr(post, build_localized_fieldname("summary", language)) or "",
        length=row.length if row else 0,
        languages=tuple(code for code, _name in settings.LANGUAGES if code in rows),
        source=source,
    )


def has_public_text(post: Post) -> bool:
    """Whether there is anything to show the public: not where each language is still a draft. Needs the rows of its texts.

    A post whose texts have no rows yet is as it was written.
    """
    rows = post.translations.all()
    return not rows or any(row.is_public for row in rows)


def language_of(post: Post, field: str, wanted: str) -> str:
    """``wanted``, or where the field is empty in it (a half without a title of its own), the first language that has it."""
    codes = (wanted, *(code for code, _name in settings.LANGUAGES))
    return next((code for code in codes if getattr(post, build_localized_fieldname(field, code))), wanted)


def localized(post: Post, field: str, wanted: str) -> str:
    """The field in ``wanted``, or in a language that has it."""
    return getattr(post, build_localized_fieldname(field, language_of(post, field, wanted))) or ""


def outdated(post: Post, source: str) -> frozenset[str]:
    """The languages whose translation was made from another text than the source holds now. Needs the rows of its texts."""
    rows = {row.language: row for row in post.translations.all()}
    return frozenset(code for code, row in rows.items() if code != source and is_outdated(row, rows.get(source)))


def source_changed(post: Post, source: str) -> datetime | None:
    """When the text in ``source`` was changed after it had appeared, as far as that is known. Needs the rows of its texts."""
    row = next((row for row in post.translations.all() if row.language == source), None)
    appeared = row and (row.published_at or post.published_at)
    return row.changed_at if appeared and row.changed_at and row.changed_at > appeared else None


def address(post: Post, language: str) -> str:
    """The path of a post's page in ``language``: its own slug there, or the one it has."""
    return path_of(localized(post, "slug", language), language)


def address_of(post: Post, text: Reading, language: str) -> str:
    """The path of the page in ``language`` of a post read as ``text``: what is not published does not lend its slug."""
    return address(post, language) if language in text.languages else path_of(text.slug, language)


def path_of(slug: str, language: str) -> str:
    return path_in(language, "posts:post", slug)
