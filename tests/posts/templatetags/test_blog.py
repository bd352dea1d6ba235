"""What templates call."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from posts import charts
from posts.models import Credit
from posts.templatetags import blog
from posts.views import filters
from tests.factories import make_organization


@pytest.mark.parametrize(
    ("number", "shown", "english", "chinese"),
    [
        (0, "0", "0 posts", "0篇文章"),
        (1, "1", "1 post", "1篇文章"),
        (999, "999", "999 posts", "999篇文章"),
        (1_000, "1,000", "1,000 posts", "1,000篇文章"),
        (1_234_567, "1,234,567", "1,234,567 posts", "1,234,567篇文章"),
    ],
)
def test_large_numbers_are_grouped(number, shown, english, chinese):
    assert (blog.grouped(number), blog.as_posts(number)) == (shown, english)
    with translation.override("zh-hans"):
        assert (blog.grouped(number), blog.as_posts(number)) == (shown, chinese)


def test_no_page_shows_a_count_bare():
    bare = re.compile(r"\{\{ ?[\w.]+\.count ?\}\}|counter=[\w.]+ %\}[^%]*\{\{ counter")
    pages = [path for path in (settings.BASE_DIR / "templates").rglob("*.html") if "admin" not in path.parts]
    found = {str(path): bare.findall(path.read_text(encoding="utf-8")) for path in pages}
    assert {path: counts for path, counts in found.items() if counts and not path.endswith("posts/post.html")} == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("en", "2018 (12,400)"), ("zh-hans", "2018（12,400）")])
def test_filters_and_charts_group_counts_but_no_years(language, said):
    many = filters.Choice("2018", "2018", 12_400)
    [year] = charts.years({201809: 12_400}, part={})
    with translation.override(language):
        options = render_to_string("includes/filters.html", {"filters": [filters.Filter("year", [many], None)]})
        chart = render_to_string("includes/year_chart.html", {"year": year})
    assert f'<option value="2018">{said}</option>' in options
    assert ">12,400</text>" in chart
    assert "/archive/2018/09/" in chart


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("title", "organization", "expected"),
    [
        ("CTO", "Example Co", "CTO, Example Co"),
        ("首席架构师", "示例公司", "示例公司 首席架构师"),
        ("首席架构师", "Example Co", "Example Co 首席架构师"),
        ("CTO", None, "CTO"),
        ("", "示例公司", "示例公司"),
    ],
)
def test_a_position_is_said_in_the_order_of_its_own_words(page, title, organization, expected):
    credit = Credit(title=title, organization=make_organization(organization) if organization else None)
    with translation.override(page):
        assert re.sub(r"<[^>]+>", "", blog.position(credit)) == expected
