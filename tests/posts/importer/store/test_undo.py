"""An import is undone to the last row, and an undo is, too."""

import io
import random
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from people.models import Organization, OtherName, Person
from posts.export import export
from posts.importer.run import import_archive
from posts.importer.store.undo import CannotUndo, ChangedSince, plan, undo_run
from posts.models import BinnedPost, Category, ImportRecord, ImportRun, Post, Revision, RowChange
from posts.services.bin import bin_posts, restore_posts
from posts.services.history import recording
from projects.models import MaturityChange, Project
from tests.posts.importer.listing import body, entry, write
from tests.posts.services.whole import dump

pytestmark = pytest.mark.django_db

DATED = "By May {day}, 2017Blog"
SANDBOX = "The project Helmfleet has joined the CNCF Sandbox."


def exported() -> str:
    stream = io.StringIO()
    export(Post.objects.all(), stream)
    return stream.getvalue()


def state() -> dict[str, list[str]]:
    """All there is: as the tables have it, and as an export does."""
    return {**dump(), "export": exported().splitlines()}


def differences(expected: dict[str, list[str]]) -> list[str]:
    """What is missing, and what should not be there."""
    now = state()
    return [
        f"{sign} {table} {row}"
        for table in expected
        for sign, rows, others in (("-", expected[table], now[table]), ("+", now[table], expected[table]))
        for row in rows
        if row not in others
    ]


def the_run() -> ImportRun:
    return ImportRun.objects.latest("pk")


def credited(title: str, byline: str, extra: str = "") -> str:
    return entry(title, f"By {byline}\n\n{body(title)}\n\n{extra}")


@pytest.fixture
def pages(tmp_path) -> Path:
    """An archive that has been imported once."""
    folder = tmp_path / "pages"
    write(
        folder,
        one=[
            credited("Lanterns", "Ada Example, CTO, Larkspur"),
            entry("Anchors", meta=DATED.format(day=20)),
            entry("Bells", body("Bells", 2)),
        ],
        two=[entry("Candles", meta=DATED.format(day=2)), credited("Doors", "Lucas Kaldstrom, Engineer, Bluefin")],
    )
    import_archive([str(folder)])
    return folder


def changed(folder: Path) -> None:
    """The archive has moved on: new posts on top, one told otherwise, one with a better spelling, one on a second page."""
    write(
        folder,
        one=[
            credited("Easels", "Grace Sample, Architect, Quillworks", "Kubernetes graduated from the CNCF in March 2018."),
            entry("Ferries", meta="By | Announcement"),
            credited("Lanterns", "Ada Example, CTO, Larkspur", "An afterword that was not there before, about storage."),
            entry("Anchors", meta=DATED.format(day=20)),
        ],
        two=[
            entry("Anchors", meta=DATED.format(day=20)),
            entry("Bells", body("Bells", 3), meta=DATED.format(day=7)),
            entry("Candles", meta=DATED.format(day=2)),
            credited("Doors", "Lucas Käldström, Engineer, Bluefin"),
        ],
    )


def test_a_first_import_leaves_nothing_behind(tmp_path):
    empty = state()
    write(
        tmp_path, one=[credited("Lanterns", "Ada Example, CTO, Larkspur", SANDBOX), entry("Anchors", meta="By | Announcement")]
    )
    import_archive([str(tmp_path)])
    full, run = state(), the_run()
    assert not Revision.objects.exists(), "what is new has nothing before it"
    doing = undo_run(run)
    assert differences(empty) == []
    assert not any(model.objects.exists() for model in (Person, Organization, Category))
    assert (doing.undoes, doing.counts["binned"], BinnedPost.objects.count()) == (run, 2, 2)
    undo_run(doing)
    assert differences(full) == []
    assert not BinnedPost.objects.exists()


def goes_back_and_forth(run: ImportRun, before, after) -> None:
    """An undo can be undone, and that as well."""
    undone = undo_run(run)
    assert differences(before) == []
    redone = undo_run(undone)
    assert differences(after) == []
    undo_run(redone)
    assert differences(before) == []


def test_everything_is_as_before_and_then_as_after_again(pages):
    before = state()
    changed(pages)
    report = import_archive([str(pages)])
    assert report.counts["created"] == 2
    assert report.counts["updated"] >= 3
    assert report.counts["repeated"] == 1
    after, run = state(), the_run()
    assert Person.objects.get(slug="lucas-kaldstrom").name_en == "Lucas Käldström"
    goes_back_and_forth(run, before, after)


def test_what_is_imported_again_after_an_undo_is_as_it_was(pages):
    changed(pages)
    import_archive([str(pages)])
    after = exported()
    undo_run(the_run())
    import_archive([str(pages)])
    assert exported() == after


def test_conflicts_are_undone_and_the_words_of_people_stay(pages):
    with recording([Post.objects.get(slug_en="lanterns").pk]):
        Post.objects.filter(slug_en="lanterns").update(body_en="Our own words.")
    before = state()
    changed(pages)
    assert import_archive([str(pages)]).counts["conflict"] == 1
    after, run = state(), the_run()
    undone = undo_run(run)
    assert differences(before) == []
    undo_run(undone)
    assert differences(after) == []


def test_dates_given_and_woven_are_undone(pages, tmp_path):
    before = state()
    dates = tmp_path / "dates.csv"
    dates.write_text("title,date\nBells,2017-05-11\n/old/doors/,2017-05-01\n", encoding="utf-8")
    dates.write_text("title,date\nBells,2017-05-11\n", encoding="utf-8")
    assert import_archive([str(pages)], dates=str(dates)).counts["redated"]
    after = state()
    undone = undo_run(the_run())
    assert differences(before) == []
    undo_run(undone)
    assert differences(after) == []


def test_an_export_taken_in_is_undone_with_all_it_told(pages, tmp_path):
    file = tmp_path / "posts.jsonl"
    project = Project.objects.create(slug="boat", name_en="Boat", level="sandbox")
    project.maturity_changes.create(level="sandbox", date="2018-01-01")
    post = Post.objects.get(slug_en="bells")
    post.project_links.create(project=project)
    file.write_text(exported(), encoding="utf-8")
    Post.objects.all().delete()
    for model in (Person, Organization, Category, Project):
        model.objects.all().delete()
    before = state()
    import_archive([str(file)])
    after = state()
    assert MaturityChange.objects.count() == 1
    undone = undo_run(the_run())
    assert differences(before) == []
    undo_run(undone)
    assert differences(after) == []


# What was done since


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def edit(slug: str, by: User, **values) -> None:
    post = Post.objects.get(slug_en=slug)
    with recording([post.pk], by=by):
        Post.objects.filter(pk=post.pk).update(**values)


def test_work_done_since_is_named_and_nothing_undone(pages, editor):
    changed(pages)
    import_archive([str(pages)])
    edit("easels", editor, title_en="Easels, at last")
    edit("lanterns", editor, summary_en="Our own summary.")
    now = state()
    with pytest.raises(ChangedSince) as refused:
        undo_run(the_run())
    assert sorted((since.title, since.who) for since in refused.value.since) == [
        ("Easels, at last", "editor"),
        ("Lanterns", "editor"),
    ]
    assert differences(now) == []
    assert ImportRun.objects.count() == 2


def test_work_done_since_can_be_kept(pages, editor):
    before = {post.slug_en: post.body_en for post in Post.objects.all()}
    changed(pages)
    import_archive([str(pages)])
    edit("easels", editor, title_en="Easels, at last")
    edit("lanterns", editor, summary_en="Our own summary.")
    doing = undo_run(the_run(), keep_edits=True)
    posts = {post.slug_en: post for post in Post.objects.all()}
    assert posts["easels"].title_en == "Easels, at last"
    assert "afterword" in posts["lanterns"].body_en
    assert "ferries" not in posts
    assert posts["bells"].body_en == before["bells"]
    assert Person.objects.filter(slug="grace-sample").exists(), "credited on a post that stays"
    assert doing.counts["kept"] == 2
    assert not import_archive([str(pages)]).failures


def test_a_change_nobody_recorded_is_seen(pages):
    changed(pages)
    import_archive([str(pages)])
    Post.objects.filter(slug_en="lanterns").update(body_en="From a shell.")
    with pytest.raises(ChangedSince) as refused:
        undo_run(the_run())
    assert [(since.title, since.who, since.when) for since in refused.value.since] == [("Lanterns", "", None)]


def test_a_later_import_is_in_the_way_until_it_is_undone(pages):
    before = state()
    changed(pages)
    import_archive([str(pages)])
    first = the_run()
    write(
        pages,
        three=[
            credited("Lanterns", "Ada Example, CTO, Larkspur", "A longer afterword than any before, about storage. And more.")
        ],
    )
    import_archive([str(pages)])
    later = the_run()
    with pytest.raises(ChangedSince) as refused:
        undo_run(first)
    assert {since.who for since in refused.value.since} == {f"import run {later.pk}"}
    undo_run(later)
    undo_run(first)
    assert differences(before) == []


def test_what_people_made_of_what_an_import_made_stays(pages, editor):
    changed(pages)
    import_archive([str(pages)])
    Person.objects.filter(slug="grace-sample").update(bio_en="Writes about harbours.")
    organization = Organization.objects.get(slug="quillworks")
    OtherName.objects.create(organization=organization, name="The Quillworks")
    undo_run(the_run())
    assert Person.objects.filter(slug="grace-sample").exists()
    assert Organization.objects.filter(slug="quillworks").exists()
    assert not Post.objects.filter(slug_en="easels").exists()


def test_an_import_is_undone_once(pages):
    run = the_run()
    again = undo_run(run)
    with pytest.raises(CannotUndo, match=f"run {run.pk} was undone by run {again.pk}"):
        undo_run(run)


def test_a_post_in_the_bin_stays_there(pages):
    post = Post.objects.get(slug_en="bells")
    bin_posts([post.pk])
    undone = undo_run(the_run())
    assert BinnedPost.objects.get(pk=post.pk).run is None
    undo_run(undone)
    assert not Post.objects.filter(pk=post.pk).exists()


def test_a_post_that_was_taken_out_of_the_bin_is_undone_like_any(pages):
    post = Post.objects.get(slug_en="bells")
    bin_posts([post.pk])
    restore_posts([post.pk])
    undo_run(the_run())
    assert not Post.objects.exists()


def test_an_undo_whose_posts_were_imported_anew_cannot_be_undone(pages):
    undone = undo_run(the_run())
    import_archive([str(pages)])
    with pytest.raises(ChangedSince) as refused:
        undo_run(undone)
    assert len(refused.value.since) == 5


def test_a_plan_writes_nothing_and_tells_all(pages):
    changed(pages)
    import_archive([str(pages)])
    now = state()
    undo = plan(the_run())
    steps = {step.title: step for step in undo.steps}
    assert {title for title, step in steps.items() if step.outcome == "binned"} == {"Easels", "Ferries"}
    assert "body_en" in steps["Lanterns"].fields
    assert undo.since == []
    assert differences(now) == []


def test_its_history_tells_that_it_was_undone(pages, editor):
    changed(pages)
    import_archive([str(pages)])
    run = the_run()
    doing = undo_run(run, by=editor)
    newest = Post.objects.get(slug_en="lanterns").revisions.first()
    assert (newest.run, newest.made_by, newest.reason) == (doing, editor, f"Undo of import run {run.pk}")
    assert ImportRecord.objects.filter(run=doing, outcome="updated").exists()


@pytest.mark.parametrize("seed", range(6))
def test_any_small_archive_that_moves_on_anyhow(tmp_path, seed):
    """Titles, texts, bylines and places at random; imported twice, undone, redone."""
    rng = random.Random(seed)
    titles = ["Lanterns", "Anchors", "Bells", "Candles", "Doors", "Easels", "Ferries"]

    def page() -> list[str]:
        chosen = rng.sample(titles, rng.randint(1, 5))
        return [
            credited(
                title,
                rng.choice(["Ada Example, CTO, Larkspur", "Ada Exämple, CTO, Larkspur", "Bo Sample"]),
                rng.choice(["", SANDBOX]),
            )
            if rng.random() < 0.5
            else entry(title, body(title, rng.randint(1, 3)), meta=rng.choice(["By | Blog", "By | News", DATED.format(day=9)]))
            for title in chosen
        ]

    states, runs = [state()], []
    for _ in range(3):
        write(tmp_path / "pages", **{name: page() for name in rng.sample(["one", "two", "three"], rng.randint(1, 3))})
        import_archive([str(tmp_path / "pages")])
        if not runs or the_run() != runs[-1]:
            states.append(state())
            runs.append(the_run())
    for run, before, after in zip(reversed(runs), reversed(states[:-1]), reversed(states[1:]), strict=True):
        goes_back_and_forth(run, before, after)


def test_an_unchanged_import_leaves_nothing_to_undo(pages):
    import_archive([str(pages)])
    assert ImportRun.objects.count() == 1
    assert not Revision.objects.exists()
    assert not RowChange.objects.exclude(run=the_run()).exists()
