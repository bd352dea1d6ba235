import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.search.analyze import TOKEN_LENGTH, _chunks, _stems, analyze, analyze_markdown, spans

ANY_TEXT = st.text(st.characters())  # lone surrogates and NUL included


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("Projects projected PROJECTING", ["project", "project", "project"], id="english-stems"),
        pytest.param("云原生", ["云原", "原生", "生"], id="han-pairs-and-last"),
        pytest.param("云", ["云"], id="one-han-character"),
        pytest.param("CNCF孵化项目v2", ["cncf", "孵化", "化项", "项目", "目", "v2"], id="han-beside-latin"),
        pytest.param("安全。云", ["安全", "全", "云"], id="no-pair-across-punctuation"),
        pytest.param("がんばる", ["がん", "んば", "ばる", "る"], id="kana"),
        pytest.param("클라우드 보안", ["클라우드", "보안"], id="hangul-has-spaces"),
        pytest.param("k8s HTTP2", ["k8s", "http2"], id="digits-inside"),
        pytest.param("C++, c# and F#!", ["c++", "c#", "and", "f#"], id="languages-with-signs"),
        pytest.param("a#b +1 issue#7", ["a", "b", "1", "issu", "7"], id="signs-elsewhere"),
        pytest.param("gRPC/HTTP2 CI/CD", ["grpc", "http2", "ci", "cd"], id="slashes"),
        pytest.param("cloud-native node.js v1.8 snake_case", "cloud nativ node js v1 8 snake case".split(), id="joined-words"),
        pytest.param("Envoy’s Envoy's ENVOY'S", ["envoy", "envoy", "envoy"], id="possessives"),
        pytest.param("don’t O'Reilly ‘quoted’ hosts’", ["dont", "oreilli", "quot", "host"], id="apostrophes"),
        pytest.param("Ｋ８ｓ ﬁnding ㈱ ½", ["k8s", "find", "1", "2"], id="compatibility-forms"),
        pytest.param("cafe\u0301 Café STRASSE Straße", ["café", "café", "strass", "strass"], id="accents-and-folding"),
        pytest.param("soft\xadware non\xa0breaking", ["softwar", "non", "break"], id="soft-hyphen-and-hard-space"),
        pytest.param("a\x00b \ud800 🎉 — …", ["a", "b"], id="nothing-to-find"),
        pytest.param("", [], id="empty"),
    ],
)
def test_tokens(text, tokens):
    assert analyze(text) == tokens


@pytest.mark.parametrize(
    ("source", "tokens"),
    [
        pytest.param("[Envoy](https://envoy.example/a_(b)) here", ["envoy", "here"], id="link-target"),
        pytest.param('![a map](/map.png "Old map")', ["a", "map"], id="image"),
        pytest.param("see https://example.org/x?y=z。后文", ["see", "后文", "文"], id="address-before-han"),
        pytest.param("<em>soft</em> <!-- gone --> 1 < 2", ["soft", "1", "2"], id="tags"),
        pytest.param(r"\<script\> a\[0\](x) C\+\+", ["script", "a", "0", "x", "c++"], id="escaped-is-seen"),
        pytest.param("R&amp;D &nbsp;&#20113; AT&T &#99999999;", "r d 云 at t 99999999".split(), id="entities"),
        pytest.param("云**原生**", ["云原", "原生", "生"], id="emphasis-inside-a-run"),
        pytest.param("# One\n\n- two\n> three\n\n`four`", ["one", "two", "three", "four"], id="blocks"),
        pytest.param("a](b", ["a", "b"], id="unfinished-link"),
    ],
)
def test_markdown_is_read_as_rendered(source, tokens):
    assert analyze_markdown(source) == tokens


def test_long_words_are_cut_alike():
    assert analyze("x1" * 500) == analyze("x1" * 900) == [("x1" * 500)[:TOKEN_LENGTH]]


@given(ANY_TEXT)
def test_any_text_gives_tokens_a_database_can_hold(text):
    for token in [*analyze(text), *analyze_markdown(text)]:
        assert 0 < len(token) <= TOKEN_LENGTH
        assert not set(token) & set(" \t\n\0\"'\\:*()&|!<>")
        token.encode()  # no lone surrogate


@given(ANY_TEXT)
def test_spans_are_the_tokens_and_where_they_stand(text):
    found = list(spans(text))
    assert [token for _start, _end, token in found] == analyze(text)
    assert all(0 <= start < end <= len(text) for start, end, _token in found)
    assert [start for start, _end, _token in found] == sorted(start for start, _end, _token in found)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_case_does_not_matter(text):
    lower = text.lower()
    if lower.upper().lower() == lower:  # not of every script's letters
        assert analyze(lower) == analyze(lower.upper())


@pytest.mark.parametrize(
    "text", ["](a(a", "](((", "<a", "\\*", "&#1", "a'", "云", "a\u0300", "http://", "x", "<a ", "[](", "a\n"]
)
def test_hostile_megabytes_take_no_longer_than_plain_ones(text):
    started = time.perf_counter()
    analyze_markdown(text * (1_000_000 // len(text)))
    assert time.perf_counter() - started < 5  # seconds; what grew with the square would take hours


def test_several_threads_at_once():
    """The server's threads share one stemmer, which is not made for that."""
    words = [
        f"{'abcdefghij'[number % 10] * (number % 7 + 1)}{number:b}".translate({48: "o", 49: "a"}) for number in range(1500)
    ]
    texts = [" ".join(word + end for word in words) for end in ("ing", "ational", "iveness", "edly")]
    forget_what_was_stemmed()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(len(texts)) as threads:
            together = list(threads.map(analyze, texts))
    finally:
        sys.setswitchinterval(usual)
    forget_what_was_stemmed()
    assert together == [analyze(text) for text in texts]


def forget_what_was_stemmed():
    _stems.clear()
    _chunks.clear()
