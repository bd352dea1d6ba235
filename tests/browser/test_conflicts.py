"""Where editors decide between what people wrote and what the archive says: for everybody, with the keyboard, on any screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import serious_findings

LIST = "/admin/posts/importconflict/"
PREFIXES = pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])


def open_conflicts(page, prefix: str = "") -> None:
    page.goto(f"{prefix}{LIST}")
    page.click("#result_list tbody th a, #result_list tbody td a")
    page.wait_for_selector("section.conflict")


@PREFIXES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(editor_page, prefix, scheme):
    editor_page.emulate_media(color_scheme=scheme)
    open_conflicts(editor_page, prefix)
    assert serious_findings(editor_page) == ""


@PREFIXES
def test_three_sides_stand_beside_each_other_and_on_a_phone_below_each_other(editor_page, prefix):
    open_conflicts(editor_page, prefix)
    tops = "() => [...document.querySelector('.three-up').children].map(side => side.getBoundingClientRect().top)"
    assert len(set(editor_page.evaluate(tops))) == 1
    editor_page.set_viewport_size({"width": 390, "height": 844})
    assert len(set(editor_page.evaluate(tops))) == 3
    assert editor_page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_what_differs_is_told_by_more_than_colour(editor_page):
    open_conflicts(editor_page)
    title = editor_page.locator("[id='title_en']")
    assert title.locator("ins").first.evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
    assert "+" in title.locator(".new .sign").first.inner_text()


def test_each_text_is_in_its_language(editor_page):
    open_conflicts(editor_page)
    assert editor_page.locator("[id='body_zh_hans'] textarea").get_attribute("lang") == "zh-hans"


def test_a_decision_with_the_keyboard(editor_page):
    open_conflicts(editor_page)
    editor_page.locator("[id='tags'] button[value=merged]").focus()
    editor_page.keyboard.press("Shift+Tab")
    expect(editor_page.locator("[id='tags-merged']")).to_be_focused()
    editor_page.keyboard.press("Tab")
    editor_page.keyboard.press("Enter")
    editor_page.wait_for_selector(".messagelist .success")
    assert editor_page.locator("[id='tags']").count() == 0
