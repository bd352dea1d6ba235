"""Files that an import brought from other sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MediaFile(models.Model):
    """A file that is shown from here instead of from ``address``. Files of the same bytes share one ``name``."""

    LONGEST_ADDRESS = 1000

    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS, unique=True)
    name = models.CharField(_("name"), max_length=100, help_text=_("below the folder of imported media"))
    size = models.PositiveIntegerField(_("bytes"))
    fetched_at = models.DateTimeField(_("fetched at"), auto_now=True)

    class Meta:
        ordering = ["address"]
        verbose_name = _("media file")
        verbose_name_plural = _("media files")

    def __str__(self) -> str:
        return self.address
