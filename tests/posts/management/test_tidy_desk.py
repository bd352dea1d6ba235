"""What the desk lets go of after a long time, and nothing before."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from posts.models import PreviewLink, UnsavedText
from posts.services.preview_links import make_link, path_of
from posts.services.tidying import LINKS_KEPT, UNSAVED_KEPT
from posts.services.unsaved import keep_unsaved
from tests.factories import make_post
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def tidy(*arguments: str) -> str:
    out = io.StringIO()
    call_command("tidy_desk", *arguments, stdout=out)
    return out.getvalue()


def link(**moments) -> PreviewLink:
    """A link that is open, but for these ages: ``expires_at=DAY`` expired yesterday."""
    made = make_link(make_post(), "en", days=30, by=make_member("Editor"))
    for name, age in moments.items():
        setattr(made, name, timezone.now() - age)
    made.save()
    return made


def typed(age: timedelta, *, post=None) -> UnsavedText:
    kept = keep_unsaved(make_member("Editor", username=f"typist-{UnsavedText.objects.count()}"), post, {"body_en": "Words."})
    UnsavedText.objects.filter(pk=kept.pk).update(typed_at=timezone.now() - age)
    return kept


def test_links_that_closed_long_ago_are_deleted_and_no_others():
    left = [link(), link(expires_at=DAY), link(revoked_at=LINKS_KEPT - DAY)]
    for moments in ({"expires_at": LINKS_KEPT + DAY}, {"revoked_at": LINKS_KEPT + DAY}):
        link(**moments)
    assert "deleted: 2 preview links, 0 unsaved texts" in tidy()
    assert set(PreviewLink.objects.all()) == set(left)


def test_the_address_of_a_deleted_link_still_says_that_it_is_closed():
    path = path_of(link(expires_at=LINKS_KEPT + DAY))
    tidy()
    response = Client().get(path)
    assert (response.status_code, response["Cache-Control"]) == (410, "private, no-store")
    assert Client().get(path[:-3] + "xx/").status_code == 404


def test_unsaved_text_is_kept_for_a_year_and_named_when_it_goes():
    post = make_post()
    young, _old = typed(UNSAVED_KEPT - DAY), typed(UNSAVED_KEPT + DAY, post=post)
    told = tidy()
    assert f"unsaved text of typist-1 for post {post.pk}, typed " in told
    assert "6 characters" in told
    assert list(UnsavedText.objects.all()) == [young]


def test_a_dry_run_deletes_nothing():
    link(expires_at=LINKS_KEPT + DAY)
    typed(UNSAVED_KEPT + DAY)
    told = tidy("--dry-run")
    assert "unsaved text of typist-0 for a new post" in told
    assert "would be deleted: 1 preview links, 1 unsaved texts" in told
    assert (PreviewLink.objects.count(), UnsavedText.objects.count()) == (1, 1)
    tidy()
    assert "deleted: 0 preview links, 0 unsaved texts" in tidy()
