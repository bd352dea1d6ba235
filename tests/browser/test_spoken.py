"""What a screen reader says and axe does not judge: in which voice, under which title, and what the keyboard has stopped at."""

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import BILINGUAL, PAGES, PREFIXES, SPECIMEN, every_page

# Letters of one language where the other is spoken: single terms of Latin letters within Chinese are none. Not what somebody
# searches for, or a title in another language: nobody can mark that.
IN_THE_WRONG_VOICE = r"""() => {
    const HAN = /\p{Script=Han}/u, WORDS = /(?:\p{Script=Latin}{2,}\P{L}+){4}\p{Script=Latin}{2,}/u;
    const isWrong = (one, words) => one.closest("[lang]").lang.startsWith("zh")
        ? WORDS.test(words) && !HAN.test(words) : HAN.test(words);
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data, parentElement: one } = walker.currentNode;
        if (!one.closest("script, pre, code, .bare") && isWrong(one, data)) found.push(data.trim());
    }
    for (const name of ["aria-label", "alt", "placeholder"])
        for (const one of document.querySelectorAll(`body [${name}]`))
            if (isWrong(one, one.getAttribute(name))) found.push(`${name}: ${one.getAttribute(name)}`);
    return found;
}"""
# What is said of what a reader has moved to: its role and name, as the browser tells assistive software.
STOPS = """() => [...document.querySelectorAll("main [tabindex='0'], main a[href], main button, main summary")]
    .filter(one => one.checkVisibility() && !one.closest("svg"))
    .map(one => [one.getAttribute("role") || one.localName, one.getAttribute("aria-label") || one.textContent.trim()])"""


@every_page
def test_every_word_is_said_in_the_voice_of_its_language(page, path):
    page.goto(path)
    assert page.evaluate(IN_THE_WRONG_VOICE) == []


@pytest.mark.parametrize(
    ("path", "selector", "language"),
    [
        pytest.param("/zh-hans/people/marta-lindqvist/", ".line-note span", "en", id="a-position"),
        pytest.param("/zh-hans/search/", ".hints dt", "en", id="an-example-of-a-search"),
        pytest.param(SPECIMEN, ".prose .anchor span", "zh-hans", id="a-heading"),
        pytest.param(SPECIMEN, ".contents-beside li:last-child a", "zh-hans", id="a-line-of-the-contents"),
        pytest.param(f"/zh-hans{SPECIMEN}", ".prose blockquote p", "en", id="a-quote"),
    ],
)
def test_of_another_language_is(page, path, selector, language):
    page.goto(path)
    assert page.locator(selector).first.get_attribute("lang") == language


# Days and months in words, but for titles, links and what is not spoken.
DATES = r"""() => {
    const MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December";
    const DATE = new RegExp(`(${MONTHS}) (19|20)\\d\\d|\\d{4}年\\d+月`);
    const elsewhere = "time, a, h1, h2, h3, svg, .prose, [class$=-summary], [aria-hidden]";
    const found = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data, parentElement: one } = walker.currentNode;
        if (DATE.test(data) && !one.closest(elsewhere)) found.push(data);
    }
    return found;
}"""


@every_page
def test_dates_are_dates_to_machines(page, path):
    page.goto(path)
    assert page.evaluate(DATES) == []


NARROWED = {
    "list-of-a-year": "/blog/?year=2018",
    "archive-of-a-language": "/archive/?language=zh-hans",
    "archive-year-of-a-language": "/archive/2018/?language=zh-hans",
    "people-of-a-role": "/people/?role=author",
    "search-of-a-year": "/search/?q=kubernetes&year=2018",
    "search-second-page": "/search/?q=kubernetes&page=2",
}


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
def test_no_two_pages_have_the_same_title(page, prefix):
    """The tabs of a browser, and its history, are told apart."""
    titles: dict[str, str] = {}
    for name, path in {**PAGES, **NARROWED}.items():
        page.goto(prefix + path)
        assert (same := titles.setdefault(page.title(), name)) == name, f"{same} is called {page.title()}, too"


@pytest.mark.parametrize(
    ("path", "names"),
    [
        pytest.param(SPECIMEN, {"Table", "Code", "Footnote 1", "Back to reference 1"}, id="en"),
        pytest.param("/zh-hans" + SPECIMEN, {"表格", "代码", "脚注1"}, id="zh-hans"),
    ],
)
def test_what_the_keyboard_stops_at_in_a_text_has_a_name(page, path, names):
    page.goto(path)
    stops = page.evaluate(STOPS)
    assert names <= {name for _role, name in stops}
    assert [role for role, _name in stops if role in ("pre", "div")] == [], "what has no role has no name either"


@pytest.mark.parametrize(
    ("path", "description"),
    [
        pytest.param(BILINGUAL, "", id="translated"),
        pytest.param(PAGES["post-english-only"], "not translated", id="not-translated"),
        pytest.param(PAGES["post-outdated"], "older than its source", id="outdated"),
    ],
)
def test_the_link_to_a_translation_says_what_is_behind_it(page, path, description):
    page.goto(path)
    expect(page.locator("nav.languages").get_by_role("link")).to_have_accessible_description(description)


def test_a_text_adds_one_landmark_at_most(page):
    """For its footnotes: twenty tables that were landmarks would hide those that lead somewhere."""
    page.goto(SPECIMEN)
    assert page.locator(".prose").evaluate(
        "text => [...text.querySelectorAll('section[aria-label], [role=region]')].map(one => one.ariaLabel)"
    ) == ["Footnotes"]
