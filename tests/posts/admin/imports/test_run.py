"""What imports did is read, never written."""

import pytest
from django.urls import reverse

from posts.models import ImportRecord, ImportRun, Provenance
from tests.factories import make_person, make_post
from tests.posts.admin.editors import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return sign_in()


@pytest.fixture
def rows():
    post, run = make_post("Lanterns"), ImportRun.objects.create(arguments=["pages"], counts={"created": 1, "failed": 1})
    place = {"file": "page-01.txt", "line_start": 3, "line_end": 9}
    ImportRecord.objects.create(run=run, post=post, outcome="created", **place)
    ImportRecord.objects.create(
        run=run, outcome="failed", message="no title: add one", raw_text="By | Blog <b>", **{**place, "line_start": 10}
    )
    Provenance.objects.create(post=post, position=1, raw_text="Lanterns & more", **place)
    return {model._meta.model_name: model.objects.last() for model in (ImportRun, ImportRecord, Provenance)}


@pytest.mark.parametrize("model", ["importrun", "importrecord", "provenance"])
def test_nothing_can_be_added_changed_or_deleted(editor, rows, model):
    assert editor.get(reverse(f"admin:posts_{model}_add")).status_code == 403
    row = rows[model]
    assert editor.post(reverse(f"admin:posts_{model}_change", args=[row.pk]), {"file": "x"}).status_code == 403
    assert editor.post(reverse(f"admin:posts_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("model", "shown"),
    [
        ("importrun", ["created", "pages"]),
        ("importrecord", ["page-01.txt:10-9", "no title: add one", "By | Blog &lt;b&gt;"]),
        ("provenance", ["page-01.txt:3-9", "Lanterns &amp; more"]),
    ],
)
def test_everything_is_shown(editor, rows, model, shown):
    page = editor.get(reverse(f"admin:posts_{model}_change", args=[rows[model].pk])).content.decode()
    assert [text for text in shown if text not in page] == []


def test_who_translated_is_told_with_the_language(editor, rows):
    record = ImportRecord.objects.get(outcome="created")
    record.post.credits.create(person=make_person("Bo Example"), role="translator", language="zh-hans")
    page = editor.get(reverse("admin:posts_importrecord_change", args=[record.pk])).content.decode()
    assert "Bo Example · translator · Simplified Chinese" in page


def test_records_are_filtered_by_outcome_and_run(editor, rows):
    address, run = reverse("admin:posts_importrecord_changelist"), rows["importrun"]
    other = ImportRecord.objects.create(
        run=ImportRun.objects.create(), outcome="failed", file="page-02.txt", line_start=1, line_end=2
    )
    found = editor.get(address, {"outcome__exact": "failed", "run__id__exact": run.pk}).context["cl"].queryset
    assert list(found) == [rows["importrecord"]]
    assert list(editor.get(address, {"q": "page-02"}).context["cl"].queryset) == [other]


@pytest.mark.parametrize(
    ("fields", "counts", "said"),
    [
        pytest.param({}, {"created": 2, "chrome": 3, "binned": 1}, ["posts created", "posts left in the bin"], id="import"),
        pytest.param({"undoes": True}, {"binned": 2, "kept": 1}, ["posts moved to the bin", "posts left alone"], id="undo"),
    ],
)
def test_what_a_run_counted_is_said_in_words(editor, fields, counts, said):
    undone = ImportRun.objects.create()
    run = ImportRun.objects.create(counts=counts, undoes=undone if fields else None)
    for address in (reverse("admin:posts_importrun_changelist"), reverse("admin:posts_importrun_change", args=[run.pk])):
        page = editor.get(address).content.decode()
        assert all(words in page for words in said)
        assert "chrome:" not in page.replace("page chrome:", "")


def test_a_record_is_called_what_it_is_in_the_editors_language(editor, rows):
    address = reverse("admin:posts_importrecord_change", args=[ImportRecord.objects.get(outcome="created").pk])
    assert "page-01.txt:3 已创建" in editor.get(f"/zh-hans{address}").content.decode()
