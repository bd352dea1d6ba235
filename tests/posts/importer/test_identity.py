import pytest

from posts.importer import identity
from tests.posts.importer.listing import body


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Meet the “Ambassador”", 'meet the "ambassador"', id="quotes"),
        pytest.param("Roadmap – part two", "Roadmap - part  two", id="dashes-and-spaces"),
        pytest.param("We are hiring! 🎉", "We are hiring", id="emoji"),
    ],
)
def test_two_copies_of_a_title_share_a_key(one, other):
    assert identity.title_key(one) == identity.title_key(other)


def test_different_titles_have_different_refs():
    assert identity.ref("Release 1.1") != identity.ref("Release 1.2")


@pytest.mark.parametrize("title", ["???", "🎉", "a" * 2_400, "云" * 500])
def test_any_title_gives_a_ref_that_fits_its_column(title):
    assert 0 < len(identity.ref(title, 12)) <= 100


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        pytest.param("Scaling Up: What We Learned!", "scaling-up-what-we-learned", id="english"),
        pytest.param("Zoë’s café", "zoes-cafe", id="accents"),
        pytest.param("云原生 2018", "云原生-2018", id="han"),
        pytest.param("word " * 60, ("word-" * 38).rstrip("-"), id="long-is-cut-at-a-word"),
    ],
)
def test_address(title, slug):
    assert identity.address(title) == slug


def test_a_title_without_letters_still_has_an_address():
    assert identity.address("!?").startswith("post-")


def test_taken_addresses_are_numbered_from_two():
    assert identity.free_address("news", {"news", "news-2"}) == "news-3"


WHOLE = body("Lanterns").split("\n")


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param([f"  {line}  ".replace(" ", "  ") for line in WHOLE], id="spaced-otherwise"),
        pytest.param(WHOLE[:3], id="cut-after-a-paragraph"),
        pytest.param([WHOLE[0][:70]], id="cut-inside-the-first"),
        pytest.param([], id="empty"),
        pytest.param([*WHOLE[:4], WHOLE[4].replace("notes", "minutes")], id="a-word-changed"),
    ],
)
def test_copies_are_alike(copy):
    assert identity.likeness(identity.signature(WHOLE), identity.signature(copy)) >= identity.SAME_TEXT


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(body("Anchors").split("\n"), id="another-text"),
        pytest.param([WHOLE[0], *body("Anchors").split("\n")], id="a-shared-boilerplate-paragraph"),
    ],
)
def test_different_texts_are_not(other):
    assert identity.likeness(identity.signature(WHOLE), identity.signature(other)) < identity.SAME_TEXT
