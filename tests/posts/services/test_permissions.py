"""Who may do what, as one table. Its posts are in English with a Chinese translation; the author owns the one named ``own``."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from posts.models import Post
from posts.services import permissions
from tests.factories import make_post
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

# Of each role: which texts it may edit, as "post language". All, for those who edit everything.
POSTS = {  # name → state of the post, of its English, of its Chinese
    "own-draft": ("draft", "draft", "draft"),
    "own-in-review": ("draft", "in_review", "draft"),
    "own-public": ("published", "published", "in_review"),
    "draft": ("draft", "draft", "draft"),
    "ready": ("draft", "ready", "ready"),
    "public": ("published", "published", "published"),
    "archived": ("archived", "archived", "archived"),
}
TEXTS = [f"{name} {code}" for name in POSTS for code in ("en", "zh-hans")]
OWN = [text for text in TEXTS if text.startswith("own-")]
CHINESE = [text for text in TEXTS if text.endswith("zh-hans")]
CLOSED = ["ready zh-hans", "archived zh-hans"]  # to translators

MAY_EDIT = {
    "Author": [text for text in OWN if text != "own-public en"],
    "Translator": [text for text in CHINESE if text not in CLOSED],
    "Editor": TEXTS,
    "Publisher": TEXTS,
    "Administrator": TEXTS,
    "": [],
}
MAY_WRITE = {"Author": OWN, "Translator": CHINESE, "Editor": TEXTS, "Publisher": TEXTS, "Administrator": TEXTS, "": []}
MAY_SEE = {
    "Author": ["own-draft", "own-in-review", "own-public", "public"],
    **dict.fromkeys(["Translator", "Editor", "Publisher", "Administrator"], tuple(POSTS)),
    "": [],
}
MAY_EDIT_POST = {
    "Author": ["own-draft", "own-in-review"],
    "Translator": [],
    **dict.fromkeys(["Editor", "Publisher", "Administrator"], tuple(POSTS)),
    "": [],
}
MAY = {  # whatever the post
    "may_create": {"Author", "Editor", "Publisher", "Administrator"},
    "may_review": {"Editor", "Publisher", "Administrator"},
    "may_publish": {"Publisher", "Administrator"},
    "may_delete": {"Publisher", "Administrator"},
}
ROLES = list(MAY_EDIT)


@pytest.fixture
def posts():
    made = {}
    for name, (state, english, chinese) in POSTS.items():
        made[name] = post = make_post(name, zh=f"{name} 译", status=state)
        post.translations.filter(language="en").update(status=english)
        post.translations.filter(language="zh-hans").update(status=chinese)
    return made


@pytest.fixture(params=ROLES, ids=lambda role: role or "no-role")
def member(request, posts):
    user = make_member(*filter(None, [request.param]), languages=("zh-hans",))
    Post.objects.filter(pk__in=[post.pk for name, post in posts.items() if name.startswith("own-")]).update(owner=user)
    for post in posts.values():
        post.refresh_from_db()
    user.role = request.param
    return user


def test_texts(member, posts):
    def allowed(ask) -> list[str]:
        return [text for text in TEXTS if ask(member, posts[text.split()[0]], text.split()[1])]

    assert allowed(permissions.may_edit) == MAY_EDIT[member.role]
    assert allowed(permissions.may_write) == MAY_WRITE[member.role]


def test_posts(member, posts):
    assert {name for name, post in posts.items() if permissions.may_see(member, post)} == set(MAY_SEE[member.role])
    assert {post.title for post in permissions.visible_to(member)} == set(MAY_SEE[member.role])
    assert {name for name, post in posts.items() if permissions.may_edit_post(member, post)} == set(MAY_EDIT_POST[member.role])


def test_the_rest(member, posts):
    post = posts["draft"]
    asked = {
        "may_create": permissions.may_create(member),
        "may_review": permissions.may_review(member, post, "en"),
        "may_publish": permissions.may_publish(member, post, "en"),
        "may_delete": permissions.may_delete(member, post),
    }
    assert asked == {name: member.role in roles for name, roles in MAY.items()}


def test_somebody_outside_of_the_staff_may_nothing(posts):
    for user in (AnonymousUser(), make_member("Administrator", is_staff=False), make_member("Publisher", is_active=False)):
        assert not permissions.visible_to(user).exists()
        assert not any(permissions.may_edit(user, post, "en") or permissions.may_see(user, post) for post in posts.values())
        assert not permissions.may_publish(user, posts["draft"])


def test_a_translator_without_languages_and_one_of_the_source_translate_nothing(posts):
    for member in (make_member("Translator"), make_member("Translator", languages=("en",))):
        assert not any(permissions.editable_languages(member, post) for post in posts.values())


def test_two_roles_add_up(posts):
    both = make_member("Translator", "Author", languages=("zh-hans",))
    assert permissions.editable_languages(both, posts["public"]) == ("zh-hans",)
    assert permissions.editable_languages(both, Post()) == ("en", "zh-hans")


def test_an_author_sees_of_others_only_what_is_public_now():
    author, scheduled = make_member("Author"), make_post(zh="预定", published_at=timezone.now() + timedelta(days=1))
    assert not permissions.may_see(author, scheduled)
    public = make_post(zh="草稿")
    public.translations.filter(language="zh-hans").update(status="draft")
    assert permissions.may_see(author, public)
    assert [permissions.may_see_text(author, public, code) for code in ("en", "zh-hans")] == [True, False]


def test_own_languages_are_looked_up_once(django_assert_num_queries):
    member = make_member("Translator", languages=("zh-hans",))
    with django_assert_num_queries(1):
        assert permissions.own_languages(member) == permissions.own_languages(member) == {"zh-hans"}
