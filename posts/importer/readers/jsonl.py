"""Our own export, read back: one JSON object per line → a draft. The format is described in docs/export-format.md.

Every value is checked before it is used: a line somebody edited by hand is either taken as meant or named with its field.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from people.models import Organization, OtherName, Person
from posts.digests import digest
from posts.export import SHARED, Shared
from posts.importer.readers.checked import Checked, Wrong, refuse_unusable
from posts.importer.readers.decoding import LONGEST_MAGIC, other_kind
from posts.importer.records import (
    KEPT_RAW,
    Credit,
    Draft,
    Facts,
    Failure,
    Place,
    ProjectLink,
    Raw,
    Subject,
    Syndication,
    Text,
    Trace,
    When,
)
from posts.models import Category, LegacyPath, Post, PostProject, Provenance, Series, Tag, Translation
from posts.models import Credit as CreditRow
from posts.models.post import LANGUAGES
from projects.models import MaturityChange, Project

LARGEST_LINE = 64 * 2**20  # bytes
LONGEST_CHARACTER = 4  # bytes
DIGITS = 18  # of a number; longer ones fit no column

NO_CORRECTIONS: Mapping[str, str] = {}
TRACE = frozenset(field.name for field in fields(Trace))

SUBJECTS = {
    "categories": (Subject.CATEGORY, Category),
    "series": (Subject.SERIES, Series),
    "tags": (Subject.TAG, Tag),
    "people": (Subject.PERSON, Person),
    "organizations": (Subject.ORGANIZATION, Organization),
    "projects": (Subject.PROJECT, Project),
}


def read(path: Path, name: str, corrections: Mapping[str, str] = NO_CORRECTIONS) -> Iterator[Draft | Failure]:
    """The drafts in the file at ``path``, one line at a time; a bad line is a failure and the rest goes on.

    ``corrections`` are what editors made of bad lines, by the digest of those.
    """
    empty = True
    try:
        with path.open("rb") as file:
            if other := other_kind(file.read(LONGEST_MAGIC)):
                yield Failure(name, 1, 1, other)
                return
            file.seek(0)
            for number, line in _lines(file):
                if line.text.strip() or not line.is_whole:
                    empty = False
                    yield _parsed(line, name, number, corrections)
    except OSError as error:
        message = _("The file cannot be read (%(reason)s): check that it is there and that you may read it.")
        yield Failure(name, 1, 1, message % {"reason": error.strerror})
        return
    if empty:
        yield Failure(name, 1, 1, _("The file is empty: export the archive again, or leave the file out."))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file; the beginning of one that is too long."""

    text: bytes
    is_whole: bool = True

    @property
    def shown(self) -> str:
        """What an editor sees of it."""
        return self.text[: KEPT_RAW * LONGEST_CHARACTER].decode("utf-8", "replace").replace("\x00", "")[:KEPT_RAW]


def _lines(file: BinaryIO) -> Iterator[tuple[int, Line]]:
    """Numbered lines."""
    number = 0
    while line := file.readline(LARGEST_LINE):
        number += 1
        if too_long := len(line) == LARGEST_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(LARGEST_LINE)) and not rest.endswith(b"\n"):
                pass
        yield number, Line(line.removeprefix(b"\xef\xbb\xbf"), is_whole=not too_long)


def parse(line: bytes, name: str, number: int) -> Draft | Failure:
    """The draft in one line of the file called ``name``."""
    return _parsed(Line(line), name, number, NO_CORRECTIONS)


def _parsed(line: Line, name: str, number: int, corrections: Mapping[str, str]) -> Draft | Failure:
    """What is kept of the line is what the file says, also where something else is read in its place."""
    shown = line.shown
    corrected = corrections.get(digest(shown)) if corrections else None
    origin = Place(name, number, number, number, raw=Raw(shown, is_corrected=corrected is not None))
    try:
        return replace(_draft(_object(line if corrected is None else Line(corrected.encode()))), origin=origin)
    except Wrong as error:
        return origin.failure(str(error))


def _object(whole: Line) -> Checked:
    line = whole.text
    if not whole.is_whole:
        message = _("The line is longer than %(size)d MB: no post is. Export the archive again.")
        raise Wrong("", message % {"size": LARGEST_LINE // 2**20})
    try:
        value = json.loads(line.decode(), parse_float=_finite, parse_int=_integer, parse_constant=_finite)
        if b"\\u" in line:
            refuse_unusable(value)
    except UnicodeDecodeError as error:
        raise Wrong("", _("The line is not UTF-8. Save the file as UTF-8, or export the archive again.")) from error
    except json.JSONDecodeError as error:
        message = _("The line is not JSON (%(reason)s, column %(column)d). Mend it, or export the archive again.")
        raise Wrong("", message % {"reason": error.msg, "column": error.colno}) from error
    except (TooLarge, RecursionError) as error:
        raise Wrong("", _("The line holds a number too large or lists too deep. Export the archive again.")) from error
    if not isinstance(value, dict):
        raise Wrong("", _("The line is not a JSON object, {…}: a post is one. Remove the line, or export the archive again."))
    return Checked(value)


class TooLarge(ValueError):
    """A number that JSON can spell and no database can keep."""


def _finite(number: str) -> float:
    if not math.isfinite(value := float(number)):
        raise TooLarge
    return value


def _integer(number: str) -> int:
    if len(number) > DIGITS:
        raise TooLarge
    return int(number)


def _draft(post: Checked) -> Draft:
    status = post["status"].required(_column(Post, "status"))
    when = _when(post)
    if status == Post.Status.PUBLISHED and when is None:
        raise post["published_at"].wrong(_("a published post needs a date. Add one, or make the post a draft."))
    texts = _texts(post)
    if status == Post.Status.PUBLISHED and all(text.status != Translation.Status.PUBLISHED for text in texts):
        raise post["status"].wrong(_("a published post needs a published text. Publish one, or make the post a draft."))
    facts = _facts(post.get("facts", {}))
    return Draft(
        ref="" if (ref := post.get("import_ref")).value is None else ref.required(_column(Post, "import_ref")),
        texts=texts,
        categories=_categories(post["categories"], facts),
        credits=_credits(post["credits"]),
        syndication=_syndication(post["syndication"]),
        series=_series(post["series"]),
        tags=_once(tag.required(_column(Tag, "name")) for tag in post["tags"].list()),
        projects=_projects(post["projects"], post.get("project_links", [])),
        when=when,
        status=status,
        together=_together(post.get("together", [])),
        legacy_paths=_once(path.required(_column(LegacyPath, "path")) for path in post.get("legacy_paths", []).list()),
        places=_places(post["provenance"]),
        review=tuple(reason.text() for reason in post["review"].list()),
        facts=facts,
    )


def _column(model, name: str):
    return model._meta.get_field(name)


def _once(values) -> tuple:
    return tuple(dict.fromkeys(values))


def _when(post: Checked) -> When | None:
    published, basis = post["published_at"], post["date_basis"]
    earliest, latest = (None if post[key].value is None else post[key].day() for key in ("date_min", "date_max"))
    if published.value is None:
        return None
    if earliest and latest and earliest > latest:
        raise post["date_min"].wrong(_("must not be later than date_max."))
    moment = published.moment()
    known_by = basis.required(_column(Post, "date_basis"))
    return When(moment.date(), known_by, earliest, latest, moment.timetz().isoformat())


def _texts(post: Checked) -> tuple[Text, ...]:
    """The languages of a post, its source first."""
    texts = dict(sorted((_text(language, text) for language, text in post["translations"].members()), key=_language_order))
    if not any(text.title for text in texts.values()):
        raise post["translations"].wrong(_("a post needs a title in at least one language."))
    if (source := post.get("source_language")).value is not None:
        if source.text() not in texts:
            raise source.wrong(_("the post has no text in this language."))
        texts = {source.value: texts[source.value], **texts}
    return tuple(texts.values())


def _language_order(item: tuple[str, Text]) -> int:
    return LANGUAGES.index(item[0])


def _together(languages: Checked) -> tuple[str, ...]:
    for language in languages.list():
        if language.text() not in LANGUAGES:
            message = _("the site has no such language; known are: %(known)s. Add it to the settings, or remove it.")
            raise language.wrong(message % {"known": ", ".join(LANGUAGES)})
    return tuple(code for code in LANGUAGES if code in languages.value)


def _text(language: str, text: Checked) -> tuple[str, Text]:
    if language not in LANGUAGES:
        message = _("the site has no such language; known are: %(known)s. Add it to the settings, or remove the text.")
        raise text.wrong(message % {"known": ", ".join(LANGUAGES)})
    published, made_from = text.get("published_at"), text.get("made_from")
    return language, Text(
        language=language,
        title=text["title"].text(_column(Post, "title")),
        slug=text["slug"].text(_column(Post, "slug")),
        summary=text["summary"].text(),
        body=text["body"].text(),
        # body_html is not taken: what a file says is HTML is not safe, and the site's own renderer makes the same of the body.
        status=text["status"].required(_column(Translation, "status")),
        made_from=None if made_from.value is None else made_from.text(),
        published_at="" if published.value is None else published.moment().isoformat(),
    )


def _categories(categories: Checked, facts: tuple[Facts, ...]) -> tuple[str, ...]:
    """Slugs where the facts tell them, else the names."""
    slugs = {_name(fact): fact.slug for fact in facts if fact.subject is Subject.CATEGORY}
    names = [category.required(_column(Category, "name")) for category in categories.list()]
    return _once(slugs.get(name, name) for name in names)


def _name(fact: Facts) -> str:
    columns = dict(fact.columns)
    return next((name for code in LANGUAGES if (name := columns[build_localized_fieldname("name", code)])), fact.slug)


def _series(series: Checked) -> tuple[str, str] | None:
    if series.value is None:
        return None
    return series["slug"].required(_column(Series, "slug")), series["name"].text(_column(Series, "name"))


def _syndication(syndication: Checked) -> Syndication | None:
    if syndication.value is None:
        return None
    return Syndication(
        syndication["publication"].text(_column(Post, "syndicated_from")),
        syndication["url"].text(_column(Post, "syndicated_url")),
    )


def _credits(credits: Checked) -> tuple[Credit, ...]:
    found: dict[tuple[str, str, str, str], Credit] = {}
    for item in credits.list():
        credit = _credit(item)
        who = credit.person_slug or credit.name or credit.organization_slug or credit.organization
        key = ("person" if credit.name else "organization", who, credit.role, credit.language)
        if found.setdefault(key, credit) is not credit:
            message = _("credits %(who)s a second time as %(role)s. Remove one of the two.")
            raise item.wrong(message % {"who": credit.name or credit.organization, "role": credit.role})
    return tuple(found.values())


def _credit(credit: Checked) -> Credit:
    person, organization, slug = credit["person"], credit["organization"], credit.get("organization_slug")
    if person.value is None and organization.value is None:
        raise credit.wrong(_("names neither a person nor an organization. Add one, or remove the credit."))
    role, language = credit["role"].required(_column(CreditRow, "role")), credit.get("language", "")
    if language.value and role not in CreditRow.OF_A_LANGUAGE:
        raise language.wrong(_("only a translator or reviewer is credited for one language. Remove it."))
    return Credit(
        name="" if person.value is None else person["name"].required(_column(Person, "name")),
        role=role,
        language=language.text(_column(CreditRow, "language")),
        title=credit["title"].text(_column(CreditRow, "title")),
        organization="" if organization.value is None else organization.required(_column(Organization, "name")),
        person_slug="" if person.value is None else person["slug"].required(_column(Person, "slug")),
        organization_slug="" if slug.value is None else slug.text(_column(Organization, "slug")),
    )


def _projects(projects: Checked, links: Checked) -> tuple[ProjectLink, ...]:
    """``projects`` says which, ``project_links`` how; one that only the first names is what the post is about."""
    slugs = _once(project.required(_column(Project, "slug")) for project in projects.list())
    how = {link.slug: link for link in map(_project_link, links.list())}
    return tuple(how.get(slug) or ProjectLink(slug, PostProject.Relation.ABOUT) for slug in slugs)


def _project_link(link: Checked) -> ProjectLink:
    change = link["change"]
    return ProjectLink(
        slug=link["slug"].required(_column(Project, "slug")),
        relation=link["relation"].required(_column(PostProject, "relation")),
        level=link["level"].text(_column(PostProject, "level")),
        change=None if change.value is None else _change(change),
    )


def _change(change: Checked) -> tuple[str, str, str]:
    return (
        change["level"].required(_column(MaturityChange, "level")),
        change["kind"].required(_column(MaturityChange, "kind")),
        change["date"].day().isoformat(),
    )


def _places(provenance: Checked) -> tuple[Place, ...]:
    places = tuple(_place(place, primary=index == 0) for index, place in enumerate(provenance.list()))
    if sum(place.primary for place in places) > 1:
        raise provenance.wrong(_("only one place can be the primary one, which the text was taken from."))
    if len({(place.file, place.position) for place in places}) < len(places):
        raise provenance.wrong(_("names one position of a file twice. Remove one of the two."))
    return places


def _place(place: Checked, *, primary: bool) -> Place:
    """``primary`` is what a place that does not say is."""
    return Place(
        file=place["file"].required(_column(Provenance, "file")),
        position=place["position"].number(),
        line_start=place["line_start"].number(),
        line_end=place["line_end"].number(),
        primary=place.get("primary", primary).truth(),
        trace=_trace(place),
    )


def _trace(place: Checked) -> Trace | None:
    if TRACE.isdisjoint(place.object()):
        return None
    return Trace(
        raw_text=place.get("raw_text", "").text(),
        digest=place.get("digest", "").text(_column(Provenance, "digest")),
        context=place.get("context", "").text(_column(Provenance, "context")),
        evidence=place.get("evidence", {}).object(),
        notes=tuple(note.value for note in place.get("notes", []).list()),
        written=place.get("written", {}).object(),
    )


def _facts(facts: Checked) -> tuple[Facts, ...]:
    return tuple(_fact(shared, fact) for shared in SHARED for fact in facts.get(shared.key, []).list())


def _fact(shared: Shared, fact: Checked) -> Facts:
    subject, model = SUBJECTS[shared.key]
    translated = [
        (build_localized_fieldname(field, code), fact[field].get(code, "").text(_column(model, field)))
        for field in shared.translated
        for code in LANGUAGES
    ]
    plain = [(field, fact[field].text(_column(model, field))) for field in shared.plain]
    return Facts(
        subject=subject,
        slug=fact["slug"].required(_column(model, "slug")),
        columns=(*translated, *plain),
        other_names=tuple(
            (other["name"].required(_column(OtherName, "name")), other["slug"].text(_column(OtherName, "slug")))
            for other in fact.get("other_names", []).list()
        ),
        changes=tuple(map(_change, fact.get("maturity_changes", []).list())),
    )
