"""Translators at work: whole stories, with the keyboard where that is what they use."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fill import PASSWORD, TRANSLATOR
from tests.browser.test_accessibility import findings_in_both_schemes, serious_findings

ENGLISH_ONLY = "What Your Liveness Probe Is Really Telling You"
CHANGED = "Why Our Registry Speaks Two Languages"
SHARED = "Announcing the Programme of Cloud Native Day Hangzhou"
LOOKED_AT = "Kubernetes Upgrades Without Tears"
CHINESE = {LOOKED_AT: "不流泪的 Kubernetes 升级"}  # as the list names it


def open_translation(page: Page, title: str, prefix: str = "") -> str:
    """The address of the translator's screen of a post, which is opened by way of the list."""
    page.goto(f"{prefix}/admin/posts/post/?q={title}")
    page.locator("#result_list tbody th a", has_text=title).click()
    page.wait_for_url("**/change/**")
    page.goto(re.sub(r"/change/.*", "/translate/zh-hans/", page.url))
    return page.url


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.name ?? document.activeElement.className")


def test_a_post_is_translated_with_the_keyboard_alone(translator_page):
    page = translator_page
    open_translation(page, ENGLISH_ONLY)
    expect(page.locator("#state")).to_have_text("missing")
    page.keyboard.press("Alt+Shift+KeyU")
    assert focused(page) == "title"
    page.keyboard.type("存活探针究竟在告诉你什么")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#id_slug")).to_be_focused()
    assert page.input_value("#id_slug"), "made of the title"
    page.keyboard.press("Alt+Shift+ArrowDown")
    assert focused(page) == "summary"
    blocks = page.locator("textarea[name^=block-]")
    for number in range(blocks.count() + 1):
        expect(page.locator("[name=summary]" if not number else f"[name=block-{number - 1}]")).to_be_focused()
        page.keyboard.type(f"第{number}段。")
        if number < blocks.count():
            page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).not_to_have_text("saving …")
    page.keyboard.press("Alt+Shift+KeyU")
    expect(page.locator("#said")).to_have_text("There is no other.")
    expect(page.locator("#state")).to_have_text("draft")
    expect(page.locator("#facts")).not_to_contain_text("to translate")
    page.reload()
    expect(page.locator("#state")).to_have_text("draft")
    expect(page.locator("[name=block-0]")).to_have_value("第1段。")


def test_the_source_changes_and_still_valid_clears_it(editor_page):
    page = editor_page
    screen = open_translation(page, CHANGED)
    expect(page.locator(".still-valid")).to_have_count(0)
    page.goto(screen.replace("/translate/zh-hans/", "/change/"))
    body = page.input_value("[name=body_en]")
    page.fill("[name=body_en]", f"{body}\n\nIt has learned a third one since.")
    page.click("[name=_continue]")
    page.click("text=Was it a minor edit?")
    expect(page.locator("#content")).to_contain_text("Simplified Chinese")
    page.goto(screen)
    expect(page.locator("#state")).to_have_text("outdated")
    page.keyboard.press("Alt+Shift+KeyC")
    changed = page.locator(".pair:focus-within")
    expect(changed.locator("ins")).to_have_text("It has learned a third one since.")
    page.keyboard.press("Alt+Shift+KeyD")
    expect(changed.locator("ins")).not_to_be_visible()
    page.click("text=Still valid: nothing to change")
    expect(page.locator("#state")).to_have_text("published")
    expect(page.locator("ins")).to_have_count(0)


def test_a_minor_edit_leaves_translations_current(editor_page):
    page = editor_page
    screen = open_translation(page, "Debugging DNS in Kubernetes")
    page.goto(screen.replace("/translate/zh-hans/", "/change/"))
    summary = page.input_value("[name=summary_en]")
    page.fill("[name=summary_en]", f"{summary} ")
    page.click("[name=_continue]")
    expect(page.locator("text=Was it a minor edit?")).to_have_count(0)
    page.fill("[name=summary_en]", f"{summary} Really.")
    page.click("[name=_continue]")
    page.click("text=Was it a minor edit?")
    page.click("text=A minor edit: keep it current")
    page.goto(screen)
    expect(page.locator("#state")).to_have_text("published")
    page.goto(screen.replace("/translate/zh-hans/", "/change/"))
    page.fill("[name=summary_en]", summary)
    page.click("[name=_continue]")
    page.click("text=Was it a minor edit?")
    page.click("text=A minor edit: keep it current")


def test_what_is_not_saved_is_not_left_without_a_warning(editor_page):
    page = editor_page
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    screen = open_translation(page, LOOKED_AT)
    page.click(".breadcrumbs a >> nth=0")
    page.wait_for_url("**/admin/")
    assert asked == [], "nothing was typed"
    page.goto(screen)
    page.focus("[name=block-0]")
    page.keyboard.type("还")
    page.click(".breadcrumbs a >> nth=0")
    page.wait_for_timeout(100)
    assert (asked, page.url) == (["beforeunload"], screen)
    page.keyboard.press("Control+z")


def test_two_people_save_the_same_text(editor_page, translator_page):
    one, two = editor_page, translator_page
    screen = open_translation(one, SHARED)
    two.goto(screen)
    for page, text in ((one, "甲写的。"), (two, "乙写的。")):
        page.focus("[name=block-0]")
        page.keyboard.type(text)
        page.keyboard.press("Control+Enter")
        if page is one:
            expect(page.locator("#said")).to_have_text("Saved.")
    expect(two.locator("h1")).to_have_text("Somebody else saved meanwhile")
    merged = two.input_value("[name=body]")
    assert "甲写的。" in merged
    assert "乙写的。" in merged
    assert serious_findings(two) == ""
    first, _marks, rest = merged.partition("<<<<<<<")
    theirs = rest.partition("=======")[2].partition(">>>>>>>")
    two.fill("[name=body]", first + theirs[0].strip() + "乙也写的。" + theirs[2].partition("\n")[2])
    two.click("text=Save what is put together")
    expect(two.locator("[name=block-0]")).to_have_value(re.compile("甲写的。.*乙也写的。"))


def test_the_preview_follows_what_is_typed(translator_page):
    page = translator_page
    open_translation(page, LOOKED_AT)
    page.keyboard.press("Alt+Shift+KeyP")
    frame = page.frame_locator("iframe[name=preview]")
    expect(frame.locator("h1")).to_have_text(page.input_value("[name=title]"))
    page.focus("[name=block-0]")
    page.keyboard.press("Control+Home")
    page.keyboard.type("**醒目**")
    expect(frame.locator("strong").first).to_have_text("醒目")


def test_a_block_is_copied_and_what_was_copied_can_be_taken_back(translator_page):
    page = translator_page
    open_translation(page, "Backups Are a Rumour")
    page.focus("[name=block-0]")
    page.keyboard.press("Alt+Shift+KeyO")
    source = page.locator("#block-0 .markdown").text_content()
    expect(page.locator("[name=block-0]")).to_have_value(source)
    page.keyboard.press("Alt+Shift+KeyS")
    assert focused(page) == "of-source"
    page.keyboard.press("Alt+Shift+KeyS")
    page.keyboard.press("Control+z")
    expect(page.locator("[name=block-0]")).to_have_value("")


def test_without_script_it_is_a_form(new_context, site):
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("[name=username]", TRANSLATOR)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    open_translation(page, "Moves 200 Services to gRPC")
    page.fill("[name=title]", "两百个服务搬到 gRPC")
    page.fill("[name=block-0]", "第一段。")
    page.click("text=Save")
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    expect(page.locator("[name=block-0]")).to_have_value("第一段。")
    assert page.locator(".translate .tool:visible").count() == 0


@pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])
@pytest.mark.parametrize("title", [LOOKED_AT, "Meet the Ambassador: Noor"], ids=["translated", "untranslated"])
def test_axe_finds_nothing_serious(editor_page, prefix, title):
    page = editor_page
    open_translation(page, CHINESE[title] if prefix and title in CHINESE else title, prefix)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert findings_in_both_schemes(page) == ["", ""]


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_hangs_over_the_edge(editor_page, width):
    page = editor_page
    page.set_viewport_size({"width": width, "height": 800})
    open_translation(page, LOOKED_AT)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])
@pytest.mark.parametrize("path", ["", "?status=outdated&series=x", "import/"], ids=["all", "nothing", "import"])
def test_axe_finds_nothing_serious_on_the_board(editor_page, prefix, path):
    page = editor_page
    page.goto(f"{prefix}/admin/posts/board/{path}")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert findings_in_both_schemes(page) == ["", ""]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_board_stays_within_its_page(editor_page, width):
    editor_page.set_viewport_size({"width": width, "height": 800})
    editor_page.goto("/admin/posts/board/")
    assert editor_page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_translator_takes_a_post_from_the_board_and_sends_it_out(translator_page):
    page = translator_page
    page.goto("/admin/posts/post/")
    page.click("text=Board of translations")
    page.click("text=missing")
    row = page.locator("tr", has_text="Meet the Ambassador: Noor Haddad")
    row.locator("[type=checkbox]").check()
    page.click("text=Assign")
    expect(row).to_contain_text("translator")
    page.select_option("[name=assignee]", "me")
    page.click("text=Show")
    expect(page.locator(".board-table tbody tr")).to_have_count(1)
    page.locator("[type=checkbox]").check()
    with page.expect_download() as download:
        page.click("text=Export the chosen as XLIFF")
    assert download.value.suggested_filename.endswith(".zh-hans.xlf")
    page.goto("/admin/posts/board/import/")
    page.set_input_files("[type=file]", download.value.path())
    page.click("[type=submit][value=Import]")
    expect(page.locator(".taken")).to_contain_text("Nothing had changed.")
