"""Who is a reader. The names are of the form that browsers and robots use."""

import pytest

from posts.reads.robots import is_robot

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    "agent",
    [
        pytest.param(CHROME, id="chrome"),
        pytest.param(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15", id="safari"
        ),
        pytest.param("Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2)", id="old"),
        pytest.param("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Mobile MicroMessenger/8.0.50 NetType/WIFI", id="app"),
        pytest.param("Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36", id="a-telephone"),
        pytest.param("UCWEB/2.0 (MIDP-2.0; U; zh-CN) U2/1.0.0 UCBrowser/9.4", id="uc"),
        pytest.param("Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18", id="opera"),
    ],
)
def test_a_reader(agent):
    assert not is_robot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        pytest.param("", id="nameless"),
        pytest.param("curl/8.5.0", id="curl"),
        pytest.param("python-requests/2.32.5", id="library"),
        pytest.param("Go-http-client/2.0", id="another-library"),
        pytest.param("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", id="googlebot"),
        pytest.param("Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)", id="baiduspider"),
        pytest.param(f"{CHROME} (compatible; GPTBot/1.2)", id="bot-of-a-model"),
        pytest.param("Mozilla/5.0 (compatible; Yahoo! Slurp)", id="slurp"),
        pytest.param(CHROME.replace("Chrome", "HeadlessChrome"), id="headless"),
        pytest.param("Mozilla/5.0 (compatible; example; ops@example.org)", id="address-of-its-owner"),
        pytest.param("Tiny Tiny RSS/24.01 (https://tt-rss.example.org/)", id="feed-reader"),
    ],
)
def test_no_reader(agent):
    assert is_robot(agent)
