"""Contrasts that axe does not measure: of what is drawn, and of the lines that tell a link from the text around it."""

import pytest
from playwright.sync_api import Page

TEXT, DRAWN, ENHANCED = 4.5, 3, 7  # to 1, as WCAG wants it
BLACK_ON_WHITE = 20.9
# Colours → what is really seen, in sRGB, on the page's paper.
SEEN = """([selector, name]) => {
    const one = document.querySelector(selector), canvas = document.createElement("canvas").getContext("2d");
    canvas.canvas.width = canvas.canvas.height = 1;
    let opacity = 1;
    for (let above = one; above; above = above.parentElement) opacity *= getComputedStyle(above).opacity;
    canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    canvas.globalAlpha = opacity;
    canvas.fillStyle = getComputedStyle(one)[name];
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""
PAPER = ("html", "backgroundColor")
LINK = "/blog/everything-a-post-can-hold/"


def luminance(colour: list[int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(page: Page, one: tuple[str, str], other: tuple[str, str]) -> float:
    """Of two computed colours, each given by a selector and a property."""
    dark, light = sorted(luminance(page.evaluate(SEEN, [*colour])) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "one", "other", "least"),
    [
        pytest.param("/archive/", (".bar-all", "fill"), PAPER, DRAWN, id="a-bar"),
        pytest.param("/archive/", (".bar-part", "fill"), (".bar-all", "fill"), DRAWN, id="the-part-of-a-bar"),
        pytest.param("/archive/", (".bar text", "fill"), PAPER, TEXT, id="what-stands-at-a-bar"),
        pytest.param("/archive/", (".bars > text", "fill"), PAPER, TEXT, id="a-month-without-a-bar"),
        pytest.param("/archive/", (".strip-strokes", "stroke"), PAPER, DRAWN, id="a-stroke-of-a-series"),
        *(
            pytest.param("/projects/", (f".road-picture .road-{level}", "fill"), PAPER, DRAWN, id=f"a-stretch-of-{level}")
            for level in ("sandbox", "incubating", "graduated")
        ),
        pytest.param(LINK, (".prose a", "textDecorationColor"), PAPER, DRAWN, id="the-line-below-a-link"),
        pytest.param("/", (".search-box", "borderTopColor"), PAPER, DRAWN, id="the-frame-of-a-field"),
    ],
)
def test_stands_out(page, scheme, path, one, other, least):
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    assert contrast(page, one, other) >= least


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "one", "least"),
    [
        pytest.param("/", (".card-facts", "color"), ENHANCED, id="a-date"),
        pytest.param("/", (".sections", "borderTopColor"), DRAWN, id="a-line"),
        pytest.param(LINK, (".prose", "color"), BLACK_ON_WHITE, id="a-text"),
    ],
)
def test_more_contrast_is_given_to_those_who_ask_for_it(new_context, scheme, path, one, least):
    page = new_context(color_scheme=scheme, contrast="more").new_page()
    page.goto(path)
    assert contrast(page, one, PAPER) >= least
