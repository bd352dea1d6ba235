"""A path is found once for each language, and is what Django says."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from people.addresses import path, path_in


@pytest.mark.parametrize("slug", ["ada-example", "张三"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_is_that_of_the_active_language(language, slug):
    with translation.override(language):
        expected = reverse("people:person", args=[slug])
        assert path("people:person", slug) == expected
    assert path_in(language, "people:person", slug) == expected


def test_what_has_no_address_is_refused_each_time():
    for _time in range(2):
        with pytest.raises(NoReverseMatch):
            path("people:person", "")


def test_of_what_there_is_only_one_of():
    with translation.override("zh-hans"):
        assert path("people:people") == reverse("people:people") == "/zh-hans/people/"
