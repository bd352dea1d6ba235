"""Entries of an archive that no post could be made of: kept until somebody corrects them or the archive does."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_RAW = 2**17  # characters that imports keep of what failed: posts.importer.records.KEPT_RAW


class QuarantineQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Those nobody has dealt with yet."""
        return self.filter(status=QuarantinedEntry.Status.WAITING)


class QuarantinedEntry(models.Model):
    """Lines of a file that could not be read. ``digest`` is of those: a correction holds for them, wherever they stand."""

    class Kind(models.TextChoices):
        PAGES = "pages", _("listing page")
        DRAFTS = "drafts", _("export of a site like this")
        WORDPRESS = "wordpress", _("WordPress export")
        MARKDOWN = "markdown", _("Markdown file")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CORRECTED = "corrected", _("corrected")
        GONE = "gone", _("no longer in the archive")

    file = models.CharField(_("file"), max_length=500)
    line_start = models.PositiveIntegerField(_("first line"))
    line_end = models.PositiveIntegerField(_("last line"))
    # On its page; None where the page holds nothing else, or the file is no page.
    position = models.PositiveIntegerField(null=True, editable=False)
    kind = models.CharField(_("kind of file"), max_length=20, choices=Kind)
    message = models.TextField(_("what is wrong"))
    raw_text = models.TextField(_("raw lines"))
    digest = models.CharField(max_length=64, editable=False)
    # What of the rest of its file another system's record cannot be read without.
    ground = models.JSONField(default=dict, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.WAITING)
    run = models.ForeignKey(
        "posts.ImportRun", models.SET_NULL, null=True, blank=True, related_name="quarantined", verbose_name=_("run")
    )
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    corrected_text = models.TextField(_("corrected lines"), blank=True)
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("corrected by")
    )
    post = models.ForeignKey(
        "posts.Post", models.SET_NULL, null=True, blank=True, related_name="quarantined", verbose_name=_("post")
    )

    objects = QuarantineQuerySet.as_manager()

    class Meta:
        ordering = ["file", "line_start"]
        verbose_name = _("quarantined entry")
        verbose_name_plural = _("quarantine")
        constraints = [
            models.UniqueConstraint(name="posts_quarantine_once", fields=["file", "digest"]),
            models.CheckConstraint(
                name="posts_quarantine_corrected_has_text",
                condition=~Q(status="corrected") | (~Q(corrected_text="") & Q(corrected_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}:{self.line_start}-{self.line_end}"

    @property
    def is_too_long(self) -> bool:
        """Whether the raw text is only the beginning, so that nothing can be made of it here."""
        return len(self.raw_text) >= MOST_RAW
