"""Who is to translate what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Assignment(models.Model):
    """A post that somebody translates into a language: one at a time, so that no two do it unawares.

    It is done when the translation is published, or follows its changed source again; it then says who did it.
    """

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="assignments", verbose_name=_("post"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments", verbose_name=_("translator"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("assigned by")
    )
    at = models.DateTimeField(_("assigned at"), default=timezone.now)

    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(name="posts_assignment_once", fields=["post", "language"], condition=Q(done_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.language}: {self.user}"
