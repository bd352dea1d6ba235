"""Importing twice equals importing once, for any pages at all."""

import io
import tempfile
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from posts.export import export
from posts.importer.run import import_archive
from posts.models import ImportRun, Post, Provenance
from tests.posts.importer.listing import body, entry, write
from tests.posts.importer.pages import any_lines, listings

WRITES = ("INSERT", "UPDATE", "DELETE", "COPY")


class Undo(Exception):
    """Takes back what an example wrote."""


def exported() -> str:
    stream = io.StringIO()
    export(Post.objects.all(), stream)
    return stream.getvalue()


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(st.one_of(listings, any_lines), min_size=1, max_size=3))
@example([("All Posts By", *entry("Notes", body("a")).split("\n")), ("", *entry("Notes", body("b")).split("\n"))])
def test_importing_twice_equals_importing_once(pages):
    with tempfile.TemporaryDirectory() as folder:
        for number, lines in enumerate(pages):
            Path(folder, f"{number}.txt").write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
        try:
            with transaction.atomic():
                import_archive([folder])
                once, runs = exported(), ImportRun.objects.count()
                with CaptureQueriesContext(connection) as queries:
                    again = import_archive([folder])
                assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []
                assert (again.counts["created"], again.counts["updated"], again.counts["conflict"]) == (0, 0, 0)
                assert exported() == once
                assert ImportRun.objects.count() == runs
                raise Undo
        except Undo:
            pass


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(listings, listings, listings)
def test_a_page_that_changes_and_changes_back_ends_as_it_began(first, second, other):
    with tempfile.TemporaryDirectory() as folder:
        pages = [Path(folder, f"{number}.txt") for number in range(2)]

        def put(*texts) -> None:
            for page, lines in zip(pages, texts, strict=True):
                page.write_text("\n".join(lines), encoding="utf-8")
            report = import_archive([folder])
            assert report.counts["conflict"] == 0
            assert not [
                failure for failure in report.failures if "failed here" in failure.message or "refuses" in failure.message
            ]

        try:
            with transaction.atomic():
                put(first, second)
                posts = set(Post.objects.values_list("import_ref", flat=True))
                put(other, second)
                put(first, second)
                assert posts <= set(Post.objects.values_list("import_ref", flat=True))
                assert not import_archive([folder]).changed
                raise Undo
        except Undo:
            pass


@pytest.mark.django_db
def test_what_is_drafted_again_keeps_the_reasons_for_its_date(tmp_path):
    pages = write(tmp_path, one=[entry("The lamp"), entry("The pier")])
    import_archive([pages])
    notes = list(Provenance.objects.order_by("position").values_list("notes", flat=True))
    assert all("timeline" in [note["stage"] for note in of_post] for of_post in notes)
    Provenance.objects.update(context="")  # as when another archive brought titles that could be links
    import_archive([pages])
    assert list(Provenance.objects.order_by("position").values_list("notes", flat=True)) == notes
