"""What axe finds on every type of page, and what it cannot judge: headings in order, landmarks that have names."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.addresses import PREFIXES, SPECIMEN, every_page
from tests.browser.fill import DRAFT, SCHEDULED

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": TAGS, "resultTypes": ["violations"]}
# All that light and dark change.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}
# What comes with Django's admin and has no name, contrast or size that axe would pass.
DJANGOS = [[".select2"], [".vDateField"], [".vTimeField"], [".breadcrumbs"], ["#changelist-filter"], ["#searchbar"]]
OUTLINE = """() => ({
    levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
        .filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1])),
    landmarks: ["body > header", "main", "body > footer"].map(selector => document.querySelectorAll(selector).length),
    named: ["nav", "[role=search]"].map(selector => [...document.querySelectorAll(selector)]
        .filter(landmark => landmark.checkVisibility())
        .map(landmark => landmark.getAttribute("aria-label") || landmark.getAttribute("aria-labelledby") || "")),
})"""

axe = Axe()


def findings(page: Page, options: dict = EVERYTHING) -> str:
    """What axe finds, in words."""
    found = axe.run(page, options=options)
    return found.generate_report() if found.violations_count else ""


def serious_findings(page: Page) -> str:
    """What axe finds on a page of the admin that keeps somebody from working there."""
    found = axe.run(page, {"exclude": DJANGOS}, EVERYTHING)
    found.response["violations"] = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    return found.generate_report() if found.violations_count else ""


def findings_in_both_schemes(page: Page) -> list[str]:
    """Once the colours of links, which change slowly, are what they will be."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
        found.append(serious_findings(page))
    return found


@every_page
def test_axe_finds_nothing_in_either_theme(page, path):
    page.goto(path)
    assert findings(page) == ""
    page.emulate_media(color_scheme="dark")
    assert findings(page, COLOURS) == ""


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
@pytest.mark.parametrize(
    ("path", "opened"),
    [
        pytest.param("/archive/", ".numbers summary", id="the-numbers-of-the-archive"),
        pytest.param(SPECIMEN, ".contents-above summary", id="the-contents-of-a-post"),
    ],
)
def test_axe_finds_nothing_where_something_was_opened_on_a_phone(page, prefix, path, opened):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(prefix + path)
    page.click(opened)
    assert findings(page) == ""


@every_page
def test_headings_are_in_order_and_landmarks_can_be_told_apart(page, path):
    page.goto(path)
    outline = page.evaluate(OUTLINE)
    levels = outline["levels"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert outline["landmarks"] == [1, 1, 1]
    for names in outline["named"]:
        assert len(set(names)) == len(names) > 0


@every_page
def test_lists_are_lists_to_every_browser(page, path):
    """Safari tells nobody of a list whose style is "none", outside a nav."""
    page.goto(path)
    styles = "() => [...document.querySelectorAll('ul, ol')].map(list => getComputedStyle(list).listStyleType)"
    assert "none" not in page.evaluate(styles)


@every_page
def test_landmarks_are_few(page, path):
    """Ten years that are landmarks each are no map of a page."""
    page.goto(path)
    regions = "() => document.querySelectorAll('section:is([aria-label], [aria-labelledby]), [role=region]').length"
    assert page.evaluate(regions) <= 5


def test_a_series_counts_its_parts(page):
    page.goto("/series/meet-the-ambassador/")
    assert page.locator("ol.cards > li").count() == page.locator("main article").count() == 2


def test_axe_finds_nothing_serious_where_editors_sign_in(page):
    page.goto("/admin/login/")
    assert serious_findings(page) == ""


@pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])
@pytest.mark.parametrize("slug", [DRAFT, SCHEDULED])
def test_axe_finds_nothing_where_editors_look_at_what_is_not_published(editor_page, prefix, slug):
    assert editor_page.goto(f"{prefix}/blog/{slug}/").status == 200
    assert editor_page.locator(".notice-preview").is_visible()
    assert findings(editor_page) == ""
    editor_page.emulate_media(color_scheme="dark")
    assert findings(editor_page, COLOURS) == ""


@pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])
@pytest.mark.parametrize("query", [pytest.param("DNS", id="imported"), pytest.param("everything", id="written")])
def test_axe_finds_nothing_serious_where_editors_write(editor_page, prefix, query):
    editor_page.goto(f"{prefix}/admin/posts/post/?q={query}")
    assert serious_findings(editor_page) == ""
    editor_page.click("#result_list tbody th a")
    editor_page.wait_for_url("**/change/**", wait_until="networkidle")
    assert serious_findings(editor_page) == ""


def test_axe_is_awake(page):
    page.goto("/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.svg\">')")
    assert "image-alt" in findings(page)
    assert "image-alt" in serious_findings(page)
