"""How often posts are read. Sums only: no address, no browser, no person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT_DAYS = 90  # what is older says little about what is read today, and is dropped


class PostReads(models.Model):
    """How often the page of a post was read on one day, at the addresses of one language."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="daily_reads", verbose_name=_("post"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("reads"))

    class Meta:
        verbose_name = _("reads of a day")
        verbose_name_plural = _("reads by day")
        constraints = [models.UniqueConstraint(name="posts_postreads_once", fields=["day", "post", "language"])]

    def __str__(self) -> str:
        return f"{self.post_id} {self.language} {self.day}: {self.count}"


class RecentReads(models.Model):
    """The sum of the days that are kept, so that nobody who sorts by it adds up millions of rows."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="recent_reads", verbose_name=_("post"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    count = models.PositiveIntegerField(_("reads"))

    class Meta:
        verbose_name = _("recent reads")
        verbose_name_plural = _("recent reads")
        constraints = [models.UniqueConstraint(name="posts_recentreads_once", fields=["post", "language"])]

    def __str__(self) -> str:
        return f"{self.post_id} {self.language}: {self.count}"


class CountedLog(models.Model):
    """How far a log has been counted: see :class:`posts.reads.tally.Mark`."""

    lines = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=32)
    since = models.DateField()
    last_day = models.DateField()  # of its lines

    class Meta:
        verbose_name = _("counted log")
        verbose_name_plural = _("counted logs")
        constraints = [models.UniqueConstraint(name="posts_countedlog_once", fields=["digest", "lines", "since"])]

    def __str__(self) -> str:
        return f"{self.lines} ({self.last_day})"
