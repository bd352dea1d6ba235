"""With script switched off everything can still be read and found."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import BILINGUAL


@pytest.fixture
def page(new_context) -> Page:
    return new_context(java_script_enabled=False).new_page()


@pytest.mark.parametrize(
    ("start", "section", "address"),
    [
        pytest.param("/", "Projects", "/projects/", id="en"),
        pytest.param("/zh-hans/", "项目", "/zh-hans/projects/", id="zh-hans"),
    ],
)
def test_moving_from_section_to_section(page, start, section, address):
    page.goto(start)
    page.get_by_role("banner").get_by_role("link", name=section, exact=True).click()
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(section)


@pytest.mark.parametrize(
    ("start", "query", "found"),
    [
        pytest.param("/", "registry", "Why Our Registry Speaks Two Languages", id="en"),
        pytest.param("/zh-hans/", "灯塔", "灯塔", id="zh-hans"),
    ],
)
def test_searching(page, start, query, found):
    page.goto(start)
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.get_by_role("main").get_by_role("link", name=re.compile(found)).first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value(query)


def test_changing_the_language_stays_on_the_post(page):
    page.goto(BILINGUAL)
    languages = page.locator("nav.languages")
    languages.get_by_role("link").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(page.get_by_role("heading", level=1)).to_contain_text("DNS")
    languages.get_by_role("link").click()
    expect(page).to_have_url(re.compile(re.escape(BILINGUAL) + "$"))


def test_narrowing_a_list(page):
    page.goto("/blog/")
    page.get_by_label("Year").select_option("2016")
    page.locator("form.filters").get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"/blog/\?.*year=2016"))
    expect(page.get_by_role("article").first).to_contain_text("2016")


def test_there_is_no_choice_of_colours_that_could_not_be_kept(page):
    page.goto("/")
    expect(page.locator("form.theme")).to_be_hidden()
