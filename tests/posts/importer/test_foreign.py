"""Whole imports of other systems' posts: known by what their system calls them, safe to repeat, human edits that win."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.export import export
from posts.importer.readers import stored
from posts.importer.run import import_archive
from posts.models import LegacyPath, Post, Provenance
from tests.posts.importer.listing import body, entry, write
from tests.posts.importer.readers.exports import item, meta, save, term

pytestmark = pytest.mark.django_db

LAMP = "The lamp runs on Kubernetes. Every night a keeper walks up the stairs and looks after the Prometheus that watches it."
LANGUAGES = [term("language", code) + term("post_translations", "pll_1") for code in ("en", "zh")]


def exported() -> str:
    stream = io.StringIO()
    export(Post.objects.all(), stream)
    return stream.getvalue()


def counts(report, *words: str) -> tuple[int, ...]:
    return tuple(report.counts[word] for word in words)


@pytest.fixture
def wordpress(tmp_path) -> str:
    return str(
        save(
            tmp_path,
            item(1, title="The lamp", slug="lamp", body=f"By Bo Sample, CTO\n\n{LAMP}", extra=LANGUAGES[0]),
            item(2, title="The lamp", slug="the-lamp", body="Another text under the same title."),
            item(3, title="灯塔的灯", slug="deng-ta", body="灯塔的灯在集群上转动。", extra=LANGUAGES[1]),
            item(4, kind="page"),
            item(5, title="Unfinished", status="draft", date="0000-00-00 00:00:00", extra=meta("_edit_last", "1")),
        )
    )


def test_posts_come_in_with_what_their_text_says(wordpress):
    report = import_archive([wordpress])
    assert counts(report, "created", "translations", "left out", "failed") == (3, 1, 1, 0)
    post = Post.objects.get(slug_en="lamp")
    assert (post.slug_zh_hans, post.title_zh_hans, post.status) == ("deng-ta", "灯塔的灯", "published")
    assert [(credit.person.name_en, credit.title) for credit in post.credits.order_by("order")] == [
        ("Ada Example", ""),
        ("Bo Sample", "CTO"),
    ]
    assert {link.project.slug for link in post.project_links.all()} == {"kubernetes", "prometheus"}
    assert post.summary_en.startswith("The lamp runs")
    assert "By Bo Sample" in post.body_en
    assert set(post.legacy_paths.values_list("path", flat=True)) == {"/notes/lamp/", "/notes/deng-ta/"}
    assert report.warnings[0]["message"] == "Left out: pages (1)."


def test_one_title_and_one_slug_are_two_posts(tmp_path):
    path = str(save(tmp_path, item(1, slug="lamp"), item(2, slug="lamp", body="Another text under the same title.")))
    import_archive([path])
    assert sorted(Post.objects.values_list("slug_en", flat=True)) == ["lamp", "lamp-2"]
    assert import_archive([path]).counts["unchanged"] == 2


def test_two_posts_that_share_a_guid_stay_two(tmp_path):
    path = str(save(tmp_path, item(1, guid="urn:1", title="The lamp"), item(2, guid="urn:1", title="Its copy")))
    assert counts(import_archive([path]), "created", "failed") == (2, 0)
    assert import_archive([path]).counts["unchanged"] == 2
    assert import_archive(["--stored"], kept=stored.find()).counts["unchanged"] == 2
    save(tmp_path, item(1, guid="urn:1", title="The lamp"), item(2, guid="urn:1", title="Its copy, changed"))
    assert counts(import_archive([path]), "updated", "unchanged") == (1, 1)
    assert set(Post.objects.values_list("title_en", flat=True)) == {"The lamp", "Its copy, changed"}


def test_a_summary_does_not_begin_with_a_byline(tmp_path):
    import_archive([str(save(tmp_path, item(1, body="<b>Author:</b> Ada Example, Harbour\n\nThe lamp turns all night.")))])
    post = Post.objects.get()
    assert post.summary_en == "The lamp turns all night."
    assert "Ada Example" in post.body_en


def test_an_unchanged_export_changes_nothing(wordpress):
    import_archive([wordpress])
    before = exported()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = import_archive([wordpress])
    assert counts(report, "created", "updated", "unchanged", "conflict") == (0, 0, 3, 0)
    assert [q["sql"] for q in queries if q["sql"].upper().startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert exported() == before


def test_a_dry_run_says_the_same_and_writes_nothing(wordpress):
    assert import_archive([wordpress], dry_run=True).counts["created"] == 3
    assert not Post.objects.exists()


def test_what_changed_there_is_updated_and_what_people_wrote_stays(tmp_path):
    excerpt = "<excerpt:encoded><![CDATA[What it says there.]]></excerpt:encoded>\n"
    path = str(save(tmp_path, item(1, title="The lamp", slug="lamp", body="Old.", extra=excerpt), item(2, title="Two")))
    import_archive([path])
    Post.objects.filter(slug_en="lamp").update(summary_en="An editor's own words.")
    lit = item(1, title="The lamp is lit", slug="lamp", body="New.", extra=excerpt)
    save(tmp_path, item(9, title="New"), lit, item(2, title="Two"))
    report = import_archive([path])
    assert counts(report, "created", "updated", "unchanged") == (1, 1, 1)
    post = Post.objects.get(slug_en="lamp")
    assert (post.title_en, post.body_en, post.summary_en) == ("The lamp is lit", "New.\n", "An editor's own words.")


def test_both_changed_is_a_conflict(tmp_path):
    path = str(save(tmp_path, item(1, slug="lamp", body="Old.")))
    import_archive([path])
    Post.objects.update(body_en="An editor's own words.\n")
    save(tmp_path, item(1, slug="lamp", body="New."))
    assert import_archive([path]).counts["conflict"] == 1
    assert Post.objects.get().body_en == "An editor's own words.\n"


def test_a_later_export_under_another_name_finds_the_same_posts(tmp_path):
    import_archive([str(save(tmp_path, item(1), name="may.xml"))])
    report = import_archive([str(save(tmp_path, item(1), item(2, title="June"), name="june.xml"))])
    assert counts(report, "created", "unchanged") == (1, 1)


def test_one_post_in_two_files_of_a_run(tmp_path):
    save(tmp_path, item(1), name="a.xml")
    save(tmp_path, item(1), name="b.xml")
    report = import_archive([str(tmp_path)])
    assert counts(report, "created", "failed") == (1, 1)
    assert "a.xml:" in report.failures[0].message
    assert report.failures[0].file == "b.xml"


def test_another_sites_export_under_the_same_name_is_named(tmp_path):
    import_archive([str(save(tmp_path, item(1)))])
    report = import_archive([str(save(tmp_path, item(1, title="Elsewhere", guid="https://other.example/?p=1")))])
    assert "Rename the file" in report.failures[0].message
    assert Post.objects.count() == 1


def test_a_listed_post_of_the_same_title_is_another(tmp_path):
    import_archive([str(save(tmp_path, item(1, title="A lighthouse on the cluster", slug="a-lighthouse-on-the-cluster")))])
    pages = write(tmp_path / "pages", page=[entry("A lighthouse on the cluster", body("lighthouse"))])
    report = import_archive([pages])
    assert report.counts["created"] == 1
    assert Post.objects.count() == 2
    assert import_archive([pages, str(tmp_path / "harbour.xml")]).counts["unchanged"] == 2


def test_an_address_two_posts_had_stays_with_the_first(tmp_path):
    link = "https://harbour.example/same/"
    report = import_archive([str(save(tmp_path, item(1, link=link), item(2, title="Two", link=link)))])
    assert report.counts["created"] == 2
    assert LegacyPath.objects.get(path="/same/").post.title_en == "A lighthouse on the cluster"


def test_an_export_of_ours_brings_them_back(wordpress):
    import_archive([wordpress])
    before = exported()
    folder = wordpress.rpartition("/")[0]
    with open(f"{folder}/ours.jsonl", "w", encoding="utf-8") as file:
        file.write(before)
    Post.objects.all().delete()
    Provenance.objects.all().delete()
    import_archive([f"{folder}/ours.jsonl"])
    assert exported() == before
    assert counts(import_archive([wordpress]), "created", "unchanged") == (0, 3)


def test_a_markdown_folder(tmp_path):
    site = tmp_path / "site/content/posts/lamp"
    site.mkdir(parents=True)
    (site / "index.md").write_text("---\ntitle: The lamp\ndate: 2020-03-04\nauthor: Ada Example\n---\nIt turns.\n")
    (site / "index.zh.md").write_text("---\ntitle: 灯塔的灯\ndate: 2020-03-05\n---\n灯在转动。\n", encoding="utf-8")
    (tmp_path / "site/content/posts/broken.md").write_text("---\n- no mapping\n---\n")
    report = import_archive([str(tmp_path / "site")])
    assert counts(report, "created", "failed") == (1, 1)
    assert report.failures[0].file == "content/posts/broken.md"
    post = Post.objects.get()
    assert (post.title_en, post.title_zh_hans, post.slug_zh_hans) == ("The lamp", "灯塔的灯", "lamp")
    assert import_archive([str(tmp_path / "site")]).counts["unchanged"] == 1
