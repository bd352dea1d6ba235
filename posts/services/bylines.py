"""Who a byline names, where an import was not sure: an editor says it, or that the import was right."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from people import names
from people.models import Named, Organization, Person
from posts.models import Credit, Post
from posts.services import permissions
from posts.services.history import recording

KINDS: dict[str, type[Named]] = {"person": Person, "organization": Organization}


def settle(post: Post, message: str, *, by=None) -> bool:
    """The byline is as it should be: ``message`` is no reason to look at the post any more. Whether it was one."""
    with recording([post.pk], by=by, reason=_("Reviewed"), texts=False):
        return _clear(post, message)


def credit(post: Post, message: str, *, name: str, kind: str, role: str, title: str = "", by=None) -> Credit:
    """Credit who goes by ``name``, or somebody new of that name, and take the byline for settled.

    Raises ValidationError, by field, where the name says nobody or several, or the post credits them so already.
    """
    with recording([post.pk], by=by, reason=_("Byline settled"), texts=False):
        owner = called(name, kind, by=by)
        who = {"person": None, "organization": None, kind: owner}
        if post.credits.filter(role=role, language="", **who).exists():
            said = _("%(name)s is credited in this role already: say that the byline is right.")
            raise ValidationError({"name": said % {"name": owner}})
        last = post.credits.aggregate(last=Max("order"))["last"]
        made = Credit(post=post, role=role, title=title, order=0 if last is None else last + 1, **who)
        made.full_clean()
        made.save()
        _clear(post, message)
    return made


def called(name: str, kind: str, *, by=None) -> Named:
    """The one person, or organization, of this name; made where there is none and ``by``, if it is somebody, may do that."""
    model = KINDS[kind]
    found = list(model.objects.known_as(name)[:2]) if names.key(name) else []
    if len(found) > 1:
        said = _("Several are called “%(name)s”: credit the right one on the post’s form.")
        raise ValidationError({"name": said % {"name": name}})
    if found:
        return found[0]
    if by is not None and not permissions.has(by, f"people.add_{kind}"):
        raise ValidationError({"name": _("Nobody is called “%(name)s”, and you may not add somebody.") % {"name": name}})
    slug = names.slug(name)
    if not slug:
        raise ValidationError({"name": _("Give a name with letters in it.")})
    if model.objects.filter(slug=slug).exists():
        said = _("The address of “%(name)s” is somebody else’s: make them on their own form first.")
        raise ValidationError({"name": said % {"name": name}})
    column = "name_zh_hans" if names.HAN_CHARACTER.search(name) else "name_en"
    made = model(slug=slug, **{column: name})
    made.full_clean(exclude=["name"])
    made.save()
    return made


def _clear(post: Post, message: str) -> bool:
    post.refresh_from_db(fields=["review"])
    if message not in post.review:
        return False
    post.review = [reason for reason in post.review if reason != message]
    post.save(update_fields=["review"])
    return True
