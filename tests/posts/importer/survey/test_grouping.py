"""Which sightings are one post, under which ref and address: without a database."""

from datetime import UTC, datetime
from itertools import permutations

from posts.digests import digest
from posts.importer import identity
from posts.importer.survey.grouping import give_addresses, group
from posts.importer.survey.records import Known, KnownPost, Sighting
from tests.posts.importer.listing import body


def sighting(file: str, position: int, title: str, topic: str = "", *, paragraphs: int = 3, **fields) -> Sighting:
    text = body(topic or title, paragraphs) if paragraphs else ""
    lines = text.split("\n")
    return Sighting(
        file,
        position,
        line_start=position * 10,
        line_end=position * 10 + 9,
        title=title,
        digest=digest(f"{title}\n{text}"),
        size=len(text),
        signature=identity.signature(lines),
        evidence={},
        **fields,
    )


def stored(post: KnownPost, *sightings: Sighting) -> Known:
    post.sightings = list(sightings)
    return Known(posts={post.id: post}, slugs={post.slug: post.id})


def known_post(title: str, ref: str = "", slug: str = "a-slug") -> KnownPost:
    return KnownPost(7, ref or identity.ref(title), slug, title, datetime(2018, 5, 1, 12, tzinfo=UTC), "inferred", None, None)


def as_sets(posts) -> set:
    return {(planned.ref, frozenset(sighting.place for sighting in planned.sightings)) for planned in posts}


def test_a_repeated_post_is_one_with_two_places():
    posts = group([sighting("a.txt", 3, "Lanterns"), sighting("b.txt", 1, "Lanterns")], Known())
    assert as_sets(posts) == {("lanterns", frozenset({("a.txt", 3), ("b.txt", 1)}))}


def test_the_fullest_copy_gives_the_text():
    cut, whole = sighting("a.txt", 10, "Lanterns", paragraphs=1), sighting("b.txt", 1, "Lanterns")
    (post,) = group([cut, whole], Known())
    assert post.primary is whole


def test_an_entry_without_a_body_joins_its_namesake():
    assert len(group([sighting("a.txt", 10, "Lanterns", paragraphs=0), sighting("b.txt", 1, "Lanterns")], Known())) == 1


def test_different_posts_of_one_title_stay_apart_and_are_flagged():
    first, second = group(
        [sighting("a.txt", 1, "Weekly notes", "Anchors"), sighting("b.txt", 1, "Weekly notes", "Bells")], Known()
    )
    assert (first.ref, second.ref) == ("weekly notes", "weekly notes#2")
    assert [[note.review for note in post.notes] for post in (first, second)] == [[True], [True]]


def test_the_order_of_files_does_not_matter():
    sightings = [
        sighting("a.txt", 1, "Weekly notes", "Anchors"),
        sighting("b.txt", 1, "Weekly notes", "Bells"),
        sighting("c.txt", 1, "Weekly notes", "Bells", paragraphs=2),
        sighting("c.txt", 2, "Weekly notes", "Candles"),
    ]
    assert len({frozenset(as_sets(group(order, Known()))) for order in permutations(sightings)}) == 1


def test_an_interrupted_import_is_gone_on_with_as_it_began():
    found = [
        sighting("a.txt", 1, "Weekly notes", "Anchors"),
        sighting("b.txt", 1, "Weekly notes", "Bells"),
        sighting("c.txt", 1, "Weekly notes", "Bells", paragraphs=2),
    ]
    undisturbed = group(found, Known())
    give_addresses(undisturbed, Known())
    for done in undisturbed:
        post = known_post(done.title, done.ref, done.slug)
        known = stored(
            post, sighting(*done.sightings[0].place, done.title, "Anchors" if done.ref == "weekly notes" else "Bells")
        )
        known.posts[7].sightings[0].is_primary = True
        again = group(found, known)
        give_addresses(again, known)
        assert as_sets(again) == as_sets(undisturbed)
        assert {p.ref: p.slug for p in again} == {p.ref: p.slug for p in undisturbed}


def test_a_stored_post_is_met_again_in_its_place_whatever_became_of_its_text():
    row = sighting("a.txt", 1, "Lanterns", id=1, is_primary=True)
    (post,) = group([sighting("a.txt", 1, "Lanterns", "Anchors")], stored(known_post("Lanterns"), row))
    assert post.known
    assert post.primary.stored is row


def test_a_stored_post_is_followed_down_its_page():
    row = sighting("a.txt", 1, "Lanterns", id=1, is_primary=True)
    new, old = group([sighting("a.txt", 1, "Brand new"), sighting("a.txt", 2, "Lanterns")], stored(known_post("Lanterns"), row))
    assert new.known is None
    assert old.primary.stored is row


def test_a_stored_post_an_editor_renamed_is_known_by_the_archives_title():
    row = sighting("a.txt", 1, "Lanterns", id=1, is_primary=True)
    (post,) = group([sighting("b.txt", 1, "Lanterns")], stored(known_post("A better title", "lanterns"), row))
    assert post.known


def test_addresses_are_numbered_in_the_archives_order():
    posts = group(
        [sighting("a.txt", 1, "Notes", "Anchors"), sighting("b.txt", 1, "Notes", "Bells")], Known(slugs={"notes-2": 9})
    )
    give_addresses(posts, Known(slugs={"notes-2": 9}))
    assert [post.slug for post in posts] == ["notes", "notes-3"]
