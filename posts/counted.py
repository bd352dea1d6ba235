"""What an import counts, as its closing table and the page of its run call it."""

from django.utils.translation import gettext_lazy as _

CLOSING = {
    "created": _("posts created"),
    "updated": _("posts updated"),
    "unchanged": _("posts unchanged"),
    "repeated": _("posts repeated"),
    "conflict": _("posts in conflict"),
    "redated": _("posts given a new date"),
    "binned": _("posts left in the bin"),
    "people": _("people"),
    "organizations": _("organizations"),
    "projects": _("projects"),
    "translations": _("translations"),
    "flagged": _("flagged for review"),
    "left out": _("left out"),
    "failed": _("failed"),
}
# Where media are asked for.
MEDIA = {"media": _("media fetched"), "media missing": _("media not fetched")}
READING = {"chrome": _("lines of page chrome"), "parsed": _("entries read")}
# The undoing of a run counts its own steps.
UNDOING = {
    "binned": _("posts moved to the bin"),
    "restored": _("posts taken out of the bin"),
    "updated": _("posts as they were"),
    "kept": _("posts left alone"),
}
EVERYTHING = CLOSING | MEDIA | READING
