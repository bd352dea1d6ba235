"""The first page says what waits for somebody."""

import pytest
from django.urls import reverse

from posts.models import ImportConflict, QuarantinedEntry
from tests.factories import make_post
from tests.posts.admin.editors import sign_in

pytestmark = pytest.mark.django_db

REVIEW, DECIDE, CORRECT = "1 post to review", "2 import conflicts to decide", "1 entry to correct"


@pytest.fixture
def work() -> None:
    post = make_post(review=["Is this the byline?"])
    for field in ("title_en", "body_en"):
        ImportConflict.objects.create(post=post, field=field, archive="x")
    QuarantinedEntry.objects.create(
        file="page.txt", line_start=1, line_end=2, kind="pages", message="no title", raw_text="x", digest="x"
    )


@pytest.mark.parametrize(
    ("permissions", "shown"),
    [
        pytest.param(["change_post"], [REVIEW], id="who-edits"),
        pytest.param(["view_importconflict", "view_quarantinedentry"], [DECIDE, CORRECT], id="who-looks-after-imports"),
        pytest.param(["view_person"], [], id="who-does-neither"),
    ],
)
def test_what_somebody_may_see_of_it(work, permissions, shown):
    client = sign_in(*permissions)
    html = client.get(reverse("admin:index")).content.decode()
    assert [said for said in (REVIEW, DECIDE, CORRECT) if said in html] == shown


def test_where_nothing_waits_nothing_is_said():
    assert "Waiting for you" not in sign_in().get(reverse("admin:index")).content.decode()


def test_each_leads_to_its_list(work):
    client = sign_in()
    page = client.get(reverse("admin:index"))
    for one in page.context["work"]:
        assert len(client.get(one.address).context["cl"].result_list) == int(one.sentence.split()[0])
