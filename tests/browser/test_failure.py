"""What readers see when the site fails."""

import pytest
from playwright.sync_api import expect

from tests.browser.html import faults
from tests.browser.test_accessibility import findings
from tests.browser.test_layout import NARROW, TOO_WIDE

FAILURES = pytest.mark.parametrize(
    ("prefix", "language", "words"),
    [pytest.param("", "en", "Something went wrong", id="en"), pytest.param("/zh-hans", "zh-hans", "出错了", id="zh-hans")],
)


@FAILURES
def test_says_so_in_the_readers_language_and_leads_on(page, prefix, language, words):
    response = page.goto(f"{prefix}/fails/")
    assert response.status == 500
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_have_text(words)
    assert faults(response.text()) == []
    page.locator("main a").click()
    page.wait_for_url(f"**{prefix}/")


@FAILURES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(page, prefix, language, words, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{prefix}/fails/")
    assert findings(page) == ""
    page.set_viewport_size(NARROW)
    assert page.evaluate(TOO_WIDE) == []
