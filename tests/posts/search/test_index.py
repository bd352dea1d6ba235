from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from posts.models import Post, SearchDocument
from posts.search.index import COLUMNS, OVERLAP, PART_LENGTH, documents, reindex
from tests.factories import make_post


def rows(*args, vendor="sqlite"):
    return [dict(zip(COLUMNS, row, strict=True)) for row in documents(*args, vendor=vendor)]


def matching(word: str) -> list[int]:
    """The posts whose document holds one token, as the bare database finds them."""
    sql = (
        "SELECT post_id FROM posts_searchdocument WHERE tokens @@ %s::tsquery"
        if connection.vendor == "postgresql"
        else "SELECT d.post_id FROM posts_search s JOIN posts_searchdocument d ON d.id = s.rowid WHERE posts_search MATCH %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [word])
        return sorted({post for (post,) in cursor.fetchall()})


def test_a_text_is_one_document():
    assert rows(7, "en", "Cloud News", "In short.", "The *long* story.") == [
        {"post_id": 7, "language": "en", "part": 0, "title_tokens": "cloud news", "tokens": "in short the long stori"}
    ]


def test_on_postgresql_it_is_a_ready_tsvector_with_the_title_weighted_and_apart():
    [row] = rows(7, "zh-hans", "云", "", "云 C++", vendor="postgresql")
    assert row["title_tokens"].split() == ["云:1A"]
    assert row["tokens"].split() == ["云:1A", "云:2010", "c++:2011"]


def test_no_text_is_no_document():
    assert rows(7, "en", "", "", "…") == []


def test_a_title_alone_is_a_document():
    assert [row["title_tokens"] for row in rows(7, "en", "Cloud", "", "")] == ["cloud"]


def test_a_long_text_is_several_documents_that_overlap_and_know_the_title():
    words = [f"w{number}" for number in range(PART_LENGTH + 1)]
    first, second = rows(7, "en", "Cloud", "", " ".join(words))
    assert (first["part"], second["part"]) == (0, 1)
    assert first["tokens"].split() == words
    assert second["tokens"].split() == words[PART_LENGTH:]
    assert second["title_tokens"] == "cloud"


def test_parts_share_a_few_tokens():
    words = [f"w{number}" for number in range(2 * PART_LENGTH)]
    first, second = rows(7, "en", "", "", " ".join(words))
    assert first["tokens"].split()[-OVERLAP:] == second["tokens"].split()[:OVERLAP]


@pytest.mark.django_db
class TestReindex:
    def test_makes_found_what_the_posts_say_now(self):
        post = make_post("Envoy proxies", zh="云原生")
        assert reindex(Post.objects.all()) == 2
        assert matching("envoy") == matching("云原") == [post.pk]

        Post.objects.filter(pk=post.pk).update(title_en="Rook", body_en="")
        reindex(Post.objects.filter(pk=post.pk))
        assert matching("rook") == [post.pk]
        assert matching("envoy") == []

    def test_leaves_other_posts_alone(self):
        kept, changed = make_post("Envoy"), make_post("More Envoy")
        reindex(Post.objects.all())
        reindex(Post.objects.filter(pk=changed.pk))
        assert matching("envoy") == [kept.pk, changed.pk]

    def test_a_deleted_post_is_not_found(self):
        post = make_post("Envoy")
        reindex(Post.objects.all())
        post.delete()
        assert matching("envoy") == []

    def test_a_long_hostile_text_is_stored(self):
        body = "'\\ \" : \x01 * " + "x" * 5_000_000 + " Ada's 云 " + "word1 word2 word3 " * 20_000
        post = make_post("Envoy", body_en=body)
        assert reindex(Post.objects.all()) == 6
        assert matching("ada") == matching("word3") == [post.pk]

    def test_a_changed_document_is_found_by_its_new_tokens(self):
        make_post("Envoy")
        reindex(Post.objects.all())
        tokens = "rook:1" if connection.vendor == "postgresql" else "rook"
        SearchDocument.objects.update(title_tokens="", tokens=tokens)
        assert matching("envoy") == []
        assert len(matching("rook")) == 1

    def test_rebuild_search_says_what_it_did(self):
        make_post("Envoy", zh="云")
        out = StringIO()
        call_command("rebuild_search", stdout=out)
        assert out.getvalue() == "2 documents of 1 posts are indexed.\n"
        assert len(matching("envoy")) == 1
