import re
from pathlib import Path

import pytest
from django.conf import settings

from cncfblog.page_cache.addresses import KNOWN, is_known, without_tracking


@pytest.mark.parametrize(
    ("query", "left"),
    [
        pytest.param("page=2", "page=2", id="ours"),
        pytest.param("utm_source=a&page=2&utm_medium=b&gclid=c", "page=2", id="tracking"),
        pytest.param("utm%5Fsource=a", "", id="escaped"),
        pytest.param("page=2&&", "page=2", id="empty-parts"),
        pytest.param("x=utm_source", "x=utm_source", id="only-a-value"),
    ],
)
def test_without_tracking(query, left):
    assert without_tracking(query) == left


@pytest.mark.parametrize(
    ("query", "known"),
    [
        pytest.param("", True, id="none"),
        pytest.param("year=2018&project=envoy&page=2", True, id="filters"),
        pytest.param("page=2&x=1", False, id="unknown"),
        pytest.param("page", True, id="no-value"),
        pytest.param("q=" + "a" * 600, False, id="too-long"),
    ],
)
def test_is_known(query, known):
    assert is_known(query) is known


def test_every_parameter_a_view_reads_is_known():
    """Else its pages are made anew for every reader."""
    source = "".join(path.read_text() for path in Path(settings.BASE_DIR, "posts/views").glob("*.py"))
    read = set(re.findall(r"""GET\.get(?:list)?\(\s*"(\w+)\"""", source))
    assert "page" in read
    assert read <= KNOWN
