"""Editors at work on the form of a post: whole stories."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import signed_in
from tests.browser.fill import DRAFT, EDITOR
from tests.browser.test_accessibility import findings, findings_in_both_schemes, serious_findings
from tests.posts.services.test_images import picture

POST = "Backups Are a Rumour"
TYPED = "Debugging DNS"


@pytest.fixture
def second_editor(new_context) -> Page:
    return signed_in(new_context().new_page(), EDITOR)


def open_form(page: Page, words: str, prefix: str = "") -> str:
    """The address of the form of the first post that ``words`` find."""
    page.goto(f"{prefix}/admin/posts/post/?q={words}")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    page.goto(page.url.partition("?")[0])
    return page.url


def body_of(page: Page):
    """The English text, with the cursor at its end."""
    body = page.locator("[name=body_en]")
    body.focus()
    page.keyboard.press("Control+End")
    return body


def save(page: Page) -> None:
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_two_editors_save_the_same_post(editor_page, second_editor):
    one, two = editor_page, second_editor
    address = open_form(one, POST)
    two.goto(address)
    text = one.input_value("[name=body_en]")
    one.fill("[name=body_en]", f"Theirs stands above.\n\n{text}")
    save(one)
    two.fill("[name=body_en]", f"{text}\n\nMine stands below.")
    two.click("[name=_continue]")
    expect(two.locator(".both")).to_contain_text("Both changes go together")
    expect(two.locator("#post_form .errorlist.nonfield")).to_contain_text("editor saved this post")
    expect(two.locator("[name=body_en]")).to_have_value(re.compile("^Theirs stands above.*Mine stands below.$", re.DOTALL))
    assert findings_in_both_schemes(two) == ["", ""]
    save(two)
    one.goto(address)
    expect(one.locator("[name=body_en]")).to_have_value(re.compile("^Theirs stands above.*Mine stands below.$", re.DOTALL))
    two.fill("[name=body_en]", text)
    save(two)


def test_two_editors_change_the_same_credit(editor_page, second_editor):
    one, two = editor_page, second_editor
    address = open_form(one, POST)
    title = one.input_value("[name=credits-0-title]")
    two.goto(address)
    one.fill("[name=credits-0-title]", "Keeper of Their Backups")
    save(one)
    two.fill("[name=credits-0-title]", "Keeper of My Backups")
    two.click("[name=_continue]")
    expect(two.locator(".both")).to_contain_text("1 row was changed by both of you")
    expect(two.locator("[name=credits-0-title]")).to_have_value("Keeper of My Backups")
    assert findings_in_both_schemes(two) == ["", ""]
    two.click("[name=_continue]")
    expect(two.locator(".errorlist.nonfield")).to_contain_text("choose for each which to keep")
    two.get_by_label("Keeper of Their Backups").check()
    save(two)
    expect(two.locator("[name=credits-0-title]")).to_have_value("Keeper of Their Backups")
    two.fill("[name=credits-0-title]", title)
    save(two)


def test_the_toolbar_and_its_keys_write_markdown(editor_page):
    page = editor_page
    open_form(page, POST)
    body = page.locator("[name=body_en]")
    body.fill("words")
    body.select_text()
    page.keyboard.press("Control+b")
    expect(body).to_have_value("**words**")
    page.keyboard.press("Control+b")
    expect(body).to_have_value("words")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(body).to_have_value("words")
    toolbar = page.get_by_role("toolbar", name="Markdown: Body (English)")
    for name, made in (
        ("Italic", "*words*"),
        ("Code", "`words`"),
        ("Heading", "## words"),
        ("List", "- words"),
        ("Quote", "> words"),
    ):
        body.fill("words")
        body.select_text()
        toolbar.get_by_role("button", name=name, exact=True).click()
        expect(body).to_have_value(made)
    toolbar.get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowLeft")
    expect(toolbar.get_by_role("button", name="Preview")).to_be_focused()
    page.keyboard.press("Tab")
    expect(body).to_be_focused()


def test_the_preview_follows_what_is_typed(editor_page):
    page = editor_page
    open_form(page, POST)
    page.get_by_role("toolbar", name="Markdown: Body (Simplified Chinese)").get_by_role("button", name="Preview").click()
    frame = page.frame_locator("iframe[title$='(Simplified Chinese)']")
    expect(frame.locator("html")).to_have_attribute("lang", "zh-hans")
    page.fill("[name=body_zh_hans]", "**醒目**")
    expect(frame.locator("strong")).to_have_text("醒目")


def test_a_picture_is_uploaded_with_words_for_it(editor_page, new_context):
    page = editor_page
    open_form(page, POST)
    before = body_of(page).input_value()
    page.get_by_role("toolbar", name="Markdown: Body (English)").get_by_role("button", name="Image").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(dialog.locator("[data-error=file]")).to_have_text("Choose a picture.")
    dialog.locator("#image-file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"not one"})
    dialog.get_by_label("What it shows, in English").fill("A lantern")
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(dialog.locator("[data-error=file]")).to_contain_text("no picture that is known here")
    assert serious_findings(page) == ""
    content = picture(size=(600, 400))
    dialog.locator("#image-file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": content})
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("[name=body_en]")).to_have_value(re.compile(r"\n\n!\[A lantern\]\(/media/images/\w+-600x400.png\)$"))
    save(page)
    reader = new_context().new_page()
    reader.goto(urlsplit(page.locator(".viewsitelink").get_attribute("href")).path)
    reader.goto(reader.url)
    image = reader.locator(".prose img[alt='A lantern']")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("naturalWidth", 600)
    assert (image.get_attribute("width"), image.get_attribute("height")) == ("600", "400")
    page.fill("[name=body_en]", before)
    save(page)


def test_a_picture_is_used_again(editor_page):
    page = editor_page
    open_form(page, POST)
    before = body_of(page).input_value()
    open_images = page.get_by_role("toolbar", name="Markdown: Body (English)").get_by_role("button", name="Image")
    open_images.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("#image-file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": picture(size=(60, 40))})
    dialog.get_by_label("What it shows, in English").fill("A quay at night")
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(dialog).to_be_hidden()
    page.fill("[name=body_en]", before)
    open_images.click()
    dialog.get_by_text("Or use one again").click()
    dialog.get_by_label("By what the picture shows").fill("quay")
    dialog.get_by_role("button", name="A quay at night").click()
    expect(dialog.get_by_label("What it shows, in English")).to_have_value("A quay at night")
    assert findings_in_both_schemes(page) == ["", ""]
    dialog.get_by_role("button", name="Insert", exact=True).click()
    expect(page.locator("[name=body_en]")).to_have_value(re.compile(r"!\[A quay at night\]\(/media/images/\w+-60x40.png\)"))
    page.fill("[name=body_en]", before)
    page.goto("/admin/posts/image/?use=none")
    expect(page.locator("#result_list")).to_contain_text("A quay at night")
    assert serious_findings(page) == ""


def test_a_link_to_a_post_is_searched_for(editor_page):
    page = editor_page
    open_form(page, POST)
    body = page.locator("[name=body_en]")
    body.fill("See dns")
    page.evaluate("document.querySelector('[name=body_en]').setSelectionRange(4, 7)")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Address, or words of a post")).to_have_value("dns")
    dialog.get_by_role("button", name="Debugging DNS").click()
    expect(body).to_have_value("See [dns](/blog/debugging-dns-in-kubernetes-one-query-at-a-time/)")
    page.keyboard.press("Control+k")
    dialog.get_by_label("Address, or words of a post").fill("https://example.org/a (b)")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(body).to_be_focused()


PASTED = """<html><head><style>p { color: red }</style></head><body><h2>Report</h2>
<p class="MsoNormal">Some <b>bold</b>, <i>slanted</i> and <span style="font-weight:700">heavy</span> words, a <a href="https://example.org/">link</a>.</p>
<p class="MsoListParagraph" style="mso-list:l0 level1"><span style="mso-list:Ignore">·&nbsp; </span>First</p>
<p class="MsoListParagraph" style="mso-list:l0 level1"><span style="mso-list:Ignore">·&nbsp; </span>Second</p>
<table><tr><td><p>Name</p></td><td><p>Count</p></td></tr><tr><td>Pods</td><td>3</td></tr></table>
<p><img src="file:///a.png" alt="Chart"></p><script>alert(1)</script></body></html>"""
PASTE = """html => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def test_what_is_pasted_from_a_word_processor_becomes_markdown(editor_page):
    page = editor_page
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto("/admin/posts/post/add/")
    body = body_of(page)
    page.evaluate(PASTE, PASTED)
    expect(body).to_have_value(
        "## Report\n\nSome **bold**, *slanted* and **heavy** words, a [link](https://example.org/).\n\n- First\n- Second\n\n"
        "| Name | Count |\n| --- | --- |\n| Pods | 3 |\n\n![Chart]()"
    )
    expect(page.locator("#editor-said")).to_contain_text("left out of what you pasted: 1.")
    assert complaints == []


@pytest.mark.parametrize("language", ["en", "zh_hans"])
def test_a_slug_of_another_post_is_refused_at_its_field_and_one_in_han_is_taken(editor_page, language):
    page = editor_page
    open_form(page, POST)
    slug, typed = page.locator(f"[name=slug_{language}]"), f"Typed 🏮 مرحبا <script>alert(1)</script> in {language}"
    before = {name: page.input_value(f"[name={name}]") for name in (f"slug_{language}", "summary_en")}
    page.fill("[name=summary_en]", typed)
    slug.fill("debugging-dns-in-kubernetes-one-query-at-a-time")
    page.click("[name=_continue]")
    expect(page.locator(f"#id_slug_{language}_error")).to_contain_text("leads to another post")
    expect(page.locator("[name=summary_en]")).to_have_value(typed)
    slug.fill("海上的灯笼")
    save(page)
    expect(slug).to_have_value("海上的灯笼")
    for name, value in before.items():
        page.fill(f"[name={name}]", value)
    save(page)


def test_a_text_of_a_megabyte_is_still_there_when_something_else_is_refused(editor_page):
    page = editor_page
    open_form(page, POST)
    body, long = page.locator("[name=body_en]"), ("A line of a long text, with words. " * 20 + "\n\n") * 1_500
    body.evaluate("(field, text) => { field.value = text; }", long)
    page.fill("[name=slug_en]", "no slug!")
    page.click("[name=_continue]")
    expect(page.locator("#id_slug_en_error")).to_be_visible()
    assert body.input_value() == long


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG", id="svg"),
        pytest.param("a.png", picture(size=(600, 400))[:200], "is broken", id="cut-off"),
        pytest.param("a.jpg", b"<html><script>alert(1)</script></html>", "no picture that is known", id="page"),
        pytest.param("a.png", picture() + bytes(50_000_000), "larger than 10 MB", id="fifty-megabytes"),
    ],
)
def test_what_is_no_picture_to_take_is_said_beside_what_was_typed(editor_page, tmp_path, name, content, said):
    page = editor_page
    open_form(page, POST)
    page.fill("[name=summary_en]", "Typed before")
    page.get_by_role("toolbar", name="Markdown: Body (English)").get_by_role("button", name="Image").click()
    dialog, file = page.get_by_role("dialog"), tmp_path / name
    file.write_bytes(content)
    dialog.locator("#image-file").set_input_files(file)
    dialog.get_by_label("What it shows, in English").fill("A lantern")
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(dialog.locator("[data-error=file]")).to_contain_text(said)
    expect(dialog.get_by_label("What it shows, in English")).to_have_value("A lantern")
    page.keyboard.press("Escape")
    expect(page.locator("[name=summary_en]")).to_have_value("Typed before")


def test_what_was_typed_comes_back_after_a_crash(editor_page):
    page = editor_page
    page.clock.install()
    address = open_form(page, TYPED)
    stored = page.input_value("[name=body_en]")
    body_of(page)
    page.keyboard.type(" And on 🏮")
    page.clock.fast_forward(3_000)
    expect(page.locator("#editor-said")).to_contain_text("Not saved yet; kept at")
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".unsaved")).to_contain_text("You have unsaved text")
    expect(page.locator("[name=body_en]")).to_have_value(stored)
    assert findings_in_both_schemes(page) == ["", ""]
    page.get_by_role("button", name="Restore it").click()
    expect(page.locator("[name=body_en]")).to_have_value(f"{stored} And on 🏮")
    page.goto(address)
    page.get_by_role("button", name="Discard it").click()
    expect(page.locator(".unsaved")).to_have_count(0)


def test_a_draft_is_sent_to_somebody_without_an_account(editor_page, new_context):
    page = editor_page
    address = open_form(page, DRAFT.replace("-", " "))
    page.get_by_role("link", name="Preview links").click()
    page.get_by_label("Language").select_option("zh-hans")
    page.get_by_label("Open for").select_option("30")
    page.get_by_role("button", name="Make a link").click()
    link = page.locator(".share-link a").get_attribute("href")
    assert serious_findings(page) == ""
    reader = new_context().new_page()
    response = reader.goto(link)
    assert (response.status, response.headers["cache-control"]) == (200, "private, no-store")
    expect(reader.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(reader.get_by_role("status")).to_contain_text("草稿")
    assert findings(reader) == ""
    page.goto(address)
    expect(page.locator(".share-link a")).to_have_attribute("href", link)
    page.get_by_role("link", name="Preview links").click()
    page.get_by_role("button", name="Take back").click()
    assert reader.goto(link).status == 410
    expect(reader.locator("h1")).to_have_text("此链接已失效")
    assert findings(reader) == ""


def test_without_script_it_is_a_form(new_context):
    page = signed_in(new_context(java_script_enabled=False).new_page(), EDITOR)
    open_form(page, POST)
    summary = page.input_value("[name=summary_en]")
    assert page.locator(".editor-tools:visible, dialog:visible").count() == 0
    page.fill("[name=summary_en]", f"{summary} Really.")
    save(page)
    page.fill("[name=summary_en]", summary)
    save(page)


@pytest.mark.parametrize("prefix", ["", "/zh-hans"], ids=["en", "zh-hans"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_serious_and_nothing_hangs_over_the_edge(editor_page, prefix, width):
    page = editor_page
    page.set_viewport_size({"width": width, "height": 800})
    open_form(page, "kubernetes", prefix)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert findings_in_both_schemes(page) == ["", ""]
    page.focus("[name=body_en]")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert serious_findings(page) == ""
