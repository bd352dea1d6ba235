import pytest

from people.similar import near_pairs, within


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("anil moradi", "anil murady", id="two-letters"),
        pytest.param("jonas lindqvist", "jonas lindquist", id="one-letter"),
        pytest.param("katarina holm", "catarina holm", id="first-name"),
        pytest.param("tom de vries", "tom devries", id="a-space"),
    ],
)
def test_near_names_are_suggested(one, other):
    assert list(near_pairs([one, other, "somebody else"])) == [tuple(sorted((one, other)))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("li wei", "li fei", id="too-short"),
        pytest.param("anil moradi", "anil moravec", id="three-letters"),
        pytest.param("hana novak", "jana novotna", id="neither-word-shared"),
        pytest.param("madonna", "madonno", id="one-word"),
    ],
)
def test_others_are_not(one, other):
    assert list(near_pairs([one, other])) == []


@pytest.mark.parametrize(("one", "other", "near"), [("abc", "abd", True), ("abc", "abcde", True), ("abc", "xyz", False)])
def test_within_two_edits(one, other, near):
    assert within(one, other, 2) is near
