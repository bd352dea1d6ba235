"""Lines of access logs, as servers write them and as somebody hostile makes them write."""

from datetime import date

import pytest

from posts.reads.lines import LONGEST, parse

MOMENT = b"[20/Nov/2026:12:00:32 +0000]"
FIREFOX = b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def combined(request: bytes = b"GET /blog/bells/ HTTP/1.1", status: bytes = b"200", *, agent=FIREFOX, before=b"192.0.2.7 - -"):
    return b'%s %s "%s" %s 512 "-" "%s"\n' % (before, MOMENT, request, status, agent)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        pytest.param(combined(), (b"GET", b"/blog/bells/", b"200", FIREFOX.decode()), id="combined"),
        pytest.param(
            b'192.0.2.7 - - %s "GET /blog/bells/ HTTP/1.1" 200 512\n' % MOMENT,
            (b"GET", b"/blog/bells/", b"200", None),
            id="common",
        ),
        pytest.param(combined(before=b"2001:db8::7 - -"), (b"GET", b"/blog/bells/", b"200", FIREFOX.decode()), id="ipv6"),
        pytest.param(combined(before=b"- - Ada Example"), (b"GET", b"/blog/bells/", b"200", FIREFOX.decode()), id="two-words"),
        pytest.param(
            combined(agent=rb"An \"agent\" \\"), (b"GET", b"/blog/bells/", b"200", r"An \"agent\" \\"), id="apache-quotes"
        ),
        pytest.param(combined(agent=rb"An \x22agent"), (b"GET", b"/blog/bells/", b"200", r"An \x22agent"), id="nginx-quotes"),
        pytest.param(combined(agent=b"-"), (b"GET", b"/blog/bells/", b"200", ""), id="no-agent"),
        pytest.param(combined(agent=b"M\xff"), (b"GET", b"/blog/bells/", b"200", "M�"), id="agent-not-utf-8"),
        pytest.param(
            b"blog.example.org:443 " + combined(), (b"GET", b"/blog/bells/", b"200", FIREFOX.decode()), id="virtual-host"
        ),
        pytest.param(
            b"Nov 20 12:00:32 web gunicorn[7]: " + combined(), (b"GET", b"/blog/bells/", b"200", FIREFOX.decode()), id="syslog"
        ),
        pytest.param(combined()[:-1] + b"\r\n", (b"GET", b"/blog/bells/", b"200", FIREFOX.decode()), id="crlf"),
        pytest.param(combined()[:-1] + b' 0.003 "x"\n', (b"GET", b"/blog/bells/", b"200", FIREFOX.decode()), id="more-fields"),
        pytest.param(combined(b"GET /a b HTTP/1.1"), (b"GET", b"/a b", b"200", FIREFOX.decode()), id="space-in-address"),
        pytest.param(
            combined(rb"GET /\xe6\xb8\xaf HTTP/2.0"), (b"GET", rb"/\xe6\xb8\xaf", b"200", FIREFOX.decode()), id="escaped"
        ),
        pytest.param(combined(rb"\x16\x03\x01", b"400"), (rb"\x16\x03\x01", b"", b"400", FIREFOX.decode()), id="tls-hello"),
        pytest.param(combined(b"-", b"408"), (b"-", b"", b"408", FIREFOX.decode()), id="nothing-asked"),
        pytest.param(
            b'192.0.2.7 - - %s "HEAD / HTTP/1.0" 304 - "-" "x"' % MOMENT, (b"HEAD", b"/", b"304", "x"), id="gunicorn-no-size"
        ),
    ],
)
def test_a_line(line, parts):
    found = parse(line)
    assert (found.method, found.target, found.status, found.agent) == parts
    assert found.day == date(2026, 11, 20)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"status": 200}\n', id="json"),
        pytest.param(combined().replace(b"20/Nov", b"31/Nov"), id="no-such-day"),
        pytest.param(combined().replace(b"Nov", b"Nox"), id="no-such-month"),
        pytest.param(combined().replace(b"2026:", b"0000:"), id="no-such-year"),
        pytest.param(combined().replace(b'"GET', b"GET"), id="no-quotation-mark"),
        pytest.param(combined()[:70], id="cut"),
        pytest.param(combined(status=b"20"), id="no-status"),
        pytest.param(b"\x00\xff" * 50, id="binary"),
        pytest.param((MOMENT + b' "') * (LONGEST // 32), id="hostile"),
        pytest.param(b"a b " + (MOMENT + b' "\\') * (LONGEST // 32), id="hostile-escapes"),
    ],
)
def test_what_is_none(line):
    assert parse(line) is None


def test_nothing_of_the_reader_tells_logs_apart():
    one = parse(combined(before=b"192.0.2.7 - ada", agent=b"Mozilla/5.0 one"))
    two = parse(combined(before=b"198.51.100.9 - -", agent=b"Mozilla/5.0 two"))
    assert one.impersonal == two.impersonal == MOMENT + b' "GET /blog/bells/ HTTP/1.1" 200 512'
