"""What both sides started from, what people wrote, what the archive says: field by field, and how what waits is decided."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Person
from posts.importer.report import Report
from posts.importer.run import import_archive
from posts.models import ImportConflict, ImportRecord, ImportRun, LegacyPath, Post, Revision, Series
from posts.services.compared import stored_fields
from posts.services.conflicts import CannotDecide, Sides, decide, sides_of
from posts.services.history import recording
from posts.services.taking import take
from tests.factories import make_organization, make_person, make_series, make_tag
from tests.posts.importer.listing import body, entry, write

pytestmark = pytest.mark.django_db

KEPT, TAKEN, MERGED, AGREED = "kept", "taken", "merged", "agreed"
CREDIT = {"organization": "Larkspur", "role": "author", "title": "CTO"}
ADA, CY = ({"person": {"name": f"{name} Example", "slug": f"{name.lower()}-example"}, **CREDIT} for name in ("Ada", "Cy"))
TRANSLATED_BY_CY = {**CY, "organization": None, "role": "translator", "title": "", "language": "zh-hans"}
TEXTS = {
    "en": {"title": "Lanterns", "slug": "lanterns", "summary": "About lamps.", "body": "One.\n\nTwo.\n\nThree."},
    "zh-hans": {"title": "灯笼", "slug": "lanterns", "summary": "关于灯。", "body": "一。\n\n二。\n\n三。"},
}
POST = {
    "slug": "lanterns",
    "status": "published",
    "published_at": "2018-09-25T12:00:00+00:00",
    "date_basis": "given",
    "date_min": None,
    "date_max": None,
    "categories": ["Blog"],
    "series": None,
    "tags": ["security"],
    "projects": [],
    "syndication": None,
    "credits": [ADA],
    "translations": {code: {**text, "status": "published"} for code, text in TEXTS.items()},
    "provenance": [{"file": "page.txt", "position": 1, "line_start": 1, "line_end": 9, "primary": True}],
    "review": [],
}

# The field as imports compare it; what people make of it; where and what the archive comes to say instead.
KINDS = {
    "title": ("title_en", "Lanterns, revisited", ("translations", "en", "title"), "Lanterns and lamps"),
    "title-in-chinese": ("title_zh_hans", "重访灯笼", ("translations", "zh-hans", "title"), "灯笼与灯"),
    "slug": ("slug_en", "lamps", ("translations", "en", "slug"), "lanterns-and-lamps"),
    "summary": ("summary_en", "All about lamps.", ("translations", "en", "summary"), "About lamps and oil."),
    "summary-emptied": ("summary_en", "", ("translations", "en", "summary"), "About lamps and oil."),
    "body": ("body_en", "One!\n\nTwo.\n\nThree.", ("translations", "en", "body"), "One.\n\nTwo.\n\nThree and more."),
    "body-in-chinese": ("body_zh_hans", "一！\n\n二。\n\n三。", ("translations", "zh-hans", "body"), "一。\n\n二。\n\n三……"),
    "state-of-a-text": ("status:zh-hans", "draft", ("translations", "zh-hans", "status"), "archived"),
    "status": ("status", "draft", ("status",), "archived"),
    "date": ("date", ["2018-09-26T12:00:00", "given", "", ""], ("published_at",), "2018-10-01T12:00:00+00:00"),
    "series": ("series", "user-profile", ("series",), {"slug": "summer", "name": "Summer"}),
    "categories": ("categories", [], ("categories",), ["Case study"]),
    "tags": ("tags", ["security", "storage"], ("tags",), ["networking", "security"]),
    "credits": ("credits", [["bo example", "larkspur", "author", ""]], ("credits",), [CY]),
    "credits-of-a-translation": (
        "credits",
        [["bo example", "larkspur", "author", ""], ["bo example", "", "translator", "", "zh-hans"]],
        ("credits",),
        [ADA, TRANSLATED_BY_CY],
    ),
    "syndication": ("syndication", ["Larkspur", ""], ("syndication",), {"publication": "Medium", "url": ""}),
    "review": ("review", ["Look again."], ("review",), ["The end is missing."]),
}
kinds = pytest.mark.parametrize(("field", "ours", "where", "value"), KINDS.values(), ids=KINDS)


@pytest.fixture
def archive(tmp_path) -> Callable[..., Report]:
    """Imports the post, with ``value`` at ``where`` instead of what it has there."""
    for name in ("Ada", "Bo", "Cy"):
        make_person(f"{name} Example")
    make_organization("Larkspur", key="larkspur")
    make_series("User profile", slug="user-profile")
    make_tag("storage")

    def run(where: tuple[str, ...] = (), value: Any = None) -> Report:
        post = json.loads(json.dumps(POST))
        place = post
        for key in where[:-1]:
            place = place[key]
        if where:
            place[where[-1]] = value
        file = Path(tmp_path, "archive.jsonl")
        file.write_text(json.dumps(post) + "\n")
        report = import_archive([str(file)])
        assert report.failures == []
        return report

    return run


@pytest.fixture
def editor() -> User:
    return staff("change_post", "publish_post")


def staff(*permissions: str) -> User:
    user = User.objects.create_user(f"editor-{User.objects.count()}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def edit(field: str, value: Any) -> None:
    """As people do it: with a revision."""
    post = Post.objects.get()
    with recording([post.pk], reason="edited"):
        take(post, field, value)


def stored(field: str) -> Any:
    return stored_fields(Post.objects.get())[field]


def waiting() -> list[Sides]:
    return sides_of(Post.objects.get())


def outcomes(report: Report) -> tuple[int, ...]:
    return tuple(report.counts[word] for word in ("updated", "unchanged", "conflict"))


# Who wins.


@kinds
def test_what_only_the_archive_changed_is_updated(archive, field, ours, where, value):
    archive()
    before = stored(field)
    assert outcomes(archive(where, value)) == (1, 0, 0)
    assert stored(field) != before
    assert outcomes(archive(where, value)) == (0, 1, 0)


@kinds
def test_what_only_people_changed_stays(archive, field, ours, where, value):
    archive()
    edit(field, ours)
    assert outcomes(archive()) == (0, 1, 0)
    assert stored(field) == ours
    assert waiting() == []


@kinds
def test_of_what_both_changed_the_peoples_stays_and_a_conflict_waits(archive, field, ours, where, value):
    archive()
    base = stored(field)
    edit(field, ours)
    report = archive(where, value)
    assert (outcomes(report), report.exit_status) == ((0, 0, 1), 3)
    assert stored(field) == ours
    [sides] = waiting()
    assert (sides.conflict.field, sides.ours) == (field, ours)
    assert sides.base is not None
    assert (sides.base or "") == (base or "")
    assert sides.archive not in (ours, None)
    changes = ImportRecord.objects.get(outcome="conflict").changes
    assert [change["field"] for change in changes if change.get("conflict")] == [field]


@kinds
def test_what_both_changed_to_the_same_is_no_conflict(archive, field, ours, where, value):
    archive()
    archive(where, value)
    theirs = stored(field)
    edit(field, ours)
    archive()  # back to what it was, with people's in between: a conflict
    edit(field, theirs)
    archive(where, value)
    assert waiting() == []


# While a conflict waits.


@pytest.fixture
def conflict(archive) -> Callable[..., Report]:
    """Of the body's first and last paragraph; gives what imports the archive again."""
    archive()
    edit("body_en", "One!\n\nTwo.\n\nThree.")
    where, value = KINDS["body"][2:]
    archive(where, value)
    return lambda text=value: archive(where, text)


def rows() -> list[int]:
    return [model.objects.count() for model in (ImportRun, ImportRecord, ImportConflict, Revision)]


def test_importing_again_adds_nothing_and_still_says_so(conflict):
    before = rows()
    with CaptureQueriesContext(connection) as queries:
        report = conflict()
    assert (outcomes(report), report.exit_status) == ((0, 0, 1), 3)
    assert rows() == before
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_when_the_archive_changes_once_more_the_waiting_one_is_brought_up_to_date(conflict):
    conflict("One.\n\nTwo.\n\nThree and even more.")
    [sides] = waiting()
    assert sides.archive == "One.\n\nTwo.\n\nThree and even more."
    assert ImportConflict.objects.count() == 1


@pytest.mark.parametrize(
    ("people", "theirs"),
    [
        pytest.param("One.\n\nTwo.\n\nThree and more.", None, id="people-come-to-the-archive"),
        pytest.param(None, "One!\n\nTwo.\n\nThree.", id="the-archive-comes-to-people"),
        pytest.param(None, "One.\n\nTwo.\n\nThree.", id="the-archive-goes-back"),
    ],
)
def test_when_both_come_together_it_settles_itself(conflict, people, theirs):
    if people:
        edit("body_en", people)
    report = conflict(theirs) if theirs else conflict()
    assert report.exit_status == 0
    assert waiting() == []
    assert ImportConflict.objects.get().resolution == AGREED


def test_the_same_for_a_post_of_a_page(tmp_path):
    """Its lines are not read again unless something changed: that a decision waits is reason enough."""
    pages = write(tmp_path, one=[entry("Lanterns")])
    import_archive([pages])
    edit("body_en", "Rewritten.")
    text = body("Lanterns").replace("last spring", "two springs ago")
    write(tmp_path, one=[entry("Lanterns", text)])
    assert import_archive([pages]).exit_status == 3
    before = rows()
    with CaptureQueriesContext(connection) as queries:
        assert import_archive([pages]).exit_status == 3
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert rows() == before
    edit("body_en", waiting()[0].archive)
    assert import_archive([pages]).exit_status == 0
    assert waiting() == []


def test_the_same_for_a_post_of_another_system(tmp_path):
    """Such a file is read whole each time."""
    file = tmp_path / "_posts" / "2018-09-25-lanterns.md"
    file.parent.mkdir()
    file.write_text("---\ntitle: Lanterns\n---\n\nOne.\n")
    import_archive([str(tmp_path)])
    edit("body_en", "Rewritten.")
    file.write_text("---\ntitle: Lanterns\n---\n\nOne and more.\n")
    assert import_archive([str(tmp_path)]).exit_status == 3
    before = rows()
    with CaptureQueriesContext(connection) as queries:
        assert import_archive([str(tmp_path)]).exit_status == 3
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert rows() == before
    [sides] = waiting()
    assert (sides.base, sides.ours, sides.archive) == ("One.\n", "Rewritten.", "One and more.\n")


# Decisions.


@kinds
def test_taken_it_is_the_archives_and_imports_are_silent(archive, editor, field, ours, where, value):
    archive()
    edit(field, ours)
    archive(where, value)
    [sides] = waiting()
    decide(sides.conflict.pk, choice=TAKEN, by=editor, seen=sides.seen)
    assert stored(field) == sides.archive
    revision = Revision.objects.filter(made_by=editor).get()
    assert revision.reason == "import conflict: taken"
    assert outcomes(archive(where, value)) == (0, 1, 0)


@kinds
def test_kept_it_is_ours_and_imports_are_silent_until_the_archive_changes(archive, editor, field, ours, where, value):
    archive()
    edit(field, ours)
    archive(where, value)
    [sides] = waiting()
    decide(sides.conflict.pk, choice=KEPT, by=editor, seen=sides.seen)
    assert stored(field) == ours
    known = ImportConflict.objects.get()
    assert (known.resolution, known.resolved_by) == (KEPT, editor)
    assert not Revision.objects.filter(made_by=editor).exists()
    assert outcomes(archive(where, value)) == (0, 1, 0)
    assert archive().exit_status == 3  # what it said at first is another value than the one decided about
    [again] = waiting()
    assert again.base == sides.archive


def test_merged_both_changes_are_in(conflict, editor):
    [sides] = waiting()
    assert (sides.merged.text, sides.merged.conflicts) == ("One!\n\nTwo.\n\nThree and more.", 0)
    decide(sides.conflict.pk, choice=MERGED, by=editor, seen=sides.seen, text=sides.merged.text + "\r\n")
    post = Post.objects.get()
    assert post.body_en == "One!\n\nTwo.\n\nThree and more."
    assert "Three and more." in post.translations.get(language="en").body_html
    assert conflict().exit_status == 0


def test_words_are_merged_as_words(archive, editor):
    field, ours, where, value = KINDS["tags"]
    archive()
    edit(field, ours)
    archive(where, value)
    [sides] = waiting()
    assert sides.merged.text == "networking\nsecurity\nstorage"
    decide(sides.conflict.pk, choice=MERGED, by=editor, seen=sides.seen, text="storage\r\nnetworking\r\n")
    assert stored("tags") == ["networking", "storage"]


def test_where_both_changed_the_same_place_both_stand_between_marks(archive, editor):
    archive()
    edit("title_en", "Lanterns, revisited")
    archive(("translations", "en", "title"), "Lanterns and lamps")
    [sides] = waiting()
    assert sides.merged.conflicts == 1
    with pytest.raises(CannotDecide, match="marks"):
        decide(sides.conflict.pk, choice=MERGED, by=editor, seen=sides.seen, text=sides.merged.text)
    assert stored("title_en") == "Lanterns, revisited"


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        pytest.param("title", "long " * 600, "2500", id="too-long"),
        pytest.param("slug", "no slug at all!", "slug", id="no-slug"),
        pytest.param("credits", "Ada", "cannot be merged", id="no-text"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason(archive, editor, kind, text, said):
    field, ours, where, value = KINDS[kind]
    archive()
    edit(field, ours)
    archive(where, value)
    [sides] = waiting()
    with pytest.raises(CannotDecide, match=said):
        decide(sides.conflict.pk, choice=MERGED, by=editor, seen=sides.seen, text=text)
    assert stored(field) == ours
    assert waiting()


def test_a_slug_that_is_taken_leaves_the_old_address_behind(archive, editor):
    field, _ours, where, value = KINDS["slug"]
    archive()
    edit(field, "lamps")
    archive(where, value)
    [sides] = waiting()
    decide(sides.conflict.pk, choice=TAKEN, by=editor, seen=sides.seen)
    assert LegacyPath.objects.filter(path__contains="/lamps/").exists()


@pytest.mark.parametrize(
    ("kind", "model"), [pytest.param("credits", Person, id="person"), pytest.param("series", Series, id="series")]
)
def test_what_names_somebody_who_is_gone_cannot_be_taken(archive, editor, kind, model):
    field, ours, where, value = KINDS[kind]
    archive()
    edit(field, ours)
    archive(where, value)
    [sides] = waiting()
    model.objects.order_by("-pk").first().delete()
    with pytest.raises(CannotDecide, match="no longer there"):
        decide(sides.conflict.pk, choice=TAKEN, by=editor, seen=sides.seen)
    assert stored(field) == ours


def test_a_decision_is_about_what_somebody_saw(conflict, editor):
    [sides] = waiting()
    edit("body_en", "Rewritten meanwhile.")
    with pytest.raises(CannotDecide, match="changed since"):
        decide(sides.conflict.pk, choice=TAKEN, by=editor, seen=sides.seen)
    assert stored("body_en") == "Rewritten meanwhile."


def test_nothing_is_decided_twice(conflict, editor):
    [sides] = waiting()
    decide(sides.conflict.pk, choice=KEPT, by=editor, seen=sides.seen)
    with pytest.raises(CannotDecide, match="meanwhile"):
        decide(sides.conflict.pk, choice=TAKEN, by=editor, seen=sides.seen)


@pytest.mark.parametrize(
    ("permissions", "kind", "may"),
    [
        pytest.param(["view_post"], "body", False, id="who-only-looks"),
        pytest.param(["translate_post"], "body", False, id="a-translator"),
        pytest.param(["change_post"], "body", True, id="an-editor"),
        pytest.param(["change_post"], "status", False, id="an-editor-and-what-is-public"),
        pytest.param(["change_post"], "date", False, id="an-editor-and-the-date"),
        pytest.param(["change_post", "publish_post"], "status", True, id="a-publisher"),
    ],
)
def test_who_may_decide(archive, permissions, kind, may):
    field, ours, where, value = KINDS[kind]
    archive()
    edit(field, ours)
    archive(where, value)
    [sides] = waiting()
    arguments = {"choice": TAKEN, "by": staff(*permissions), "seen": sides.seen}
    if may:
        decide(sides.conflict.pk, **arguments)
    else:
        with pytest.raises(PermissionDenied):
            decide(sides.conflict.pk, **arguments)
    assert bool(waiting()) is not may


# Posts that no import ever wrote.


def test_of_a_post_people_wrote_the_base_is_not_known_and_a_decision_is_remembered(archive, editor):
    archive()
    Post.objects.get().provenance.all().delete()
    where, value = KINDS["body"][2:]
    archive(where, value)
    [sides] = waiting()
    assert sides.base is None
    assert sides.merged.text == "One.\n\nTwo.\n\n<<<<<<< ours\n\nThree.\n\n=======\n\nThree and more.\n\n>>>>>>> the archive’s"
    decide(sides.conflict.pk, choice=KEPT, by=editor, seen=sides.seen)
    assert archive(where, value).exit_status == 0
    assert archive(where, "Something else.").exit_status == 3


def test_every_field_that_imports_compare_can_be_taken(archive):
    archive()
    before = stored_fields(Post.objects.get())
    with recording([Post.objects.get().pk]):
        for field, value in before.items():
            take(Post.objects.get(), field, value)
    assert stored_fields(Post.objects.get()) == before
    assert not Revision.objects.exists()
