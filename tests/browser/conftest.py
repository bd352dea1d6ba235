"""The site as a browser meets it: one server and one Chromium for this folder."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.browser.fill import EDITOR, PASSWORD, PUBLISHER, REVIEWER, TRANSLATOR
from tests.browser.serving import serving

HERE = Path(__file__).parent
PATIENCE = 15_000  # ms


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One server and one browser serve these tests, so one process runs them, and on one database only."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("browser"))
            if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
                item.add_marker(pytest.mark.skip(reason="what a browser sees is looked at once, on SQLite"))


@pytest.fixture(scope="package")
def site(tmp_path_factory) -> Iterator[str]:
    """The address of the served site, without a slash at its end."""
    with serving(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Ends with this folder: while it lives, Django takes the thread for an asynchronous one and refuses it the database."""
    path = chromium.executable()
    if path is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip)(chromium.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser, site) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a browser profile of the test's own, with the options of ``Browser.new_context``."""
    contexts = []

    def new(**options) -> BrowserContext:
        context = browser.new_context(base_url=site, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def tab(browser, site) -> Iterator[Page]:
    """Opened once, as that takes longer than most visits; tests reach it as ``page``."""
    context = browser.new_context(base_url=site)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab) -> Page:
    """For tests that only look: as large and as light as ever, whatever the test before did."""
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference")
    return tab


@pytest.fixture
def fresh_page(new_context) -> Page:
    """For tests that leave something behind."""
    return new_context().new_page()


@pytest.fixture
def editor_page(fresh_page) -> Page:
    """Signed in."""
    return signed_in(fresh_page, EDITOR)


@pytest.fixture
def translator_page(new_context) -> Page:
    """Signed in."""
    return signed_in(new_context().new_page(), TRANSLATOR)


@pytest.fixture
def reviewer_page(new_context) -> Page:
    """Signed in as an Editor."""
    return signed_in(new_context().new_page(), REVIEWER)


@pytest.fixture
def publisher_page(new_context) -> Page:
    """Signed in."""
    return signed_in(new_context().new_page(), PUBLISHER)


def signed_in(page: Page, name: str) -> Page:
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    return page
