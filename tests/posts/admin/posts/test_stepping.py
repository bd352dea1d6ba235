"""The page on which texts take their steps."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from posts.models import DeskPerson, Post, WorkflowStep
from tests.factories import make_person, make_post
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> Client:
    client = Client()
    client.force_login(make_member("Publisher", username="paula"))
    return client


@pytest.fixture
def post() -> Post:
    return make_post("Lanterns", zh="灯塔", status="draft")


def page_of(post: Post) -> str:
    return reverse("admin:posts_post_workflow", args=[post.pk])


def take(client: Client, post: Post, language: str, after: str, **sent) -> str:
    """The page that follows."""
    return client.post(page_of(post), {"language": language, "after": after, **sent}, follow=True).content.decode()


def test_a_step_is_taken_told_and_logged_with_its_note(publisher, post):
    page = take(publisher, post, "en", "in_review", note=" Look at the <b>numbers</b>. ")
    assert "1 post sent to review." in page
    assert "Look at the &lt;b&gt;numbers&lt;/b&gt;." in page
    assert "paula" in page
    assert WorkflowStep.objects.get().note == "Look at the <b>numbers</b>."
    history = publisher.get(reverse("admin:posts_post_history", args=[post.pk])).content.decode()
    assert "Changed status." in history


def test_only_what_may_be_done_is_offered(publisher, post):
    translator = Client()
    translator.force_login(make_member("Translator", languages=("zh-hans",)))
    page = translator.get(page_of(post)).content.decode()
    assert page.count("Send to review") == 1
    assert "Publish" not in page.replace("Publication", "").replace("Publish together", "")
    assert publisher.get(page_of(post)).content.decode().count(">Publish<") == 2


def test_a_publication_is_scheduled(publisher, post):
    page = take(publisher, post, "en", "published", at="2100-05-04T12:00")
    assert "1 post scheduled." in page
    assert "scheduled" in page
    assert Post.objects.scheduled().get().published_at.isoformat() == "2100-05-04T12:00:00+00:00"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"after": "published", "at": "soon"}, "Enter a valid date/time."),
        ({"after": "in_review", "note": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(publisher, post, sent, said):
    response = publisher.post(page_of(post), {"language": "en", "note": "Kept", **sent})
    assert response.status_code == 200
    assert said in response.content.decode()
    assert sent.get("note", "Kept") in response.content.decode()
    assert not WorkflowStep.objects.exists()


def test_a_step_somebody_else_has_taken_meanwhile_is_told(publisher, post):
    take(publisher, post, "en", "published")
    assert "look at the post again" in take(publisher, post, "en", "in_review")


def test_languages_are_held_together_and_go_out_together(publisher, post):
    publisher.post(page_of(post), {"choose": "together", "together": ["en", "zh-hans"]})
    assert "held until the other languages are ready" in take(publisher, post, "en", "published")
    assert not Post.objects.published().exists()
    assert "1 post published." in take(publisher, post, "zh-hans", "published")
    assert set(post.translations.values_list("status", flat=True)) == {"published"}


def test_reading_the_page_changes_nothing(publisher, post):
    publisher.get(page_of(post), {"language": "en", "after": "published"})
    assert not WorkflowStep.objects.exists()


def test_the_form_says_where_each_language_stands(publisher, post):
    take(publisher, post, "en", "published")
    page = publisher.get(reverse("admin:posts_post_change", args=[post.pk])).content.decode()
    assert "English: published" in page
    assert "Simplified Chinese: draft" in page
    assert page_of(post) in page


@pytest.mark.parametrize(
    ("status", "is_told"), [("draft", True), ("in_review", True), ("ready", True), ("published", False), ("archived", False)]
)
def test_before_a_translation_is_published_it_is_told_what_to_look_at(publisher, status, is_told):
    post = make_post("Lanterns", zh="灯塔", body_en="![A lantern](/a.jpg)", body_zh_hans="![A lantern](/a.jpg)")
    post.translations.filter(language="zh-hans").update(status=status)
    page = publisher.get(page_of(post)).content.decode()
    place = f'<a href="{reverse("admin:posts_post_translate", args=[post.pk, "zh-hans"])}#id_block-0">Block 1</a>'
    assert (place in page) is is_told
    assert ("in the words of the source: A lantern" in page) is is_told


def test_who_may_not_mend_a_translation_is_not_told_of_it(post):
    author = Client()
    author.force_login(make_member("Author"))
    post.translations.update(status="published")
    assert "To look at" not in author.get(page_of(post)).content.decode()


def reviewers(post: Post) -> list[str]:
    return [str(one.person) for one in post.credits.filter(role="reviewer", language="zh-hans")]


@pytest.mark.parametrize("after", ["ready", "published"])
def test_who_accepts_a_translation_is_named_as_its_reviewer(publisher, post, after):
    DeskPerson.objects.create(user=User.objects.get(username="paula"), person=make_person("Ada Example"))
    post.translations.filter(language="zh-hans").update(status="in_review")
    box = 'name="is_named" checked> When it is accepted, credit me as reviewer: Ada Example'
    page = publisher.get(page_of(post)).content.decode()
    assert page.count(box) == 1
    assert page.count("Name Ada Example as reviewer") == 1, "of the English text: that of the Chinese one has its box"
    assert "Ada Example is named as reviewer." in take(publisher, post, "zh-hans", after, is_named="on")
    assert reviewers(post) == ["Ada Example"]
    take(publisher, post, "zh-hans", "draft")
    take(publisher, post, "zh-hans", after, is_named="on")
    assert reviewers(post) == ["Ada Example"]


@pytest.mark.parametrize(
    ("language", "after", "sent"),
    [("zh-hans", "draft", {"is_named": "on"}), ("zh-hans", "ready", {}), ("en", "ready", {"is_named": "on"})],
    ids=["sent-back", "unticked", "no-translation"],
)
def test_who_accepts_none_or_does_not_wish_it_is_not_named(publisher, post, language, after, sent):
    DeskPerson.objects.create(user=User.objects.get(username="paula"), person=make_person("Ada Example"))
    post.translations.update(status="in_review")
    take(publisher, post, language, after, **sent)
    assert post.translations.get(language=language).status == after
    assert not post.credits.exists()


def test_who_is_nobody_to_the_public_takes_the_step_unnamed(publisher, post):
    assert "1 post published." in take(publisher, post, "zh-hans", "published", is_named="on")
    assert not post.credits.exists()
