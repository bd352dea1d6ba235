"""What editors see of a post that is not published, and readers do not."""

import pytest
from playwright.sync_api import expect

from tests.browser.fill import DRAFT, SCHEDULED
from tests.browser.test_accessibility import findings

PREVIEWS = pytest.mark.parametrize(
    ("path", "banner"),
    [
        pytest.param(f"/blog/{DRAFT}/", "A draft: only editors see this page.", id="draft-en"),
        pytest.param(f"/zh-hans/blog/{DRAFT}/", "草稿：只有编辑能看到此页。", id="draft-zh-hans"),
        pytest.param(f"/blog/{SCHEDULED}/", "To be published on 1 January 2100", id="scheduled-en"),
        pytest.param(f"/zh-hans/blog/{SCHEDULED}/", "2100年1月1日", id="scheduled-zh-hans"),
    ],
)


@PREVIEWS
def test_editors_see_a_banner(editor_page, path, banner):
    page = editor_page
    response = page.goto(path)
    assert response.status == 200
    assert "private" in response.headers["cache-control"]
    expect(page.get_by_role("status")).to_contain_text(banner)
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    box = page.get_by_role("status").bounding_box()
    assert box["y"] + box["height"] <= page.locator("h1").bounding_box()["y"], "the banner stands above the title"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert findings(page) == ""


@PREVIEWS
def test_readers_see_no_such_page(page, path, banner):
    assert page.goto(path).status == 404
    expect(page.locator("main")).not_to_contain_text(banner)
