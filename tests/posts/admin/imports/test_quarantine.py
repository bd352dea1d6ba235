"""What could not be imported is listed, corrected, looked at before it is run, and run again."""

import pytest
from django.urls import reverse
from django.utils import translation

from posts.importer.run import import_archive
from posts.models import ImportRun, Post, Provenance, QuarantinedEntry
from tests.posts.admin.editors import sign_in
from tests.posts.importer.listing import body, entry, write

pytestmark = pytest.mark.django_db

LOST_HEAD = body("A sail") + "\n\n" + "It ends here, and nobody knows its title any more. " * 5


@pytest.fixture
def waiting(tmp_path) -> QuarantinedEntry:
    import_archive([write(tmp_path, one=[f"{LOST_HEAD}\n\n", entry("The lamp")])])
    return QuarantinedEntry.objects.get()


def address(entry: QuarantinedEntry) -> str:
    return reverse("admin:posts_quarantinedentry_change", args=[entry.pk])


def test_the_list_says_what_waits_and_why(waiting):
    page = sign_in().get(reverse("admin:posts_quarantinedentry_changelist"))
    assert "one.txt:1-7" in page.content.decode()
    assert '<span class="flag">waiting</span>' in page.content.decode()


@pytest.mark.parametrize(("language", "said"), [("en", "Quarantine (1 waiting)"), ("zh-hans", "隔离区（1 条待处理）")])
@pytest.mark.parametrize("page", ["admin:index", "admin:posts_provenance_changelist"])
def test_the_list_of_models_says_how_many_wait(waiting, language, said, page):
    with translation.override(language):
        assert said in sign_in("view_quarantinedentry", "view_provenance").get(reverse(page)).content.decode()
        assert said not in sign_in("view_provenance").get(reverse("admin:index")).content.decode()
        waiting.status = "gone"
        waiting.save()
        assert said not in sign_in("view_quarantinedentry").get(reverse("admin:index")).content.decode()


def test_the_lines_stand_there_with_their_numbers(waiting):
    page = sign_in().get(address(waiting)).content.decode()
    assert '<th scope="row">7</th>' in page
    assert page.count("nobody knows its title") == 10  # in the file's lines and in the form


def test_a_preview_shows_the_post_and_writes_nothing(waiting):
    page = sign_in().post(address(waiting), {"title": "The <sail>", "author": "Bo Sample", "text": LOST_HEAD, "_preview": "1"})
    html = page.content.decode()
    assert "<h3>The &lt;sail&gt;</h3>" in html
    assert "Bo Sample" in html
    assert Post.objects.count() == 1
    assert QuarantinedEntry.objects.waiting().count() == 1


def test_run_again_makes_the_post(waiting):
    said = {"title": "The sail", "author": "Bo Sample", "date": "2018-05-06", "text": LOST_HEAD}
    response = sign_in().post(address(waiting), said)
    post = Post.objects.get(title_en="The sail")
    assert response.url == reverse("admin:posts_post_change", args=[post.pk])
    assert (post.published_at.date().isoformat(), post.date_basis) == ("2018-05-06", "stated")
    assert QuarantinedEntry.objects.get().status == "corrected"


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        pytest.param({"text": LOST_HEAD}, "No post found", id="nothing-changed"),
        pytest.param({"text": ""}, "required", id="empty"),
        pytest.param({"text": LOST_HEAD, "author": "Bo Sample"}, "Give the title", id="author-alone"),
        pytest.param({"text": LOST_HEAD, "title": "A", "date": "yesterday"}, "valid date", id="no-date"),
    ],
)
def test_what_is_still_wrong_stands_at_the_field_and_nothing_typed_is_lost(waiting, said, problem):
    response = sign_in().post(address(waiting), {"title": "", **said})
    assert response.status_code == 200
    html = response.content.decode()
    assert problem in html
    assert all(value in html for value in said.values())
    assert (Post.objects.count(), ImportRun.objects.count()) == (1, 1)


def test_looking_is_not_running(waiting):
    client = sign_in("view_quarantinedentry")
    page = client.get(address(waiting)).content.decode()
    assert "Run again" not in page
    assert client.post(address(waiting), {"title": "The sail", "text": LOST_HEAD}).status_code == 403
    assert sign_in("view_post").get(address(waiting)).status_code == 403
    assert Post.objects.count() == 1


def test_an_entry_too_long_is_for_the_file(waiting):
    QuarantinedEntry.objects.update(raw_text="x" * 2**17)
    assert "too long to be corrected here" in sign_in().get(address(waiting)).content.decode()


def test_chosen_posts_are_made_anew_of_what_is_stored(waiting):
    post = Post.objects.get()
    Post.objects.update(body_en="By hand.")
    Provenance.objects.update(context="")
    client = sign_in()
    said = {"action": "read_again", "_selected_action": [post.pk]}
    page = client.post(reverse("admin:posts_post_changelist"), said, follow=True).content.decode()
    assert "Nothing to do" in page
    assert Post.objects.get().body_en == "By hand."
    page = sign_in("view_post", "change_post").get(reverse("admin:posts_post_changelist")).content.decode()
    assert "read_again" not in page
