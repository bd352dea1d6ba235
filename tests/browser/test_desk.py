"""The desk's own pages: the start page, and the page on which texts take their steps."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import findings_in_both_schemes

TITLE, ADDRESS = "Everything a Post Can Hold", "/blog/everything-a-post-can-hold/"


def open_workflow(page: Page, prefix: str = "", title: str = TITLE) -> None:
    page.goto(f"{prefix}/admin/posts/post/?q={title}")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    page.goto(re.sub(r"/change/.*", "/workflow/", page.url))


def open_first(page: Page, path: str) -> None:
    """What the first row of a list leads to."""
    page.goto(path)
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_selector(".change-form, .conflict, .entry")


def open_history(page: Page, prefix: str) -> None:
    open_workflow(page, prefix)
    page.goto(page.url.replace("/workflow/", "/history/"))


def open_restoring(page: Page, prefix: str) -> None:
    open_history(page, prefix)
    page.locator("button[name=revision]").first.click()
    page.wait_for_selector("#change-reason")


def open_undo(page: Page, prefix: str) -> None:
    open_first(page, f"{prefix}/admin/posts/importrun/")
    page.locator(".object-tools a[href$='/undo/']").click()
    page.wait_for_url("**/undo/")


SCREENS = {
    "start": lambda page, prefix: page.goto(f"{prefix}/admin/"),
    "workflow": open_workflow,
    "history": open_history,
    "restoring": open_restoring,
    "bin": lambda page, prefix: page.goto(f"{prefix}/admin/posts/binnedpost/"),
    "in-the-bin": lambda page, prefix: open_first(page, f"{prefix}/admin/posts/binnedpost/"),
    "images": lambda page, prefix: page.goto(f"{prefix}/admin/posts/image/"),
    "run": lambda page, prefix: open_first(page, f"{prefix}/admin/posts/importrun/"),
    "undo": open_undo,
    "conflicts": lambda page, prefix: page.goto(f"{prefix}/admin/posts/importconflict/"),
    "quarantine": lambda page, prefix: page.goto(f"{prefix}/admin/posts/quarantinedentry/"),
    "quarantined": lambda page, prefix: open_first(page, f"{prefix}/admin/posts/quarantinedentry/"),
    "glossary": lambda page, prefix: page.goto(f"{prefix}/admin/posts/term/"),
    "term": lambda page, prefix: open_first(page, f"{prefix}/admin/posts/term/"),
}


@pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])
@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_they_can_be_read_and_used_by_everybody(editor_page, prefix, screen):
    page = editor_page
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    screen(page, prefix)
    assert complaints == []  # before axe comes, whose own styles the policy refuses
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert findings_in_both_schemes(page) == ["", ""]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_post_is_withdrawn_reviewed_and_scheduled_and_the_start_page_tells(editor_page, new_context):
    page, reader = editor_page, new_context().new_page()
    open_workflow(page)
    address, english = page.url, page.get_by_role("region", name="English")
    english.get_by_label("Note").fill("A picture is missing.")
    english.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".messagelist")).to_contain_text("1 post is a draft again.")
    expect(page.locator("td.note").first).to_have_text("A picture is missing.")
    english.get_by_role("button", name="Send to review").click()
    page.goto("/admin/")
    expect(page.locator(".lately li").first).to_contain_text("draft → in review")
    page.get_by_role("link", name=re.compile(r"^\d+ to review$")).click()
    expect(page.locator("#result_list")).to_contain_text(TITLE)
    page.goto(address)
    english.get_by_label("Publish at").fill("2100-05-04T12:00")
    english.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("1 post scheduled.")
    reader.goto(ADDRESS)
    expect(reader.locator("article.post")).to_have_attribute("lang", "zh-hans")  # what else there is
    english.get_by_role("button", name="Withdraw").click()
    english.get_by_label("Publish at").fill("2019-03-04T12:00")
    english.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("1 post published.")
    reader.goto(ADDRESS)
    expect(reader.locator("h1")).to_have_text(TITLE)
