"""The glossary in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from posts.models import Term
from tests.posts.staff import make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("prefix", "labels"),
    [
        ("", ["By language of the term", "By language of the approved form"]),
        ("/zh-hans", ["术语的语言", "译法的语言"]),
    ],
    ids=["en", "zh-hans"],
)
def test_its_filters_say_which_language_they_are_of(prefix, labels):
    Term.objects.create(source_language="en", term="sidecar", language="zh-hans", form="边车")
    Term.objects.create(source_language="zh-hans", term="云原生", language="en", form="cloud native")
    browser = Client()
    browser.force_login(make_member("Editor"))
    page = browser.get(prefix + reverse("admin:posts_term_changelist")).content.decode()
    assert [label in page for label in labels] == [True, True]
