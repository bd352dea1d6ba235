"""A prepared query finds what the queryset finds, each time for the values of that time."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone, translation

from posts.models import Credit, Post
from posts.serving.prepared import MARKERS, Prepared, hold
from tests.factories import DAY, make_organization, make_person, make_post, make_series

pytestmark = pytest.mark.django_db

PUBLIC_AT = Prepared(lambda slug, now: Post.objects.published(now).filter(slug_en=slug).select_related("series"), str, datetime)
CREDITS = Prepared(lambda key: Credit.objects.filter(post=key).select_related("person", "organization"), int)


def test_finds_what_the_queryset_finds():
    quiet = make_post("A quiet pager", zh="安静的值班", series=make_series("Field Notes"))
    make_post("A loud pager")
    for slug, found in [("a-quiet-pager", [quiet]), ("a-loud-pager", [Post.objects.get(slug_en="a-loud-pager")]), ("x", [])]:
        assert PUBLIC_AT(slug, timezone.now()) == found


def test_rows_are_whole():
    make_post("A quiet pager", zh="安静的值班", series=make_series("Field Notes"))
    [found], expected = PUBLIC_AT("a-quiet-pager", timezone.now()), Post.objects.get()
    assert found.published_at == expected.published_at == datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    assert (found.review, found.series.name_en) == ([], "Field Notes")
    with translation.override("zh-hans"):
        assert found.title == "安静的值班"


def test_moments_are_of_now():
    make_post("A future pager", published_at=timezone.now() + timedelta(hours=1))
    assert PUBLIC_AT("a-future-pager", timezone.now()) == []
    assert len(PUBLIC_AT("a-future-pager", timezone.now() + timedelta(hours=2))) == 1


def test_values_of_one_type_keep_their_places():
    first, second, third = map(make_post, ["One", "Two", "Three"])
    between = Prepared(lambda after, until: Post.objects.filter(pk__gt=after, pk__lte=until).order_by("pk"), int, int)
    assert between(first.pk, third.pk) == [second, third]
    assert between(first.pk, second.pk) == [second]


@pytest.mark.parametrize("slug", ["%", "%s", "'", "\\", "安静", MARKERS[str](0)])
def test_values_are_only_values(slug):
    make_post("A quiet pager")
    assert PUBLIC_AT(slug, timezone.now()) == []


def test_a_row_without_what_it_refers_to():
    post = make_post("A quiet pager", authors=[make_person("Ada Example")])
    Credit.objects.create(post=post, organization=make_organization("Example Co"), role="editor")
    author, editor = CREDITS(post.pk)
    assert (author.person.name_en, author.organization) == ("Ada Example", None)
    assert (editor.person, editor.organization.name_en) == (None, "Example Co")


def test_held_rows_are_asked_for_once(django_assert_num_queries):
    post = make_post("A quiet pager", authors=[make_person("Ada Example")])
    with django_assert_num_queries(0):
        hold(post, "credits", CREDITS)
    with django_assert_num_queries(1):
        for _time in range(2):
            assert [credit.person.name_en for credit in post.credits.all()] == ["Ada Example"]
            assert bool(post.credits.all())
            assert len(post.credits.all()) == 1


@pytest.mark.django_db(transaction=True)
def test_each_thread_has_its_own_statement():
    post = make_post("A quiet pager", authors=[make_person("Ada Example")])
    found: list[Credit] = []

    def ask() -> None:
        found.extend(CREDITS(post.pk))
        connection.close()

    threads = [threading.Thread(target=ask) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [post.credits.get()] * 3


@pytest.fixture
def hung_up(transactional_db, monkeypatch):
    """The server has ended the connection since it was last used, as by a restart."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could hang up")
    make_post("A quiet pager")
    pid = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    monkeypatch.setattr(connection, "health_check_enabled", True)
    yield
    connection.close()


def test_a_connection_that_died_between_requests_is_made_anew(hung_up, monkeypatch):
    monkeypatch.setattr(connection, "health_check_done", False)
    assert [post.slug_en for post in PUBLIC_AT("a-quiet-pager", timezone.now())] == ["a-quiet-pager"]


def test_one_that_dies_in_the_middle_of_a_request_is_told(hung_up, monkeypatch):
    monkeypatch.setattr(connection, "health_check_done", True)
    with pytest.raises(OperationalError):
        PUBLIC_AT("a-quiet-pager", timezone.now())
