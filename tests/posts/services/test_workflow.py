"""The way of a text to the public and back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from posts.models import Post, Translation, WorkflowStep
from posts.services import workflow
from posts.services.workflow import CannotStep
from posts.states import scheduled_for
from tests.factories import make_post
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

STATES = list(Translation.Status.values)
EVERYBODY = ["Author", "Translator", "Editor", "Publisher", "Administrator"]
EDITORS = ["Editor", "Publisher", "Administrator"]
PUBLISHERS = ["Publisher", "Administrator"]
# Of an own draft's translation: from → to, and who may.
TABLE = {
    ("draft", "in_review"): EVERYBODY,
    ("in_review", "draft"): EVERYBODY,
    ("ready", "draft"): EVERYBODY,
    ("draft", "ready"): EDITORS,
    ("in_review", "ready"): EDITORS,
    ("draft", "published"): PUBLISHERS,
    ("in_review", "published"): PUBLISHERS,
    ("ready", "published"): PUBLISHERS,
    ("published", "draft"): PUBLISHERS,
    ("published", "archived"): PUBLISHERS,
    ("archived", "draft"): PUBLISHERS,
    ("archived", "published"): PUBLISHERS,
}
IN_2018 = datetime(2018, 9, 25, 12, tzinfo=UTC)
SOON = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def publisher():
    return make_member("Publisher")


def make_draft(**fields) -> Post:
    """In both languages, without a date; ``en`` and ``zh`` are the states of its texts."""
    english, chinese = fields.pop("en", "draft"), fields.pop("zh", "draft")
    post = make_post("Lanterns", zh="灯塔", **{"status": "draft", "published_at": None, **fields})
    post.translations.filter(language="en").update(status=english)
    post.translations.filter(language="zh-hans").update(status=chinese)
    Post.objects.filter(pk=post.pk).update(status=workflow.status_of([english, chinese]))
    post.refresh_from_db()
    return post


def states(post: Post) -> str:
    """ "post en zh-hans"."""
    texts = dict(Translation.objects.filter(post=post).values_list("language", "status"))
    return " ".join([Post.objects.get(pk=post.pk).status, texts["en"], texts["zh-hans"]])


def dates(post: Post) -> dict[str, datetime | None]:
    texts = dict(Translation.objects.filter(post=post).values_list("language", "published_at"))
    return {"post": Post.objects.get(pk=post.pk).published_at, **texts}


def log(post: Post) -> list[str]:
    """Oldest first: "en draft published"."""
    rows = WorkflowStep.objects.filter(post=post).order_by("pk").values_list("language", "before", "after")
    return [" ".join(row) for row in rows]


# Who may take which step


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_role_takes_its_steps_and_no_others(role):
    user = make_member(role, languages=("zh-hans",))
    dated = {"published_at": IN_2018, "owner": user}
    taken = []
    for before in STATES:
        for after in STATES:
            post = make_draft(en="published", zh=before, slug_en=f"{before}-{after}", slug_zh_hans="", **dated)
            try:
                if workflow.step(post, "zh-hans", after, by=user):
                    taken.append((before, after))
            except (PermissionDenied, CannotStep):
                assert states(post) == f"published published {before}"
                assert not log(post)
    assert set(taken) == {key for key, roles in TABLE.items() if role in roles}
    for before in STATES:
        post = make_draft(zh=before, slug_en=f"{before}-offered", slug_zh_hans="", **dated)
        shown = {(one.before, one.after) for one in workflow.offered(user, post, "zh-hans")}
        assert shown == {key for key in taken if key[0] == before}, "what is offered is what may be done"


def test_what_is_no_step_is_said_in_words(publisher):
    post = make_draft(zh="archived")
    with pytest.raises(CannotStep, match="What is “archived” cannot become “in review”"):
        workflow.step(post, "zh-hans", "in_review", by=publisher)
    with pytest.raises(CannotStep, match="no text in this language"):
        workflow.step(post, "fr", "in_review", by=publisher)
    post.delete()
    with pytest.raises(CannotStep):
        workflow.step(post, "en", "in_review", by=publisher)


@pytest.mark.parametrize("role", ["Author", "Translator"])
def test_of_a_post_of_others_nothing_but_ones_own_language_is_ones_own(role):
    user, post = make_member(role, languages=("zh-hans",)), make_draft()
    with pytest.raises(PermissionDenied):
        workflow.step(post, "en", "in_review", by=user)
    assert bool(workflow.send_to_review(Post.objects.all(), by=user)) == (role == "Translator")
    assert states(post) == ("draft draft in_review" if role == "Translator" else "draft draft draft")


def test_who_stands_there_already_takes_no_step(publisher):
    assert workflow.step(make_draft(), "en", "draft", by=publisher) == []


def test_a_command_may_everything():
    post = make_draft()
    assert workflow.publish(Post.objects.all(), by=None)
    assert states(post) == "published published draft"


# What a step leaves behind


def test_a_step_is_logged(publisher):
    post = make_draft()
    workflow.step(post, "en", "in_review", by=publisher, note="Numbers are still missing.")
    workflow.step(post, "en", "published", by=publisher, at=SOON)
    scheduled, sent = WorkflowStep.objects.all()
    assert (sent.language, sent.before, sent.after, sent.by) == ("en", "draft", "in_review", publisher)
    assert (sent.note, sent.public_from) == ("Numbers are still missing.", None)
    assert timezone.now() - sent.at < timedelta(seconds=20)
    assert (scheduled.after, scheduled.public_from) == ("published", SOON)


@pytest.mark.parametrize(
    ("english", "chinese", "state"),
    [
        ("draft", "in_review", "draft"),
        ("ready", "draft", "draft"),
        ("published", "draft", "published"),
        ("archived", "published", "published"),
        ("archived", "draft", "archived"),
    ],
)
def test_a_post_is_what_its_texts_make_of_it(english, chinese, state):
    assert workflow.status_of([english, chinese]) == state


def test_the_first_text_published_dates_the_post(publisher):
    post, before = make_draft(), timezone.now()
    workflow.step(post, "en", "published", by=publisher)
    post.refresh_from_db()
    assert before <= post.published_at <= timezone.now()
    assert dates(post) == {"post": post.published_at, "en": post.published_at, "zh-hans": None}
    assert (post.date_basis, post.date_min, post.date_max) == ("given", *[timezone.localdate(post.published_at)] * 2)


def test_a_post_keeps_the_date_it_has_and_a_later_text_gets_its_own(publisher):
    post, before = make_draft(published_at=IN_2018, date_basis="inferred"), timezone.now()
    Translation.objects.update(published_at=None)
    workflow.step(post, "en", "published", by=publisher)
    workflow.step(post, "zh-hans", "published", by=publisher)
    found = dates(post)
    assert (found["post"], found["en"]) == (IN_2018, IN_2018)
    assert found["zh-hans"] >= before
    assert Post.objects.get().date_basis == "inferred"


def test_what_is_scheduled_is_published_from_then_on(publisher):
    post = make_draft()
    workflow.step(post, "en", "published", by=publisher, at=SOON)
    assert dates(post) == {"post": SOON, "en": SOON, "zh-hans": None}
    [found] = Post.objects.scheduled()
    assert scheduled_for(found.translations.get(language="en"))
    assert not Post.objects.published().exists()
    assert Post.objects.published(SOON).exists()


def test_what_is_published_beside_a_scheduled_text_is_of_the_day_it_appears(publisher):
    post = make_draft(zh="ready")
    workflow.step(post, "en", "published", by=publisher, at=SOON)
    [step] = workflow.step(post, "zh-hans", "published", by=publisher)
    assert dates(post) == {"post": SOON, "en": SOON, "zh-hans": SOON}
    assert step.public_from == SOON


def test_a_withdrawn_text_keeps_its_date_until_it_is_published_again(publisher):
    post = make_draft(en="published", published_at=IN_2018)
    workflow.withdraw(Post.objects.all(), by=publisher)
    assert states(post) == "draft draft draft"
    workflow.step(post, "en", "published", by=publisher)
    assert (dates(post)["post"], dates(post)["en"]) == (IN_2018, IN_2018)


def test_one_language_is_withdrawn_and_the_other_stays(publisher):
    post = make_draft(en="published", zh="published", published_at=IN_2018)
    workflow.step(post, "en", "archived", by=publisher)
    assert states(post) == "published archived published"
    workflow.step(post, "zh-hans", "draft", by=publisher)
    assert states(post) == "archived archived draft"


# Many at once


@pytest.mark.parametrize(
    ("english", "chinese", "after"),
    [
        pytest.param("draft", "draft", "published published draft", id="what-it-was-written-in"),
        pytest.param("draft", "ready", "published draft published", id="what-is-ready"),
        pytest.param("ready", "ready", "published published published", id="all-that-is-ready"),
        pytest.param("published", "draft", "published published draft", id="public-already"),
        pytest.param("archived", "draft", "published published draft", id="from-the-archive"),
    ],
)
def test_publishing_a_post(publisher, english, chinese, after):
    post = make_draft(en=english, zh=chinese, published_at=IN_2018)
    workflow.publish(Post.objects.all(), by=publisher)
    assert states(post) == after


def test_archiving_a_post_takes_all_of_it_from_the_public(publisher):
    post = make_draft(en="published", zh="published", published_at=IN_2018)
    workflow.archive(Post.objects.all(), by=publisher)
    assert states(post) == "archived archived archived"
    assert not Post.objects.published().exists()


def test_who_may_not_take_one_of_the_steps_takes_none():
    editor = make_member("Editor")
    post = make_draft()
    with pytest.raises(PermissionDenied):
        workflow.publish(Post.objects.all(), by=editor)
    assert states(post) == "draft draft draft"
    assert not log(post)


def test_many_posts_cost_as_many_queries_as_few(publisher):
    publisher.has_perm("posts.publish_post")

    def cost(number: int) -> int:
        for _ in range(number):
            make_post(status="draft")
        with CaptureQueriesContext(connection) as queries:
            assert len(workflow.publish(Post.objects.all(), by=publisher)) == number
        return len(queries)

    assert cost(2) == cost(30)


# Together or not at all


@pytest.fixture
def pair(publisher):
    """A draft in two languages that are to be published together."""
    post = make_draft()
    workflow.publish_together(post, ["en", "zh-hans"], by=publisher)
    return post


def test_a_text_is_held_until_the_others_are_ready(pair, publisher):
    [step] = workflow.step(pair, "en", "published", by=publisher)
    assert step.after == "ready"
    assert states(pair) == "draft ready draft"
    workflow.step(pair, "zh-hans", "in_review", by=publisher)
    assert states(pair) == "draft ready in_review"
    steps = workflow.step(pair, "zh-hans", "published", by=publisher)
    assert states(pair) == "published published published"
    assert len({step.at for step in steps}) == 1
    assert log(pair)[-3:] == ["zh-hans in_review ready", "en ready published", "zh-hans ready published"]


def test_approving_the_last_one_publishes_all_as_its_publisher_chose(pair):
    editor = make_member("Editor")
    workflow.step(pair, "en", "ready", by=editor)
    assert states(pair) == "draft ready draft"
    workflow.step(pair, "zh-hans", "ready", by=editor)
    assert states(pair) == "published published published"


def test_a_plan_holds_for_all_that_is_held(pair, publisher):
    workflow.step(pair, "en", "published", by=publisher, at=SOON)
    assert not WorkflowStep.objects.filter(after="published").exists()
    workflow.step(pair, "zh-hans", "published", by=publisher)
    assert dates(pair) == {"post": SOON, "en": SOON, "zh-hans": SOON}


def test_a_translation_is_held_beside_a_source_that_is_public_already(publisher):
    post = make_draft(en="published", published_at=IN_2018)
    workflow.publish_together(post, ["en", "zh-hans"], by=publisher)
    workflow.step(post, "zh-hans", "ready", by=publisher)
    assert states(post) == "published published published"
    assert dates(post)["post"] == IN_2018


def test_what_is_ready_goes_out_when_it_is_to_go_out_together(publisher):
    post = make_draft(en="ready", zh="ready")
    assert len(workflow.publish_together(post, ["en", "zh-hans"], by=publisher)) == 2
    assert states(post) == "published published published"


@pytest.mark.parametrize("chosen", [[], ["en"], ["en", "fr"]])
def test_one_language_is_not_held(pair, publisher, chosen):
    workflow.publish_together(pair, chosen, by=publisher)
    workflow.step(pair, "en", "published", by=publisher)
    assert states(pair) == "published published draft"


def test_only_who_publishes_chooses_what_goes_out_together(pair):
    with pytest.raises(PermissionDenied):
        workflow.publish_together(pair, [], by=make_member("Editor"))
    pair.refresh_from_db()
    assert pair.together == ["en", "zh-hans"]
