"""Nothing has to be scrolled sideways, however narrow the screen or large the letters; on paper stands what is read."""

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import BILINGUAL, SPECIMEN, every_page

NARROW = {"width": 320, "height": 640}
# At 200 % a screen of 1280 pixels has room for 640.
ZOOMED = {"width": 640, "height": 400}
# What stands beyond the right edge and is not inside something that scrolls by itself.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [document.documentElement.scrollWidth + " > " + innerWidth, ...[...document.body.querySelectorAll("*")]
        .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
        .map(element => element.outerHTML.slice(0, 120))]"""


@every_page
def test_nothing_is_wider_than_the_screen(page, path):
    page.set_viewport_size(NARROW)
    page.goto(path)
    assert page.evaluate(TOO_WIDE) == []
    page.set_viewport_size(ZOOMED)
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("path", ["/", BILINGUAL, "/zh-hans" + BILINGUAL])
def test_letters_twice_as_large_still_fit(page, path):
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")  # set by script, which the policy lets a test do
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("path", [BILINGUAL, "/zh-hans" + BILINGUAL, SPECIMEN])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_stands_what_is_read(page, path, scheme):
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto(path)
    for hidden in ("a.skip", "nav.sections", "nav.languages", "form.search", ".colophon", ".part", ".chips"):
        assert [one for one in page.locator(hidden).all() if one.is_visible()] == [], hidden
    for shown in ("h1", ".post-facts", ".prose > p"):
        assert page.locator(shown).first.is_visible(), shown
    expect(page.locator("h1")).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")


@pytest.mark.parametrize("path", ["/", BILINGUAL, "/zh-hans" + BILINGUAL])
def test_nothing_moves_while_the_page_loads(new_context, path):
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.add_init_script("""window.shifts = 0; new PerformanceObserver(list => {
        for (const shift of list.getEntries()) window.shifts += shift.value;
    }).observe({ type: "layout-shift", buffered: true });""")
    page.goto(path)
    page.wait_for_timeout(200)  # ms; shifts are told of after the frame they happened in
    assert page.evaluate("window.shifts") == 0
