"""What people and the archive both changed, and somebody is to decide about."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ConflictQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Those nobody has decided yet."""
        return self.filter(resolution="")


class ImportConflict(models.Model):
    """One field that people and the archive both changed, to something else each. What people wrote stays until it is decided.

    ``base`` is what both started from; None where that is not known. The values have the shape in which imports compare them:
    :func:`posts.services.compared.stored_fields`.
    """

    class Resolution(models.TextChoices):
        WAITING = "", _("waiting")
        TAKEN = "taken", _("the archive’s was taken")
        KEPT = "kept", _("ours was kept")
        MERGED = "merged", _("merged")
        AGREED = "agreed", _("settled by itself")  # people and the archive came together, or the archive went back

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="import_conflicts", verbose_name=_("post"))
    field = models.CharField(_("field"), max_length=40)
    base: Any = models.JSONField(_("before both changed it"), null=True, blank=True)
    archive: Any = models.JSONField(_("in the archive"), null=True, blank=True)
    run = models.ForeignKey(
        "posts.ImportRun", models.SET_NULL, null=True, blank=True, related_name="conflicts", verbose_name=_("run")
    )
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    resolution = models.CharField(_("resolution"), max_length=10, choices=Resolution, blank=True, default="")
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("resolved by")
    )

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "post_id", "field"]
        verbose_name = _("import conflict")
        verbose_name_plural = _("import conflicts")
        constraints = [
            models.UniqueConstraint(
                name="posts_importconflict_one_waiting", fields=["post", "field"], condition=Q(resolution="")
            ),
            models.CheckConstraint(
                name="posts_importconflict_resolution_known",
                condition=Q(resolution="", resolved_at=None)
                | Q(resolution__in=["taken", "kept", "merged", "agreed"], resolved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.field}"
