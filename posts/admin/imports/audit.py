"""Is the archive whole? The audit of all pages that were imported, with a picture of the months they cover."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import path
from django.utils.translation import gettext as _

from posts import charts
from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.groups import grouped
from posts.audit import wording
from posts.audit.records import Audit, Finding, Kind, Seen, Sheet
from posts.audit.stored import audit_stored
from posts.models.post import LANGUAGE_NAMES

FINDINGS_SHOWN = 25  # of a kind; the rest is counted, and the command has all
FILES_ON_A_PAGE = 100
OF_QUARANTINE = frozenset({Kind.NO_POSTS, Kind.START_MISSING})


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as the page shows it."""

    file: str
    where: str
    sentence: str
    diff: tuple[str, ...]
    waits: bool  # it is in the quarantine, and no post's provenance


@dataclass(frozen=True, slots=True)
class Coverage:
    """Posts by month, with the months between the first and the last that have none."""

    years: list[charts.Year]  # oldest first, as time goes
    gaps: frozenset[int]  # 201809
    first: int
    last: int

    @property
    def gap_runs(self) -> list[tuple[int, int]]:
        """Months without posts, as first and last of each run."""
        months = charts.months_between(self.first, self.last)
        runs = [list(run) for is_gap, run in groupby(months, key=self.gaps.__contains__) if is_gap]
        return [(run[0], run[-1]) for run in runs]


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the archive."""

    file: str
    page: int | None
    posts: int
    repeated: int
    oldest: date | None
    newest: date | None
    strokes: str


class Audited:
    """Gives provenance a page of its own, ``audit/``: read only, for those who may see provenance."""

    change_list_template = "admin/provenance_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.audit_view)
        return [path("audit/", view, name="posts_provenance_audit"), *super().get_urls()]

    def audit_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        audit = audit_stored()
        covered = coverage(audit)
        files = Paginator(audit.sheets, FILES_ON_A_PAGE).get_page(request.GET.get("p"))
        context = {
            "title": _("Audit of the archive"),
            "audit": audit,
            "counts": wording.counts(audit),
            "groups": list(grouped(audit.findings, wording.HEADINGS, said, FINDINGS_SHOWN)),
            "coverage": covered,
            "files": files,
            "rows": [row(audit, sheet, covered) for sheet in files],
            "expected": [(wording.SCOPES[one.what], one, wording.should_be(one)) for one in audit.expected],
            "numbers": [
                (_("By year"), wording.by_year(audit)),
                (_("By language"), wording.by_language(audit, LANGUAGE_NAMES)),
                (_("By series"), wording.by_series(audit)),
            ],
        }
        return desk_page(self, request, "admin/audit.html", context)


def said(finding: Finding) -> Said:
    waits = finding.kind in OF_QUARANTINE
    return Said(finding.file, wording.where(finding), wording.sentence(finding), finding.diff, waits)


def coverage(audit: Audit) -> Coverage | None:
    """The picture's numbers; none without a dated post."""
    months = Counter(month_of(seen) for seen in audit.posts.values() if seen.day)
    if not months:
        return None
    stated = Counter(month_of(seen) for seen in audit.posts.values() if seen.stated)
    first, last = min(months), max(months)
    whole = {month: months[month] for month in charts.months_between(first, last)}
    gaps = frozenset(month for month, count in whole.items() if not count)
    return Coverage(charts.years(whole, stated)[::-1], gaps, first, last)


def row(audit: Audit, sheet: Sheet, covered: Coverage | None) -> Row:
    days = sorted(seen.day for seen in sheet.posts if seen.day)
    months = Counter(month_of(seen) for seen in sheet.posts if seen.day)
    return Row(
        file=sheet.file,
        page=audit.page_numbers.get(sheet.file),
        posts=len(sheet.posts),
        repeated=sum(audit.posts[seen.post] is not seen for seen in sheet.posts),
        oldest=days[0] if days else None,
        newest=days[-1] if days else None,
        strokes=charts.strip(months, covered.first, covered.last) if covered else "",
    )


def month_of(seen: Seen) -> int:
    """201809."""
    return seen.day.year * 100 + seen.day.month
