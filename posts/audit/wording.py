"""Findings and tables in the reader's language."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from posts.audit.records import Audit, Expected, Finding, Kind, Verdict

HEADINGS = {
    Kind.UNREADABLE: gettext_lazy("Files that cannot be read"),
    Kind.NO_POSTS: gettext_lazy("Pages without posts"),
    Kind.START_MISSING: gettext_lazy("Texts whose start is missing"),
    Kind.DAMAGED: gettext_lazy("Damaged characters"),
    Kind.PAGE_GAP: gettext_lazy("Pages missing from the listing"),
    Kind.FILE_GAP: gettext_lazy("Numbers missing between file names"),
    Kind.PAGE_TWICE: gettext_lazy("Pages saved twice"),
    Kind.SHORT_PAGE: gettext_lazy("Pages with fewer posts than usual"),
    Kind.CUT: gettext_lazy("Posts cut, of which another copy goes on"),
    Kind.BREAKS_OFF: gettext_lazy("Posts that break off at the end of a page"),
    Kind.DIFFERS: gettext_lazy("Copies that disagree"),
    Kind.SAME_TITLE: gettext_lazy("Different posts of one title"),
    Kind.GLUED_TITLE: gettext_lazy("Titles glued to the text before them"),
    Kind.DATE_ORDER: gettext_lazy("Stated dates that contradict the order of a page"),
    Kind.PAGE_ORDER: gettext_lazy("Stated dates that contradict the order of pages"),
    Kind.TWO_ORDERS: gettext_lazy("Pages that contradict each other"),
}
SENTENCES: dict[Kind, Any] = {  # lazy: language and number are chosen when they are formatted
    Kind.UNREADABLE: "%(reason)s",
    Kind.NO_POSTS: gettext_lazy("No post was found: check that this is a listing page saved as plain text."),
    Kind.START_MISSING: ngettext_lazy(
        "%(lines)d line above the first title belongs to a post whose start is missing: find the page that holds it.",
        "%(lines)d lines above the first title belong to a post whose start is missing: find the page that holds it.",
        "lines",
    ),
    Kind.DAMAGED: "%(reason)s",
    Kind.PAGE_TWICE: gettext_lazy("The same as %(other)s, byte for byte: leave one of them out."),
    Kind.SHORT_PAGE: gettext_lazy("%(found)d posts, where most pages hold %(usual)d: was the page cut?"),
    Kind.CUT: ngettext_lazy(
        "“%(title)s” ends here; at %(other)s:%(other_line)d it goes on for %(count)d more sentence.",
        "“%(title)s” ends here; at %(other)s:%(other_line)d it goes on for %(count)d more sentences.",
        "count",
    ),
    Kind.BREAKS_OFF: gettext_lazy("“%(title)s” ends inside a sentence: the rest was not saved."),
    Kind.DIFFERS: gettext_lazy("“%(title)s” says something else at %(other)s:%(other_line)d:"),
    Kind.SAME_TITLE: gettext_lazy("Another post at %(other)s:%(other_line)d is also called “%(title)s”."),
    Kind.GLUED_TITLE: gettext_lazy(
        "“%(title)s” stands behind the last sentence of the post above: a name at its start was lost."
    ),
    Kind.DATE_ORDER: gettext_lazy(
        "“%(title)s” (%(day)s) is listed below “%(other_title)s” (%(other_day)s), and pages list the newest first."
    ),
    Kind.PAGE_ORDER: gettext_lazy(
        "“%(title)s” (%(day)s) is on page %(page)d, but nothing on page %(other_page)d (%(other)s) is later than %(other_day)s."
    ),
    Kind.TWO_ORDERS: gettext_lazy("“%(title)s” stands above “%(other_title)s”, at %(other)s below it."),
}
SCOPES = {"pages": gettext_lazy("pages"), "posts": gettext_lazy("posts"), "files": gettext_lazy("files")}
VERDICTS = {
    Verdict.SAME: gettext_lazy("the same text"),
    Verdict.CUT: gettext_lazy("one is cut"),
    Verdict.DIFFERS: gettext_lazy("texts differ"),
}


def sentence(finding: Finding) -> str:
    """What is wrong, and what to do where it is not plain."""
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in finding.values.items()}
    if finding.kind is Kind.PAGE_GAP:
        return _page_gap(values)
    if finding.kind is Kind.FILE_GAP:
        message = ngettext("No file has the number %(numbers)s.", "No file has the numbers %(numbers)s.", values["count"])
        return message % values
    return SENTENCES[finding.kind] % values


def _page_gap(values: Mapping[str, Any]) -> str:
    said = (
        ngettext("Page %(pages)s of %(last)d is missing", "Pages %(pages)s of %(last)d are missing", values["count"]) % values
    )
    if values["after"] and values["before"]:
        said = _("%(said)s, between %(after)s and %(before)s") % {"said": said, **values}
    if values["unplaced"]:
        said += ngettext(
            " (%(unplaced)d file does not say which page it is)",
            " (%(unplaced)d files do not say which page they are)",
            values["unplaced"],
        ) % {"unplaced": values["unplaced"]}
    return _("%(said)s.") % {"said": said}


def where(finding: Finding) -> str:
    return f"{finding.file}:{finding.line}" if finding.line else finding.file


def should_be(expected: Expected) -> str:
    """How many there should be: a number or a range."""
    return f"{expected.high:,}" if expected.low == expected.high else f"{expected.low:,}–{expected.high:,}"


def counts(audit: Audit) -> list[tuple[str, int]]:
    """What the whole holds, as a table."""
    verdicts = Counter(copies.verdict for copies in audit.copies)
    rows = [
        (_("files"), len(audit.sheets)),
        (_("posts"), len(audit.posts)),
        (_("their appearances on pages"), audit.appearances),
        (_("posts on several pages"), len(audit.copies)),
    ]
    rows += [(f"  {label}", verdicts[verdict]) for verdict, label in VERDICTS.items()]
    return [*rows, (_("findings"), len(audit.findings))]


def by_year(audit: Audit) -> dict[str, int]:
    return _counted(str(seen.day.year) if seen.day else _("unknown") for seen in audit.posts.values())


def by_language(audit: Audit, names: Mapping[str, str]) -> dict[str, int]:
    """Posts by the languages of their texts: "English + Simplified Chinese"."""
    return _counted(" + ".join(str(names.get(code, code)) for code in seen.languages) for seen in audit.posts.values())


def by_series(audit: Audit) -> dict[str, int]:
    return _counted(seen.series for seen in audit.posts.values() if seen.series)


def _counted(words) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))
