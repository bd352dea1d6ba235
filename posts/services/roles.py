"""The roles of the desk, as groups: which permissions each has. docs/desk.md tells what they come to.

A permission says what somebody may do at all; :mod:`posts.services.permissions` decides on which posts and languages.
``migrate`` brings the groups to this table each time: for another cut of permissions make another group.
"""

from django.contrib.auth.models import Group, Permission
from django.db import connections

OURS = ("people", "projects", "posts")
SHARED = "people.person people.organization projects.project posts.series posts.tag posts.category".split()
PARTS = "people.othername posts.credit posts.legacypath posts.postproject projects.maturitychange".split()


def _each(verbs: str, models: list[str]) -> set[str]:
    """``posts.add_tag`` … for each verb and model."""
    return {f"{app}.{verb}_{name}" for verb in verbs.split() for app, name in (model.split(".") for model in models)}


LOOK = _each("view", [*SHARED, "projects.maturitychange", "posts.post", "posts.term", "posts.image"])
EDIT = (
    LOOK
    | _each("add change", ["posts.post", *SHARED])
    | _each("view add change delete", [*PARTS, "posts.term"])
    | _each("view change", ["posts.quarantinedentry"])
    | _each("view", ["posts.translation", "posts.provenance", "posts.workflowstep"])
    | _each("view", ["posts.importrun", "posts.importrecord", "posts.importconflict"])
)
PUBLISH = (
    EDIT
    | {"posts.publish_post", "posts.delete_post", "posts.view_binnedpost"}
    | _each("delete", ["posts.series", "posts.tag", "posts.category", "posts.image"])
)
USERS = _each("view add change delete", ["auth.user"]) | _each("view", ["auth.group"])

EVERYTHING = "*"  # of our apps
ROLES: dict[str, set[str]] = {
    "Translator": LOOK | {"posts.translate_post"} | _each("add change", ["posts.term"]),
    "Author": LOOK | {"posts.add_post"},
    "Editor": EDIT,
    "Publisher": PUBLISH,
    "Administrator": USERS | {EVERYTHING},
}


def install(using: str = "default") -> None:
    """Make the groups of :data:`ROLES`, each with its permissions. Safe to repeat."""
    if "auth_group" not in connections[using].introspection.table_names():
        return
    rows = Permission.objects.using(using).select_related("content_type")
    known = {f"{row.content_type.app_label}.{row.codename}": row for row in rows}
    for name, wanted in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        everything = EVERYTHING in wanted
        group.permissions.set(
            row for key, row in known.items() if key in wanted or (everything and row.content_type.app_label in OURS)
        )


def install_after_migrate(using: str, **_kwargs: object) -> None:
    install(using)
