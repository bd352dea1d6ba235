import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.search.analyze import analyze
from posts.search.highlight import SNIPPET, mark, readable, snippet
from posts.search.syntax import parse

ANY_TEXT = st.text(st.characters())


def marked(pieces) -> str:
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        pytest.param("Projects and a project.", "project", "[Projects] and a [project].", id="stems"),
        pytest.param("Envoy’s filters", "envoy", "[Envoy’s] filters", id="possessive"),
        pytest.param("云原生与原生云", "云原生", "[云原生]与原生云", id="han-phrase"),
        pytest.param("多云与云安全", "云", "多[云]与[云]安全", id="one-han-character"),
        pytest.param("安全全安", "安全", "[安全]全安", id="two-han"),
        pytest.param("Cloud-native, native cloud", '"cloud native"', "[Cloud-native], native cloud", id="phrase"),
        pytest.param("CNCF 孵化项目", "CNCF 孵化", "[CNCF] [孵化]项目", id="mixed"),
        pytest.param("cloud and envoy", "cloud -envoy", "[cloud] and envoy", id="excluded"),
        pytest.param("K8s in Ｋ８ｓ", "k8s", "[K8s] in [Ｋ８ｓ]", id="as-it-is-written"),
        pytest.param("C++ and C", "c++", "[C++] and C", id="signs"),
        pytest.param("<b>cloud</b> & <script>", "cloud", "<b>[cloud]</b> & <script>", id="nothing-is-escaped-here"),
        pytest.param("rookie", "rook", "rookie", id="only-whole-words"),
        pytest.param("cloud", "", "cloud", id="nothing-wanted"),
    ],
)
def test_marks_what_was_found_in_the_original(text, query, expected):
    assert marked(mark(text, parse(query))) == expected


def test_a_snippet_is_cut_around_what_was_found():
    text = "One thing. " * 100 + "\n\nThen the **Envoy** proxy came to [stay](https://example.org).\n\n" + "Another. " * 100
    found = marked(snippet(text, parse("envoy")))
    assert found.startswith("Then the [Envoy] proxy came to stay. Another.")
    assert found.endswith(" …")
    assert len(found) < SNIPPET + 30


def test_a_long_line_is_cut_before_the_hit():
    found = marked(snippet("word " * 200 + "envoy " + "word " * 200, parse("envoy")))
    assert found.startswith("… word")
    assert "[envoy]" in found
    assert found.endswith(" …")


def test_a_han_snippet_is_as_wide_as_a_latin_one():
    found = snippet("项目。" * 200 + "云原生" + "项目。" * 200, parse("云原生"))
    assert ("云原生", True) in found
    assert len(marked(found)) < SNIPPET / 2 + 10


def test_a_text_found_by_its_title_begins_its_snippet():
    assert marked(snippet("# Heading\n\n- One *thing*\n\n> Said", parse("envoy"))) == "Heading · One thing · Said"


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        pytest.param("## Why\n\n1. **One**\n2. `two`", "Why · One · two", id="signs"),
        pytest.param("It works.[^2] Or so[^n] we say.\n\n[^2]: Mostly.", "It works. Or so we say. Mostly.", id="footnotes"),
        pytest.param("2^10 is x^2", "2^10 is x^2", id="no-footnotes"),
        pytest.param("![Figure 1: it fits]()\n\nText", "Figure 1: it fits · Text", id="caption"),
        pytest.param('See ![a map](/m.png "Our map") here!', "See a map here!", id="picture-in-a-line"),
        pytest.param("It ends.\n\nIt begins", "It ends. It begins", id="paragraphs-that-end"),
        pytest.param("## 为什么\n\n因为云。\n\n然后", "为什么 · 因为云。然后", id="han"),
        pytest.param("One line\nand its next", "One line and its next", id="paragraph-of-two-lines"),
        pytest.param("One line\\\nand its next", "One line and its next", id="line-break"),
        pytest.param("> Said\n> twice\n\nLeft", "Said twice · Left", id="quote"),
        pytest.param("| a | b |\n|---|:-:|\n| 1 | 2 |", "a · b · 1 · 2", id="table"),
        pytest.param("```yaml\nkind: Pod\n```\nRuns", "kind: Pod · Runs", id="code"),
        pytest.param("_One_ __two__ `__init__` snake_case_name", "One two __init__ snake_case_name", id="emphasis"),
        pytest.param("~~old~~ new", "old new", id="struck"),
        pytest.param("It is at <https://example.org>. Ask .NET", "It is at. Ask .NET", id="address-at-the-end"),
        pytest.param("**问：** 为什么？ 因为云 。", "问：为什么？因为云。", id="spaces-beside-wide-signs"),
        pytest.param("[a link][ref]\n\n[ref]: https://example.org 'Title'", "a link", id="references"),
        pytest.param("![A map](/x.png) and [a link](/y)", "A map and a link", id="links"),
        pytest.param("3 * 4 - 2 # 7", "3 4 - 2 # 7", id="signs-inside"),
    ],
)
def test_readable(source, plain):
    assert readable(source) == plain


@given(ANY_TEXT, ANY_TEXT)
def test_pieces_are_the_text(text, query):
    assert "".join(piece for piece, _is_hit in mark(text, parse(query))) == text
    snippet(text, parse(query))


@pytest.mark.parametrize(
    ("word", "query"),
    [
        pytest.param("abilities", "ability", id="its-stem-is-another"),
        pytest.param("dying", "die", id="irregular"),
        pytest.param("policies", "policy", id="last-letter-changed"),
        pytest.param("o’reilly’s", "oreilly", id="apostrophes"),
        pytest.param("Ｋ８ｓ", "k8s", id="wide-letters"),
        pytest.param("CAFÉ", "café", id="accents"),
    ],
)
def test_another_form_of_a_word_is_found_far_into_a_text(word, query):
    assert word in marked(snippet("Quite something else. \n" * 100 + word, parse(query)))


@given(st.text(st.sampled_from("abeilnotyzsd"), min_size=1, max_size=12))
def test_stems_begin_as_their_words_do_but_for_two_letters(word):
    [stem] = analyze(word)
    assert word.startswith(stem[:-2])
