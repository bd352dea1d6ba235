"""The HTML of every type of page as served. No browser: it would forgive."""

import http.client
from urllib.parse import urlsplit

import pytest

from tests.browser.addresses import every_page
from tests.browser.html import faults

PAGE = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head><body>{}</body></html>'


@every_page
def test_html_is_right(site, path):
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    connection.request("GET", path)
    page = connection.getresponse().read().decode()
    connection.close()
    assert faults(page) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('<h1 id="a">Words</h1><p><a href="#a">and <em>more</em></a></p>', id="a-heading-and-a-link"),
        pytest.param("<a href='/'><h2>Words</h2><p>and more</p></a>", id="a-link-around-more-than-words"),
        pytest.param("<ul><li><p>Words</p></li></ul><dl><div><dt>a<dd>b</div></dl>", id="lists"),
        pytest.param('<label for="q">Words</label><input id="q"><label>More <input></label>', id="labels"),
        pytest.param(
            '<svg viewBox="0 0 1 1"><title></title><a href="/"><rect width="1" height="1"/></a></svg>', id="a-picture"
        ),
        pytest.param("<details><summary><h2>Words</h2></summary><p>and more</p></details>", id="a-heading-that-opens"),
    ],
)
def test_right_html_has_no_faults(body):
    assert faults(PAGE.format(body)) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        pytest.param("<p>Words<div>and more</div></p>", "unexpected-end-tag", id="a-paragraph-that-ended"),
        pytest.param('<img src="/a" alt="" alt="">', "duplicate-attribute", id="an-attribute-twice"),
        pytest.param("<div><b>Words</div>", "end-tag-too-early", id="an-open-element"),
        pytest.param('<p id="a">Words</p><p id="a">Words</p>', "the id a stands 2 times", id="an-id-twice"),
        pytest.param('<p id="a b">Words</p>', "'a b' is no id", id="an-id-with-a-space"),
        pytest.param('<a href="#a">Words</a>', "refers to a, which is not there", id="a-link-to-nowhere"),
        pytest.param('<label for="q">Words</label>', "refers to q, which is not there", id="a-label-of-nothing"),
        pytest.param("<ul><p>Words</p></ul>", "<p> cannot stand in ul", id="a-list-of-paragraphs"),
        pytest.param("<div><li>Words</li></div>", "<li> cannot stand in div", id="an-item-of-no-list"),
        pytest.param("<span><div>Words</div></span>", "cannot stand in span, which holds words only", id="a-block-among-words"),
        pytest.param(
            '<span><a href="/"><ul><li>Words</li></ul></a></span>',
            "<ul> cannot stand in span",
            id="a-block-among-words-in-a-link",
        ),
        pytest.param('<a href="/"><button>Words</button></a>', "inside something to click on", id="a-button-in-a-link"),
        pytest.param('<img src="/a">', "needs alt", id="a-picture-without-words"),
        pytest.param("<center>Words</center>", "is obsolete", id="an-obsolete-element"),
        pytest.param("<h2> </h2>", "<h2> is empty", id="an-empty-heading"),
    ],
)
def test_wrong_html_has(body, fault):
    assert fault in "\n".join(faults(PAGE.format(body)))
