"""What templates call."""

from datetime import date

import pytest
from django.utils import translation

from posts.models import Credit
from posts.templatetags import blog


@pytest.mark.parametrize(
    ("names", "english", "chinese"),
    [
        ([], "", ""),
        (["Ada"], "Ada", "Ada"),
        (["Ada", "Bo"], "Ada and Bo", "Ada和Bo"),
        (["Ada", "Bo", "Cyd"], "Ada, Bo and Cyd", "Ada、Bo和Cyd"),
    ],
)
def test_enumerated(names, english, chinese):
    assert blog.enumerated(names) == english
    with translation.override("zh-hans"):
        assert blog.enumerated(names) == chinese


@pytest.mark.parametrize(
    ("slug", "heading"),
    [
        ("ada-example", "A"),
        ("z", "Z"),
        ("张晓明", "Other scripts and digits"),
        ("3scale", "Other scripts and digits"),
        ("", "Other scripts and digits"),
    ],
)
def test_initial(slug, heading):
    assert blog.initial(slug) == heading


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("//example.org/", False),
        (" https://example.org/", False),
        ("", False),
    ],
)
def test_is_web_address(url, expected):
    assert blog.is_web_address(url) is expected


@pytest.mark.parametrize(
    ("roles", "signing"),
    [
        pytest.param(["author", "translator"], ["author"], id="authors"),
        pytest.param(["mentor", "student"], ["student"], id="whom-it-is-about"),
        pytest.param(["editor"], ["editor"], id="whoever-there-is"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_signed_by(roles, signing):
    assert [credit.role for credit in blog.signed_by(Credit(role=role) for role in roles)] == signing


def test_dates_are_written_as_the_language_does():
    assert (blog.day(date(2018, 9, 5)), blog.month(date(2018, 9, 5))) == ("5 September 2018", "September 2018")
    with translation.override("zh-hans"):
        assert (blog.day(date(2018, 9, 5)), blog.month(date(2018, 9, 5))) == ("2018年9月5日", "2018年9月")
