"""A line of an export is a draft again, or a failure that names the field."""

import copy
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.importer.readers import jsonl
from posts.importer.records import (
    Credit,
    Draft,
    Facts,
    Failure,
    Place,
    ProjectLink,
    Raw,
    Subject,
    Syndication,
    Text,
    Trace,
    When,
)

LINE = {
    "slug": "a-year-of-harbor",
    "status": "published",
    "published_at": "2018-09-25T14:30:00.000250+02:00",
    "date_basis": "inferred",
    "date_min": "2018-09-01",
    "date_max": "2018-09-30",
    "categories": ["Blog", "Fresh"],
    "series": {"slug": "user-stories", "name": "User stories"},
    "tags": ["registry"],
    "projects": ["harbor", "notary"],
    "syndication": {"publication": "Example Blog", "url": "https://blog.example/harbor"},
    "credits": [
        {"person": {"slug": "ada", "name": "Ada Example"}, "organization": "Example Co", "role": "author", "title": "CTO"},
        {"person": None, "organization": "Harbor Team", "role": "reviewer", "title": "", "organization_slug": "harbor-team"},
    ],
    "translations": {
        "en": {"title": "A year of Harbor", "slug": "a-year-of-harbor", "summary": "", "body": "Text.", "status": "published"},
        "zh-hans": {
            "title": "Harbor 的一年",
            "slug": "harbor-的一年",
            "summary": "摘要",
            "body": "正文。",
            "body_html": "<script>alert(1)</script>",
            "status": "in_review",
            "published_at": "2018-10-01T00:00:00+00:00",
            "made_from": "",
        },
    },
    "provenance": [
        {"file": "2018/page-1.txt", "position": 3, "line_start": 10, "line_end": 20, "raw_text": "A year", "notes": [1]}
    ],
    "review": ["Its date is a guess."],
    "import_ref": "a year of harbor",
    "source_language": "zh-hans",
    "project_links": [
        {
            "slug": "harbor",
            "relation": "mentions",
            "level": "incubating",
            "change": {"level": "incubating", "kind": "change", "date": "2018-09-20"},
        }
    ],
    "legacy_paths": ["/blog/harbor/"],
    "facts": {
        "categories": [{"slug": "new", "name": {"en": "Fresh", "zh-hans": "新"}}],
        "organizations": [
            {
                "slug": "harbor-team",
                "name": {"en": "Harbor Team"},
                "homepage": "",
                "other_names": [{"name": "Team Harbor", "slug": ""}],
            }
        ],
    },
}


def parse(line: object) -> Draft | Failure:
    return jsonl.parse(json.dumps(line).encode(), "export.jsonl", 7)


def test_every_field_is_taken():
    assert parse(LINE) == Draft(
        ref="a year of harbor",
        texts=(
            Text(
                "zh-hans",
                "Harbor 的一年",
                "harbor-的一年",
                "摘要",
                body="正文。",
                status="in_review",
                made_from="",
                published_at="2018-10-01T00:00:00+00:00",
            ),
            Text("en", "A year of Harbor", "a-year-of-harbor", body="Text."),
        ),
        categories=("Blog", "new"),
        credits=(
            Credit("Ada Example", "author", "CTO", "Example Co", person_slug="ada"),
            Credit("", "reviewer", organization="Harbor Team", organization_slug="harbor-team"),
        ),
        syndication=Syndication("Example Blog", "https://blog.example/harbor"),
        series=("user-stories", "User stories"),
        tags=("registry",),
        projects=(
            ProjectLink("harbor", "mentions", "incubating", change=("incubating", "change", "2018-09-20")),
            ProjectLink("notary", "about"),
        ),
        when=When(date(2018, 9, 25), "inferred", date(2018, 9, 1), date(2018, 9, 30), "12:30:00.000250+00:00"),
        status="published",
        legacy_paths=("/blog/harbor/",),
        places=(Place("2018/page-1.txt", 3, 10, 20, trace=Trace("A year", notes=(1,))),),
        origin=Place("export.jsonl", 7, 7, 7, raw=Raw(json.dumps(LINE))),
        review=("Its date is a guess.",),
        facts=(
            Facts(Subject.CATEGORY, "new", (("name_en", "Fresh"), ("name_zh_hans", "新"))),
            Facts(
                Subject.ORGANIZATION,
                "harbor-team",
                (("name_en", "Harbor Team"), ("name_zh_hans", ""), ("homepage", "")),
                other_names=(("Team Harbor", ""),),
            ),
        ),
    )


EXTRAS = ("import_ref", "source_language", "project_links", "legacy_paths", "facts")


def test_the_documented_form_is_enough():
    draft = parse({key: value for key, value in LINE.items() if key not in EXTRAS})
    assert isinstance(draft, Draft)
    assert draft.ref == ""
    assert [text.language for text in draft.texts] == ["en", "zh-hans"]
    assert draft.projects == (ProjectLink("harbor", "about"), ProjectLink("notary", "about"))


def test_an_undated_draft():
    draft = parse({**LINE, "status": "draft", "published_at": None, "date_basis": None, "date_min": None, "date_max": None})
    assert isinstance(draft, Draft)
    assert draft.when is None


MISSING = object()


def changed(path: str, value: object) -> dict:
    """``LINE`` with one value replaced or left out; ``path`` is as in a failure: "credits.1.role"."""
    line = copy.deepcopy(LINE)
    *parents, last = (int(part) if part.isdigit() else part for part in path.split("."))
    target = line
    for part in parents:
        target = target[part]
    if value is MISSING:
        del target[last]
    else:
        target[last] = value
    return line


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        pytest.param("status", MISSING, "Field status: is missing", id="missing-key"),
        pytest.param("translations.en.body", MISSING, "Field translations.en.body: is missing", id="missing-key-inside"),
        pytest.param("status", "live", "Field status: “live” is not known; use one of: draft, published", id="unknown-status"),
        pytest.param("credits.1.role", "autor", "Field credits[1].role: “autor” is not known; use one of: author", id="role"),
        pytest.param("date_basis", "felt", "use one of: stated, inferred, given", id="unknown-basis"),
        pytest.param("published_at", "yesterday", "Field published_at: must be a date and time", id="no-date-time"),
        pytest.param("published_at", "2018-09-25T12:00:00", "time zone", id="naive-date-time"),
        pytest.param("published_at", "0001-01-01T00:00:00+14:00", "Field published_at: must be", id="date-before-the-first"),
        pytest.param("published_at", None, "a published post needs a date", id="published-without-date"),
        pytest.param(
            "translations.en.status", "draft", "Field status: a published post needs a published text", id="drafts-alone"
        ),
        pytest.param("date_min", "2018-10-01", "Field date_min: must not be later", id="bounds-crossed"),
        pytest.param("date_max", "25.9.2018", "Field date_max: must be a date", id="no-date"),
        pytest.param("tags", "registry", "Field tags: must be a list", id="text-for-list"),
        pytest.param("tags", [3], "Field tags[0]: must be text", id="number-for-text"),
        pytest.param("series", ["user-stories"], "Field series: must be an object", id="list-for-object"),
        pytest.param("series.slug", "no slug!", "Field series.slug:", id="no-slug"),
        pytest.param("syndication.url", "javascript:alert(1)", "Field syndication.url:", id="no-address"),
        pytest.param("translations", {}, "a title in at least one language", id="no-text"),
        pytest.param(
            "translations.fr", {"title": "Un an"}, "Field translations.fr: the site has no such language", id="language"
        ),
        pytest.param("translations.en.title", "x" * 2501, "Field translations.en.title:", id="title-too-long"),
        pytest.param("source_language", "de", "Field source_language:", id="source-without-text"),
        pytest.param("credits.0.person", None, None, id="an-organization-alone"),
        pytest.param("credits.1.organization", None, "neither a person nor an organization", id="credit-of-nobody"),
        pytest.param("credits", [LINE["credits"][0]] * 2, "Ada Example a second time as author", id="credit-twice"),
        pytest.param("provenance", LINE["provenance"] * 2, "names one position of a file twice", id="place-twice"),
        pytest.param(
            "provenance.0.position", True, "Field provenance[0].position: must be a whole number", id="truth-for-number"
        ),
        pytest.param("provenance.0.line_end", 2**31, "whole number from 0", id="number-too-large"),
        pytest.param("project_links.0.change.kind", "vote", "use one of: change, statement", id="unknown-kind"),
        pytest.param("facts.categories.0.name", "Fresh", "Field facts.categories[0].name: must be an object", id="facts"),
        pytest.param("translations.en.body", "a\0b", "Field translations.en.body: holds the character U+0000", id="nul"),
        pytest.param("provenance.0.notes", [{"a": "\ud800"}], "Field provenance[0].notes[0].a: holds", id="lone-surrogate"),
    ],
)
def test_a_wrong_value_is_named(path, value, says):
    result = parse(changed(path, value))
    if says is None:
        assert isinstance(result, Draft)
        return
    assert isinstance(result, Failure)
    assert says in result.message
    assert (result.file, result.line_start, result.line_end) == ("export.jsonl", 7, 7)
    assert result.raw_text.startswith("{")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param(b"A title", "is not JSON (Expecting value, column 1)", id="a-page"),
        pytest.param(b'{"slug": "cut o', "is not JSON (Unterminated string", id="cut"),
        pytest.param(b"[1]", "not a JSON object", id="list"),
        pytest.param("{}".encode("utf-16"), "not UTF-8", id="utf-16"),
        pytest.param(b'{"a": NaN}', "number too large", id="not-a-number"),
        pytest.param(b'{"a": 1e999}', "number too large", id="infinite"),
        pytest.param(b'{"a": ' + b"9" * 5000 + b"}", "number too large", id="digits"),
        pytest.param(b'{"a":' * 5000, "too deep", id="deep"),
    ],
)
def test_a_line_that_is_no_post(line, says):
    result = jsonl.parse(line, "export.jsonl", 7)
    assert isinstance(result, Failure)
    assert says in result.message


def test_bad_lines_leave_the_others(tmp_path):
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(LINE).encode() + b"\r\n\n{}\n" + json.dumps(LINE).encode())
    drafts = list(jsonl.read(path, "export.jsonl"))
    assert [type(draft) for draft in drafts] == [Draft, Failure, Draft]
    assert drafts[1].line_start == 3


def test_a_line_beyond_all_measure_is_skipped(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "LARGEST_LINE", 1000)
    path = tmp_path / "export.jsonl"
    path.write_bytes(b" " * 2500 + b"\n{}\n")
    assert [(failure.line_start, failure.message[:30]) for failure in jsonl.read(path, "export.jsonl")] == [
        (1, "The line is longer than 0 MB: "),
        (2, "Field status: is missing. Add "),
    ]


@pytest.mark.parametrize("data", [b"", b"\n \n"])
def test_an_empty_export_is_named(tmp_path, data):
    (tmp_path / "export.jsonl").write_bytes(data)
    [failure] = jsonl.read(tmp_path / "export.jsonl", "export.jsonl")
    assert "empty" in failure.message


def test_another_kind_of_file_is_named(tmp_path):
    (tmp_path / "export.jsonl").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 9)
    [failure] = jsonl.read(tmp_path / "export.jsonl", "export.jsonl")
    assert "is a ZIP archive" in failure.message


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("2018-09-25"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def paths(value: object, path: tuple = ()) -> list[tuple]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, member in members for found in [(*path, key), *paths(member, (*path, key))]]


@given(st.sampled_from(paths(LINE)), json_values)
def test_any_value_anywhere_is_taken_or_named(path, value):
    result = parse(changed(".".join(map(str, path)), value))
    assert isinstance(result, Draft | Failure)
