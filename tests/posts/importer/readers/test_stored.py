"""The stored raw texts are an archive of their own: read by the same rules, at the same places, without the files."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.importer import rules
from posts.importer.readers import stored
from posts.importer.run import import_archive
from posts.models import ImportRun, Post, Provenance
from tests.posts.importer.listing import body, entry, write
from tests.posts.importer.readers.exports import item, save, term

pytestmark = pytest.mark.django_db

LANGUAGES = [term("language", code) + term("post_translations", "pll_1") for code in ("en", "zh")]
GLUED = "A pier needs nobody, and let’s talk! Recognized for Its Harbour Lights"


@pytest.fixture
def archive(tmp_path) -> str:
    """Pages with a glued title and a repeated post, a WordPress export, and a post of Hugo in two languages."""
    write(
        tmp_path,
        one=[
            entry("The lamp"),
            f"The pier\n\nBy | Blog\n\n{body('The pier')}\n\n{GLUED}\n\nBy | Blog\n\n{body('Lights')}\n\n1 2 Next »\n",
        ],
        two=["All Posts By\n\n", entry("The pier"), entry("The rope")],
    )
    address = "<wp:attachment_url>https://harbour.example/lamp.png</wp:attachment_url><wp:post_parent>1</wp:post_parent>"
    save(
        tmp_path,
        item(1, title="Signals", slug="signals", body="[gallery]\n\nBy Bo Sample, CTO", extra=LANGUAGES[0]),
        item(2, title="信号", slug="xin-hao", body="灯塔的信号在集群上。", extra=LANGUAGES[1]),
        item(3, title="Buoys", slug="buoys", body='<!-- wp:block {"ref":9} /-->', author="bo"),
        item(8, kind="attachment", status="inherit", extra=address),
        item(9, kind="wp_block", body="<p>Used again.</p>"),
    )
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "fog.md").write_text("---\ntitle: Fog\ndate: 2019-01-02\n---\nIt is thick.\n")
    (tmp_path / "content" / "fog.zh.md").write_text("---\ntitle: 雾\ndate: 2019-01-03\n---\n雾很浓。\n")
    return str(tmp_path)


def everything() -> list[tuple]:
    posts = Post.objects.order_by("import_ref").values_list(
        "import_ref", "title_en", "body_en", "body_zh_hans", "published_at", "review"
    )
    places = Provenance.objects.order_by("file", "position").values_list(
        "file", "position", "line_start", "line_end", "is_primary", "raw_text", "digest", "evidence", "notes"
    )
    return [*posts, *places]


def read_stored(**options):
    return import_archive(["--stored"], kept=stored.find(), **options)


def test_what_is_stored_reads_as_the_files_did(archive):
    import_archive([archive])
    before, runs = everything(), ImportRun.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = read_stored()
    assert report.failures == []
    assert (report.counts["unchanged"], report.counts["created"], report.counts["updated"]) == (Post.objects.count(), 0, 0)
    assert everything() == before
    assert ImportRun.objects.count() == runs
    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_better_rules_reach_the_same_posts_as_from_the_files(archive, monkeypatch):
    import_archive([archive])
    Post.objects.filter(title_en="The rope").update(body_en="By hand.")
    monkeypatch.setattr(rules, "version", lambda: "of tomorrow")
    monkeypatch.setattr("posts.importer.stages.summary.summarise", lambda draft, context: draft)
    report = read_stored()
    assert report.failures == []
    after = everything()
    report = import_archive([archive])
    assert report.counts["updated"] == report.counts["created"] == 0
    assert everything() == after
    assert Post.objects.get(title_en="The rope").body_en == "By hand."


def test_an_entry_that_is_on_no_page_any_more_is_read_too(archive, tmp_path):
    import_archive([archive])
    write(tmp_path, two=[entry("The sail"), entry("The pier")])
    import_archive([archive])
    read_stored()  # which knows the new titles
    before = everything()
    report = read_stored()
    assert report.failures == []
    assert Post.objects.filter(title_en="The rope", provenance__file="two.txt").exists()
    assert everything() == before


def test_what_has_no_raw_text_is_left_alone(archive):
    import_archive([archive])
    Provenance.objects.update(raw_text="")
    assert stored.find() == []


def test_chosen_posts_alone(archive):
    import_archive([archive])
    Provenance.objects.update(context="")
    chosen = list(Post.objects.filter(title_en__in=["The pier", "Signals"]).values_list("pk", flat=True))
    report = import_archive(["--stored"], kept=stored.find(chosen))
    assert report.counts["unchanged"] == 2
    assert report.failures == []
    assert Post.objects.count() == 7


def test_the_command(archive, capsys):
    call_command("import_archive", archive)
    call_command("import_archive", "--stored")
    assert "Nothing to do" in capsys.readouterr().out
    with pytest.raises(CommandError, match="not both"):
        call_command("import_archive", archive, "--stored")
    with pytest.raises(CommandError, match="No path was given"):
        call_command("import_archive")
