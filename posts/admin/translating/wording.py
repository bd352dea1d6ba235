"""What the checks have found, in words: grouped by kind, each with its place, and never more than can be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from posts.admin.parts.groups import Group, grouped
from posts.translating.checks import Finding, Warning

MOST = 6  # of a kind
VALUES = 3  # of a finding

HEADINGS = {
    Warning.EMPTY: gettext_lazy("Not translated yet"),
    Warning.UNTRANSLATED: gettext_lazy("Left in the language of the source"),
    Warning.LINKS: gettext_lazy("Links that differ"),
    Warning.CODE: gettext_lazy("Code that differs"),
    Warning.NUMBERS: gettext_lazy("Numbers that differ"),
    Warning.PICTURES: gettext_lazy("Pictures for those who do not see them"),
    Warning.HEADINGS: gettext_lazy("Headings of another level"),
    Warning.LISTS: gettext_lazy("Lists of another length"),
    Warning.GLOSSARY: gettext_lazy("Terms and names"),
    Warning.PUNCTUATION: gettext_lazy("Half-width punctuation"),
    Warning.SPACING: gettext_lazy("Spaces between Han and Latin, here with and there without"),
    Warning.SCRIPT: gettext_lazy("Traditional characters"),
}


@dataclass(frozen=True, slots=True)
class Said:
    name: str  # of the field it stands in
    place: str
    sentence: str


def groups(findings: Sequence[Finding]) -> list[Group]:
    return list(grouped(findings, HEADINGS, lambda one: Said(name_of(one), place_of(one), sentence(one)), MOST))


def name_of(finding: Finding) -> str:
    """Of the field: the first two rows are the title and the summary."""
    return ("title", "summary")[finding.place] if finding.place < 2 else f"block-{finding.place - 2}"


def place_of(finding: Finding) -> str:
    if finding.place < 2:
        return (_("Title"), _("Summary"))[finding.place]
    return _("Block %d") % (finding.place - 1)


def sentence(finding: Finding) -> str:
    if finding.kind == Warning.GLOSSARY:
        return _("“%(term)s” is “%(form)s” here") % {"term": finding.missing[0], "form": finding.extra[0]}
    if finding.kind in (Warning.LISTS, Warning.HEADINGS):
        return _("%(source)s in the source, %(target)s here") % {
            "source": ", ".join(finding.missing) or "0",
            "target": ", ".join(finding.extra) or "0",
        }
    if finding.kind == Warning.SPACING:
        return _("%(number)s otherwise than the rest") % {"number": finding.extra[0]}
    if finding.kind == Warning.PICTURES:
        return _joined(_of_pictures(finding))
    if finding.kind in (Warning.PUNCTUATION, Warning.SCRIPT):
        return _some([f"“{sign}”" for sign in finding.extra])
    parts = []
    if finding.missing:
        parts.append(_("missing: %s") % _some(finding.missing))
    if finding.extra:
        parts.append(_("not in the source: %s") % _some(finding.extra))
    return _joined(parts)


def _of_pictures(finding: Finding) -> list[str]:
    said = [_("in the words of the source: %s") % _some(finding.extra)] if finding.extra else []
    if finding.missing:
        said.append(_("says nothing of what it shows: %s") % _some([address.rpartition("/")[2] for address in finding.missing]))
    return said


def _some(values: Sequence[str]) -> str:
    told = pgettext("between the names of a list", ", ").join(values[:VALUES])
    return f"{told} …" if len(values) > VALUES else told


def _joined(parts: Sequence[str]) -> str:
    return pgettext("between two things to look at", "; ").join(parts)
