"""Days, names and addresses as pages say them."""

from datetime import date

import pytest
from django.utils import translation

from posts.models import Credit
from posts.pages import phrases


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
    assert phrases.enumerated(names) == english
    with translation.override("zh-hans"):
        assert phrases.enumerated(names) == chinese


def test_year():
    assert phrases.year(2018) == "2018"
    with translation.override("zh-hans"):
        assert phrases.year(2018) == "2018年"


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
    assert phrases.is_web_address(url) is expected


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
    assert [credit.role for credit in phrases.signed_by(Credit(role=role) for role in roles)] == signing


def test_dates_are_written_as_the_language_does():
    assert (phrases.day(date(2018, 9, 5)), phrases.month(date(2018, 9, 5))) == ("5 September 2018", "September 2018")
    with translation.override("zh-hans"):
        assert (phrases.day(date(2018, 9, 5)), phrases.month(date(2018, 9, 5))) == ("2018年9月5日", "2018年9月")


@pytest.mark.parametrize(
    ("page", "name", "shown"),
    [
        ("en", "Ada & Co", "By Ada &amp; Co"),
        ("en", "张三", 'By <span lang="zh-hans">张三</span>'),
        ("zh-hans", "张三", "By 张三"),
        ("zh-hans", "<b>Ada</b>", 'By <span lang="en">&lt;b&gt;Ada&lt;/b&gt;</span>'),
        ("en", "2018", "By 2018"),
    ],
)
def test_name_within_a_sentence_is_in_its_own_language(page, name, shown):
    with translation.override(page):
        assert phrases.said("By %(name)s", name=name) == shown
