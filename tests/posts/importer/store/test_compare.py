"""Three values of a field, and who wins."""

import pytest

from posts.importer.store.compare import decide, written_digests

BASE = written_digests({"title_en": "A", "body_en": "text", "tags": ["x"]})
STORED = {"title_en": "A", "body_en": "text", "tags": ["x"], "summary_en": ""}


@pytest.mark.parametrize(
    ("archive", "stored", "update", "conflicts"),
    [
        pytest.param({}, {}, (), (), id="nothing-changed"),
        pytest.param({"title_en": "B"}, {}, ("title_en",), (), id="archive-changed"),
        pytest.param({}, {"title_en": "C"}, (), (), id="people-changed"),
        pytest.param({"title_en": "B"}, {"title_en": "C"}, (), ("title_en",), id="both-changed"),
        pytest.param({"title_en": "C"}, {"title_en": "C"}, (), (), id="both-the-same-way"),
        pytest.param({"tags": []}, {}, ("tags",), (), id="archive-emptied"),
        pytest.param({"tags": ["y"]}, {"tags": []}, (), ("tags",), id="people-emptied-archive-changed"),
        pytest.param({"summary_en": "new"}, {}, ("summary_en",), (), id="empty-filled-by-the-archive"),
        pytest.param({"summary_en": "new"}, {"summary_en": "mine"}, (), ("summary_en",), id="empty-filled-by-both"),
        pytest.param(
            {"title_en": "B", "body_en": "other"}, {"title_en": "C"}, ("body_en",), ("title_en",), id="field-by-field"
        ),
    ],
)
def test_fields_are_judged_one_by_one(archive, stored, update, conflicts):
    decision = decide({**STORED, **archive}, {**STORED, **stored}, BASE)
    assert (decision.update, decision.conflicts) == (update, conflicts)


def test_a_language_gone_from_the_archive_is_emptied_unless_people_changed_it():
    archive = {"title_en": "A", "tags": ["x"]}
    assert decide(archive, STORED, BASE).update == ("body_en",)
    assert decide(archive, {**STORED, "body_en": "mine"}, BASE).conflicts == ("body_en",)


def test_a_post_no_import_wrote_is_peoples():
    assert decide({"title_en": "B"}, STORED, {}).conflicts == ("title_en",)


def test_what_was_in_conflict_is_remembered_as_it_was_last_written():
    decision = decide({**STORED, "title_en": "B"}, {**STORED, "title_en": "C"}, BASE)
    assert decision.written == BASE


def test_an_operators_fact_overrules():
    decision = decide({**STORED, "title_en": "B"}, {**STORED, "title_en": "C"}, BASE, forced=("title_en",))
    assert decision.update == ("title_en",)
