"""How pages are set: what stands on one line, what breaks where, what lines up."""

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import BILINGUAL, PAGES, PREFIXES, SPECIMEN

OUTDATED = PAGES["post-outdated"]
TABLET = {"width": 768, "height": 1024}
# The text of each line of an element, as the browser broke it.
LINES = """element => {
    const range = document.createRange(), lines = [];
    let top;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (let at = 0; at < walker.currentNode.length; at++) {
        range.setStart(walker.currentNode, at); range.setEnd(walker.currentNode, at + 1);
        const box = range.getClientRects()[0];
        if (!box) continue;
        if (top === undefined || Math.abs(box.top - top) > box.height / 2) { lines.push(""); top = box.top; }
        lines[lines.length - 1] += walker.currentNode.data[at];
    }
    return lines.map(line => line.trim());
}"""


def right_edge(page: Page, selector: str) -> int:
    return round(page.locator(selector).first.evaluate("element => element.getBoundingClientRect().right"))


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_a_chinese_title_does_not_break_inside_a_phrase(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/zh-hans/blog/kubernetes-upgrades-without-tears-a-checklist-from-forty-clusters/")
    assert "".join(lines := page.locator("h1").evaluate(LINES)).startswith("不流泪的")
    assert [line for line in lines if line.endswith("升")] == []


@pytest.mark.parametrize("width", [390, 768])
def test_a_chinese_title_without_signs_breaks_no_word_of_latin_letters(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/zh-hans" + BILINGUAL)
    for times in range(1, 12):
        page.locator("h1").evaluate(
            """(title, times) => {
                title.className = "long-phrase";
                title.innerHTML = "港".repeat(times) + "<span>Kubernetes</span>" + "没有停顿的长标题".repeat(3);
            }""",
            times,
        )
        assert page.locator("h1 span").evaluate("word => word.getClientRects().length") == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_no_chinese_line_is_torn_apart_by_what_goes_to_the_next(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/zh-hans" + BILINGUAL)
    [gap, usual] = page.locator(".prose > p").first.evaluate(
        """p => {
            p.textContent = "我们用".repeat(9) + "NGINX,Docker,Distribution,".repeat(3) + "来部署。";
            const range = document.createRange();
            const step = at => { range.setStart(p.firstChild, at); range.setEnd(p.firstChild, at + 1);
                return range.getBoundingClientRect().width; };
            return [step(4), parseFloat(getComputedStyle(p).fontSize)];
        }"""
    )
    assert gap == pytest.approx(usual, abs=0.5)


@pytest.mark.parametrize("path", ["/archive/", "/zh-hans/archive/"])
def test_the_strips_of_series_have_room_on_a_tablet(page, path):
    page.set_viewport_size(TABLET)
    page.goto(path)
    assert page.locator(".strip").first.bounding_box()["width"] > TABLET["width"] / 2


@pytest.mark.parametrize("path", ["/", "/search/?q=kubernetes", "/zh-hans/search/"])
def test_the_masthead_ends_where_its_lines_end(page, path):
    page.goto(path)
    last = ".masthead .search" if path == "/" else ".languages ul"
    assert right_edge(page, last) == right_edge(page, ".sections")


def test_what_was_found_is_marked_no_higher_than_its_letters(page):
    page.goto("/search/?q=kubernetes")
    marked = page.locator(".card-title mark").first
    size, letters = marked.evaluate(
        "mark => [getComputedStyle(mark).backgroundSize, parseFloat(getComputedStyle(mark).fontSize)]"
    )
    assert f"min(100%, {1.2 * letters:.4g}px)" in size
    assert marked.evaluate("mark => getComputedStyle(mark).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_a_date_stays_on_its_line(page):
    page.set_viewport_size(TABLET)
    page.goto(f"/zh-hans{SPECIMEN}")
    assert {len(one.evaluate(LINES)) for one in page.locator("main time").all()} == {1}


@pytest.mark.parametrize(
    ("path", "fewest", "most"),
    [
        pytest.param("/blog/meet-the-ambassador-noor-haddad/", 60, 75, id="latin"),
        pytest.param("/zh-hans/blog/debugging-dns-in-kubernetes-one-query-at-a-time/", 30, 38, id="han"),
    ],
)
@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_line_is_as_long_as_it_reads_well(page, path, fewest, most, media):
    page.emulate_media(media=media)
    page.goto(path)
    paragraphs = [one.evaluate(LINES) for one in page.locator(".prose > p:not(:has(code))").all()]
    full = sorted(
        sum(1 if wide or ord(sign) > 0x2000 else 0.5 for sign in line)
        for wide in [most > 40]
        for lines in paragraphs
        for line in lines[:-1]
    )
    assert fewest <= full[len(full) // 2] <= most, full


@pytest.mark.parametrize("path", [OUTDATED, PAGES["post-english-only"], PAGES["post-chinese-only"]])
@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
def test_what_stands_above_and_below_the_text_ends_where_it_ends(page, prefix, path):
    page.set_viewport_size(TABLET)
    page.goto(prefix + path)
    edges = {name: right_edge(page, name) for name in (".contents-above", ".prose", ".post-foot") if page.locator(name).count()}
    assert len(edges) >= 2
    assert len(set(edges.values())) == 1, edges


def test_the_numbers_of_pages_are_boxes_of_one_height(page):
    page.goto("/blog/?page=2")
    heights = [one.bounding_box()["height"] for one in page.locator(".pagination li > *").all()]
    assert len(set(heights)) == 1, heights


def test_chinese_emphasis_is_not_a_slanted_letter(page):
    page.goto(f"/zh-hans{SPECIMEN}")
    style = page.locator(".prose em").first.evaluate(
        "em => { const found = getComputedStyle(em); return [found.fontStyle, found.fontSynthesisStyle, found.fontFamily]; }"
    )
    assert style[:2] == ["normal", "none"]
    assert "Kai" in style[2]
    page.goto(SPECIMEN)
    assert page.locator(".prose em").first.evaluate("em => getComputedStyle(em).fontStyle") == "italic"


@pytest.mark.parametrize("width", [768, 1280])
def test_years_beside_each_other_stand_on_one_line(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/archive/")
    boxes = [year.bounding_box() for year in page.locator(".year .bars").all()]
    rows: dict[float, set[int]] = {}
    for year, box in zip(page.locator(".year").all(), boxes, strict=True):
        rows.setdefault(year.bounding_box()["y"], set()).add(round(box["y"] + box["height"]))
    assert {len(grounds) for grounds in rows.values()} == {1}
    assert len({round(box["height"]) for box in boxes}) > 1  # no year has room for bars it does not have


@pytest.mark.parametrize("path", ["/archive/", "/zh-hans/archive/"])
def test_the_table_of_the_archive_can_be_read_on_a_phone(page, path):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    page.locator(".numbers summary").click()
    said, year = page.locator("#numbers").bounding_box(), page.locator(".numbers tbody th").first
    assert said["x"] + said["width"] <= 390
    page.locator(".numbers .scroll").evaluate("table => { table.scrollLeft = 200; }")
    assert year.bounding_box()["x"] == said["x"]  # stays while its months move
    for row in page.locator(".numbers tr").all():
        assert {len(cell.evaluate(LINES)) for cell in row.locator("th, td").all()} == {1}
