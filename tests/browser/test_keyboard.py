"""The keyboard alone reaches everything, in the order of the page, and always shows where it is."""

import pytest

from tests.browser.addresses import BILINGUAL, PAGES

# What a reader can act on, as the page orders it: of radio buttons the chosen one stands for all. How each looks is remembered
# before it has focus, to see whether focus shows.
REMEMBER = """() => {
    const looks = element => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
        return [outlineStyle === "none" ? "" : outlineStyle + outlineWidth + outlineColor, boxShadow].join();
    };
    const named = element => element.outerHTML.slice(0, 160);
    const wanted = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter(element => element.checkVisibility({ visibilityProperty: true }))
        .filter(element => !(element.type === "radio" && !element.checked));
    const before = new Map(wanted.map(element => [element, looks(element)]));
    window.focused = () => {
        const element = document.activeElement;
        const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
        const { scrollWidth, scrollHeight } = document.documentElement;
        const isOnPage = top + scrollY >= 0 && left + scrollX >= 0 && right + scrollX <= scrollWidth
            && bottom + scrollY <= scrollHeight && width > 0 && height > 0;
        const isSeen = isOnPage && looks(element) !== before.get(element);
        return { name: named(element), isWanted: before.has(element), isSeen };
    };
    return wanted.map(named);
}"""
SCROLLING = 20  # what scrolls by itself takes focus too, so that arrow keys can move it


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(page, path):
    page.goto(path)
    wanted = page.evaluate(REMEMBER)
    reached, unseen = [], []
    for _ in range(len(wanted) + SCROLLING):
        page.keyboard.press("Tab")
        focused = page.evaluate("window.focused()")
        if focused["isWanted"]:
            reached.append(focused["name"])
            unseen += [] if focused["isSeen"] else [focused["name"]]
        if len(reached) == len(wanted):
            break
    assert reached == wanted
    assert unseen == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_what_shows_the_focus_is_not_cut_off(page, path):
    """By a box around it that scrolls or hides what stands out of it."""
    page.goto(path)
    page.keyboard.press("Tab")  # from here on, focus shows
    assert (
        page.evaluate("""() => [...document.querySelectorAll("a[href], button, input, select, summary")]
        .filter(one => one.checkVisibility() && !one.closest("svg"))
        .flatMap(one => {
            one.focus();
            const { outlineWidth, outlineOffset } = getComputedStyle(one), drawn = one.getBoundingClientRect();
            const reach = parseFloat(outlineWidth) + parseFloat(outlineOffset);
            for (let box = one.parentElement; box !== document.body; box = box.parentElement) {
                if (getComputedStyle(box).overflowY === "visible") continue;
                const { left, right, bottom } = box.getBoundingClientRect();
                const end = bottom + box.scrollHeight - box.clientHeight - box.scrollTop;
                if (drawn.left - reach < left || drawn.right + reach > right || drawn.bottom + reach > end)
                    return [one.outerHTML.slice(0, 120)];
            }
            return [];
        })""")
        == []
    )


@pytest.mark.parametrize("path", ["/", "/zh-hans" + BILINGUAL], ids=["home-en", "post-zh-hans"])
def test_the_skip_link_comes_first_is_seen_and_leads_past_the_masthead(page, path):
    page.goto(path)
    skip = page.locator("a.skip")
    assert skip.bounding_box()["y"] < 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.skip')")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page:content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_scrolls_sideways_can_be_scrolled_by_keyboard(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(PAGES["post-specimen"])
    scrolling = page.evaluate("""() => [...document.querySelectorAll(".prose *")]
        .filter(one => one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX === "auto").length""")
    assert scrolling > 1, "a table and a block of code"
    reached = set()
    while True:
        page.keyboard.press("Tab")
        focused = page.evaluate("""() => {
            const one = document.activeElement, before = one.scrollLeft;
            if (one === document.body) return null;
            one.scrollLeft += 10;
            return one.closest(".prose") && one.scrollLeft > before ? one.textContent : "";
        }""")
        if focused is None:
            break
        reached.add(focused)
    assert len(reached - {""}) == scrolling
