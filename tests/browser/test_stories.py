"""Posts on their way through the desk to their readers, each step by somebody whose work it is."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

from playwright.sync_api import Page, expect

from tests.browser.test_desk import open_workflow
from tests.browser.test_translating import open_translation

IMPORTED = "CoreDNS Moves Up to Incubation"
KEPT_IN_STEP = "KubeEdge at the Lighthouse"
RESTORED = "From Printf to Pipeline"
DELETED = "How a Very Small Newspaper Runs in Containers"
SCHEDULED = "Hello From the Blog"


def open_form(page: Page, words: str) -> str:
    """The address of the form of the first post that ``words`` find, which is opened by way of the list."""
    page.goto(f"/admin/posts/post/?q={words}")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    return page.url.partition("?")[0]


def save(page: Page) -> None:
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def add_sentence(page: Page, form: str, sentence: str) -> None:
    page.goto(form)
    page.fill("[name=body_en]", f"{page.input_value('[name=body_en]')}\n\n{sentence}")
    save(page)


def address_for_readers(page: Page) -> str:
    """Of the post whose form is open."""
    page.locator(".viewsitelink").click()
    page.wait_for_url("**/blog/**")
    return page.url


def test_an_imported_post_is_translated_reviewed_published_and_read(translator_page, publisher_page, new_context):
    translator, publisher, reader = translator_page, publisher_page, new_context().new_page()
    translator.goto("/admin/posts/board/?status=missing")
    translator.get_by_role("link", name=re.compile(IMPORTED, re.IGNORECASE)).click()
    screen = translator.url
    translator.fill("[name=title]", "CoreDNS 进入孵化")
    blocks = translator.locator("textarea[name^=block-]")
    for number in range(blocks.count()):
        blocks.nth(number).fill(f"译文第{number + 1}段。")
    translator.get_by_role("button", name="Save", exact=True).click()
    expect(translator.locator("#said")).to_have_text("Saved.")
    expect(translator.locator("#state")).to_have_text("draft")
    expect(translator.get_by_label("Credit me as translator: Mei Example")).to_be_checked()
    translator.get_by_role("link", name="Workflow").click()
    chinese = translator.get_by_role("region", name="Simplified Chinese")
    expect(chinese.get_by_role("button", name="Publish")).to_have_count(0)
    chinese.get_by_role("button", name="Send to review").click()
    expect(chinese.locator(".state")).to_have_text("in review")

    publisher.goto("/admin/")
    publisher.get_by_role("link", name=re.compile(r"^\d+ to review$")).click()
    publisher.get_by_role("link", name=re.compile(IMPORTED, re.IGNORECASE)).click()
    publisher.wait_for_url("**/change/**")
    publisher.get_by_role("link", name="Workflow").first.click()
    publisher.get_by_role("region", name="Simplified Chinese").get_by_role("button", name="Publish", exact=True).click()
    expect(publisher.locator(".messagelist")).to_contain_text("1 post published.")

    reader.goto("/blog/coredns-moves-up-to-incubation/")
    reader.locator("a[hreflang=zh-hans]").first.click()
    expect(reader.locator("h1")).to_have_text("CoreDNS 进入孵化")
    assert unquote(reader.url).endswith("/zh-hans/blog/coredns-进入孵化/")
    expect(reader.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(reader.locator(".prose")).to_contain_text("译文第1段。")
    for name in ("范例梅", "样瑞"):  # who translated it, and who accepted it
        expect(reader.get_by_role("link", name=name)).to_be_visible()
    reader.get_by_role("link", name="范例梅").click()
    expect(reader.locator("main")).to_contain_text("CoreDNS 进入孵化")
    translator.goto(screen)
    expect(translator.locator("#state")).to_have_text("published")


def test_the_source_changes_and_the_board_says_so_until_somebody_has_looked(editor_page, translator_page):
    editor, translator = editor_page, translator_page
    screen = open_translation(translator, KEPT_IN_STEP)
    form = screen.replace("/translate/zh-hans/", "/change/")
    in_the_board = translator.locator(".board-table tr", has_text=KEPT_IN_STEP)

    def outdated_after(sentence: str) -> None:
        add_sentence(editor, form, sentence)
        translator.goto("/admin/posts/board/?status=outdated")
        in_the_board.get_by_role("link").click()
        expect(translator.locator("#state")).to_have_text("outdated")
        expect(translator.locator("ins", has_text=sentence)).to_be_visible()

    def is_current() -> None:
        translator.goto(screen)
        expect(translator.locator("#state")).to_have_text("published")
        expect(translator.locator("ins")).to_have_count(0)
        translator.goto("/admin/posts/board/?status=outdated")
        expect(in_the_board).to_have_count(0)

    outdated_after("The lamp burns oil again.")
    translator.get_by_role("button", name="Still valid").click()
    is_current()
    outdated_after("The keeper has a dog now.")
    expect(translator.locator("ins", has_text="The lamp burns oil again.")).to_have_count(0)
    translator.locator("textarea[name^=block-]").last.fill("守塔人现在养了一条狗。")
    translator.get_by_label("the translation follows the source").check()
    translator.get_by_role("button", name="Save", exact=True).click()
    expect(translator.locator("#said")).to_have_text("Saved.")
    is_current()


def test_a_scheduled_post_appears_when_its_moment_comes(publisher_page, new_context):
    publisher, reader = publisher_page, new_context().new_page()
    form = open_form(publisher, SCHEDULED)
    address = address_for_readers(publisher)
    open_workflow(publisher, title=SCHEDULED)
    english = publisher.get_by_role("region", name="English")
    english.get_by_role("button", name="Withdraw").click()
    english.get_by_label("Publish at").fill("2100-05-04T12:00")
    english.get_by_role("button", name="Publish", exact=True).click()
    expect(english.locator(".state")).to_have_text("scheduled")
    assert reader.goto(address).status == 404
    publisher.goto(form)
    moment = datetime.now(UTC) + timedelta(seconds=5)
    publisher.fill("[name=published_at_0]", f"{moment:%Y-%m-%d}")
    publisher.fill("[name=published_at_1]", f"{moment:%H:%M:%S}")
    save(publisher)
    assert reader.goto(address).status == 404 or datetime.now(UTC) > moment
    while datetime.now(UTC) < moment + timedelta(seconds=1):
        reader.wait_for_timeout(100)
    assert reader.goto(address).status == 200
    expect(reader.locator("h1")).to_have_text(SCHEDULED)
    reader.goto("/")
    expect(reader.locator("main")).to_contain_text(SCHEDULED)


def test_an_old_version_comes_back(editor_page, new_context):
    editor, reader = editor_page, new_context().new_page()
    form = open_form(editor, RESTORED)
    address = address_for_readers(editor)
    for sentence in ("The first thought.", "The second thought."):
        add_sentence(editor, form, sentence)
    reader.goto(address)
    expect(reader.locator(".prose")).to_contain_text("The second thought.")
    editor.goto(form.replace("/change/", "/history/"))
    second, first = (editor.locator(".module.changes", has_text=f"The {word} thought.").last for word in ("second", "first"))
    expect(second.locator("ins, .new").last).to_contain_text("The second thought.")
    first.get_by_role("button", name="Back to before this change").click()
    editor.get_by_label("Reason, for the history:").fill("Better as it was")
    editor.get_by_role("button", name="Restore", exact=True).click()
    expect(editor.locator(".module.changes").first).to_contain_text("Better as it was")
    reader.goto(address)
    expect(reader.locator(".prose")).not_to_contain_text("thought.")


def test_a_deleted_post_comes_back_from_the_bin(publisher_page, new_context):
    publisher, reader = publisher_page, new_context().new_page()
    form = open_form(publisher, DELETED)
    address = address_for_readers(publisher)
    publisher.goto(form)
    publisher.locator(".deletelink").click()
    publisher.get_by_role("button", name="Move to the bin").click()
    expect(publisher.locator(".messagelist .success")).to_be_visible()
    assert reader.goto(address).status == 404
    publisher.goto("/admin/")
    publisher.get_by_role("link", name=re.compile("^(Bin|Posts in the bin)", re.IGNORECASE)).first.click()
    publisher.locator("#result_list tr", has_text=DELETED).get_by_role("checkbox").check()
    publisher.select_option("[name=action]", "restore")
    publisher.get_by_role("button", name="Go").click()
    expect(publisher.locator(".messagelist")).to_contain_text("1 post taken out of the bin.")
    assert reader.goto(address).status == 200
    expect(reader.locator("h1")).to_have_text(DELETED)
