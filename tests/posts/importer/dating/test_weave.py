"""Listing pages become one order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.dating.weave import Order, weave


def pairs(order: Order) -> set[str]:
    """ "ab" for a listed just before b."""
    return {order.refs[newer] + order.refs[older] for newer, posts in enumerate(order.older) for older in posts}


def newest_first(*pages: str, **days: int) -> str:
    facts = {ref: date(2018, 1, day) for ref, day in days.items()}
    order = weave(pages, (), facts)
    return "".join(order.refs[post] for post in order.newest_first)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param(["cab"], "cab", id="one-page"),
        pytest.param(["dca", "ab"], "dcab", id="overlap-at-the-edge"),
        pytest.param(["dca", "dab"], "dcab", id="part-of-a-page"),
        pytest.param(["ec", "ea", "cab", "ab"], "ecab", id="author-page"),
        pytest.param(["cac"], "ca", id="a-post-twice-on-a-page"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_order(pages, expected):
    assert newest_first(*pages) == expected
    assert newest_first(*reversed(pages)) == expected


def test_pages_without_a_common_post_stay_apart():
    order = weave(["ab", "cd", "de"], (), {})
    assert pairs(order) == {"ab", "cd", "de"}
    assert order.group[0] == order.group[1] != order.group[2] == order.group[4]


def test_posts_on_no_page_are_alone():
    order = weave([], ["a", "b"], {})
    assert order.refs == ["a", "b"]
    assert order.group == [0, 1]


def test_a_post_out_of_place_on_one_page_is_free_there_and_the_rest_keeps_its_order():
    order = weave(["abcdef", "eabcdf", "abcde"], (), {})
    assert {"ab", "bc", "cd"} <= pairs(order)
    assert "ea" not in pairs(order)
    assert any("two orders" in note for note in order.notes[order.refs.index("e")])


def test_a_post_kept_on_top_whose_date_is_known_does_not_hold_back_the_others():
    days = {ref: date(2018, 1, day) for ref, day in zip("sabc", (1, 9, 8, 7), strict=True)}
    order = weave(["asbc"], (), days)
    assert pairs(order) == {"ab", "bc"}
    assert "the date counts" in order.notes[order.refs.index("s")][0]


def test_known_dates_beat_an_order_that_spans_pages():
    # Page one has m after a, page two b after m: but b is known to be newer than a.
    order = weave(["am", "mb"], (), {"a": date(2018, 1, 1), "b": date(2018, 2, 1)})
    assert pairs(order) == {"am"}
    assert "the date counts" in order.notes[order.refs.index("b")][0]


def test_a_listing_oldest_first_is_no_order_when_its_dates_say_so():
    order = weave(["abc"], (), {ref: date(2018, 1, day) for ref, day in zip("abc", (1, 2, 3), strict=True)})
    assert pairs(order) == set()


PAGES = st.lists(st.lists(st.sampled_from("abcdefghij"), max_size=6), max_size=6)


@given(PAGES, st.randoms())
def test_any_pages_have_one_order_whatever_their_own(pages, random):
    order = weave(pages, (), {})
    assert sorted(order.newest_first) == list(range(len(order.refs)))
    place = {post: index for index, post in enumerate(order.newest_first)}
    assert all(place[newer] < place[older] for newer, posts in enumerate(order.older) for older in posts)
    random.shuffle(pages)
    assert weave(pages, (), {}) == order
