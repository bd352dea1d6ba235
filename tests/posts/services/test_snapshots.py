"""A post as plain values: all of it, and nothing that is made of the rest."""

import json

import pytest
from django.db import connection
from django.db.models import CASCADE
from django.test.utils import CaptureQueriesContext

from posts.models import Translation
from posts.services.snapshots import NOT_OF_POST, PARTS, TEXTS, changed, names_of, snapshots
from tests.factories import make_person, make_post
from tests.posts.services.whole import make_whole_post

pytestmark = pytest.mark.django_db


def test_nothing_goes_with_what_goes_with_a_post():
    """A row that belongs to a part of a post would be lost with it when the part is written anew."""
    parts = [part.model for part in PARTS] + [Translation]
    belongs = [relation for part in parts for relation in part._meta.related_objects if relation.on_delete is CASCADE]
    assert belongs == []


def test_a_post_is_plain_json():
    post = make_whole_post()
    [snapshot] = snapshots([post.pk]).values()
    assert json.loads(json.dumps(snapshot)) == snapshot
    assert snapshot["title_en"] == "Lanterns"
    assert snapshot["published_at"] == "2018-09-25T12:00:00+00:00"
    assert (snapshot["status:zh-hans"], snapshot["is_source:en"]) == ("published", True)
    assert [credit["role"] for credit in snapshot["credits"]] == ["author", "reviewer", "translator"]
    assert snapshot["legacy_paths"] == [{"path": f"/old/{post.pk}/"}]
    assert not snapshot.keys() & NOT_OF_POST


def test_texts_can_be_left_out():
    [snapshot] = snapshots([make_whole_post().pk], texts=False).values()
    assert not snapshot.keys() & TEXTS
    assert "source_text:en" not in snapshot
    assert snapshot["status:en"] == "published"


def test_the_number_of_queries_is_fixed():
    def queries(posts) -> int:
        with CaptureQueriesContext(connection) as captured:
            found = snapshots(post.pk for post in posts)
            names_of(found.values())
        assert len(found) == len(posts)
        return len(captured)

    one = [make_whole_post("One")]
    assert queries(one) == queries([*one, make_whole_post("Two"), make_whole_post("Three")])


@pytest.mark.parametrize(
    ("before", "after", "old"),
    [
        pytest.param({"a": 1, "b": 2}, {"a": 1, "b": 3}, {"b": 2}, id="only-what-differs"),
        pytest.param({"a": None}, {"a": ""}, {}, id="one-kind-of-empty-for-another"),
        pytest.param({}, {"status:en": "draft"}, {"status:en": None}, id="a-new-language"),
        pytest.param({"status:en": "draft"}, {}, {"status:en": "draft"}, id="a-language-less"),
        pytest.param({"is_source:en": False}, {}, {"is_source:en": False}, id="no-is-not-nothing"),
    ],
)
def test_what_a_change_changed(before, after, old):
    assert changed(before, after) == old


def test_what_it_refers_to_has_a_name():
    person = make_person("Ada Example")
    [snapshot] = snapshots([make_post(authors=[person]).pk]).values()
    assert names_of([snapshot]) == {"people.person": {str(person.pk): ["ada-example", "Ada Example"]}}
