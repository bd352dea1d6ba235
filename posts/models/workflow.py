"""Every step of every text on its way to the public and back: who, when, why."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.models.translation import Translation


class WorkflowStep(models.Model):
    """One language of a post went from one state to another. :mod:`posts.services.workflow` writes them; nobody edits them."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="steps", verbose_name=_("post"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    before = models.CharField(_("from"), max_length=20, choices=Translation.Status)
    after = models.CharField(_("to"), max_length=20, choices=Translation.Status)
    # NULL: a command did it, or somebody whose account is gone.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    # When the public sees it, where that is later than the step.
    public_from = models.DateTimeField(_("public from"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        indexes = [models.Index(name="posts_workflowstep_latest", fields=["-at", "-id"])]

    def __str__(self) -> str:
        return f"{self.post_id} {self.language}: {self.get_before_display()} → {self.get_after_display()}"
