"""What the database keeps of the archive, as sheets: an audit without the files."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q
from django.db.models.fields.json import KT
from django.db.models.functions import Left, Length, Right

from posts.audit.checks import audit
from posts.audit.records import Audit, Finding, Kind, Place, Seen, Sheet
from posts.audit.texts import breaks_off
from posts.models import Post, Provenance, QuarantinedEntry, Translation
from posts.parked import PARKED

# Files of one post, or of all in an order of their own: only listing pages promise to be newest first and whole.
NO_LISTINGS = (".jsonl", ".xml", ".wxr", ".md", ".markdown", ".html")
ABOVE_ALL = 0  # the position of what stands above a page's first title
START, END = 80, 300  # characters of the raw lines that tell how an entry begins and ends
HEAD = 2  # lines that are not blank above a body: title and meta line


def audit_stored() -> Audit:
    """The audit of all listing pages that were imported, from their provenance."""
    return audit(sheets(), body)


def sheets() -> list[Sheet]:
    languages: dict[int, list[str]] = defaultdict(list)
    for post, language in Translation.objects.order_by("-is_source", "language").values_list("post_id", "language"):
        languages[post].append(language)
    seen: dict[str, list[Seen]] = defaultdict(list)
    for row in rows().iterator(chunk_size=2000):
        day = row["post__published_at"].date() if row["post__published_at"] else None
        title = row["title"] or row["start"].partition("\n")[0].strip()
        seen[row["file"]].append(
            Seen(
                position=row["position"],
                title=title,
                post=str(row["post_id"]),
                line_start=row["line_start"],
                line_end=row["line_end"],
                digest=row["digest"],
                size=row["size"],
                day=day,
                stated=day if row["post__date_basis"] != Post.DateBasis.INFERRED else None,
                languages=tuple(languages[row["post_id"]]),
                series=row["post__series__name"] or "",
                glued=bool(row["start"]) and not row["start"].lstrip().startswith(title[: START // 2]),
                breaks_off=breaks_off(row["end"].split("\n")),
            )
        )
    lost: dict[str, list[Finding]] = defaultdict(list)
    for finding in losses():
        lost[finding.file].append(finding)
    return [Sheet(file, tuple(at_end(seen[file])), findings=tuple(lost[file])) for file in dict.fromkeys((*seen, *lost))]


def losses() -> Iterator[Finding]:
    """What of listing pages became no post, and waits to be corrected: whole pages, and text above a page's first title."""
    waiting = QuarantinedEntry.objects.waiting().filter(kind=QuarantinedEntry.Kind.PAGES)
    for file, start, end, position in waiting.values_list("file", "line_start", "line_end", "position"):
        if position is None:
            yield Finding(Kind.NO_POSTS, file, start)
        elif position == ABOVE_ALL:
            yield Finding(Kind.START_MISSING, file, start, {"lines": end - start + 1})


def at_end(found: list[Seen]) -> Iterator[Seen]:
    """Only the last post of a page can be cut by the page's end."""
    for one in found:
        yield one if one is found[-1] else replace(one, breaks_off=False)


def rows():
    """Every appearance on a listing page, in order, without its long columns."""
    elsewhere = Q()
    for suffix in NO_LISTINGS:
        elsewhere |= Q(file__iendswith=suffix)
    return (
        Provenance.objects.exclude(elsewhere)
        .filter(position__lt=PARKED)
        .order_by("file", "position")
        .annotate(
            title=KT("evidence__title"), size=Length("raw_text"), start=Left("raw_text", START), end=Right("raw_text", END)
        )
        .values(
            *("post_id", "file", "position", "line_start", "line_end", "digest", "title", "size", "start", "end"),
            *("post__published_at", "post__date_basis", "post__series__name"),
        )
    )


def body(place: Place) -> list[str]:
    """The raw lines below title and meta line."""
    file, position = place
    raw = Provenance.objects.values_list("raw_text", flat=True).get(file=file, position=position)
    lines = raw.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return lines[filled[HEAD] :] if len(filled) > HEAD else []
