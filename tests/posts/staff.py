"""Members of the staff in their roles."""

from itertools import count

from django.contrib.auth.models import Group, User

from posts.models import DeskLanguage

numbers = count(1)


def make_member(*roles: str, languages: tuple[str, ...] = (), **fields) -> User:
    """Somebody of the staff in these roles ("Translator"), with these own languages; without a role, staff and no more."""
    user = User.objects.create_user(**{"username": f"member-{next(numbers)}", "is_staff": True, **fields})
    user.groups.set(Group.objects.filter(name__in=roles))
    assert user.groups.count() == len(roles), "a role that does not exist"
    DeskLanguage.objects.bulk_create(DeskLanguage(user=user, language=language) for language in languages)
    return user
