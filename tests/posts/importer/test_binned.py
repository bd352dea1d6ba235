"""A post that somebody has deleted does not come back with the next import."""

import io

import pytest
from django.core.management import call_command

from posts.export import export
from posts.importer.run import import_archive
from posts.models import BinnedPost, ImportRun, Post
from posts.services.bin import bin_posts, delete_for_good, restore_posts
from tests.posts.importer.listing import entry, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(tmp_path) -> str:
    folder = write(tmp_path / "pages", one=[entry("Lanterns"), entry("Anchors")], two=[entry("Anchors"), entry("Bells")])
    import_archive([folder])
    return folder


def bin_one(slug: str) -> int:
    post = Post.objects.get(slug_en=slug)
    bin_posts([post.pk])
    return post.pk


def slugs() -> list[str]:
    return sorted(Post.objects.values_list("slug_en", flat=True))


def test_it_stays_in_the_bin_and_the_report_says_so(pages):
    bin_one("anchors")
    report = import_archive([pages])
    assert (report.counts["binned"], report.counts["created"], report.counts["unchanged"]) == (2, 0, 2)
    assert slugs() == ["bells", "lanterns"]
    assert BinnedPost.objects.count() == 1
    out = io.StringIO()
    call_command("import_archive", pages, stdout=out)
    assert "posts left in the bin         2" in out.getvalue()


def test_an_import_beside_it_writes_nothing(pages):
    bin_one("anchors")
    import_archive([pages])
    runs = ImportRun.objects.count()
    assert not import_archive([pages]).changed
    assert ImportRun.objects.count() == runs


def test_it_is_known_when_its_page_has_moved_on_and_its_text_changed(pages, tmp_path):
    bin_one("anchors")
    write(tmp_path / "pages", one=[entry("Candles"), entry("Lanterns"), entry("Anchors", entry("Anchors") + "More of it.")])
    assert import_archive([pages]).counts["created"] == 1
    assert slugs() == ["bells", "candles", "lanterns"]


def test_back_from_the_bin_it_is_unchanged(pages):
    key = bin_one("anchors")
    import_archive([pages])
    restore_posts([key])
    import_archive([pages])
    report = import_archive([pages])
    assert (report.counts["unchanged"], report.counts["repeated"], report.counts["binned"]) == (3, 1, 0)
    assert Post.objects.get(slug_en="anchors").pk == key


def test_emptied_from_the_bin_it_is_made_anew(pages):
    key = bin_one("anchors")
    delete_for_good([key])
    assert import_archive([pages]).counts["created"] == 1
    assert Post.objects.get(slug_en="anchors").pk != key


def test_an_export_does_not_bring_it_back_either(pages, tmp_path):
    file = tmp_path / "posts.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        export(Post.objects.all(), stream)
    bin_one("anchors")
    assert import_archive([str(file)]).counts["binned"] == 1
    assert slugs() == ["bells", "lanterns"]


def test_no_other_post_gets_its_address(pages, tmp_path):
    bin_one("anchors")
    other = "An entirely different text about the very same title, long enough to be told from the first.\n\n" * 3
    write(tmp_path / "more", three=[entry("Anchors", other)])
    import_archive([str(tmp_path / "more")])
    assert slugs() == ["anchors-2", "bells", "lanterns"]


def test_no_text_links_to_it(pages, tmp_path):
    bin_one("anchors")
    write(tmp_path / "more", three=[entry("Candles", entry("Candles") + "\n\nAnchors\n\nBells\n")])
    import_archive([str(tmp_path / "more")])
    assert "/anchors" not in Post.objects.get(slug_en="candles").body_en


def test_a_dry_run_says_it(pages):
    bin_one("anchors")
    out = io.StringIO()
    call_command("import_archive", pages, "--dry-run", stdout=out)
    assert "binned     one.txt:" in out.getvalue()
