"""The groups that ``migrate`` makes."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from posts.services.roles import OURS, ROLES, install
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db


def permissions(role: str) -> set[str]:
    rows = Permission.objects.filter(group__name=role).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_its_permissions_after_migrate(role):
    wanted = ROLES[role] - {"*"}
    assert permissions(role) >= wanted, "a permission that does not exist"
    assert "*" in ROLES[role] or permissions(role) == wanted


def test_an_administrator_has_every_permission_of_ours():
    ours = Permission.objects.filter(content_type__app_label__in=OURS)
    assert Group.objects.get(name="Administrator").permissions.filter(content_type__app_label__in=OURS).count() == ours.count()


def test_what_was_changed_is_brought_back_and_other_groups_are_left_alone():
    Group.objects.get(name="Author").permissions.set(Permission.objects.all())
    other = Group.objects.create(name="Guests")
    install()
    assert permissions("Author") == ROLES["Author"]
    assert not other.permissions.exists()


def test_a_renamed_group_keeps_what_it_has_and_the_role_is_made_again():
    member = make_member("Editor")
    Group.objects.filter(name="Editor").update(name="Desk")
    install()
    assert permissions("Desk") == permissions("Editor") == ROLES["Editor"]
    assert list(member.groups.values_list("name", flat=True)) == ["Desk"]


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_them_too():
    make_member("Editor")
    call_command("flush", interactive=False, verbosity=0)
    assert {role: permissions(role) >= wanted - {"*"} for role, wanted in ROLES.items()} == dict.fromkeys(ROLES, True)


def test_each_role_may_what_the_one_before_may():
    assert ROLES["Translator"] - {"posts.translate_post"} < ROLES["Editor"] < ROLES["Publisher"]
    assert ROLES["Author"] < ROLES["Editor"]
