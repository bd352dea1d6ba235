"""What a text can hold, as it is laid out: pictures, footnotes, tables, code."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import SPECIMEN

PHONE = {"width": 390, "height": 844}
BOTH = pytest.mark.parametrize("path", [SPECIMEN, "/zh-hans" + SPECIMEN], ids=["en", "zh-hans"])


def edges(page: Page, selector: str) -> tuple[float, float]:
    """Where the first of ``selector`` begins and ends, in pixels from the left."""
    box = page.locator(selector).first.bounding_box()
    return round(box["x"]), round(box["x"] + box["width"])


@BOTH
@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desktop"])
def test_a_picture_fits_its_column_and_keeps_its_shape(page, path, size):
    page.set_viewport_size(size)
    page.goto(path)
    picture = page.locator("figure img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 1200)
    box = picture.bounding_box()
    left, right = edges(page, ".prose")
    assert left <= box["x"]
    assert box["x"] + box["width"] <= right
    expect(picture).to_have_css("object-fit", "contain")  # nobody knows its size: it stands in a place of a size of its own


@BOTH
def test_a_figure_has_its_caption_below(page, path):
    page.goto(path)
    figure = page.locator("figure", has=page.locator("img")).first
    figure.scroll_into_view_if_needed()
    expect(figure.locator("figcaption")).to_contain_text("Figure 2")
    picture, caption = (figure.locator(name).bounding_box() for name in ("img", "figcaption"))
    assert picture["y"] + picture["height"] <= caption["y"]


def test_pictures_below_the_first_are_loaded_when_a_reader_comes_near(page):
    page.goto(SPECIMEN)
    loading = page.locator(".prose img").evaluate_all("pictures => pictures.map(picture => picture.loading)")
    assert loading == ["auto", "lazy", "lazy"]
    last = page.locator(".prose img").last
    last.scroll_into_view_if_needed()
    expect(last).to_have_js_property("complete", True)


@BOTH
def test_a_footnote_leads_down_and_back(page, path):
    page.emulate_media(reduced_motion="reduce")  # else going to the mark may still be on its way, and win
    page.goto(path)
    mark = page.locator(".footnote-ref a").first
    mark.focus()
    page.keyboard.press("Enter")
    note = page.locator(".footnotes li").first
    expect(note).to_be_in_viewport()
    back = note.get_by_role("link", name="Back to reference 1" if path == SPECIMEN else "返回正文引用处1")
    back.focus()
    page.keyboard.press("Enter")
    expect(mark).to_be_in_viewport()


@BOTH
@pytest.mark.parametrize("selector", [".scroll", ".prose pre"], ids=["table", "code"])
def test_what_is_wider_than_a_phone_scrolls_by_itself(page, path, selector):
    page.set_viewport_size(PHONE)
    page.goto(path)
    box = page.locator(selector).first
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_code_is_highlighted(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(SPECIMEN)
    colours = page.locator("pre code.language-python span").evaluate_all(
        "words => words.map(word => getComputedStyle(word).color)"
    )
    assert len(set(colours)) >= 3, colours
    plain = page.locator("pre code").last
    assert plain.locator("span").count() == 0
