"""Which posts to read after one: those that share its projects, its people or its topics, and why each is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from posts.models import Credit, Post, PostProject, TaggedPost
from posts.pages.phrases import said
from posts.serving import content_version
from posts.serving.prepared import Prepared, fetch

SHOWN = 4
LOOKED_THROUGH = 40  # the newest of each subject
PROJECT, PERSON, TAG = "project", "person", "tag"
WEIGHTS = {PROJECT: 3, PERSON: 2, TAG: 1}
ROLES = (Credit.Role.AUTHOR, Credit.Role.INTERVIEWEE, Credit.Role.SPEAKER, Credit.Role.STUDENT)


@dataclass(frozen=True, slots=True)
class Shared:
    """Something another post has in common with this one: ``kind`` is a key of ``WEIGHTS``, ``of`` the project's, … key."""

    post_id: int
    published_at: datetime
    kind: str
    of: int


Subject = tuple[str, int]  # a kind and a key


def candidates(post: Post) -> list[Shared]:
    """What the newest public posts share with ``post``, whose links must be prefetched. One query at most."""
    subjects: list[Subject] = [
        *((PROJECT, link.project_id) for link in post.project_links.all() if link.relation == PostProject.Relation.ABOUT),
        *((PERSON, credit.person_id) for credit in post.credits.all() if credit.person_id and credit.role in ROLES),
        *((TAG, tag.pk) for tag in post.tags.all()),
    ]
    newest = content_version.keep_each("newest posts", dict.fromkeys(subjects), newest_of)
    return [one for posts in newest.values() for one in posts if one.post_id != post.pk]


def newest_of(subjects: list[Subject]) -> dict[Subject, list[Shared]]:
    """The public posts last published of each subject, in one question. Django's own union cannot limit its parts on SQLite."""
    found: dict[Subject, list[Shared]] = {subject: [] for subject in subjects}
    if not subjects:
        return found
    now = timezone.now()
    selects = [NEWEST[kind].select(key, now) for kind, key in subjects]
    parts = (f"SELECT {place}, part{place}.* FROM ({part}) part{place}" for place, (part, _values) in enumerate(selects))
    for place, post_id, at in fetch(" UNION ALL ".join(parts), [value for _sql, values in selects for value in values]):
        kind, key = subject = subjects[place]
        found[subject].append(Shared(post_id, _as_moment(at), kind, key))
    return found


def _newest(links: QuerySet, to: str, now: datetime) -> QuerySet:
    """Keys and moments of the posts last published."""
    # Of each post anew: asked for a link among public posts, SQLite looks for one of each of them.
    is_public = Exists(Post.objects.published(now).order_by().filter(pk=OuterRef(f"{to}_id")))
    rows = links.filter(is_public).values_list(f"{to}_id", f"{to}__published_at")
    return rows.order_by(f"-{to}__published_at", "-pk")[:LOOKED_THROUGH]


def _about(key: int, now: datetime) -> QuerySet:
    return _newest(PostProject.objects.filter(project=key, relation=PostProject.Relation.ABOUT), "post", now)


def _by(key: int, now: datetime) -> QuerySet:
    return _newest(Credit.objects.filter(person=key, role__in=ROLES), "post", now)


def _on(key: int, now: datetime) -> QuerySet:
    return _newest(TaggedPost.objects.filter(tag=key), "content_object", now)


NEWEST = {PROJECT: Prepared(_about, int, datetime), PERSON: Prepared(_by, int, datetime), TAG: Prepared(_on, int, datetime)}


def _as_moment(value: datetime | str) -> datetime:
    """A moment as the database's driver gives it: SQLite's knows no time zone, and in a union no dates either."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def best(shared: Iterable[Shared], near: datetime | None, without: Iterable[int] = ()) -> dict[int, list[Shared]]:
    """The posts that share most, those nearest in time to ``near`` before equal ones; each with what it shares."""
    by_post: dict[int, list[Shared]] = {}
    left_out = set(without)
    for one in shared:
        if one.post_id not in left_out:
            by_post.setdefault(one.post_id, []).append(one)

    def merit(post_id: int) -> tuple:
        mine = by_post[post_id]
        apart = abs((mine[0].published_at - near).total_seconds()) if near else 0
        return -sum(WEIGHTS[one.kind] for one in mine), apart, -post_id

    return {post_id: by_post[post_id] for post_id in sorted(by_post, key=merit)[:SHOWN]}


def strongest(shared: Iterable[Shared]) -> Subject:
    """What says most of why a post is named."""
    one = max(shared, key=lambda one: WEIGHTS[one.kind])
    return one.kind, one.of


def reason(post: Post, subject: Subject) -> SafeString:
    """What a related post has in common with ``post``, in the page's language: "also about Envoy"."""
    kind, key = subject
    if kind == PROJECT:
        name = next(link.project for link in post.project_links.all() if link.project_id == key)
        return said(_("Also about %(name)s"), name=name)
    if kind == PERSON:
        credit = next(credit for credit in post.credits.all() if credit.person_id == key)
        text = _("Also by %(name)s") if credit.role == Credit.Role.AUTHOR else _("Also with %(name)s")
        return said(text, name=credit.person)
    return said(_("Also on %(name)s"), name=next(tag for tag in post.tags.all() if tag.pk == key))
