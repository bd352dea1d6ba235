"""Light or dark: the system decides until the reader does, and what the reader chose stays."""

import pytest
from playwright.sync_api import Page, expect

PAPER = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(252, 252, 253)", "rgb(20, 22, 27)"


def choose(page: Page, label: str) -> None:
    page.get_by_role("radio", name=label).check()


@pytest.mark.parametrize(("scheme", "paper"), [("light", LIGHT), ("dark", DARK)])
def test_the_system_decides_first(new_context, scheme, paper):
    page = new_context(color_scheme=scheme).new_page()
    page.goto("/")
    assert page.evaluate(PAPER) == paper
    expect(page.get_by_role("radio", name="Automatic")).to_be_checked()


@pytest.mark.parametrize(
    ("scheme", "label", "paper"),
    [pytest.param("light", "Dark", DARK, id="dark"), pytest.param("dark", "Light", LIGHT, id="light")],
)
def test_a_choice_outweighs_the_system_and_stays(new_context, scheme, label, paper):
    page = new_context(color_scheme=scheme).new_page()
    page.goto("/")
    choose(page, label)
    assert page.evaluate(PAPER) == paper
    for path in ("/", "/blog/", "/zh-hans/"):
        page.goto(path, wait_until="commit")
        page.wait_for_selector("main")
        assert page.evaluate(PAPER) == paper, path
    page.goto("/")
    expect(page.get_by_role("radio", name=label)).to_be_checked()


def test_a_choice_can_be_taken_back(new_context):
    page = new_context(color_scheme="light").new_page()
    page.goto("/")
    choose(page, "Dark")
    choose(page, "Automatic")
    page.reload()
    assert page.evaluate(PAPER) == LIGHT


def test_a_choice_shows_in_every_tab(new_context):
    context = new_context(color_scheme="light")
    first, second = context.new_page(), context.new_page()
    first.goto("/")
    second.goto("/blog/")
    choose(first, "Dark")
    expect(second.locator("html")).to_have_css("background-color", DARK)
