"""Damaged files: no traceback, no half-written post, every line accounted for, and the same again the second time.

``FUZZ=2000 pytest tests/posts/importer/test_fuzz.py`` tries as many; the seeds are fixed.
"""

import io
import os
import random
import re
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Q

from posts.export import export
from posts.importer.corrected import cut
from posts.importer.readers import find, items
from posts.importer.records import Draft, Failure, LeftOut, Page
from posts.importer.run import import_archive
from posts.models import ImportRecord, Post, QuarantinedEntry, SearchDocument
from tests.posts.importer.readers.site import site

pytestmark = pytest.mark.django_db

CASES = int(os.environ.get("FUZZ", "40"))
SAMPLES = sorted(Path("sample_archive").glob("*.txt"))
MARKDOWN = "---\ntitle: Fog\ndate: 2019-01-02\ntags: [sea, lamp]\nauthors:\n  - name: Ada Example\n---\n# Thick\n\nIt *is*.\n"


@pytest.fixture(scope="module")
def grounds(django_db_setup, django_db_blocker) -> dict[str, bytes]:
    """What is damaged: a page of the sample archive, an export of WordPress, one of ours, a post with front matter."""
    with django_db_blocker.unblock(), transaction.atomic():
        import_archive([str(SAMPLES[-1])])
        stream = io.StringIO()
        export(Post.objects.all(), stream)
        transaction.set_rollback(True)
    return {
        **{path.name: path.read_bytes() for path in SAMPLES},
        "harbour.xml": site().encode(),
        "harbour.wxr": site().encode(),
        "export.jsonl": stream.getvalue().encode(),
        "content/fog.md": MARKDOWN.encode(),
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """One to six faults: bytes flipped, put in or taken out; lines dropped, doubled, swapped; the end cut off."""
    for _fault in range(chance.randint(1, 6)):
        lines = data.splitlines(keepends=True) or [b""]
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        at = chance.randrange(len(data) or 1)
        match chance.randrange(7):
            case 0:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
                continue
            case 1:
                data = data[:at] + bytes(chance.randrange(256) for _byte in range(chance.randint(1, 9))) + data[at:]
                continue
            case 2:
                data = data[:at] + data[at + chance.randint(1, 200) :]
                continue
            case 3:
                data = data[:at]
                continue
            case 4:
                del lines[one]
            case 5:
                lines.insert(other, lines[one])
            case 6:
                lines[one], lines[other] = lines[other], lines[one]
        data = b"".join(lines)
    return data


@pytest.mark.parametrize("seed", range(CASES))
def test_a_damaged_file(tmp_path, grounds, seed):
    chance = random.Random(seed)
    name = chance.choice(sorted(grounds))
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(damaged(grounds[name], chance))
    is_told_whole(path)

    report = import_archive([str(path)], fail_fast=False)
    assert not [failure.message for failure in report.failures if "A rule of the importer failed" in failure.message]
    assert all(failure.message.strip() and 1 <= failure.line_start <= failure.line_end for failure in report.failures)
    assert report.counts["failed"] == ImportRecord.objects.filter(outcome="failed").count()
    assert QuarantinedEntry.objects.count() <= len(report.failures)
    is_written_whole()

    again = import_archive([str(path)])
    assert (again.counts["created"], again.counts["updated"], again.counts["conflict"]) == (0, 0, 0)
    assert again.counts["failed"] == report.counts["failed"]


def is_told_whole(path: Path) -> None:
    """Every line that is not blank is a post's, chrome, or named."""
    (source,) = find([str(path)])
    for page in source.pages():
        if isinstance(page, Page):
            found = cut(page)
            told = {number for span in found.chrome for number in range(span.start, span.end + 1)}
            told |= {number for failure in found.failures for number in range(failure.line_start, failure.line_end + 1)}
            told |= {number for entry in found.entries for number in range(entry.line_start, entry.line_end + 1)}
            assert {number for number, line in enumerate(page.lines, 1) if line.strip()} <= told
    if source.kind == "wordpress":
        found = list(source.drafts())
        records = sum(piece.number > 0 for piece, _element, _why in read(path))
        drafts = sum(len(draft.places) for draft in found if isinstance(draft, Draft))
        failures = sum(isinstance(failure, Failure) and failure.message.startswith("Record ") for failure in found)
        left_out = sum(one.count for one in found if isinstance(one, LeftOut))
        assert drafts + failures + left_out == records
        pieces = [piece for piece, _element, _why in read(path)]
        told = {number for piece in pieces for number in range(piece.start, piece.end + 1)}
        text = path.read_bytes().decode(items.encoding_of(path), "surrogateescape") if pieces else ""
        lines = enumerate(re.split("\r\n|\r|\n", items.BETWEEN_RECORDS.sub("", text)), 1)
        assert [line for number, line in lines if number not in told and line.strip()] == []


def read(path: Path) -> list:
    try:
        return list(items.records(path, {}))
    except items.NotAnExport:
        return []


def is_written_whole() -> None:
    """Each post with all that belongs to it."""
    for post in Post.objects.prefetch_related("translations", "provenance"):
        texts = {text.language: text for text in post.translations.all()}
        assert texts, post
        assert sum(text.is_source for text in texts.values()) == 1
        assert bool(post.title_en) <= ("en" in texts)
        assert bool(post.title_zh_hans) <= ("zh-hans" in texts)
        assert post.published_at or post.status != "published"
        assert post.provenance.filter(is_primary=True).count() <= 1
        indexed = set(SearchDocument.objects.filter(post=post).values_list("language", flat=True))
        assert set(texts) == indexed
    assert not Post.objects.filter(Q(title_en=None) | Q(title_en=""), Q(title_zh_hans=None) | Q(title_zh_hans="")).exists()
