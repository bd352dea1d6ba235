"""The audit of what was imported, in the admin."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import translation

from posts.admin.imports.audit import coverage
from posts.audit.records import Kind
from posts.audit.stored import audit_stored
from posts.desk.imports import run_again
from posts.importer.run import import_archive
from posts.models import Post, Provenance, QuarantinedEntry
from tests.factories import make_post
from tests.posts.admin.editors import sign_in
from tests.posts.importer.listing import body, entry, write

pytestmark = pytest.mark.django_db

CUT = body("Anchors")[:-30].rsplit(" ", 1)[0]


def dated(title: str, day: str) -> str:
    return entry(title, meta=f"By {day}Blog")


@pytest.fixture
def imported(tmp_path):
    """Pages 1 and 3; a post that page 1 cuts; a stated date in May 2017 and one in August."""
    pages = {
        "page-1": [dated("Lanterns", "August 26, 2017"), entry("Anchors", CUT)],
        "page-3": [entry("Anchors"), dated("Bells", "May 2, 2017")],
    }
    import_archive([write(tmp_path / "pages", **pages)])


def kinds() -> list[tuple[Kind, str]]:
    return [(finding.kind, finding.file) for finding in audit_stored().findings]


def test_the_database_tells_what_the_files_did(imported):
    assert kinds() == [(Kind.PAGE_GAP, "page-1.txt"), (Kind.CUT, "page-1.txt")]


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        pytest.param({"a": [entry("Lanterns")], "b": [entry("Lanterns"), entry("Bells")]}, [], id="clean"),
        pytest.param({"a": [entry("Bells"), entry("Anchors", CUT)]}, [(Kind.BREAKS_OFF, "a.txt")], id="breaks-off"),
        pytest.param({"a": [entry("Anchors", CUT), entry("Bells")]}, [], id="only-at-the-end-of-a-page"),
        pytest.param(
            {"a": [entry("Anchors")], "b": [entry("Anchors", body("Anchors").replace("twice", "once"))]},
            [(Kind.DIFFERS, "b.txt")],
            id="differs",
        ),
        pytest.param(
            {"a": [dated("Anchors", "May 2, 2017"), dated("Bells", "May 9, 2017")]}, [(Kind.DATE_ORDER, "a.txt")], id="dates"
        ),
        pytest.param(
            {"a": [entry("Anchors"), entry("Bells")], "b": [entry("Bells"), entry("Anchors")]},
            [(Kind.TWO_ORDERS, "b.txt")],
            id="two-orders",
        ),
    ],
)
def test_stored_pages_are_audited(tmp_path, pages, found):
    import_archive([write(tmp_path / "pages", **pages)])
    assert kinds() == found


def test_a_title_glued_to_the_text_above_is_told_from_the_raw_lines(tmp_path):
    prose = "We closed the shutters of every house and went to bed early. "
    pages = write(tmp_path, a=[f"Lanterns\n\nBy | Blog\n\n{prose}{entry('Recognized for Bright Lanterns in Every Harbour')}"])
    import_archive([pages])
    assert kinds() == [(Kind.GLUED_TITLE, "a.txt")]


def test_only_listing_pages_are_audited():
    post = make_post("Lanterns")
    Provenance.objects.create(post=post, file="export.xml", position=1, line_start=1, line_end=2, raw_text="<item>")
    assert audit_stored().sheets == ()


LOST = f"{body('A sail')}\n\n{'It ends here, and nobody knows its title any more. ' * 5}"


@pytest.fixture
def lost(tmp_path):
    """Page 2 has no post, and page 3 begins with a text whose title is lost."""
    pages = {"page-1": [entry("Lanterns")], "page-2": [body("Anchors") + "\n"], "page-3": [f"{LOST}\n\n", entry("Bells")]}
    import_archive([write(tmp_path / "pages", **pages)])


def test_what_became_no_post_and_waits_is_a_finding(lost):
    found = [(Kind.NO_POSTS, "page-2.txt"), (Kind.START_MISSING, "page-3.txt"), (Kind.PAGE_GAP, "page-1.txt")]
    assert kinds() == found  # a page without posts is missing from the listing
    html = sign_in("view_provenance", "view_quarantinedentry").get(reverse("admin:posts_provenance_audit")).content.decode()
    assert f'href="{reverse("admin:posts_quarantinedentry_changelist")}?status__exact=waiting&amp;q=page-2.txt"' in html
    html = sign_in("view_provenance").get(reverse("admin:posts_provenance_audit")).content.decode()
    assert reverse("admin:posts_quarantinedentry_changelist") not in html


def test_what_was_corrected_is_none(lost):
    without, above = QuarantinedEntry.objects.waiting()
    run_again(without, entry("Anchors"), None)
    run_again(above, f"The sail\n\nBy | Blog\n\n{LOST}", None)
    assert kinds() == []
    assert [[seen.title for seen in sheet.posts] for sheet in audit_stored().sheets] == [
        ["Lanterns"],
        ["Anchors"],
        ["The sail", "Bells"],
    ]


def test_an_editors_title_does_not_glue_a_post(imported):
    Post.objects.update(title_en="Something else")
    assert Kind.GLUED_TITLE not in [kind for kind, _file in kinds()]


def test_months_without_a_post_between_others_are_gaps(imported):
    Post.objects.filter(title_en="Anchors").update(published_at="2017-05-20T12:00Z")
    found = coverage(audit_stored())
    assert (found.first, found.last, found.gap_runs) == (201705, 201708, [(201706, 201707)])
    assert [(bar.month, bar.count, bar.part) for bar in found.years[0].bars if bar.count] == [(5, 2, 1), (8, 1, 1)]


class Page(HTMLParser):
    """Tags of a page and what the pictures are called."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Page 2 of 3 is missing, between page-1.txt and page-3.txt.", "“Anchors” ends here", "Posts by month"]),
        ("zh-hans", ["第 2 页", "每月文章数", '<th scope="col">缺失</th>']),
    ],
)
def test_the_page_shows_findings_and_a_picture(imported, language, said):
    with translation.override(language):
        html = sign_in("view_provenance").get(reverse("admin:posts_provenance_audit")).content.decode()
    assert [text for text in said if text not in html] == []
    page = Page(html)
    pictures = [svg for svg in page.all("svg") if svg.get("role") == "img"]
    titles = {title.get("id") for title in page.all("title")}
    assert pictures
    assert all(svg["aria-labelledby"] in titles for svg in pictures)
    assert not any("style" in attrs for tag, attrs in page.tags if tag in ("svg", "rect", "path")), "the policy forbids it"


def test_numbers_of_pictures_have_no_thousands_separator(imported):
    html = sign_in("view_provenance").get(reverse("admin:posts_provenance_audit")).content.decode()
    assert "<figcaption>2017</figcaption>" in html


def test_without_pages_it_says_so():
    html = sign_in("view_provenance").get(reverse("admin:posts_provenance_audit")).content.decode()
    assert "nothing to audit" in html


def test_only_who_may_see_provenance_sees_it():
    assert sign_in("view_post").get(reverse("admin:posts_provenance_audit")).status_code == 403


def test_the_list_of_provenance_leads_there():
    html = sign_in("view_provenance").get(reverse("admin:posts_provenance_changelist")).content.decode()
    assert f'href="{reverse("admin:posts_provenance_audit")}"' in html


def test_many_pages_take_few_queries(imported, django_assert_max_num_queries):
    client = sign_in("view_provenance")
    for number in range(30):
        post = make_post(f"Post {number}")
        Provenance.objects.create(post=post, file=f"page-{number + 4}.txt", position=1, line_start=1, line_end=2, digest=number)
    with django_assert_max_num_queries(10):
        client.get(reverse("admin:posts_provenance_audit"))
