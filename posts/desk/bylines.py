"""Bylines that an import was not sure of, or could not read: each with its line, for an editor to say who it was."""

from dataclasses import dataclass

from posts.models import Post, Provenance
from posts.notes import said

STAGE = "bylines"  # of the parser's notes
AROUND = 1  # lines above and below


@dataclass(frozen=True, slots=True)
class UnknownByline:
    """One doubt about one post: ``message`` is among the post's reasons for review."""

    post: int
    message: str
    file: str
    line: int  # 0: of the whole entry

    @property
    def said(self) -> str:
        return said(self.message)


@dataclass(frozen=True, slots=True)
class ShownByline:
    """``lines``: number, text, and whether it is the byline itself."""

    byline: UnknownByline
    post: Post
    lines: tuple[tuple[int, str, bool], ...]


def unknown_bylines() -> list[UnknownByline]:
    """In the order of the archive's files and lines."""
    flagged = Post.objects.filter(needs_review=True).order_by()
    reasons = dict(flagged.values_list("pk", "review"))
    traces = Provenance.objects.filter(post__in=flagged.values("pk")).order_by("-is_primary", "file", "position")
    found: dict[tuple[int, str], UnknownByline] = {}
    for post, file, notes in traces.values_list("post_id", "file", "notes"):
        for note in notes:
            if note.get("stage") == STAGE and note.get("review") and note["message"] in reasons.get(post, ()):
                byline = UnknownByline(post, note["message"], file, note["line"])
                found.setdefault((post, byline.message), byline)
    return sorted(found.values(), key=lambda one: (one.file, one.line, one.post))


def shown(bylines: list[UnknownByline]) -> list[ShownByline]:
    """With their posts, their credits, and the lines around. In a fixed number of queries."""
    posts = Post.objects.for_listing().in_bulk({one.post for one in bylines})
    raw = {
        (row.post_id, row.file): row
        for row in Provenance.objects.filter(post__in=posts)
        .only("post", "file", "line_start", "raw_text")
        .order_by("is_primary")
    }
    return [
        ShownByline(one, posts[one.post], _around(raw.get((one.post, one.file)), one.line))
        for one in bylines
        if one.post in posts
    ]


def _around(row: Provenance | None, line: int) -> tuple[tuple[int, str, bool], ...]:
    if row is None or not row.raw_text or not line:
        return ()
    lines = enumerate(row.raw_text.split("\n"), start=row.line_start)
    return tuple((number, text, number == line) for number, text in lines if abs(number - line) <= AROUND and text.strip())
