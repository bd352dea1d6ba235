"""What an import suggests to merge."""

import pytest

from people.models import Person
from posts.desk.alike import keep_apart
from posts.importer.suggestions import near_matches
from tests.factories import make_organization, make_person

pytestmark = pytest.mark.django_db


def test_names_that_nearly_agree_are_suggested_until_somebody_keeps_them_apart():
    make_person("Ada Lovejoy")
    make_person("Ada Lovejoi")
    make_organization("Example Compani")
    make_organization("Example Company")
    assert [(one["kind"], one["names"]) for one in near_matches()] == [
        ("person", ["Ada Lovejoi", "Ada Lovejoy"]),
        ("organization", ["Example Compani", "Example Company"]),
    ]
    keep_apart(*Person.objects.all())
    assert [one["kind"] for one in near_matches()] == ["organization"]
