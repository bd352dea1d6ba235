import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.search.syntax import LENGTH, TERMS, Term, parse


def words(*tokens: str) -> tuple[Term, ...]:
    return tuple(Term((token,)) for token in tokens)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Cloud security", words("cloud", "secur"), id="words"),
        pytest.param('"cloud security"', (Term(("cloud", "secur")),), id="phrase"),
        pytest.param("“cloud security” 「云 安全」", (Term(("cloud", "secur")), Term(("云", "安全"))), id="other-quotes"),
        pytest.param('"cloud security', (Term(("cloud", "secur")),), id="quote-left-open"),
        pytest.param("cloud-native", (Term(("cloud", "nativ")),), id="one-word-of-several-tokens"),
        pytest.param("k8s c++", words("k8s", "c++"), id="signs-of-a-word"),
        pytest.param("安全", words("安全"), id="two-han"),
        pytest.param("云原生", (Term(("云原", "原生")),), id="three-han-are-a-phrase"),
        pytest.param("云", (Term(("云",), prefix=True),), id="one-han-goes-on"),
        pytest.param("k8s云", (Term(("k8s", "云"), prefix=True),), id="one-han-after-a-word-goes-on"),
        pytest.param("孵化Envoy", (Term(("孵化", "化", "envoy")),), id="a-word-after-han"),
        pytest.param("CNCF 孵化", words("cncf", "孵化"), id="mixed"),
        pytest.param("cloud Clouds cloud", words("cloud"), id="repeated"),
        pytest.param("AND OR (NOT) * NEAR", words("and", "or", "not", "near"), id="no-operators"),
        pytest.param('\0 \ud800 -- "" \' \\', (), id="nothing"),
    ],
)
def test_wanted(text, wanted):
    assert parse(text).wanted == wanted


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        pytest.param("cloud -envoy", words("envoy"), id="word"),
        pytest.param('cloud -"service mesh"', (Term(("servic", "mesh")),), id="phrase"),
        pytest.param("云 －安全", words("安全"), id="wide-minus"),
        pytest.param("cloud-native", (), id="hyphen"),
        pytest.param("cloud - native", (), id="dash"),
    ],
)
def test_excluded(text, excluded):
    assert parse(text).excluded == excluded


def test_what_is_too_long_is_cut_and_says_so():
    assert not parse("x" * LENGTH).was_cut
    assert parse("x" * (LENGTH + 1)).was_cut
    query = parse(" ".join(f"w{number}" for number in range(TERMS + 1)))
    assert (len(query.wanted), query.was_cut) == (TERMS, True)


@given(st.text(st.characters()))
def test_any_text_can_be_looked_for(text):
    query = parse(text)
    assert all(term.tokens for term in (*query.wanted, *query.excluded))
