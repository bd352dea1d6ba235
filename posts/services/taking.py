"""One field of a stored post is brought to a value as imports compare it: what an editor takes from the archive."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from people.models import Organization, OtherName, Person
from posts.digests import field_digest
from posts.models import Category, Post, Provenance, Series, Translation
from posts.models.post import SLUG_FIELDS
from posts.services.slugs import check_slugs, keep_old_addresses
from posts.services.snapshots import TEXTS
from posts.services.texts import refresh_texts
from projects.models import MaturityChange, Project


class Gone(ValueError):
    """The value names something that is no longer there; the message says what."""


def take(post: Post, field: str, value: Any) -> None:
    """Write ``value`` to ``field`` of ``post`` and save what belongs to it; call it in a transaction.

    Raises :class:`Gone`, or ValidationError for an address that another post has.
    """
    if field in TEXTS:
        _take_text(post, field, value)
    elif field.startswith("status:"):
        _take_state(post, field.removeprefix("status:"), value)
    else:
        TAKE[field](post, value)
        post.save()


def remember(post: Post, field: str, value: Any) -> None:
    """The next import finds that it wrote ``value``: it is silent about the field until the archive says something else."""
    row = Provenance.objects.select_for_update().filter(post=post, is_primary=True).exclude(written={}).first()
    if row is not None:
        written = {**row.written, field: field_digest(value)}
        row.written = {name: known for name, known in written.items() if known}
        row.save(update_fields=["written"])


def _take_text(post: Post, field: str, value: str) -> None:
    before = Post.objects.get(pk=post.pk)
    setattr(post, field, value or None)
    post.clean_fields(exclude={other.name for other in post._meta.fields} - {field})
    post.clean()
    if field in SLUG_FIELDS:
        check_slugs(post)
    post.save()
    keep_old_addresses(post, before)
    refresh_texts(post)


def _take_state(post: Post, language: str, value: str) -> None:
    public = value == Translation.Status.PUBLISHED
    for text in post.translations.filter(language=language):
        text.status = value
        text.published_at = text.published_at or (post.published_at if public else None)
        text.save(update_fields=["status", "published_at"])


def _take_status(post: Post, value: str) -> None:
    post.status = value
    post.clean()


def _take_date(post: Post, value: list[str]) -> None:
    moment, basis, earliest, latest = value or ["", Post.DateBasis.GIVEN, "", ""]
    before = post.published_at
    post.published_at = datetime.fromisoformat(moment).replace(tzinfo=UTC) if moment else None
    post.date_basis = basis
    post.date_min = date.fromisoformat(earliest) if earliest else None
    post.date_max = date.fromisoformat(latest) if latest else None
    post.clean()
    post.translations.filter(published_at=before).update(published_at=post.published_at)


def _take_series(post: Post, value: str) -> None:
    post.series = _by(Series, "slug", [value])[value] if value else None


def _take_categories(post: Post, value: list[str]) -> None:
    post.categories.set(_by(Category, "slug", value or []).values())


def _take_tags(post: Post, value: list[str]) -> None:
    post.tags.set(value or [])  # a tag is its name: a new one is made


def _take_syndication(post: Post, value: list[str]) -> None:
    post.syndicated_from, post.syndicated_url = value or ["", ""]


def _take_together(post: Post, value: list[str]) -> None:
    post.together = value or []


def _take_review(post: Post, value: list[str]) -> None:
    post.review = value or []


def _take_projects(post: Post, value: list[list[str]]) -> None:
    rows = _by(Project, "slug", [slug for slug, _relation, _level in value or []])
    steps = {(link.project_id, link.level): link.change_id for link in post.project_links.all()}
    post.project_links.all().delete()
    for slug, relation, level in value or []:
        project = rows[slug]
        change = steps.get((project.pk, level)) or _announced(post, project, level)
        post.project_links.create(project=project, relation=relation, level=level, change_id=change)


def _announced(post: Post, project: Project, level: str) -> int | None:
    """The step of the project's road that was taken on the post's day, if there is one."""
    if not (level and post.published_at):
        return None
    steps = MaturityChange.objects.filter(project=project, level=level, date=post.published_at.date())
    return steps.values_list("pk", flat=True).first()


def _take_credits(post: Post, value: list[list[str]]) -> None:
    people = _by_key(Person, {who for who, *_rest in value or [] if who})
    organizations = _by_key(Organization, {employer for _who, employer, *_rest in value or [] if employer})
    said = {"", *(code for _who, _employer, _role, _title, *language in value or [] for code in language)}
    post.credits.filter(language__in=said).delete()  # who made another translation is known here alone
    for order, (who, employer, role, title, *language) in enumerate(value or []):
        whose = {"person": people.get(who), "organization": organizations.get(employer)}
        post.credits.create(**whose, role=role, title=title, language="".join(language), order=order)


TAKE: dict[str, Callable[[Post, Any], None]] = {
    "date": _take_date,
    "series": _take_series,
    "categories": _take_categories,
    "tags": _take_tags,
    "projects": _take_projects,
    "credits": _take_credits,
    "syndication": _take_syndication,
    "together": _take_together,
    "review": _take_review,
    "status": _take_status,
}


def _by(model: type[Model], column: str, values: Iterable[str]) -> dict[str, Any]:
    values = list(values)
    found = {getattr(row, column): row for row in model._default_manager.filter(**{f"{column}__in": values})}
    return {value: found[value] if value in found else _miss(model, value) for value in values}


def _by_key(model: type[Person] | type[Organization], keys: set[str]) -> dict[str, Any]:
    """Key, key of another name, or slug of what has no key → row."""
    owner = "person" if model is Person else "organization"
    others = OtherName.objects.filter(key__in=keys, **{f"{owner}__isnull": False}).select_related(owner)
    found = {row.slug: row for row in model.objects.filter(slug__in=keys)}
    found |= {other.key: getattr(other, owner) for other in others}
    found |= {row.key: row for row in model.objects.filter(key__in=keys)}
    return {key: found[key] if key in found else _miss(model, key) for key in keys}


def _miss(model: type[Model], name: str) -> Any:
    message = _("“%(name)s” (%(kind)s) is no longer there: import the archive again, which makes it anew, or keep ours.")
    raise Gone(message % {"name": name, "kind": model._meta.verbose_name})
