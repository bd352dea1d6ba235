"""Every address, action and lookup of the admin, tried as every role, is what ``permissions.txt`` says.

One that the table does not name fails the test, which shows the line as it would be: look whether that is as it should be.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from posts.models import DeskLanguage, DeskPerson, ImportConflict, Post
from tests.factories import make_person, make_post
from tests.posts.admin.test_every_model import fill
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("permissions.txt")
ROLES = ["no role", "Translator", "Author", "Editor", "Publisher", "Administrator"]
MARKS = {True: "yes", False: "-"}
# Of Django's own: to sign in and out, for everybody.
FOR_ALL = {"login", "logout", "jsi18n"}
POSTS = ("public", "draft of another", "own draft")


def read_table() -> dict[str, dict[str, str]]:
    """Section → line → what it says of each role: ``{"GET": {"index": "yes yes …"}}``."""
    table: dict[str, dict[str, str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            rows = table.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            name, _, marks = line.partition("  ")
            rows[name] = " ".join(marks.split())
    return table


def differences(section: str, found: dict[str, str]) -> list[str]:
    """The lines as they would be, where the table says something else or nothing."""
    said = read_table()[section]
    wrong = [f"{name:<58}{marks.replace(' ', '   ')}" for name, marks in found.items() if said.get(name) != marks]
    return wrong + [f"{name}: there is no such thing (any more)" for name in said.keys() - found.keys()]


# Everything there is


@pytest.fixture
def members() -> dict[str, User]:
    return {role: make_member(*[role][: role in ROLES[1:]], languages=("zh-hans",)) for role in ROLES}


@pytest.fixture
def posts() -> dict[str, Post]:
    fill(1)
    public, another = make_post("Public", zh="公开"), make_post("Draft", zh="草稿", status="draft", owner=make_member("Author"))
    public.translations.filter(language="zh-hans").update(status="draft")
    own = make_post("Own", zh="自己", status="draft")
    DeskPerson.objects.create(user=another.owner, person=make_person())
    DeskLanguage.objects.create(user=another.owner, language="en")
    LogEntry.objects.log_actions(another.owner.pk, [public], 2, "x", single_object=True)
    return {"public": public, "draft of another": another, "own draft": own}


@pytest.fixture(autouse=True)
def signed_in(members, posts) -> dict[str, Client]:
    clients = {}
    for role, member in members.items():
        clients[role] = Client()
        clients[role].force_login(member)
    return clients


def named_patterns(patterns=None, before: str = "") -> Iterator[tuple[str, set[str]]]:
    """The names of the admin's addresses, with their parameters."""
    for pattern in admin.site.urls[0] if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from named_patterns(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, set(pattern.pattern.regex.groupindex)


def sample(model) -> int | str:
    row = model._default_manager.order_by("pk").last()
    assert row is not None, (
        f"no {model.__name__} to try its pages with: make one in tests/posts/admin/test_every_model.py: fill"
    )
    return row.pk


def addresses(posts: dict[str, Post]) -> Iterator[tuple[str, str]]:
    """A line of the table and the address to try. Of posts: one of each kind."""
    models = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}
    for name, parameters in named_patterns():
        if name in FOR_ALL:
            continue
        model = next((models[key] for key in sorted(models, key=len, reverse=True) if name.startswith(f"{key}_")), None)
        values = {"app_label": "posts", "language": "zh-hans", "content_type_id": ContentType.objects.get_for_model(Post).pk}
        kinds = POSTS if model is Post and parameters & {"object_id", "post_id", "pk"} else [""]
        for kind in kinds:
            key = posts[kind].pk if kind else sample(model or Post)
            known = {**values, **dict.fromkeys(parameters - values.keys(), key)}
            if model is ImportConflict:
                known["post_id"] = ImportConflict.objects.get(pk=key).post_id
            kwargs = {parameter: known[parameter] for parameter in parameters}
            yield f"{name}: {kind}" if kind else name, reverse(f"admin:{name}", kwargs=kwargs)


def tried(signed_in: dict[str, Client], posts: dict[str, Post], method: str, address: str, data: dict | None = None) -> str:
    """Whether each role may; whatever was done is taken back. The draft called "own" is everybody's own in turn."""
    marks = []
    for client in signed_in.values():
        with transaction.atomic():
            Post.objects.filter(pk=posts["own draft"].pk).update(owner=client.session["_auth_user_id"])
            response = getattr(client, method)(address, data)
            transaction.set_rollback(True)
        assert response.status_code in (200, 302, 400, 403, 404, 405, 409, 422), response.status_code
        marks.append(MARKS[response.status_code not in (403, 404, 405)])
    return " ".join(marks)


def test_pages(signed_in, posts):
    found = {line: tried(signed_in, posts, "get", address) for line, address in addresses(posts)}
    assert differences("GET", found) == []


def test_forms(signed_in, posts):
    """Sent with nothing but what confirms a deletion."""
    found = {}
    for line, address in addresses(posts):
        data = {"post": "yes"} if address.endswith("/delete/") else {}
        found[line] = tried(signed_in, posts, "post", address, data)
    assert differences("POST", found) == []


def test_actions(signed_in, posts):
    every = User(username="root", is_staff=True, is_superuser=True)
    found = {}
    for model, of_model in admin.site._registry.items():
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        request = type("Request", (), {"user": every, "GET": {}})()
        key = posts["public"].pk if model is Post else sample(model)
        for action in of_model.get_actions(request):
            data = {"action": action, "_selected_action": [key], "post": "yes"}
            line = f"{model._meta.label_lower} {action}"
            found[line] = tried(signed_in, posts, "post", path, data)
    assert differences("ACTIONS", found) == []


def test_lookups(signed_in, posts):
    found = {}
    for model, of_model in admin.site._registry.items():
        inlines = [(inline.model, inline.autocomplete_fields) for inline in of_model.inlines]
        for owner, fields in [(model, of_model.autocomplete_fields), *inlines]:
            for field in fields:
                query = {"app_label": owner._meta.app_label, "model_name": owner._meta.model_name, "field_name": field}
                line = f"{owner._meta.label_lower} {field}"
                found[line] = tried(signed_in, posts, "get", "/admin/autocomplete/", query)
    assert differences("LOOKUPS", found) == []


def test_nobody_outside_of_the_staff_gets_further_than_the_door(posts):
    reader = Client()
    reader.force_login(make_member("Administrator", is_staff=False))
    for client in (Client(), reader):
        for line, address in addresses(posts):
            for answer in (client.get(address), client.post(address, {"post": "yes"})):
                assert answer.status_code == 302, line
                assert "/admin/login/" in answer["Location"], line
    assert Post.objects.count() == Post.objects.filter(pk__in=[post.pk for post in posts.values()]).count() + 1
    assert not Group.objects.filter(name="x").exists()
