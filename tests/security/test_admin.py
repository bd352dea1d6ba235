"""Who may do what in the admin, and that nobody does it without knowing."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from people.models import Person
from posts.models import ImportRun, Post, Provenance
from tests.factories import make_person, make_post

pytestmark = pytest.mark.django_db


def sign_in(*permissions: str, staff: bool = True, checks: bool = False) -> Client:
    user = User.objects.create_user(f"user-{User.objects.count()}", is_staff=staff)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client(enforce_csrf_checks=checks)
    client.force_login(user)
    return client


@pytest.fixture
def rows() -> dict[str, list[int]]:
    ada, bo = make_person("Ada Example"), make_person("Bo Example")
    draft = make_post("A draft", status="draft", authors=[ada])
    public = make_post("A post", authors=[bo], review=["look"], date_basis="inferred")
    Provenance.objects.create(post=public, file="page.txt", position=1, line_start=1, line_end=2, raw_text="raw")
    ImportRun.objects.create()
    return {"post": [draft.pk, public.pk], "person": [ada.pk, bo.pk]}


ACTIONS = {
    "publish": ("/admin/posts/post/", "post"),
    "withdraw": ("/admin/posts/post/", "post"),
    "archive": ("/admin/posts/post/", "post"),
    "confirm_dates": ("/admin/posts/post/", "post"),
    "mark_reviewed": ("/admin/posts/post/", "post"),
    "delete_selected": ("/admin/posts/post/", "post"),
    "merge": ("/admin/people/person/", "person"),
}
MAY_DO = {
    "publish": {"publish_post"}, "withdraw": {"publish_post"}, "archive": {"publish_post"},
    "confirm_dates": {"change_post"}, "mark_reviewed": {"change_post"},
    "delete_selected": {"delete_post"}, "merge": {"change_person", "change_post"},
}  # fmt: skip
LOOKING = {"view_post", "view_person"}


def state() -> tuple:
    posts = Post.objects.order_by("pk").values_list("pk", "status", "date_basis", "needs_review")
    return list(posts), list(Person.objects.order_by("pk").values_list("pk", "name_en"))


def act(client: Client, action: str, rows: dict[str, list[int]]):
    path, kind = ACTIONS[action]
    data = {"action": action, "_selected_action": rows[kind], "keep": rows["person"][0], "post": "yes"}
    return client.post(path, data)


@pytest.mark.parametrize("action", ACTIONS)
class TestActions:
    @pytest.mark.parametrize("lacking", ["one", "all", "staff"])
    def test_who_may_not(self, rows, action, lacking):
        before = state()
        needed = sorted(MAY_DO[action])
        if lacking == "staff":
            client = sign_in(*needed, *LOOKING, staff=False)
        else:
            client = sign_in(*LOOKING, *(needed[1:] if lacking == "one" else []))
        act(client, action, rows)
        assert state() == before

    def test_a_reader(self, rows, action, client):
        before = state()
        assert act(client, action, rows).status_code == 302
        assert state() == before

    def test_a_forged_form(self, rows, action):
        before = state()
        client = sign_in(*MAY_DO[action], *LOOKING, checks=True)
        assert act(client, action, rows).status_code == 403
        assert state() == before

    def test_by_following_a_link(self, rows, action):
        before = state()
        path, kind = ACTIONS[action]
        client = sign_in(*MAY_DO[action], *LOOKING)
        client.get(path, {"action": action, "_selected_action": rows[kind], "keep": rows["person"][0]})
        assert state() == before

    def test_who_may(self, rows, action):
        before = state()
        act(sign_in(*MAY_DO[action], *LOOKING, "delete_credit"), action, rows)
        assert state() != before


VIEWS = {
    "/admin/posts/provenance/audit/": "view_provenance",
    "/admin/posts/provenance/": "view_provenance",
    "/admin/posts/importrun/": "view_importrun",
    "/admin/posts/post/": "view_post",
    "/admin/people/person/": "view_person",
}


@pytest.mark.parametrize(("path", "permission"), VIEWS.items())
def test_views(rows, client, path, permission):
    assert client.get(path).status_code == 302  # to sign in
    assert sign_in(permission, staff=False).get(path).status_code == 302
    assert sign_in("view_tag").get(path).status_code == 403
    assert sign_in(permission).get(path).status_code == 200
    assert b"page.txt" not in client.get(path, follow=True).content


@pytest.mark.parametrize(("model", "field"), [("credit", "post"), ("credit", "person"), ("post", "series")])
def test_looking_up_what_one_may_not_see(rows, model, field):
    query = {"app_label": "posts", "model_name": model, "field_name": field, "term": "a"}
    assert sign_in("view_tag").get("/admin/autocomplete/", query).status_code == 403


def test_what_imports_write_is_changed_by_nobody(rows, admin_client):
    [place] = Provenance.objects.all()
    for path in (f"/admin/posts/provenance/{place.pk}/change/", f"/admin/posts/provenance/{place.pk}/delete/"):
        assert admin_client.post(path, {"raw_text": "forged", "post": "yes"}).status_code == 403
    place.refresh_from_db()
    assert place.raw_text == "raw"


ODD = """p=abc p=-1 p=99999999999999999999 q=%00 q=%ff%fe o=99.-99 o=x e=1 all= similar=x without=xx review=x status__exact=%00
    series__id__exact=abc published_at__year=abc published_at__year=9999999 _facets=x""".split()


@pytest.mark.parametrize("query", [*ODD, "q=" + "a" * 5_000], ids=lambda query: query[:30])
def test_odd_queries_of_lists_are_no_failure(rows, admin_client, query):
    for path in VIEWS:
        assert admin_client.get(f"{path}?{query}").status_code in (200, 302, 400), path


@pytest.mark.parametrize("key", ["abc", "0", "-1", "9" * 30, "%00", "_quote_5F", "..%2f", "1%0a"])
def test_rows_that_do_not_exist(rows, admin_client, key):
    for path in ("/admin/posts/post/", "/admin/people/person/", "/admin/posts/provenance/"):
        assert admin_client.get(f"{path}{key}/change/").status_code in (302, 404)
