"""What the database itself refuses: rows go in by ``bulk_create`` or SQL, past every ``clean()`` and ``save()``."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from people.models import Organization, Person
from posts.models import Credit, Post, Translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    return Post.objects.create(title_en="Notes on queues", slug_en="notes-on-queues")


@pytest.fixture
def person() -> Person:
    return Person.objects.create(name_en="Mira Tallow", slug="mira-tallow")


def refuses(constraint: str):
    """The block must fail in the database. SQLite names the columns of a unique constraint instead of the constraint."""
    names = constraint if connection.vendor == "postgresql" else "constraint failed"
    return pytest.raises(IntegrityError, match=names)


def write(*rows) -> None:
    with transaction.atomic():
        type(rows[0]).objects.bulk_create(rows)


def set_column(row, **values) -> None:
    """Plain SQL: not even the ORM stands between the value and the table."""
    with transaction.atomic(), connection.cursor() as cursor:
        for column, value in values.items():
            cursor.execute(f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s", [value, row.pk])


class TestCredits:
    def test_one_person_has_a_role_once(self, post, person):
        with refuses("posts_credit_person_role_once"):
            write(Credit(post=post, person=person), Credit(post=post, person=person, title="CTO", order=1))

    def test_one_organization_has_a_role_once(self, post):
        works = Organization.objects.create(name_en="Tallow Works", slug="tallow-works")
        with refuses("posts_credit_organization_role_once"):
            write(Credit(post=post, organization=works), Credit(post=post, organization=works, order=1))

    def test_another_role_or_another_person_is_welcome(self, post, person):
        works = Organization.objects.create(name_en="Tallow Works", slug="tallow-works")
        other = Person.objects.create(name_en="Odo Fenwick", slug="odo-fenwick")
        write(
            Credit(post=post, person=person, organization=works),
            Credit(post=post, person=person, role=Credit.Role.REVIEWER),
            Credit(post=post, person=other, organization=works),
        )
        assert post.credits.count() == 3

    def test_unknown_role(self, post, person):
        with refuses("posts_credit_role_known"):
            write(Credit(post=post, person=person, role="wizard"))

    @pytest.mark.parametrize("role", Credit.Role.values)
    def test_every_role_of_the_model_is_known(self, post, person, role):
        write(Credit(post=post, person=person, role=role))

    def test_a_translator_of_two_languages(self, post, person):
        in_both = [Credit(post=post, person=person, role="translator", language=code) for code in ("en", "zh-hans")]
        write(*in_both)
        with refuses("posts_credit_person_role_once"):
            write(Credit(post=post, person=person, role="translator", language="en"))

    def test_an_author_is_of_the_post_as_a_whole(self, post, person):
        with refuses("posts_credit_language_of_role"):
            write(Credit(post=post, person=person, role="author", language="en"))

    def test_a_credit_of_nobody(self, post):
        with refuses("posts_credit_names_someone"):
            write(Credit(post=post))


class TestPosts:
    def test_published_without_a_date(self, post):
        with refuses("posts_post_published_has_date"):
            set_column(post, status="published")

    def test_published_with_a_date_and_a_draft_without(self, post):
        write(Post(title_en="A", slug_en="a", status="published", published_at=timezone.now()), Post(title_en="B", slug_en="b"))

    @pytest.mark.parametrize("field", ["slug_en", "slug_zh_hans"])
    def test_one_slug_in_a_language(self, field):
        with refuses(f"posts_post_{field}_once"):
            write(Post(**{field: "queues"}), Post(**{field: "queues"}))

    def test_one_slug_in_two_languages_and_no_slug_at_all(self):
        write(
            Post(slug_en="queues", slug_zh_hans="queues"),
            Post(slug_en="", slug_zh_hans="排队"),
            Post(slug_en=""),
            Post(slug_en=""),
        )

    @pytest.mark.parametrize(
        ("column", "value", "constraint"),
        [
            pytest.param("status", "hidden", "posts_post_status_known", id="unknown-status"),
            pytest.param("date_basis", "hearsay", "posts_post_basis_known", id="unknown-basis"),
        ],
    )
    def test_unknown_word(self, post, column, value, constraint):
        with refuses(constraint):
            set_column(post, **{column: value})

    def test_bounds_out_of_order(self, post):
        set_column(post, date_max="2019-03-01")
        with refuses("posts_post_bounds_ordered"):
            set_column(post, date_min="2019-03-02")
        set_column(post, date_min="2019-03-01")


class TestTranslations:
    def test_one_row_for_a_language(self, post):
        with refuses("posts_translation_once"):
            write(Translation(post=post, language="en"), Translation(post=post, language="en"))

    def test_one_source(self, post):
        with refuses("posts_translation_one_source"):
            write(
                Translation(post=post, language="en", is_source=True),
                Translation(post=post, language="zh-hans", is_source=True),
            )
        write(Translation(post=post, language="en", is_source=True), Translation(post=post, language="zh-hans"))

    def test_unknown_status(self, post):
        with refuses("posts_translation_status_known"):
            write(Translation(post=post, language="en", status="lost"))
