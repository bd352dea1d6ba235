"""The way from one page of a list to the next."""

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    ("number", "addresses"),
    [
        pytest.param(1, ["?kind=a+b&amp;p=2#list"], id="first"),
        pytest.param(2, ["?kind=a+b&amp;p=1#list", "?kind=a+b&amp;p=3#list"], id="between"),
        pytest.param(3, ["?kind=a+b&amp;p=2#list"], id="last"),
    ],
)
def test_what_was_asked_for_stays(rf, number, addresses):
    page = Paginator(range(30), 10).get_page(number)
    request = rf.get("/", {"kind": "a b", "p": number})
    html = render_to_string("admin/pages.html", {"page": page, "anchor": "#list"}, request)
    assert [part.partition('"')[0] for part in html.split('href="')[1:]] == addresses


def test_a_single_page_leads_nowhere(rf):
    assert render_to_string("admin/pages.html", {"page": Paginator([], 10).get_page(1)}, rf.get("/")).strip() == ""
