"""Requests that no page made: 403, and nothing is stored."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from posts.models import Credit, Post, Translation, WorkflowStep
from tests.factories import make_person, make_post, make_tag
from tests.posts.admin.editors import form_of
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

LIST = reverse("admin:posts_post_changelist")


def sign_in(role: str) -> Client:
    client = Client()
    client.force_login(make_member(role, languages=("zh-hans",)))
    return client


def change(post: Post) -> str:
    return reverse("admin:posts_post_change", args=[post.pk])


def workflow(post: Post) -> str:
    return reverse("admin:posts_post_workflow", args=[post.pk])


@pytest.fixture
def post() -> Post:
    post = make_post("Lanterns", zh="灯塔", review=["Who wrote this?"])
    post.translations.filter(language="zh-hans").update(status="draft")
    return post


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param({"title_en": "Mine"}, id="the-source"),
        pytest.param({"slug_en": "mine"}, id="its-address"),
        pytest.param({"published_at_0": "2001-01-01", "published_at_1": "12:00"}, id="the-date"),
        pytest.param({"tags": "mine"}, id="tags"),
        pytest.param({"reviewed": "on"}, id="what-an-import-flagged"),
        pytest.param({"status": "draft"}, id="the-state"),
        pytest.param({"together": "[]"}, id="together"),
        pytest.param({"credits-0-role": "author", "credits-0-person": "1"}, id="a-credit"),
        pytest.param({"project_links-0-project": "1"}, id="a-project"),
        pytest.param({"legacy_paths-0-path": "/mine/"}, id="an-address-of-old"),
    ],
)
def test_a_translator_sends_more_than_the_own_language(post, forged):
    translator = sign_in("Translator")
    before = list(Post.objects.values())
    sent = form_of(translator.get(change(post)))
    assert {name for name in sent if name.endswith("_en")} == set()
    assert translator.post(change(post), {**sent, "title_zh_hans": "我的", **forged}).status_code == 403
    assert list(Post.objects.values()) == before
    assert not Credit.objects.exists()


def test_a_translator_saves_the_own_language(post):
    translator = sign_in("Translator")
    sent = form_of(translator.get(change(post))) | {"title_zh_hans": "灯塔的灯", "body_zh_hans": "新的*文本*"}
    assert translator.post(change(post), sent).status_code == 302
    post.refresh_from_db()
    assert (post.title_en, post.title_zh_hans, post.slug_en) == ("Lanterns", "灯塔的灯", "lanterns")
    assert post.review == ["Who wrote this?"]
    assert "<em>" in post.translations.get(language="zh-hans").body_html


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_an_author_and_what_is_somebody_elses(status):
    author = sign_in("Author")
    post = make_post("Theirs", status=status)
    for path in (change(post), workflow(post), reverse("admin:posts_post_history", args=[post.pk])):
        assert author.get(path).status_code == 403
    for sent in ({"title_en": "Mine"}, {"language": "en", "after": "in_review"}):
        assert author.post(change(post), sent).status_code == 403
        assert author.post(workflow(post), sent).status_code == 403
    assert Post.objects.get().title_en == "Theirs"
    assert "Theirs" not in author.get(LIST).content.decode()
    query = {"app_label": "posts", "model_name": "credit", "field_name": "post", "term": "Theirs"}
    assert author.get("/admin/autocomplete/", query).json()["results"] == []


def test_an_author_reads_of_a_public_post_only_what_is_public(post):
    page = sign_in("Author").get(change(post)).content.decode()
    assert "Text of Lanterns." in page
    assert "灯塔" not in page


@pytest.mark.parametrize("role", ["Translator", "Author", "Editor"])
@pytest.mark.parametrize("action", ["publish", "withdraw", "archive", "delete_selected", "no_such_thing"])
def test_an_action_that_was_not_offered(post, role, action):
    before = list(Translation.objects.order_by("pk").values_list("pk", "status"))
    sent = {"action": action, "_selected_action": [post.pk], "post": "yes"}
    assert sign_in(role).post(LIST, sent).status_code == 403
    assert list(Translation.objects.order_by("pk").values_list("pk", "status")) == before


@pytest.mark.parametrize(
    ("role", "sent"),
    [
        ("Translator", {"language": "en", "after": "draft"}),
        ("Translator", {"language": "zh-hans", "after": "published"}),
        ("Translator", {"language": "zh-hans", "after": "ready"}),
        ("Author", {"language": "zh-hans", "after": "in_review"}),
        ("Editor", {"language": "zh-hans", "after": "published"}),
        ("Editor", {"language": "en", "after": "archived"}),
        ("Editor", {"choose": "together", "together": ["en", "zh-hans"]}),
    ],
)
def test_a_step_that_was_not_offered(post, role, sent):
    before = list(Translation.objects.order_by("pk").values_list("pk", "status"))
    assert sign_in(role).post(workflow(post), sent).status_code == 403
    assert list(Translation.objects.order_by("pk").values_list("pk", "status")) == before
    assert not WorkflowStep.objects.exists()


def test_an_author_gives_a_post_to_nobody_else():
    author, other = sign_in("Author"), make_member("Author")
    sent = form_of(author.get(reverse("admin:posts_post_add"))) | {"title_en": "New", "body_en": "x", "owner": other.pk}
    author.post(reverse("admin:posts_post_add"), sent)
    post = Post.objects.get()
    assert str(post.owner_id) == author.session["_auth_user_id"]
    assert post.status == "draft"


def test_an_author_writes_and_sends_to_review():
    author, tag, person = sign_in("Author"), make_tag("storage"), make_person()
    add = reverse("admin:posts_post_add")
    credit = {"credits-TOTAL_FORMS": 1, "credits-0-person": person.pk, "credits-0-role": "author", "credits-0-order": 0}
    sent = form_of(author.get(add)) | {"title_en": "New", "body_en": "x", "tags": tag.name, "_send": "on", **credit}
    assert author.post(add, sent).status_code == 302
    post = Post.objects.get()
    assert (post.translations.get().status, post.credits.get().person) == ("in_review", person)
    author.post(workflow(post), {"language": "en", "after": "draft"})
    assert post.translations.get().status == "draft"


@pytest.mark.parametrize("field", ["is_superuser", "user_permissions"])
def test_an_administrator_makes_nobody_mightier_than_roles_do(field):
    administrator, member = sign_in("Administrator"), make_member("Author")
    path = reverse("admin:auth_user_change", args=[member.pk])
    assert administrator.post(path, {**form_of(administrator.get(path)), field: "1"}).status_code == 403
    member.refresh_from_db()
    assert not member.is_superuser
    assert not member.user_permissions.exists()


def test_the_account_of_a_superuser_is_beyond_an_administrator():
    administrator, root = sign_in("Administrator"), make_member(is_superuser=True)
    for page in ("change", "delete"):
        assert administrator.post(reverse(f"admin:auth_user_{page}", args=[root.pk]), {"post": "yes"}).status_code == 403
    assert administrator.get(reverse("admin:auth_user_password_change", args=[root.pk])).status_code == 403
    users = reverse("admin:auth_user_changelist")
    administrator.post(users, {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"})
    root.refresh_from_db()


def test_languages_and_the_credited_person_are_given_on_the_account():
    administrator, member, person = sign_in("Administrator"), make_member("Translator"), make_person()
    path = reverse("admin:auth_user_change", args=[member.pk])
    rows = {
        **{"desk_languages-TOTAL_FORMS": 1, "desk_languages-0-language": "zh-hans"},
        **{"desk_person-TOTAL_FORMS": 1, "desk_person-0-person": person.pk},
    }
    assert administrator.post(path, {**form_of(administrator.get(path)), **rows}).status_code == 302
    assert [row.language for row in member.desk_languages.all()] == ["zh-hans"]
    assert member.desk_person.person == person


def test_what_leads_to_the_site_leads_authors_to_no_draft_of_others(post):
    kind = ContentType.objects.get_for_model(Post).pk
    draft = make_post("Secret", status="draft")
    author = sign_in("Author")
    assert author.get(f"/admin/r/{kind}/{post.pk}/").status_code == 302
    assert author.get(f"/admin/r/{kind}/{draft.pk}/").status_code == 403
    assert author.get(f"/admin/r/{kind}/999999/").status_code == 404
    assert author.get(f"/admin/r/99999/{post.pk}/").status_code == 404
