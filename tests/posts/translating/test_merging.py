"""Two people changed one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.translating.merging import has_marks, merge

BASE = "# Lanterns\n\nOne.\n\nTwo.\n\nThree."


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        pytest.param(BASE, BASE, BASE, id="nobody"),
        pytest.param(BASE.replace("One", "Eins"), BASE, BASE.replace("One", "Eins"), id="i-did"),
        pytest.param(BASE, BASE.replace("One", "Eins"), BASE.replace("One", "Eins"), id="they-did"),
        pytest.param(
            BASE.replace("One", "Eins"),
            BASE.replace("Three", "Drei"),
            BASE.replace("One", "Eins").replace("Three", "Drei"),
            id="both",
        ),
        pytest.param(BASE.replace("One", "Eins"), BASE.replace("One", "Eins"), BASE.replace("One", "Eins"), id="both-alike"),
        pytest.param(BASE + "\n\nFour.", "Zero.\n\n" + BASE, "Zero.\n\n" + BASE + "\n\nFour.", id="before-and-behind"),
    ],
)
def test_both_changes_are_kept(mine, theirs, expected):
    merged = merge(BASE, mine, theirs)
    assert (merged.text, merged.conflicts) == (expected, 0)


def test_where_both_changed_the_same_both_are_shown():
    merged = merge(BASE, BASE.replace("Two", "Zwei"), BASE.replace("Two", "Deux"), mine_label="me", theirs_label="Ada")
    assert merged.conflicts == 1
    assert "<<<<<<< me\n\nZwei.\n\n=======\n\nDeux.\n\n>>>>>>> Ada" in merged.text
    assert has_marks(merged.text)
    assert not has_marks(BASE)


TEXTS = st.lists(st.sampled_from(["One.", "Two.", "Three.", "# Four"]), max_size=8).map("\n\n".join)


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_anybody_wrote_is_lost(base, mine, theirs):
    merged = merge(base, mine, theirs)
    for block in set(mine.split("\n\n")) - set(base.split("\n\n")):
        assert block in merged.text
    assert merge(base, mine, base).text == mine
    assert merge(base, base, theirs).text == theirs
