"""Where the system sets the colours of every page (Windows' contrast themes), what is told by colour is still told."""

import pytest
from playwright.sync_api import Page, expect

# The colours a system of light letters on dark, or of dark ones on light, sets.
PAPER = {"dark": "rgb(0, 0, 0)", "light": "rgb(255, 255, 255)"}
schemes = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture
def page(new_context) -> Page:
    return new_context(forced_colors="active").new_page()


def before(page: Page, selector: str) -> str:
    """The colour of what the stylesheet draws in front of the first of ``selector``."""
    return page.locator(selector).first.evaluate("one => getComputedStyle(one, '::before').backgroundColor")


def style(page: Page, selector: str, name: str) -> str:
    return page.locator(selector).first.evaluate("(one, name) => getComputedStyle(one)[name]", name)


@schemes
def test_a_legend_shows_the_colours_it_explains(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/archive/")
    assert before(page, ".legend-part") == style(page, ".bar-part", "fill")
    assert before(page, ".legend li:not(.legend-part)") == style(page, ".bar-all", "fill")
    page.goto("/projects/")
    for level in ("sandbox", "incubating", "graduated"):
        assert before(page, f".road-levels .level-{level}") == style(page, f".road-picture .road-{level}", "fill")


@schemes
@pytest.mark.parametrize("choice", ["auto", "light", "dark"])
def test_what_a_reader_chose_here_before_cannot_make_letters_vanish(page, scheme, choice):
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    page.evaluate("choice => localStorage.setItem('theme', choice)", choice)
    page.goto("/archive/")
    for drawn in (".bar text", ".bar-part"):
        shown = style(page, drawn, "fill")
        assert (sum(map(int, shown[4:-1].split(", "))) > 3 * 128) == (scheme == "dark"), f"{drawn} is {shown}"
    expect(page.locator("form.theme")).to_be_hidden()  # it would change nothing


@schemes
def test_what_was_found_is_marked(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/search/?q=kubernetes")
    marked = style(page, "mark", "backgroundColor"), style(page, "mark", "color")
    assert marked[0] not in (PAPER[scheme], "rgba(0, 0, 0, 0)")
    assert marked[0] != marked[1]


@schemes
def test_only_the_section_one_is_in_is_underlined(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/archive/")
    assert style(page, ".sections a:not([aria-current])", "borderBottomColor") == PAPER[scheme]
    assert style(page, ".sections [aria-current]", "borderBottomColor") != PAPER[scheme]
