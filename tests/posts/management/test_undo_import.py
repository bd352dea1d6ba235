"""The command that undoes an import: what it prints, and how it ends."""

import io

import pytest
from django.core.management import CommandError, ManagementUtility, call_command

from posts.importer.run import import_archive
from posts.models import ImportRun, Post
from posts.services.history import recording
from tests.posts.importer.listing import entry, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path) -> ImportRun:
    write(tmp_path, one=[entry("Lanterns"), entry("Anchors")])
    import_archive([str(tmp_path)])
    return ImportRun.objects.get()


def undo(*arguments) -> str:
    out = io.StringIO()
    call_command("undo_import", *map(str, arguments), stdout=out)
    return out.getvalue()


def edit() -> None:
    post = Post.objects.get(slug_en="anchors")
    with recording([post.pk]):
        Post.objects.filter(pk=post.pk).update(title_en="Our anchors")


def test_it_says_what_it_did(run):
    printed = undo(run.pk)
    assert "posts moved to the bin              2" in printed
    assert f"Undone by run {run.undone_by.get().pk}, which can be undone itself." in printed
    assert not Post.objects.exists()


@pytest.mark.django_db(transaction=True)  # a command called from a command line ends by closing its connections
def test_an_undo_knows_who_called_it(run):
    ManagementUtility(["manage.py", "undo_import", str(run.pk), "-v0"]).execute()
    undoing = run.undone_by.get()
    assert undoing.command == f"manage.py undo_import {run.pk} -v0"
    assert "@" in undoing.operator


def test_a_dry_run_writes_nothing(run):
    edit()
    printed = undo(run.pk, "--dry-run")
    assert "binned    Lanterns" in printed
    assert "changed   Our anchors  (it is not known by whom, 2" in printed
    assert "nothing was written" in printed
    assert Post.objects.count() == 2
    assert not run.undone_by.exists()


def test_it_refuses_where_people_have_worked_since(run):
    edit()
    with pytest.raises(CommandError, match="--keep-edits leaves them alone") as refused:
        undo(run.pk)
    assert refused.value.returncode == 1
    assert Post.objects.count() == 2


def test_it_leaves_their_work_alone_when_told_to(run):
    edit()
    assert "posts left alone                    1" in undo(run.pk, "--keep-edits")
    assert [post.title_en for post in Post.objects.all()] == ["Our anchors"]


@pytest.mark.parametrize(("arguments", "message"), [((0,), "There is no import run 0. The newest are: "), ((), "required")])
def test_it_says_which_runs_there_are(run, arguments, message):
    with pytest.raises(CommandError, match=message) as refused:
        undo(*arguments)
    assert refused.value.returncode in (1, 2)


def test_an_import_is_undone_once(run):
    undo(run.pk)
    with pytest.raises(CommandError, match="was undone by run") as refused:
        undo(run.pk)
    assert refused.value.returncode == 2
