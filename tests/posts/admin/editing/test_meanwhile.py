"""Two editors have the same post open: nobody overwrites anybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from posts.models import Category, Credit, Post
from posts.services.history import restore, versions
from tests.factories import make_person, make_post, make_project, make_series, make_tag
from tests.posts.admin.editors import form_of
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db

BODY = "First.\n\nSecond.\n\nThird."


@pytest.fixture
def post() -> Post:
    return make_post("Lanterns", zh="灯笼", body_en=BODY)


@pytest.fixture
def another(client):
    """Somebody else at work; ``client`` is who had the form open before."""
    client.force_login(make_member("Publisher", username="ada"))
    other = type(client)()
    other.force_login(make_member("Publisher", username="bo"))
    return other


def change(post: Post) -> str:
    return reverse("admin:posts_post_change", args=[post.pk])


def opened(client, post: Post) -> dict:
    return form_of(client.get(change(post)))


def save(client, post: Post, sent: dict, **values):
    return client.post(change(post), {**sent, **values})


def test_what_one_saved_is_not_overwritten_by_the_other(client, another, post):
    mine, theirs = opened(client, post), opened(another, post)
    assert save(another, post, theirs, body_en=BODY.replace("First", "Their first")).status_code == 302
    answer = save(client, post, mine, body_en=BODY.replace("Third", "My third"), title_zh_hans="我的灯笼")
    assert answer.status_code == 200
    post.refresh_from_db()
    assert (post.body_en, post.title_zh_hans) == (BODY.replace("First", "Their first"), "灯笼"), "nothing is stored"
    page = answer.content.decode()
    assert "bo saved this post" in page
    assert page.index("bo saved this post") < page.index('id="both"') < page.index("Both changes go together")
    again = form_of(answer)
    assert again["body_en"] == "Their first.\n\nSecond.\n\nMy third."
    assert again["title_zh_hans"] == "我的灯笼"
    assert save(client, post, again).status_code == 302
    post.refresh_from_db()
    assert (post.body_en, post.title_zh_hans) == ("Their first.\n\nSecond.\n\nMy third.", "我的灯笼")


def test_where_both_wrote_something_else_both_stand_between_marks(client, another, post):
    mine, theirs = opened(client, post), opened(another, post)
    save(another, post, theirs, body_en=BODY.replace("Second", "Theirs"))
    again = form_of(save(client, post, mine, body_en=BODY.replace("Second", "Mine")))
    assert again["body_en"].splitlines()[2:11:2] == [
        "<<<<<<< what you typed",
        "Mine.",
        "=======",
        "Theirs.",
        ">>>>>>> what was saved meanwhile",
    ]
    refused = save(client, post, again)
    assert "Two versions stand below each other" in str(refused.context["errors"])
    assert save(client, post, again, body_en=BODY.replace("Second", "Ours")).status_code == 302
    post.refresh_from_db()
    assert post.body_en == BODY.replace("Second", "Ours")


def test_a_field_that_was_left_alone_stands_as_it_was_saved_meanwhile(client, another, post):
    series, category, tag = make_series("Lights"), Category.objects.create(name_en="Blog", slug="blog"), make_tag("storage")
    mine, theirs = opened(client, post), opened(another, post)
    saved = {"series": series.pk, "categories": [category.pk], "tags": "storage", "published_at_0": "2018-10-02"}
    assert save(another, post, theirs, slug_en="lights", **saved).status_code == 302
    answer = save(client, post, mine, title_en="My lanterns")
    assert answer.content.decode().count("You had left it alone") == 6, "the five, and the address the slug had before"
    assert save(client, post, form_of(answer)).status_code == 302
    post.refresh_from_db()
    assert (post.title_en, post.slug_en, post.series) == ("My lanterns", "lights", series)
    assert (list(post.categories.all()), list(post.tags.all())) == ([category], [tag])
    assert post.published_at == datetime(2018, 10, 2, 12, tzinfo=UTC)


def test_of_a_short_field_what_was_typed_stands_and_the_other_is_shown(client, another, post):
    mine, theirs = opened(client, post), opened(another, post)
    save(another, post, theirs, title_en="Their lanterns")
    answer = save(client, post, mine, title_en="My lanterns")
    assert form_of(answer)["title_en"] == "My lanterns"
    assert "<ins>Their</ins>" in answer.content.decode()


def test_rows_below_the_form_count(client, another, post):
    person = make_person("Ada Exemplar")
    mine, theirs = opened(client, post), opened(another, post)
    credit = {"credits-TOTAL_FORMS": 1, "credits-0-role": "author", "credits-0-order": 0, "credits-0-person": person.pk}
    assert save(another, post, theirs, **credit).status_code == 302
    answer = save(client, post, mine, title_en="My lanterns")
    assert "Ada Exemplar" in answer.content.decode()
    assert save(client, post, form_of(answer)).status_code == 302
    assert post.credits.get().person == person


# Rows below the form


@pytest.fixture
def credited(post) -> list[Credit]:
    """Three authors in this order."""
    people = [make_person(name) for name in ("Ada Exemplar", "Bo Beispiel", "Cy Sample")]
    return [Credit.objects.create(post=post, person=person, order=order) for order, person in enumerate(people)]


def row(number: int, **values) -> dict:
    """Fields of a credit as the form sends them."""
    return {f"credits-{number}-{name}": value for name, value in values.items()}


def added(number: int, name: str, role: str = "author") -> dict:
    return {"credits-TOTAL_FORMS": number + 1} | row(number, person=make_person(name).pk, role=role, order=9)


def credits_of(post: Post) -> list[tuple[str, str, str]]:
    return [(str(credit.person), credit.role, credit.title) for credit in post.credits.order_by("order", "person__name_en")]


def test_rows_that_either_added_stay_and_each_change_of_another_row_counts(client, another, post, credited):
    mine, theirs = opened(client, post), opened(another, post)
    assert save(another, post, theirs, **row(0, title="Editor"), **added(3, "Dee Theirs")).status_code == 302
    answer = save(client, post, mine, **row(1, title="Keeper"), **row(2, DELETE="on"), **added(3, "Eve Mine"))
    assert "Both changes go together: no row was changed by both." in answer.content.decode()
    assert credits_of(post)[2] == ("Cy Sample", "author", ""), "nothing is stored yet"
    assert save(client, post, form_of(answer)).status_code == 302
    assert credits_of(post) == [
        ("Ada Exemplar", "author", "Editor"),
        ("Bo Beispiel", "author", "Keeper"),
        ("Dee Theirs", "author", ""),
        ("Eve Mine", "author", ""),
    ]


@pytest.mark.parametrize(("choice", "title"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_a_row_that_both_changed_is_shown_twice_to_choose(client, another, post, credited, choice, title):
    mine, theirs = opened(client, post), opened(another, post)
    save(another, post, theirs, **row(0, title="Theirs"))
    answer = save(client, post, mine, **row(0, title="Mine"))
    page = answer.content.decode()
    assert "1 row was changed by both of you" in page
    assert "Ada Exemplar · author · Theirs" in page
    again = form_of(answer)
    refused = save(client, post, again)
    assert "choose for each which to keep" in refused.content.decode()
    assert post.credits.first().title == "Theirs", "nobody has chosen: nothing is stored"
    assert save(client, post, form_of(refused), **{f"choose-credits-{credited[0].pk}": choice}).status_code == 302
    assert post.credits.first().title == title


def test_a_row_that_is_changed_once_more_while_somebody_chooses_is_shown_as_it_is_now(client, another, post, credited):
    mine, theirs = opened(client, post), opened(another, post)
    save(another, post, theirs, **row(0, title="Theirs"))
    again = form_of(save(client, post, mine, **row(0, title="Mine")))
    save(another, post, opened(another, post), **row(0, title="Theirs, later"))
    page = save(client, post, again).content.decode()
    assert page.count('value="theirs"') == 1
    assert "Ada Exemplar · author · Theirs, later" in page


@pytest.mark.parametrize("key", ["", "-", "credits-", "credits-x", "credits-999999999999999999999", "nonsense-1", "credits-0"])
def test_a_choice_that_no_page_offered_changes_nothing(client, another, post, credited, key):
    sent = opened(client, post) | {"undecided": key, f"choose-{key}": "theirs"}
    assert save(client, post, sent, **row(0, title="Mine")).status_code == 302
    assert post.credits.first().title == "Mine"


def test_a_row_that_one_removed_and_the_other_changed_is_kept_until_somebody_says_so(client, another, post, credited):
    mine, theirs = opened(client, post), opened(another, post)
    assert save(another, post, theirs, **row(0, DELETE="on"), **row(1, title="Theirs")).status_code == 302
    answer = save(client, post, mine, **row(0, title="Mine"), **row(1, DELETE="on"))
    page = answer.content.decode()
    assert "Removed meanwhile, and changed by you: “Ada Exemplar · author · Mine”" in page
    assert "Changed meanwhile, and removed by you: “Bo Beispiel · author · Theirs”" in page
    assert save(client, post, form_of(answer)).status_code == 302
    assert credits_of(post) == [
        ("Ada Exemplar", "author", "Mine"),
        ("Bo Beispiel", "author", "Theirs"),
        ("Cy Sample", "author", ""),
    ]


def test_a_row_that_the_other_removed_is_gone_and_one_that_both_added_stands_once(client, another, post, credited):
    mine, theirs = opened(client, post), opened(another, post)
    dee = added(3, "Dee Both")
    save(another, post, theirs, **row(0, DELETE="on"), **dee)
    answer = save(client, post, mine, **dee, title_en="Mine")
    assert save(client, post, form_of(answer)).status_code == 302
    assert [name for name, _role, _title in credits_of(post)] == ["Bo Beispiel", "Cy Sample", "Dee Both"]


def test_the_same_rows_from_both_are_no_quarrel(client, another, post, credited):
    mine, theirs = opened(client, post), opened(another, post)
    same = row(0, title="Editor") | row(1, DELETE="on") | added(3, "Dee Both")
    assert save(another, post, theirs, **same).status_code == 302
    assert save(client, post, mine, **same).status_code == 302
    assert len(credits_of(post)) == 3


def test_rows_that_a_restored_version_made_anew_are_the_same_rows(client, another, post, credited):
    save(another, post, opened(another, post), **row(0, DELETE="on"))
    mine = opened(client, post)
    restore(post.revisions.first())
    answer = save(client, post, mine, **row(0, title="Mine"))
    assert save(client, post, form_of(answer)).status_code == 302
    assert ("Bo Beispiel", "author", "Mine") in credits_of(post)
    assert len(credits_of(post)) == 3


def test_projects_are_judged_like_credits(client, another, post):
    lamp, oil = make_project("Lamp"), make_project("Oil")
    mine, theirs = opened(client, post), opened(another, post)
    for who, sent, project in ((another, theirs, lamp), (client, mine, oil)):
        new = {"project_links-TOTAL_FORMS": 1, "project_links-0-project": project.pk, "project_links-0-relation": "about"}
        answer = save(who, post, sent, **new)
    assert save(client, post, form_of(answer)).status_code == 302
    assert {link.project for link in post.project_links.all()} == {lamp, oil}


def test_who_cannot_change_rows_is_not_asked_about_them(client, another, post, credited):
    translator = type(client)()
    translator.force_login(make_member("Translator", languages=("zh-hans",)))
    sent = opened(translator, post)
    save(another, post, opened(another, post), **row(0, title="Theirs"))
    assert save(translator, post, sent, title_zh_hans="灯塔").status_code == 302


def test_the_same_change_twice_and_a_step_meanwhile_are_no_quarrel(client, another, post):
    mine, theirs = opened(client, post), opened(another, post)
    save(another, post, theirs, title_en="Lights")
    Post.objects.filter(pk=post.pk).update(review=["Why?"])
    assert save(client, post, mine, title_en="Lights").status_code == 302


def test_a_translation_saved_meanwhile_counts(client, another, post):
    mine = opened(client, post)
    screen = reverse("admin:posts_post_translate", args=[post.pk, "zh-hans"])
    sealed = another.get(screen).context["loaded"]
    sent = {"loaded": sealed, "title": "灯塔", "slug": post.slug_zh_hans, "body": "正文"}
    assert another.post(screen, sent).status_code == 302
    assert "bo saved this post" in save(client, post, mine, title_en="Mine").content.decode()


@pytest.mark.parametrize("sealed", ["", "x", "e30:1:x"], ids=["none", "nonsense", "forged"])
def test_without_the_version_it_was_opened_with_nothing_is_saved(client, another, post, sealed):
    answer = save(client, post, opened(client, post), loaded=sealed, title_en="Mine")
    assert "open it again" in str(answer.context["errors"]) + answer.content.decode()
    assert form_of(answer)["title_en"] == "Mine"
    post.refresh_from_db()
    assert post.title_en == "Lanterns"


def test_the_version_of_another_post_does_not_fit(client, another, post):
    other = opened(client, make_post("Other", zh="其他"))
    assert save(client, post, opened(client, post), loaded=other["loaded"], title_en="Mine").status_code == 200


def test_what_is_saved_is_in_the_history(client, another, post):
    save(client, post, opened(client, post), body_en=BODY.replace("First", "The first"))
    [version] = versions(post)
    assert (version.revision.made_by.username, [change.field for change in version.changes]) == ("ada", ["body_en"])


def test_a_text_nobody_touched_is_saved_as_it_was(client, another, post):
    Post.objects.filter(pk=post.pk).update(body_en="    code\n\nText.\n")
    save(client, post, opened(client, post), title_en="Lights")
    post.refresh_from_db()
    assert post.body_en == "    code\n\nText.\n"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time anyway")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told(client, another):
    """Asked in two threads: who comes second waits for the first, and then sees what that one saved."""
    post = make_post("Lanterns", zh="灯笼", body_en=BODY)
    sent = [opened(one, post) | {"body_en": text} for one, text in ((client, "Mine."), (another, "Theirs."))]
    barrier = Barrier(2)

    def at_once(one, data: dict) -> int:
        barrier.wait(timeout=10)
        try:
            return one.post(change(post), data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(at_once, (client, another), sent))
    assert sorted(answers) == [200, 302]
    post.refresh_from_db()
    assert post.body_en == ("Mine.", "Theirs.")[answers.index(302)]
