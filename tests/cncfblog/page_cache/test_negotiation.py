import pytest

from cncfblog.page_cache.negotiation import best_coding, is_unchanged


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        pytest.param("gzip, deflate, br, zstd", "br", id="browser"),
        pytest.param("gzip;q=1.0, br;q=0.5", "gzip", id="weighed"),
        pytest.param("BR", "br", id="capitals"),
        pytest.param("*", "br", id="anything"),
        pytest.param("br;q=0, *", "gzip", id="anything-else"),
        pytest.param("gzip ; q=0", "", id="refused"),
        pytest.param("deflate, identity", "", id="none-of-ours"),
        pytest.param("gzip;q=many", "", id="nonsense"),
        pytest.param("", "", id="nothing-said"),
    ],
)
def test_best_coding(accepted, coding):
    assert best_coding(accepted) == coding


@pytest.mark.parametrize(
    ("none_match", "unchanged"),
    [
        pytest.param('W/"a"', True, id="tag"),
        pytest.param('"a"', True, id="strong-tag"),
        pytest.param('"x", W/"a"', True, id="one-of-several"),
        pytest.param("*", True, id="any"),
        pytest.param('W/"b"', False, id="other-tag"),
        pytest.param("a", False, id="no-tag"),
    ],
)
def test_is_unchanged(none_match, unchanged):
    assert is_unchanged(none_match, 'W/"a"') is unchanged
