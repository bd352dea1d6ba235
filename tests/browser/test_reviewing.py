"""An editor goes through what an import flagged."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import signed_in
from tests.browser.fill import DOUBT, REVIEWER
from tests.browser.test_accessibility import findings_in_both_schemes

QUEUE = "/admin/posts/post/review/"
SCREENS = [QUEUE, "/admin/people/person/similar/", "/admin/posts/credit/unknown/"]


def open_doubted(page: Page) -> None:
    page.goto(f"{QUEUE}?kind=bylines")
    expect(page.locator(".review-place b")).to_have_text("1 of 1")


@pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])
@pytest.mark.parametrize("path", SCREENS)
def test_axe_finds_nothing_serious(editor_page, path, prefix):
    page = editor_page
    page.goto(prefix + path)
    assert findings_in_both_schemes(page) == ["", ""]


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("path", SCREENS)
def test_nothing_hangs_over_the_edge(editor_page, path, width):
    page = editor_page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_translator_stays_outside(translator_page):
    for path in SCREENS:
        assert translator_page.goto(path).status == 403


def test_a_reason_leads_to_its_line(reviewer_page):
    page = reviewer_page
    open_doubted(page)
    expect(page.locator(".reasons")).to_contain_text(DOUBT)
    page.click(".reasons a")
    expect(page.locator("tr:target")).to_contain_text("By ")
    expect(page.locator("tr.flagged")).to_have_count(1)


def test_a_flagged_import_is_mended_in_place_and_accepted(reviewer_page):
    page = reviewer_page
    two = f"{QUEUE}?kind=survey"
    page.goto(two)
    place = page.locator(".review-place b")
    expect(place).to_have_text("1 of 2")
    page.keyboard.press("Alt+Shift+KeyK")
    expect(place).to_have_text("2 of 2")
    page.goto(two)
    title = page.input_value("[name=title_en]")
    page.fill("[name=title_en]", f"{title}, Looked At")
    page.keyboard.press("Alt+Shift+KeyS")
    expect(page.locator(".messagelist")).to_contain_text("stays in the queue")
    expect(place).to_have_text("2 of 2")
    page.goto(two)
    expect(page.locator(".rendered h3").first).to_have_text(f"{title}, Looked At")
    page.keyboard.press("Alt+Shift+KeyN")
    expect(page.locator(".messagelist")).to_contain_text("is reviewed")
    expect(place).to_have_text("1 of 1")
    page.keyboard.press("Alt+Shift+KeyA")
    expect(place).to_have_text("Not in the queue")
    page.click("text=The post’s form")
    page.click(".object-tools .historylink")
    expect(page.locator("#content")).to_contain_text("Reviewed")
    expect(page.locator("#content")).to_contain_text(REVIEWER)


def test_without_script_it_is_a_form(new_context):
    page = signed_in(new_context(java_script_enabled=False).new_page(), REVIEWER)
    open_doubted(page)
    page.click("text=Save and next")
    expect(page.locator(".messagelist")).to_contain_text("stays in the queue")
    expect(page.locator(".review-place b")).to_have_text("1 of 1")


def test_who_wrote_it_is_said_in_place(reviewer_page):
    page = reviewer_page
    page.goto("/admin/posts/credit/unknown/")
    byline = page.locator(".byline", has_text=DOUBT)
    byline.locator("[name$=-name]").fill("Sam Sample")
    byline.get_by_role("button", name="Credit", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Sam Sample (author) is credited")
    expect(page.locator(".byline")).to_have_count(0)
