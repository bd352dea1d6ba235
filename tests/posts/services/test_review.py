import pytest

from posts.models import Post
from posts.services.review import mark_reviewed
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def test_reasons_are_cleared_where_there_were_any():
    flagged = make_post(review=["Who wrote this?"])
    make_post()
    assert mark_reviewed(Post.objects.all()) == 1
    flagged.refresh_from_db()
    assert (flagged.review, flagged.needs_review) == ([], False)
