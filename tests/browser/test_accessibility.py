"""What axe finds on every type of page, and what it cannot judge: headings in order, landmarks that have names."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.addresses import every_page
from tests.browser.fill import SLUG

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": TAGS, "resultTypes": ["violations"]}
# All that light and dark change.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}
OUTLINE = """() => ({
    levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
        .filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1])),
    landmarks: ["body > header", "main", "body > footer"].map(selector => document.querySelectorAll(selector).length),
    named: ["nav", "[role=search]"].map(selector => [...document.querySelectorAll(selector)]
        .filter(landmark => landmark.checkVisibility())
        .map(landmark => landmark.getAttribute("aria-label") || landmark.getAttribute("aria-labelledby") || "")),
})"""

axe = Axe()


def findings(page: Page, options: dict = EVERYTHING, impacts: tuple[str, ...] = ()) -> str:
    """What axe finds, in words; only of these impacts, if any are named."""
    found = axe.run(page, options=options)
    violations = found.response["violations"]
    found.response["violations"] = [one for one in violations if not impacts or one["impact"] in impacts]
    return found.generate_report() if found.violations_count else ""


@every_page
def test_axe_finds_nothing_in_either_theme(page, path):
    page.goto(path)
    assert findings(page) == ""
    page.emulate_media(color_scheme="dark")
    assert findings(page, COLOURS) == ""


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


def test_axe_finds_nothing_serious_where_editors_sign_in(page):
    page.goto("/admin/login/")
    assert findings(page, impacts=("serious", "critical")) == ""


@pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])
def test_axe_finds_nothing_serious_where_editors_write(editor_page, prefix):
    editor_page.goto(f"{prefix}/admin/posts/post/?q={SLUG}")
    editor_page.click("#result_list tbody th a")
    assert findings(editor_page, impacts=("serious", "critical")) == ""
