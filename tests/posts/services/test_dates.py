"""Dates that editors set or confirm."""

from datetime import UTC, date, datetime

import pytest

from posts.models import Post
from posts.services.dates import confirm_dates, give_date
from tests.factories import make_post

pytestmark = pytest.mark.django_db

BEFORE, AFTER = datetime(2018, 9, 25, 12, tzinfo=UTC), datetime(2018, 10, 1, 8, tzinfo=UTC)
INFERRED = {"date_basis": Post.DateBasis.INFERRED, "date_min": date(2018, 9, 1), "date_max": date(2018, 9, 30)}


def test_a_given_date_is_a_fact_and_its_texts_move_along():
    post = make_post(zh="译文", **INFERRED)
    translated_later = datetime(2019, 1, 1, tzinfo=UTC)
    post.translations.filter(language="zh-hans").update(published_at=translated_later)
    post.published_at = AFTER
    give_date(post, BEFORE)
    post.save()
    post.refresh_from_db()
    assert (post.date_basis, post.date_min, post.date_max) == ("given", AFTER.date(), AFTER.date())
    assert dict(post.translations.values_list("language", "published_at")) == {"en": AFTER, "zh-hans": translated_later}


def test_taking_a_date_away_leaves_no_bounds():
    post = make_post(status="draft", **INFERRED)
    post.published_at = None
    give_date(post, BEFORE)
    post.save()
    assert (post.date_basis, post.date_min, post.date_max) == ("given", None, None)


def test_confirming_touches_only_inferred_dates():
    inferred, stated = make_post(**INFERRED), make_post(date_basis=Post.DateBasis.STATED)
    assert confirm_dates(Post.objects.all()) == 1
    inferred.refresh_from_db()
    stated.refresh_from_db()
    assert (inferred.date_basis, inferred.date_min, inferred.published_at) == ("given", BEFORE.date(), BEFORE)
    assert stated.date_basis == "stated"
