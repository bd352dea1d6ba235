"""The export holds everything, in the documented form, and comes back without loss."""

import io
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from people.models import Organization, OtherName, Person
from posts import export as module
from posts import markdown
from posts.export import export
from posts.models import Category, ImportRun, LegacyPath, Post, Provenance, Series, Tag, Translation
from projects.models import MaturityChange, Project
from tests.factories import make_organization, make_person, make_post, make_project, make_series, make_tag

FORMAT = Path(__file__).resolve().parents[2] / "docs/export-format.md"

pytestmark = pytest.mark.django_db


def exported(posts=None) -> str:
    stream = io.StringIO()
    export(Post.objects.all() if posts is None else posts, stream)
    return stream.getvalue()


def lines(posts=None) -> list[dict]:
    return [json.loads(line) for line in exported(posts).splitlines()]


def render_texts() -> None:
    """What saving a post on the site does: every text's HTML is its body's."""
    for text in Translation.objects.select_related("post"):
        text.body_html = markdown.render(getattr(text.post, f"body_{text.language.replace('-', '_')}"))
        text.save()


def empty_the_database() -> None:
    for model in (Post, Person, Organization, Project, Series, Tag, Category, ImportRun):
        model.objects.all().delete()


@pytest.fixture
def archive():
    """Posts with everything a post can have, and posts with nearly nothing."""
    ada = make_person(
        "Ada Käthner", name_zh_hans="阿达", bio_en="Writes.", bio_zh_hans="作者。", homepage="https://ada.example/"
    )
    namesake = make_person("Ada Käthner", slug="ada-kaethner-2")
    OtherName.objects.create(person=ada, name="Ada Kaethner", slug="ada-kaethner")
    OtherName.objects.create(person=ada, name="A. Käthner")
    company = make_organization("Example Co", homepage="https://example.com/")
    team = make_organization("Example Team", slug="team-of-examples", name_zh_hans="示例团队")
    OtherName.objects.create(organization=company, name="Example Company Inc.", slug="example-company")
    boat = make_project(
        "Boat",
        name_zh_hans="船",
        description_en="Carries containers.",
        description_zh_hans="运送容器。",
        category="Runtime",
        homepage="https://boat.example/",
        repository="https://git.example/boat",
        level="incubating",
    )
    step = MaturityChange.objects.create(project=boat, level="incubating", date=date(2018, 9, 20))
    MaturityChange.objects.create(project=boat, level="sandbox", kind="statement", date=date(2017, 3, 1))
    series = make_series("User stories", name_zh_hans="用户故事", description_en="How it went.", description_zh_hans="经过。")
    news = Category.objects.create(slug="news", name_en="Announcement", name_zh_hans="公告")
    blog = Category.objects.create(slug="blog", name_en="Blog")

    full = make_post(
        "A year of Boat",
        zh="Boat 的一年",
        tags=[make_tag("storage", label_zh_hans="存储", slug="topic-storage"), make_tag("edge & core")],
        published_at=datetime(2018, 9, 25, 12, 30, 15, 250, tzinfo=UTC),
        date_basis="inferred",
        date_min=date(2018, 9, 1),
        date_max=date(2018, 9, 30),
        series=series,
        summary_en="A summary, “quoted”.",
        body_zh_hans="## 标题\n\n正文，**粗体**。\u2028\n",
        syndicated_from="Example Blog",
        syndicated_url="https://blog.example/boat?a=1&b=2",
        review=["Its date is a guess."],
        import_ref="a year of boat",
    )
    full.categories.add(news, blog)
    full.credits.create(person=ada, organization=company, title="CTO & founder", order=3)
    full.credits.create(person=namesake, organization=None, order=4)
    full.credits.create(person=ada, organization=company, role="translator", language="zh-hans", order=5)
    full.credits.create(person=ada, organization=company, role="translator", language="en", order=7)
    full.credits.create(organization=team, role="reviewer", order=6)
    full.project_links.create(project=boat, relation="mentions", level="incubating", change=step)
    full.project_links.create(project=make_project("Anchor"))
    full.translations.filter(language="zh-hans").update(
        status="in_review", source_text="A year of Boat\n\nText.", published_at=None
    )
    LegacyPath.objects.create(post=full, path="/blog/2018/09/25/boat/")
    LegacyPath.objects.create(post=full, path="/2018/boat/")
    Provenance.objects.create(
        post=full,
        file="2018/page-1.txt",
        position=2,
        line_start=10,
        line_end=30,
        raw_text="A year of Boat\n\nBy | Blog\n",
        digest="d" * 64,
        context="c" * 64,
        evidence={"title": "A year of Boat", "dates": {"b": [1, 2.5, None], "a": {"d": True, "c": "é"}}, "size": 3},
        notes=[{"stage": "bylines", "message": "A byline.", "line": 12, "review": False}],
        written={"title_en": "1a2b", "body_en": "3c4d"},
    )
    Provenance.objects.create(post=full, file="2017/page-9.txt", position=1_000_001, line_start=1, line_end=2, is_primary=False)

    make_post(None, zh="只有中文", authors=[make_person("", name_en=None, name_zh_hans="张三", slug="张三")])
    make_post("Written here", status="draft", published_at=None)
    unstarted = make_post(
        "An idea", status="draft", date_basis="given", slug_zh_hans="想法", title_zh_hans="想法", body_zh_hans="*草稿*"
    )
    unstarted.translations.update(status="draft", published_at=None)
    held = make_post("Held", zh="等待", status="draft", together=["en", "zh-hans"])
    held.translations.filter(language="en").update(status="ready")
    make_post("Gone", zh="不再", status="archived")
    make_post("Stated", day=date(2017, 1, 2), date_basis="stated", syndicated_from="Example Blog")
    make_post("Quiet source", zh="安静", status="draft").translations.filter(language="en").update(is_source=False)
    Translation.objects.filter(post__slug_en="quiet-source", language="zh-hans").update(is_source=True)
    render_texts()


def test_it_comes_back_without_loss(archive, tmp_path):
    before = exported()
    (tmp_path / "archive.jsonl").write_text(before, encoding="utf-8", newline="\n")
    empty_the_database()
    call_command("import_archive", tmp_path / "archive.jsonl")
    assert exported() == before


def test_who_was_first_named_in_han_translates_and_comes_back(tmp_path):
    """A credit of a language, of somebody whom the archive knows by another name than the first."""
    (tmp_path / "page.txt").write_text(PAGE.replace("Ada Example,", "苏念一,"), encoding="utf-8")
    call_command("import_archive", tmp_path / "page.txt")
    person = Person.objects.get()
    OtherName.objects.create(person=person, name="Su Nianyi")
    Person.objects.filter(pk=person.pk).update(name_en="Su Nianyi")
    post = Post.objects.get(slug_en="how-boat-learned-to-float")
    post.credits.create(person=person, role="translator", language="zh-hans", order=5)
    before = exported()
    (tmp_path / "archive.jsonl").write_text(before, encoding="utf-8", newline="\n")
    call_command("import_archive", tmp_path / "archive.jsonl")
    assert exported() == before


def test_taking_it_back_twice_changes_nothing(archive, tmp_path):
    before = exported()
    (tmp_path / "archive.jsonl").write_text(before, encoding="utf-8", newline="\n")
    call_command("import_archive", tmp_path / "archive.jsonl")
    assert exported() == before
    assert not ImportRun.objects.exists()


PAGE = """\
How Boat Learned to Float

By | Blog

Guest post by Ada Example, CTO of Example Co

It took a year — and “two” rewrites.

What We Learned

  • Ship early
  • Sink early

A Second Harbor

By | Announcement, Blog

The text of an older post, which says little about its day.
"""


def test_an_imported_page_comes_back_and_is_known_again(tmp_path):
    page, archive = tmp_path / "page.txt", tmp_path / "archive.jsonl"
    page.write_text(PAGE, encoding="utf-8")
    call_command("import_archive", page)
    before = exported()
    assert before.count("\n") == 2
    archive.write_text(before, encoding="utf-8", newline="\n")
    empty_the_database()
    call_command("import_archive", archive)
    assert exported() == before
    runs = ImportRun.objects.count()
    call_command("import_archive", page)
    assert exported() == before
    assert ImportRun.objects.count() == runs


def test_an_edit_that_came_with_an_export_stays_when_its_page_is_read_again(tmp_path):
    page, archive = tmp_path / "page.txt", tmp_path / "archive.jsonl"
    page.write_text(PAGE, encoding="utf-8")
    call_command("import_archive", page)
    archive.write_text(exported().replace("two” rewrites", "three” rewrites"), encoding="utf-8", newline="\n")
    call_command("import_archive", archive)
    edited = exported()
    assert "three” rewrites" in edited
    Provenance.objects.update(context="of other rules")
    call_command("import_archive", page)
    assert "three” rewrites" in exported()


def test_the_documented_keys_come_first(archive):
    documented = [
        *("slug", "status", "published_at", "date_basis", "date_min", "date_max", "categories", "series", "tags", "projects"),
        *("syndication", "credits", "translations", "provenance", "review"),
    ]
    for line in lines():
        assert list(line)[: len(documented)] == documented


def keys(value: object) -> set[str]:
    """Every key in ``value``, however deep, but those of what an import keeps for itself."""
    if isinstance(value, dict):
        inner = (keys(member) for key, member in value.items() if key not in ("evidence", "notes", "written"))
        return set(value).union(*inner)
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_every_key_is_documented(archive):
    documented = set(re.findall(r"`([\w-]+)`", FORMAT.read_text(encoding="utf-8")))
    assert keys(lines()) - documented == set()


def test_a_post_in_the_documented_form(archive):
    [line] = lines(Post.objects.filter(slug_en="a-year-of-boat"))
    assert line["published_at"] == "2018-09-25T12:30:15.000250+00:00"
    assert line["categories"] == ["Blog", "Announcement"]
    assert line["series"] == {"slug": "user-stories", "name": "User stories"}
    assert line["projects"] == ["anchor", "boat"]
    assert line["credits"][0] == {
        "person": {"slug": "ada-kathner", "name": "Ada Käthner"},
        "organization": "Example Co",
        "role": "author",
        "title": "CTO & founder",
        "organization_slug": "example-co",
        "language": "",
    }
    assert line["credits"][2]["language"] == "zh-hans"
    assert line["credits"][3]["person"] is None
    assert list(line["translations"]) == ["en", "zh-hans"]
    assert line["translations"]["zh-hans"]["body_html"].startswith("<h2")
    assert [place["file"] for place in line["provenance"]] == ["2017/page-9.txt", "2018/page-1.txt"]


def test_only_the_languages_a_post_has(archive):
    [line] = lines(Post.objects.filter(slug_zh_hans="只有中文"))
    assert (line["slug"], list(line["translations"]), line["source_language"]) == ("只有中文", ["zh-hans"], "zh-hans")


def test_a_language_without_a_row_is_a_draft(archive):
    [line] = lines(Post.objects.filter(slug_en="an-idea"))
    assert line["translations"]["zh-hans"]["status"] == "draft"
    assert "<em>草稿</em>" in line["translations"]["zh-hans"]["body_html"]


def test_the_newest_stand_first_and_undated_ones_last(archive):
    moments = [line["published_at"] for line in lines()]
    assert moments == [*sorted(filter(None, moments), reverse=True), None]


def test_the_active_language_makes_no_difference(archive):
    before = exported()
    with translation.override("zh-hans"):
        assert exported() == before


def test_queries_do_not_grow_with_the_posts(archive, monkeypatch):
    for _number in range(5):
        make_post(projects=[make_project()], authors=[make_person()], tags=[make_tag()])
    monkeypatch.setattr(module, "CHUNK", 200)
    with CaptureQueriesContext(
        connection,
    ) as few:
        exported(Post.objects.filter(slug_en="a-year-of-boat"))
    with CaptureQueriesContext(connection) as many:
        exported()
    assert len(many) <= len(few)


def test_the_command_writes_a_file(archive, tmp_path, capsys):
    path = tmp_path / "out.jsonl"
    call_command("export_archive", output=str(path))
    assert path.read_text(encoding="utf-8") == exported()
    assert list(tmp_path.iterdir()) == [path]
    assert "8 posts" in capsys.readouterr().err


def test_the_command_writes_to_standard_output(archive, capsys):
    call_command("export_archive")
    assert capsys.readouterr().out == exported()


def test_a_file_that_cannot_be_written_is_named(archive, tmp_path):
    with pytest.raises(CommandError, match=r"missing/out\.jsonl cannot be written .*: check that its folder exists"):
        call_command("export_archive", output=str(tmp_path / "missing/out.jsonl"))


def test_an_export_that_breaks_off_leaves_the_last_one(archive, tmp_path, monkeypatch):
    path = tmp_path / "out.jsonl"
    path.write_text("the last one", encoding="utf-8")
    monkeypatch.setattr("posts.export.as_json", lambda post: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("export_archive", output=str(path))
    assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["the last one"]
