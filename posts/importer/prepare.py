"""A draft becomes what the database will hold: checked, rendered, analysed. Pure; nothing is looked up or written.

``Prepared.fields`` is the post as it is compared: each field's value as plain JSON, the same shape that
:func:`posts.services.compared.stored_fields` makes of a stored post.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from modeltranslation.utils import build_localized_fieldname

from people import names
from posts import markdown
from posts.digests import digest
from posts.importer.records import Credit, Draft, Note, Text, When
from posts.importer.survey.records import Planned
from posts.models import Credit as CreditRow
from posts.models import Post, PostProject, Translation
from posts.models.post import LANGUAGES, TEXT_FIELDS
from posts.search import index
from posts.texts import text_length

State = Translation.Status
COLUMN = {(field, code): build_localized_fieldname(field, code) for field in TEXT_FIELDS for code in LANGUAGES}


class Unfit(ValueError):
    """A value that the database would refuse; the message says which, and how to mend it."""


@dataclass(frozen=True, slots=True)
class PreparedText:
    language: str
    title: str
    slug: str
    summary: str
    body: str
    html: str
    length: int
    status: str
    made_from: str | None
    published_at: datetime | None
    documents: tuple[tuple, ...]  # rows of the search index, still without their post


@dataclass(frozen=True, slots=True)
class Prepared:
    draft: Draft
    texts: tuple[PreparedText, ...]  # the source first
    published_at: datetime | None
    review: tuple[str, ...]
    fields: dict[str, Any]

    @property
    def source(self) -> PreparedText:
        return self.texts[0]


def prepare(draft: Draft, planned: Planned, *, vendor: str) -> Prepared:
    """Raises :class:`Unfit` for a draft that cannot be stored."""
    for text in draft.texts:
        if text.language not in LANGUAGES:
            raise Unfit(_("The language “%(code)s” is not one of this site's: see LANGUAGES.") % {"code": text.language})
    draft = mend_source(draft)
    when = draft.when if planned.from_export else planned.when
    published_at = when.moment if when else None
    texts = tuple(_text(text, planned, draft.status, published_at, vendor) for text in draft.texts)
    if not any(text.title for text in texts):
        raise Unfit(_("The post has no title in any language: add one."))
    notes = (*draft.notes, *planned.notes)
    review = tuple(dict.fromkeys([*draft.review, *(note.message for note in notes if note.review)]))
    prepared = Prepared(draft, texts, published_at, review, dict(_fields(draft, planned, texts, when, review)))
    _check(prepared)
    return prepared


def credit_key(credit: Credit) -> list[str]:
    """A credit as it is compared: who, for whom, in which role, under which title; and of which language, if of one."""
    return [
        names.key(credit.name) or credit.name or credit.person_slug,
        names.key(credit.organization) or credit.organization or credit.organization_slug,
        credit.role,
        credit.title,
        *filter(None, [credit.language]),
    ]


def state_within(post: str, text: str) -> str:
    """The state of a text that is to be public with its post, where the post is not: it goes out with it, or went with it."""
    if text != State.PUBLISHED or post == Post.Status.PUBLISHED:
        return text
    return State.ARCHIVED if post == Post.Status.ARCHIVED else State.READY


def category_slug(name: str) -> str:
    """The slug of a category by its name; a slug stays as it is."""
    return slugify(name) or f"category-{digest(name, 4)}"


def unique_credits(credits: tuple[Credit, ...]) -> list[Credit]:
    """The credits without those that say again who did what."""
    first: dict[tuple, Credit] = {}
    for credit in credits:
        who, employer, role = credit_key(credit)[:3]
        who = credit.person_slug or who  # an export tells namesakes apart
        employer = credit.organization_slug or employer
        deed = (role, credit.language)
        first.setdefault((who, *deed) if who else ("", employer, *deed), credit)
    return list(first.values())


def _text(text: Text, planned: Planned, status: str, published_at: datetime | None, vendor: str) -> PreparedText:
    slug = text.slug if planned.from_export else planned.slug
    html = markdown.render(text.body)
    shown = published_at if text.status == "published" else None
    return PreparedText(
        language=text.language,
        title=text.title,
        slug=slug,
        summary=text.summary,
        body=text.body,
        html=html,
        length=text_length(text.body, text.language),
        status=state_within(status, text.status) if status else text.status,
        made_from=text.made_from,
        published_at=datetime.fromisoformat(text.published_at) if text.published_at else shown,
        documents=tuple(index.documents(0, text.language, text.title, text.summary, text.body, vendor=vendor)),
    )


def _fields(
    draft: Draft, planned: Planned, texts: tuple[PreparedText, ...], when: When | None, review: tuple[str, ...]
) -> Iterator[tuple[str, Any]]:
    for text in texts:
        for field in TEXT_FIELDS:
            yield COLUMN[field, text.language], getattr(text, field)
        if planned.from_export:
            yield f"status:{text.language}", text.status
    yield "date", when.compared if when else []
    yield "series", draft.series[0] if draft.series else ""
    yield "categories", sorted({category_slug(name) for name in draft.categories})
    yield "tags", sorted(set(draft.tags))
    yield "projects", sorted([link.slug, link.relation, link.level] for link in draft.projects)
    yield "credits", [credit_key(credit) for credit in unique_credits(draft.credits)]
    yield "syndication", [draft.syndication.publication, draft.syndication.url] if draft.syndication else []
    yield "review", list(review)
    if draft.status:
        yield "status", draft.status
    if planned.from_export:
        yield "together", list(draft.together)


def _most(model: type[Model], field: str) -> int:
    """The most characters a column takes."""
    return int(model._meta.get_field(field).max_length or 0)


ROLES = frozenset(CreditRow.Role.values)
TITLE_LENGTH = _most(Post, "title")
SLUG_LENGTH = _most(Post, "slug")
PUBLICATION_LENGTH = _most(Post, "syndicated_from")
URL_LENGTH = _most(Post, "syndicated_url")
CREDIT_TITLE_LENGTH = _most(CreditRow, "title")
RELATIONS = frozenset(PostProject.Relation.values)
NAME_LENGTH = 200
LABEL_LENGTH = 100
check_url = URLValidator(schemes=["http", "https"])


def _check(prepared: Prepared) -> None:
    """What the models' fields and constraints would refuse, said so that it can be mended."""
    draft = prepared.draft
    for what, value, most in _lengths(prepared):
        if len(value) > most:
            message = _(
                "The %(what)s has %(length)d characters, at most %(most)d fit: shorten it in the file. It begins “%(start)s”."
            )
            raise Unfit(message % {"what": _(what), "length": len(value), "most": most, "start": value[:60]})
    for credit in draft.credits:
        if credit.role not in ROLES:
            message = _("The role “%(role)s” is unknown; use one of %(roles)s.")
            raise Unfit(message % {"role": credit.role, "roles": ", ".join(sorted(ROLES))})
        if not (credit.name or credit.organization or credit.person_slug or credit.organization_slug):
            raise Unfit(_("A credit names nobody: name a person or an organization."))
    for link in draft.projects:
        if link.relation not in RELATIONS:
            raise Unfit(_("A project is “about” or “mentions”, not “%(relation)s”.") % {"relation": link.relation})


def _lengths(prepared: Prepared) -> Iterator[tuple[str, str, int]]:
    """What each value is, the value, and the most characters its column takes."""
    draft = prepared.draft
    for text in prepared.texts:
        yield gettext_noop("title"), text.title, TITLE_LENGTH
        yield gettext_noop("slug"), text.slug, SLUG_LENGTH
    for credit in draft.credits:
        yield gettext_noop("name"), credit.name, NAME_LENGTH
        yield gettext_noop("organization"), credit.organization, NAME_LENGTH
        yield gettext_noop("person's title"), credit.title, CREDIT_TITLE_LENGTH
    for category in draft.categories:
        yield gettext_noop("category"), category, LABEL_LENGTH
    for tag in draft.tags:
        yield gettext_noop("tag"), tag, LABEL_LENGTH
    if draft.series:
        yield gettext_noop("series"), draft.series[1], NAME_LENGTH
    if draft.syndication:
        yield gettext_noop("first publisher"), draft.syndication.publication, PUBLICATION_LENGTH
    for path in draft.legacy_paths:
        yield gettext_noop("legacy path"), path, URL_LENGTH


def mend_source(draft: Draft) -> Draft:
    """``draft`` without an address of its original that is none: the page is read once more by an editor, not left out."""
    source = draft.syndication
    if source is None or not source.url:
        return draft
    url = source.url
    try:
        if len(url) <= URL_LENGTH:
            check_url(url)
            return draft
    except ValidationError:
        pass
    note = Note("prepare", f"The address of the original is none: {url[:200]}", review=True)
    return replace(draft, syndication=replace(source, url=""), notes=(*draft.notes, note))
