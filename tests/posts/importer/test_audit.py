"""What is missing, cut, repeated or out of order on raw pages."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.audit import wording
from posts.audit.records import Audit, Kind, Verdict
from posts.importer.audit import Reader
from posts.importer.records import Failure, Page
from tests.posts.importer.listing import body, entry
from tests.posts.importer.pages import any_lines


def audit_of(pages: Mapping[str, str | Page | Failure]) -> Audit:
    def page(file: str) -> Page | Failure:
        text = pages[file]
        return Page(file, tuple(text.split("\n")), digest=text) if isinstance(text, str) else text

    reader = Reader()
    for file in pages:
        reader.add(page(file))
    return reader.audit(lambda file: [page(file)])


def kinds(pages: Mapping[str, str | Page | Failure]) -> list[tuple[Kind, str, int]]:
    return [(finding.kind, finding.file, finding.line) for finding in audit_of(pages).findings]


def dated(title: str, day: str) -> str:
    return entry(title, meta=f"By {day}Blog")


CUT = body("Anchors")[:-30].rsplit(" ", 1)[0]
EDITED = body("Anchors").replace("twice in a week", "once in a year")


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param({"a.txt": entry("Lanterns") + entry("Anchors")}, id="one-page"),
        pytest.param({"page-1.txt": entry("Lanterns"), "page-2.txt": entry("Anchors")}, id="two"),
        pytest.param({"a.txt": entry("Lanterns") + entry("Anchors"), "b.txt": entry("Anchors") + entry("Bells")}, id="overlap"),
        pytest.param({"a.txt": dated("Lanterns", "May 26, 2017") + dated("Anchors", "May 26, 2017")}, id="one-day"),
        pytest.param({"page-1.txt": entry("Lanterns") + "\n1 2\n", "page-2.txt": entry("Bells") + "\n1 2\n"}, id="pagination"),
        pytest.param({"7.txt": entry("Lanterns"), "notes.txt": entry("Anchors")}, id="no-sequence"),
    ],
)
def test_a_whole_archive_is_clean(pages):
    assert kinds(pages) == []


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        pytest.param(
            {"page-31.txt": entry("Lanterns"), "page-33.txt": entry("Anchors")},
            [(Kind.PAGE_GAP, "page-31.txt", 0)],
            id="page-between",
        ),
        pytest.param(
            {"a.txt": entry("Lanterns") + "\n1 31 32 33 39\n"},
            [(Kind.PAGE_GAP, "a.txt", 0), (Kind.PAGE_GAP, "a.txt", 0)],
            id="pages-the-pagination-names",
        ),
        pytest.param(
            {"001_ab.txt": entry("Lanterns"), "003_cd.txt": entry("Anchors")},
            [(Kind.FILE_GAP, "001_ab.txt", 0)],
            id="hole-in-the-file-names",
        ),
        pytest.param(
            {"a.txt": entry("Lanterns"), "b.txt": entry("Lanterns")}, [(Kind.PAGE_TWICE, "b.txt", 0)], id="saved-twice"
        ),
        pytest.param(
            {f"page-{n}.txt": entry(f"Post {n}") + (entry(f"More {n}") if n != 2 else "") for n in range(1, 5)},
            [(Kind.SHORT_PAGE, "page-2.txt", 0)],
            id="short-page",
        ),
        pytest.param(
            {"a.txt": entry("Lanterns") + entry("Anchors", CUT), "b.txt": entry("Anchors") + entry("Bells")},
            [(Kind.CUT, "a.txt", 19)],
            id="cut",
        ),
        pytest.param({"a.txt": entry("Lanterns") + entry("Anchors", CUT)}, [(Kind.BREAKS_OFF, "a.txt", 19)], id="breaks-off"),
        pytest.param(
            {"a.txt": entry("Anchors"), "b.txt": entry("Anchors", EDITED)}, [(Kind.DIFFERS, "b.txt", 1)], id="texts-differ"
        ),
        pytest.param(
            {"a.txt": entry("Notes", body("Anchors")), "b.txt": entry("Notes", body("Bells"))},
            [(Kind.SAME_TITLE, "b.txt", 1)],
            id="two-posts-of-one-title",
        ),
        pytest.param(
            {"a.txt": dated("Lanterns", "May 1, 2017") + dated("Anchors", "May 26, 2017")},
            [(Kind.DATE_ORDER, "a.txt", 11)],
            id="dates-rise-down-a-page",
        ),
        pytest.param(
            {"page-1.txt": dated("Lanterns", "May 1, 2017"), "page-2.txt": dated("Anchors", "May 26, 2017")},
            [(Kind.PAGE_ORDER, "page-2.txt", 1)],
            id="dates-rise-from-page-to-page",
        ),
        pytest.param(
            {"a.txt": entry("Lanterns") + entry("Anchors"), "b.txt": entry("Anchors") + entry("Lanterns")},
            [(Kind.TWO_ORDERS, "b.txt", 1)],
            id="two-orders",
        ),
        pytest.param({"a.txt": "Just some prose.\n"}, [(Kind.NO_POSTS, "a.txt", 1)], id="no-posts"),
        pytest.param(
            {"a.txt": "We rang the bells.\n" * 9 + "\n" + entry("Lanterns")},
            [(Kind.START_MISSING, "a.txt", 1)],
            id="start-missing",
        ),
        pytest.param(
            {
                "a.txt": "Lanterns\n\nBy | Blog\n\nWe closed the shutters of every house and went to bed early. "
                "Recognized for Bright Lanterns in Every Harbour\n\nBy | Blog\n\nIt was a good year.\n"
            },
            [(Kind.GLUED_TITLE, "a.txt", 5)],
            id="glued-title",
        ),
        pytest.param({"a.txt": Failure("a.txt", 1, 1, "The file is empty.")}, [(Kind.UNREADABLE, "a.txt", 1)], id="unreadable"),
    ],
)
def test_what_is_wrong_is_found(pages, found):
    assert kinds(pages) == found


def test_a_gap_says_what_it_is_between():
    [finding] = audit_of({"page-31.txt": entry("Lanterns"), "page-33.txt": entry("Anchors")}).findings
    assert wording.sentence(finding) == "Page 32 of 33 is missing, between page-31.txt and page-33.txt."


def test_a_difference_is_shown_as_a_diff():
    [finding] = audit_of({"a.txt": entry("Anchors"), "b.txt": entry("Anchors", EDITED)}).findings
    (fullest, changed), lines = finding.diff[:2], finding.diff[2:]
    assert (fullest, changed) == ("--- a.txt:1", "+++ b.txt:1")
    assert [line[0] for line in lines] == [" ", "-", "+"]
    assert "once in a year" in lines[2]


def test_copies_are_counted_by_how_they_agree():
    pages = {"a.txt": entry("Lanterns") + entry("Anchors", CUT), "b.txt": entry("Anchors"), "c.txt": entry("Lanterns")}
    verdicts = {copies.title: copies.verdict for copies in audit_of(pages).copies}
    assert verdicts == {"Anchors": Verdict.CUT, "Lanterns": Verdict.SAME}


def test_a_banner_is_no_pagination():
    page = f"ExampleCon | May 2 – 4 | Ends April 30 | Learn more\n\n\n{entry('Lanterns')}"
    assert audit_of({"a.txt": page}).expected == ()


def test_an_authors_pages_are_a_listing_of_their_own():
    whole = {"a.txt": entry("Lanterns") + "\n1 2\n\nNext »\n"}
    theirs = {"b.txt": f"All Posts By\n\nAda Example\n\n{entry('Lanterns')}\n1 2 3\n\n« Previous\n\nNext »\n"}
    found = {expected.of: (expected.high, expected.missing) for expected in audit_of(whole | theirs).expected}
    assert found == {"": (2, "2"), "all posts by ada example": (3, "1, 3")}


def test_posts_are_counted_by_year_language_and_series():
    chinese = "我们在云原生社区里学到的东西，写在这里给大家参考。" * 3
    page = dated("Meet the Ambassador: Ada Example", "May 26, 2017") + entry("灯塔", chinese)
    audit = audit_of({"a.txt": page})
    assert wording.by_language(audit, {}) == {"en": 1, "zh-hans": 1}
    assert wording.by_series(audit) == {"Meet the Ambassador": 1}
    assert wording.by_year(audit)["2017"] == 2


def test_the_posts_of_a_listing_are_expected_by_its_usual_size():
    pages = {f"page-{n}.txt": entry(f"Post {n}") + entry(f"More {n}") + "\n1 2 3 4\n" for n in range(1, 4)}
    expected = {one.what: (one.low, one.high, one.found, one.missing) for one in audit_of(pages).expected}
    assert expected == {"pages": (4, 4, 3, "4"), "posts": (7, 8, 6, "")}


@given(st.lists(any_lines, min_size=1, max_size=3))
def test_no_page_is_too_odd(pages):
    audit = audit_of({f"page-{n}.txt": "\n".join(lines) for n, lines in enumerate(pages)})
    assert all(wording.sentence(finding) for finding in audit.findings)


def test_a_thousand_pages_take_seconds():
    pages = {f"page-{n:04}.txt": "".join(entry(f"Post {n} {m}") for m in range(10)) for n in range(1, 1_001)}
    started = time.process_time()
    assert audit_of(pages).appearances == 10_000
    assert time.process_time() - started < 20  # here 3; more says that something grows faster than the archive
