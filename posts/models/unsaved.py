"""What somebody has typed and not saved."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=366)  # after the last key, at least


class UnsavedText(models.Model):
    """The texts as they stood in the form of a post, or without a ``post`` in that of a new one; at most one of each.

    ``loaded`` is the version the form was opened with, as :class:`posts.services.opened.Opened` seals it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    post = models.ForeignKey("posts.Post", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("post"))
    fields = models.JSONField()
    loaded = models.TextField(blank=True)
    typed_at = models.DateTimeField(_("typed at"))

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(name="posts_unsavedtext_once", fields=["user", "post"]),
            models.UniqueConstraint(name="posts_unsavedtext_new_once", fields=["user"], condition=Q(post=None)),
        ]

    def __str__(self) -> str:
        post = self.post_id or _("new")
        return f"{self.user}: {post}"

    @property
    def kept_until(self) -> datetime:
        return self.typed_at + KEPT
