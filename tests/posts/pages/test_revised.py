"""Loading an archive is no revision of the posts in it."""

from datetime import UTC, datetime, timedelta

import pytest

from posts.models import Post
from posts.pages.revised import revised

APPEARED, LOADED = datetime(2018, 9, 25, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("import_ref", "updated_at", "expected"),
    [
        pytest.param("a ref", LOADED, APPEARED, id="loaded"),
        pytest.param("a ref", LOADED + timedelta(minutes=3), APPEARED, id="dated-at-the-end-of-the-run"),
        pytest.param("a ref", LOADED + timedelta(days=3), LOADED + timedelta(days=3), id="edited-since"),
        pytest.param(None, LOADED + timedelta(minutes=3), LOADED + timedelta(minutes=3), id="written-here"),
        pytest.param(None, APPEARED - timedelta(days=1), APPEARED, id="scheduled"),
    ],
)
def test_revised(import_ref, updated_at, expected):
    post = Post(import_ref=import_ref, created_at=LOADED, updated_at=updated_at, published_at=APPEARED)
    assert revised(post) == expected
