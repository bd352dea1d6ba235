"""Under which name a page is known: by what stands on it, wherever it is given from."""

import pytest

from posts.digests import digest
from posts.importer import identity
from posts.importer.survey.naming import Given, known_names
from posts.importer.survey.records import Sighting
from posts.parked import PARKED
from tests.posts.importer.listing import body

ABOVE = ("2018", "archive")


def sightings(file: str, titles: str, *, topics: str = "") -> list[Sighting]:
    """One entry per letter of ``titles``, the newest first; ``topics`` are their texts' where those differ."""
    return [
        Sighting(
            file,
            position,
            position * 10,
            position * 10 + 9,
            title=f"About {title}",
            digest=digest(title + topic),
            size=300,
            signature=identity.signature(body(topic).split("\n")),
            evidence={},
        )
        for position, (title, topic) in enumerate(zip(titles, topics or titles, strict=True), 1)
    ]


def page(name: str, titles: str, folders: tuple[str, ...] = ABOVE, **fields) -> Given:
    return Given(name, folders, sightings(name, titles, **fields))


def stored(**pages: str) -> list[Sighting]:
    """``one="abc"`` holds three entries on ``one.txt``."""
    return [sighting for name, titles in pages.items() for sighting in sightings(f"{name}.txt", titles)]


@pytest.mark.parametrize(
    ("titles", "known"),
    [
        pytest.param("abcd", "page.txt", id="unchanged"),
        pytest.param("zabc", "page.txt", id="moved-on"),
        pytest.param("xyza", "page.txt", id="moved-on-far"),
        pytest.param("abcz", "page.txt", id="one-replaced"),
        pytest.param("bc", "page.txt", id="first-and-last-gone"),
        pytest.param("abcdefghijkl", "page.txt", id="an-import-broke-off"),
        pytest.param("wxyz", "2018/page.txt", id="another-page"),
        pytest.param("wxyd", "2018/page.txt", id="another-that-shares-a-post"),
    ],
)
def test_a_page_is_told_by_its_posts(titles, known):
    assert known_names([page("page.txt", titles)], stored(page="abcd")) == {"page.txt": known}


def test_a_mended_title_makes_no_other_page():
    assert known_names([page("page.txt", "z", topics="a")], stored(page="a")) == {"page.txt": "page.txt"}


def test_a_page_whose_posts_all_left_leaves_its_name():
    gone = stored(page="ab")
    for sighting in gone:
        sighting.position += PARKED
    assert known_names([page("page.txt", "xy")], gone) == {"page.txt": "page.txt"}


@pytest.mark.parametrize(
    ("given", "held", "known"),
    [
        pytest.param(page("page.txt", "abc"), "2018/page", "2018/page.txt", id="the-folder-after-the-one-above"),
        pytest.param(page("2018/page.txt", "abc", ("archive",)), "page", "page.txt", id="the-folder-above-after-the-folder"),
        pytest.param(page("page.txt", "abc"), "archive/2018/page", "archive/2018/page.txt", id="two-above"),
        pytest.param(page("page.txt", "abc"), "2017/page", "page.txt", id="a-copy-in-another-folder"),
        pytest.param(page("stdin", "abc", ()), "page", "stdin", id="piped"),
    ],
)
def test_where_a_page_is_given_from_makes_no_difference(given, held, known):
    assert known_names([given], stored(**{held: "abc"})) == {given.name: known}


def test_names_are_numbered_where_folders_do_not_tell():
    held = sightings("stdin", "ab")
    assert known_names([page("stdin", "cd", ())], held) == {"stdin": "stdin#2"}
    held += sightings("stdin#2", "cd")
    assert known_names([page("stdin", "ef", ())], held) == {"stdin": "stdin#3"}
    assert known_names([page("stdin", "cd", ())], held) == {"stdin": "stdin#2"}


def test_no_two_pages_share_a_name():
    pages = [page("2017/page.txt", "abc", ()), page("2018/page.txt", "xyz", ()), page("copy/page.txt", "abc", ())]
    assert known_names(pages, stored(page="abc")) == {
        "2017/page.txt": "page.txt",
        "2018/page.txt": "2018/page.txt",
        "copy/page.txt": "copy/page.txt",
    }


def test_a_page_without_posts_needs_no_name():
    assert known_names([page("page.txt", "")], stored(page="ab")) == {}


def test_a_very_long_path_is_numbered():
    name = "x" * 498
    assert known_names([page(name, "cd")], sightings(name, "ab")) == {name: f"{name}#2"}
