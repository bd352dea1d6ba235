"""Whole imports on small archives: what comes in, what stays, what is said."""

import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Organization, OtherName, Person
from posts.export import export
from posts.importer.report import Listener
from posts.importer.run import CannotStart, import_archive
from posts.models import ImportRecord, ImportRun, LegacyPath, Post, Provenance, SearchDocument, Translation
from posts.parked import PARKED
from tests.posts.importer.listing import body, entry, write

pytestmark = pytest.mark.django_db

CHINESE = "灯塔团队的构建集群\n\n去年春天，我们把构建系统迁移到了集群上，这里讲述最初几个月的经历和教训，希望对大家有所帮助。\n"


def exported() -> str:
    stream = io.StringIO()
    export(Post.objects.all(), stream)
    return stream.getvalue()


def counts(report, *words: str) -> tuple[int, ...]:
    return tuple(report.counts[word] for word in words)


def writes(queries: CaptureQueriesContext) -> list[str]:
    return [
        q["sql"] for q in queries if q["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "COPY", "REPLACE"))
    ]


@pytest.fixture
def pages(tmp_path) -> str:
    return write(
        tmp_path / "pages",
        one=[entry("Lanterns"), entry("Anchors", f"By Ada Example, CTO, Larkspur\n\n{body('Anchors')}")],
        two=[
            entry("Anchors", f"By Ada Example, CTO, Larkspur\n\n{body('Anchors')}"),
            entry("Bells", body("Bells") + "\n\n" + CHINESE),
        ],
    )


def test_posts_come_in_with_everything(pages):
    report = import_archive([pages])
    assert counts(report, "created", "repeated", "people", "organizations", "translations", "failed") == (3, 1, 1, 1, 1, 0)
    post = Post.objects.get(slug_en="anchors")
    assert (post.title_en, post.status, post.import_ref) == ("Anchors", "published", "anchors")
    assert "storage behind Anchors" in post.body_en
    credit = post.credits.get()
    assert (credit.person.name_en, credit.title, credit.organization.name_en) == ("Ada Example", "CTO", "Larkspur")
    assert [c.name_en for c in post.categories.all()] == ["Blog"]
    assert sorted(post.provenance.values_list("file", "position", "is_primary")) == [
        ("one.txt", 2, True),
        ("two.txt", 1, False),
    ]
    assert SearchDocument.objects.filter(post=post).exists()
    assert ImportRun.objects.get().status == ImportRun.Status.FINISHED


def test_both_languages_are_stored_rendered_and_pinned(pages):
    import_archive([pages])
    post = Post.objects.get(slug_en="bells")
    assert post.slug_zh_hans == "bells"
    english, chinese = post.translations.get(language="en"), post.translations.get(language="zh-hans")
    assert english.is_source
    assert "<p>" in english.body_html
    assert "storage behind Bells" in chinese.source_text
    assert chinese.length > 30


def test_newest_first_holds_within_a_page_to_the_second(tmp_path):
    write(tmp_path, one=[entry(title, meta="By May 26, 2017Blog") for title in ("Candles", "Doors", "Easels")])
    import_archive([str(tmp_path)])
    assert list(Post.objects.order_by("-published_at").values_list("slug_en", flat=True)) == ["candles", "doors", "easels"]
    assert {moment.date() for moment in Post.objects.values_list("published_at", flat=True)} == {date(2017, 5, 26)}


def test_repeating_an_import_changes_nothing(pages):
    import_archive([pages])
    before = exported()
    with CaptureQueriesContext(connection) as queries:
        report = import_archive([pages])
    assert counts(report, "created", "updated", "unchanged", "repeated") == (0, 0, 3, 1)
    assert writes(queries) == []
    assert not report.changed
    assert exported() == before
    assert ImportRun.objects.count() == 1


def test_pages_imported_one_by_one_give_the_same_posts(pages):
    for name in ("two", "one"):
        import_archive([f"{pages}/{name}.txt"])
    apart = {post["slug"]: post for post in map(json.loads, exported().splitlines())}
    Post.objects.all().delete()
    import_archive([pages])
    together = {post["slug"]: post for post in map(json.loads, exported().splitlines())}
    assert apart.keys() == together.keys()
    for slug, post in together.items():
        for key in ("published_at", "date_min", "date_max", "translations", "credits", "review"):
            assert apart[slug][key] == post[key], (slug, key)
        places = [
            [(place["file"], place["position"], place["primary"]) for place in p["provenance"]] for p in (post, apart[slug])
        ]
        assert places[0] == places[1]


def test_a_dry_run_writes_nothing_and_says_what_it_would_do(pages):
    with CaptureQueriesContext(connection) as queries:
        report = import_archive([pages], dry_run=True)
    assert counts(report, "created", "repeated") == (3, 1)
    assert writes(queries) == []
    assert not Post.objects.exists()


def test_a_changed_entry_is_updated_alone(pages, tmp_path):
    import_archive([pages])
    updated = dict(Post.objects.values_list("slug_en", "updated_at"))
    write(tmp_path / "pages", one=[entry("Lanterns", body("Lanterns") + "\n\nA new last line."), entry("Anchors")])
    write(
        tmp_path / "pages",
        two=[
            entry("Anchors", f"By Ada Example, CTO, Larkspur\n\n{body('Anchors')}"),
            entry("Bells", body("Bells") + "\n\n" + CHINESE),
        ],
    )
    report = import_archive([pages])
    assert counts(report, "created", "updated", "conflict") == (0, 1, 0)
    post = Post.objects.get(slug_en="lanterns")
    assert "A new last line." in post.body_en
    assert "A new last line." in post.translations.get().body_html
    assert ImportRecord.objects.get(outcome="updated").message == "body_en"
    assert {slug for slug, moment in Post.objects.values_list("slug_en", "updated_at") if moment != updated[slug]} == {
        "lanterns"
    }


def test_what_a_person_changed_stays(pages, tmp_path):
    import_archive([pages])
    Post.objects.filter(slug_en="lanterns").update(title_en="Lanterns, revisited", body_en="Rewritten.")
    report = import_archive([pages])
    assert counts(report, "updated", "conflict") == (0, 0)
    write(tmp_path / "pages", one=[entry("Lanterns", body("Lanterns") + "\n\nA new last line."), entry("Anchors")])
    report = import_archive([pages])
    assert counts(report, "updated", "conflict") == (0, 1)
    post = Post.objects.get(slug_en="lanterns")
    assert (post.title_en, post.body_en) == ("Lanterns, revisited", "Rewritten.")
    assert "body_en" in ImportRecord.objects.get(outcome="conflict").message
    assert counts(import_archive([pages]), "updated", "conflict") == (0, 1)  # it waits


def test_a_page_that_moved_on_keeps_its_posts(pages, tmp_path):
    import_archive([pages])
    ids = dict(Post.objects.values_list("slug_en", "id"))
    write(tmp_path / "pages", one=[entry("Brand new"), entry("Lanterns")])
    report = import_archive([pages])
    assert counts(report, "created", "conflict", "failed") == (1, 0, 0)
    assert {slug: pk for slug, pk in Post.objects.values_list("slug_en", "id") if slug in ids} == ids
    assert sorted(Provenance.objects.filter(file="one.txt").values_list("position", "post__slug_en")) == [
        (1, "brand-new"),
        (2, "lanterns"),
    ]
    before = exported()
    assert not import_archive([pages]).changed
    assert exported() == before


def test_a_post_that_left_its_page_is_kept_and_known_again(tmp_path):
    pages = write(tmp_path, one=[entry("Lanterns"), entry("Anchors")])
    import_archive([pages])
    write(tmp_path, one=[entry("Brand new"), entry("Lanterns")])
    import_archive([pages])
    assert Post.objects.count() == 3
    write(tmp_path, two=[entry("Anchors")])
    import_archive([pages])
    assert Post.objects.count() == 3
    assert Post.objects.get(slug_en="anchors").provenance.get().file == "two.txt"


def test_pages_of_one_name_are_told_apart_by_their_posts(tmp_path):
    older = write(tmp_path / "2017", page=[entry("Lanterns"), entry("Anchors")])
    newer = write(tmp_path / "2018", page=[entry("Bells"), entry("Candles"), entry("Doors")])
    import_archive([older])
    rehearsed = import_archive([newer], dry_run=True)
    assert counts(rehearsed, "created", "updated") == (3, 0)
    report = import_archive([newer])
    assert counts(report, "created", "updated", "conflict", "failed") == (3, 0, 0, 0)
    assert sorted(Provenance.objects.values_list("file", "position", "post__slug_en")) == [
        ("2018/page.txt", 1, "bells"),
        ("2018/page.txt", 2, "candles"),
        ("2018/page.txt", 3, "doors"),
        ("page.txt", 1, "lanterns"),
        ("page.txt", 2, "anchors"),
    ]
    import_archive([older])  # its posts may link to the new ones
    before = exported()
    for paths in ([older], [newer], [f"{newer}/page.txt"], [str(tmp_path)], [newer, older]):
        assert not import_archive(paths).changed, paths
        assert exported() == before
    assert ImportRun.objects.count() == 3


def test_a_page_known_by_another_name_is_followed(tmp_path):
    import_archive([write(tmp_path / "2017", page=[entry("Lanterns"), entry("Anchors")])])
    newer = write(tmp_path / "2018", page=[entry("Bells"), entry("Candles")])
    import_archive([newer])
    write(tmp_path / "2018", page=[entry("Doors"), entry("Bells", body("Bells") + "\n\nA new last line.")])
    listener = FileLines()
    report = import_archive([newer], report=str(tmp_path / "report.json"), listener=listener)
    assert counts(report, "created", "updated", "failed") == (1, 1, 0)
    assert listener.lines == [("page.txt", {"created": 1, "updated": 1})]
    (page,) = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["pages"]
    assert (page["file"], "2018/page.txt" in page["notes"][0]["message"]) == ("page.txt", True)
    assert sorted(
        Provenance.objects.filter(file="2018/page.txt", position__lt=PARKED).values_list("position", "post__slug_en")
    ) == [
        (1, "doors"),
        (2, "bells"),
    ]


def test_what_fails_on_such_a_page_is_named_as_it_was_given(tmp_path):
    import_archive([write(tmp_path / "2017", page=[entry("Lanterns")])])
    newer = write(tmp_path / "2018", page=[entry("Bells"), entry("Far too long " * 300, body("Anchors"))])
    report = import_archive([newer])
    assert [(failure.file, failure.line_start) for failure in report.failures] == [("page.txt", 11)]


class FileLines(Listener):
    def __init__(self):
        self.lines = []

    def file(self, name, counts):
        self.lines.append((name, dict(counts)))


def test_a_fuller_copy_takes_over(tmp_path):
    pages = write(tmp_path, one=[entry("Lanterns", body("Lanterns", 1))])
    import_archive([pages])
    write(tmp_path, two=[entry("Lanterns")])
    report = import_archive([pages])
    assert counts(report, "created", "updated", "conflict") == (0, 1, 0)
    post = Post.objects.get()
    assert "keep notes" in post.body_en
    assert sorted(post.provenance.values_list("file", "is_primary")) == [("one.txt", False), ("two.txt", True)]
    assert not import_archive([pages]).changed


def test_two_posts_of_one_title_are_both_kept(tmp_path):
    pages = write(tmp_path, one=[entry("Weekly notes", body("Anchors"))], two=[entry("Weekly notes", body("Bells"))])
    report = import_archive([pages])
    assert counts(report, "created", "flagged") == (2, 2)
    assert sorted(Post.objects.values_list("slug_en", flat=True)) == ["weekly-notes", "weekly-notes-2"]
    assert all(Post.objects.values_list("needs_review", flat=True))


# People


def test_spellings_of_a_name_are_one_person_under_the_better_one(tmp_path):
    pages = write(
        tmp_path,
        one=[
            entry("Lanterns", f"By Lena Bjorklund, Engineer, Larkspur\n\n{body('Lanterns')}"),
            entry("Anchors", f"By Lena Björklund, Engineer, Larkspur\n\n{body('Anchors')}"),
        ],
    )
    import_archive([pages])
    person = Person.objects.get()
    assert (person.name_en, person.slug, person.credits.count()) == ("Lena Björklund", "lena-bjorklund", 2)


def test_near_names_stay_apart_and_are_suggested(tmp_path):
    pages = write(
        tmp_path,
        one=[
            entry("Lanterns", f"By Anil Moradi, Engineer, Larkspur\n\n{body('Lanterns')}"),
            entry("Anchors", f"By Anil Murady, Engineer, Larkspur\n\n{body('Anchors')}"),
        ],
    )
    report = import_archive([pages])
    assert Person.objects.count() == 2
    assert [suggestion["names"] for suggestion in report.suggestions] == [["Anil Moradi", "Anil Murady"]]


def test_a_credit_by_another_name_is_the_imports_own_work(tmp_path):
    ada = Person.objects.create(name_en="Ada Example", slug="ada-example")
    OtherName.objects.create(person=ada, name="Lovelace Example")
    pages = write(tmp_path, one=[entry("Lanterns", f"By Lovelace Example, CTO, Larkspur\n\n{body('Lanterns')}")])
    import_archive([pages])
    assert Post.objects.get().credits.get().person == ada
    write(tmp_path, one=[entry("Lanterns", f"By Lovelace Example and Grace Sample, Larkspur\n\n{body('Lanterns')}")])
    assert counts(import_archive([pages], dry_run=True), "updated", "conflict") == (1, 0)
    assert counts(import_archive([pages]), "updated", "conflict") == (1, 0)
    assert Post.objects.get().credits.count() == 2
    assert not import_archive([pages]).changed


def test_a_merged_person_is_not_made_again(tmp_path):
    keeper = Person.objects.create(name_en="Anil Moradi", slug="anil-moradi")
    OtherName.objects.create(person=keeper, name="Anil Murady", slug="anil-murady")
    import_archive([write(tmp_path, one=[entry("Lanterns", f"By Anil Murady, Engineer, Larkspur\n\n{body('Lanterns')}")])])
    assert Post.objects.get().credits.get().person == keeper
    assert Organization.objects.count() == 1


# Dates


def dates(tmp_path, *rows: str) -> str:
    file = tmp_path / "dates.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return str(file)


def test_given_dates_overrule_and_keep_addresses(pages, tmp_path):
    import_archive([pages])
    file = dates(tmp_path, "title,date", "Lanterns,2018-09-25", "https://example.org/blog/2018/09/20/anchors/,2018-09-20")
    report = import_archive([pages], dates=file)
    assert counts(report, "redated", "failed")[1] == 0
    lanterns, anchors = Post.objects.get(slug_en="lanterns"), Post.objects.get(slug_en="anchors")
    assert (lanterns.published_at.date(), lanterns.date_basis) == (date(2018, 9, 25), "given")
    assert (anchors.published_at.date(), anchors.date_basis) == (date(2018, 9, 20), "given")
    assert LegacyPath.objects.get().path == "/blog/2018/09/20/anchors/"
    assert Translation.objects.get(post=lanterns).published_at == lanterns.published_at
    before = exported()
    import_archive([pages])  # without the list: what it said stays
    assert exported() == before


def test_given_dates_of_new_posts(pages, tmp_path):
    import_archive([pages], dates=dates(tmp_path, "/old/bells/,2019-01-02"))
    bells = Post.objects.get(slug_en="bells")
    assert (bells.published_at.date(), bells.date_basis) == (date(2019, 1, 2), "given")
    assert [legacy.path for legacy in bells.legacy_paths.all()] == ["/old/bells/"]
    assert all(post.published_at >= bells.published_at for post in Post.objects.all())


def test_bad_rows_are_named_and_unknown_posts_reported(pages, tmp_path):
    report = import_archive([pages], dates=dates(tmp_path, "Lanterns,never 2", "Nobody's post,2018-09-25"))
    assert [(f.file.endswith("dates.csv"), f.line_start) for f in report.failures] == [(True, 1)]
    assert [warning["line"] for warning in report.warnings] == [2]
    assert Post.objects.count() == 3


def test_a_date_an_editor_set_stays_and_holds_its_neighbours(pages):
    import_archive([pages])
    post = Post.objects.get(slug_en="anchors")
    post.published_at = post.published_at.replace(year=2012)
    post.save()
    import_archive([pages])
    assert Post.objects.get(slug_en="anchors").published_at.year == 2012


# Bad input


def test_a_post_that_does_not_fit_is_named_and_the_rest_comes_in(tmp_path):
    pages = write(tmp_path, one=[entry("Lanterns"), entry("Far too long " * 300, body("Anchors")), entry("Bells")])
    report = import_archive([pages])
    assert sorted(Post.objects.values_list("slug_en", flat=True)) == ["bells", "lanterns"]
    (failure,) = report.failures
    assert (failure.file, failure.line_start) == ("one.txt", 11)
    assert "characters" in failure.message
    record = ImportRecord.objects.get(outcome="failed")
    assert "Far too long" in record.raw_text
    import_archive([pages])
    assert ImportRecord.objects.filter(outcome="failed").count() == 1


def test_a_post_without_a_body_comes_in(tmp_path):
    report = import_archive([write(tmp_path, one=[entry("Lanterns", ""), entry("Anchors")])])
    assert counts(report, "created", "failed") == (2, 0)


def test_a_post_with_damaged_bytes_is_flagged_and_its_neighbours_are_not(tmp_path):
    titles = ("Lanterns", "Anchors", "Bells")
    page = "".join(entry(title, f"{body(title)}\n\nCafé, naïve, Größe, Übung, Äpfel") for title in titles).encode()
    cut = page.index(b"Caf", page.index(b"Anchors")) + 4  # between the two bytes of é
    (tmp_path / "one.txt").write_bytes(page[:cut] + page[cut + 1 :])
    report = import_archive([str(tmp_path)])
    assert counts(report, "created", "flagged", "failed") == (3, 1, 0)
    flagged = Post.objects.get(needs_review=True)
    assert (flagged.slug_en, "compare with the original" in flagged.review[0]) == ("anchors", True)
    notes = flagged.provenance.get().notes
    assert [note["line"] for note in notes if note["review"]] == [page[:cut].count(b"\n") + 1]


def test_fail_fast_stops_at_the_first_failure(tmp_path):
    pages = write(tmp_path, one=[entry("Far too long " * 300, body("Anchors"))], two=[entry("Lanterns")])
    report = import_archive([pages], fail_fast=True)
    assert len(report.failures) == 1
    assert not Post.objects.exists()


class Editor(Listener):
    """Somebody who takes an address while an import is under way."""

    def stage(self, name: str, total: int) -> None:
        if name == "Importing":
            Post.objects.create(title_en="An editor's", slug_en="lanterns", body_en="…")


def test_an_address_taken_meanwhile_fails_that_post_alone(pages):
    report = import_archive([pages], listener=Editor())
    assert [failure.file for failure in report.failures] == ["one.txt"]
    assert sorted(Post.objects.values_list("title_en", flat=True)) == ["An editor's", "Anchors", "Bells"]
    assert counts(import_archive([pages]), "created") == (1,)
    assert Post.objects.get(title_en="Lanterns").slug_en == "lanterns-2"


def test_nothing_starts_without_pages(tmp_path):
    with pytest.raises(CannotStart, match="missing"):
        import_archive([str(tmp_path / "missing")])


# Reports


def test_the_report_holds_everything(tmp_path):
    pages = write(
        tmp_path,
        one=["All Posts By\n\n", entry("Lanterns"), entry("Far too long " * 300, body("Anchors"))],
        two=[entry("Lanterns")],
    )
    file = tmp_path / "report.json"
    import_archive([pages], report=str(file))
    report = json.loads(file.read_text(encoding="utf-8"))
    assert [(post["outcome"], post["file"], post["slug"]) for post in report["posts"]] == [
        ("created", "one.txt", "lanterns"),
        ("repeated", "two.txt", "lanterns"),
    ]
    assert report["posts"][0]["date_basis"] == "inferred"
    assert [(line["file"], line["line"], line["text"]) for line in report["chrome"]] == [("one.txt", 1, "All Posts By")]
    assert report["failures"][0]["line_start"] == 13
    assert report["counts"]["created"] == 1


def test_a_report_that_cannot_be_written_stops_before_anything_is_done(pages, tmp_path):
    with pytest.raises(CannotStart, match="cannot be written"):
        import_archive([pages], report=str(tmp_path / "no" / "folder.json"))
    assert not Post.objects.exists()


# Our own export


def test_an_export_comes_back_without_loss(pages, tmp_path):
    import_archive([pages])
    before = exported()
    file = tmp_path / "archive.jsonl"
    file.write_text(before, encoding="utf-8")
    assert not import_archive([str(file)]).changed
    Post.objects.all().delete()
    Person.objects.all().delete()
    Organization.objects.all().delete()
    report = import_archive([str(file)])
    assert counts(report, "created", "failed") == (3, 0)
    assert exported() == before
    assert not import_archive([pages]).changed  # and the pages are known again


def test_a_half_that_joins_later_is_stored_and_can_be_the_source(tmp_path):
    title = "灯塔团队的构建集群"
    pages = write(tmp_path, one=[entry(title, CHINESE)])
    import_archive([pages])
    assert list(Translation.objects.values_list("language", "is_source")) == [("zh-hans", True)]
    write(tmp_path, one=[entry(title, body("Lighthouses") + "\n\n" + CHINESE)])
    assert counts(import_archive([pages]), "failed", "conflict") == (0, 0)
    english, chinese = Translation.objects.order_by("language")
    assert (english.is_source, chinese.is_source) == (True, False)
    assert "storage behind Lighthouses" in chinese.source_text
    write(tmp_path, one=[entry(title, CHINESE)])
    import_archive([pages])
    assert list(Translation.objects.values_list("language", "is_source")) == [("zh-hans", True)]
    assert not Post.objects.get().body_en
    assert set(SearchDocument.objects.values_list("language", flat=True)) == {"zh-hans"}
