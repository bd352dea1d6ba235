"""Whoever translated or reviewed a text is named for it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from people.models import Person
from posts.models import Credit, Post
from posts.services import permissions
from posts.services.history import recording
from posts.services.permissions import User

TRANSLATOR, REVIEWER = Credit.Role.TRANSLATOR, Credit.Role.REVIEWER


@dataclass(frozen=True, slots=True)
class Box:
    """What somebody may tick to be named, and whether it is ticked to begin with."""

    person: Person
    is_ticked: bool


def person_of(user: User) -> Person | None:
    """Whom the public knows a member of the staff as."""
    linked = getattr(user, "desk_person", None)
    return linked.person if linked else None


def offered(user: User, post: Post, language: str) -> list[str]:
    """The roles somebody can be credited with for a text, and is not yet."""
    person = person_of(user)
    if person is None or language not in post.languages():
        return []
    roles = []
    if language != permissions.source_of(post) and permissions.may_write(user, post, language):
        roles.append(TRANSLATOR)
    if permissions.may_review(user, post, language):
        roles.append(REVIEWER)
    taken = {one.role for one in _named(post, language).filter(person=person)}
    return [role for role in roles if role not in taken]


def credit(post: Post, language: str, role: str, *, by: User) -> Credit:
    """Name ``by`` as translator or reviewer of one text of the post, after those who are named already."""
    with recording([post.pk], by=by, reason=_("Credited"), texts=False):
        if role not in offered(by, post, language):
            raise PermissionDenied
        last = post.credits.aggregate(last=Max("order"))["last"]
        order = 0 if last is None else last + 1
        return Credit.objects.create(post=post, person=person_of(by), role=role, language=language, order=order)


# Boxes


def translator_box(user: User, post: Post, language: str) -> Box | None:
    """On the translator's screen: ticked for who is named, and for a translator of what is not public and names nobody yet.

    None where nobody stands behind the account, or where they are named for the whole post: that is for editors to change.
    """
    person = person_of(user)
    if person is None or language == permissions.source_of(post) or not permissions.may_write(user, post, language):
        return None
    named = list(_named(post, language).filter(role=TRANSLATOR).values_list("person", "language"))
    if (person.pk, "") in named:
        return None
    begins = permissions.translates(user, post, language) and _is_unpublished(post, language)
    return Box(person, (person.pk, language) in named or (begins and not named))


def name_translator(post: Post, language: str, is_named: bool, *, by: User) -> bool:
    """As ``by`` left the box when saving. Returns whether that changed anything."""
    box = translator_box(by, post, language)
    if box is None or not post.translations.filter(language=language).exists():
        return False
    own = _named(post, language).filter(role=TRANSLATOR, person=box.person)
    if is_named == own.exists():
        return False
    if is_named:
        credit(post, language, TRANSLATOR, by=by)
    else:
        own.delete()
    return True


def reviewer_box(user: User, post: Post, language: str) -> Box | None:
    """Beside the steps that accept a translation: ticked where it was sent to review. Nobody reviews what is their own."""
    if language == permissions.source_of(post) or not permissions.may_review(user, post, language):
        return None
    person = person_of(user)
    state = permissions.state_of(post, language)
    if person is None or state not in permissions.OPEN_TO_AUTHORS or _named(post, language).filter(person=person).exists():
        return None
    return Box(person, state == permissions.State.IN_REVIEW)


def _named(post: Post, language: str) -> QuerySet[Credit]:
    """Who is named for the text, or for the whole post, as its translator or reviewer."""
    return post.credits.filter(language__in=["", language], role__in=[TRANSLATOR, REVIEWER])


def _is_unpublished(post: Post, language: str) -> bool:
    return permissions.state_of(post, language) not in (permissions.State.PUBLISHED, permissions.State.ARCHIVED)
