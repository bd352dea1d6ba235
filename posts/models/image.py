"""Pictures that editors upload."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Image(models.Model):
    """A picture below MEDIA_ROOT, once for what it shows: the same one uploaded again is this row.

    ``name`` ends in its size, ``…-1200x800.png``, by which pages know it (see :mod:`posts.contents`). ``alt`` holds the
    alternative text of each language that has one.
    """

    digest = models.CharField(max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=100, help_text=_("below the folder of media"))
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    alt = models.JSONField(_("alternative text"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("uploaded by")
    )
    at = models.DateTimeField(_("uploaded at"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self) -> str:
        return next(filter(None, self.alt.values()), self.name)
