"""What posts were before people and imports changed them, and the posts that were deleted."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """One change of a post. ``before`` has the old value of each field that changed, by the names of posts.services.snapshots.

    The state before it, and so every version, follows from the post as it is now and the revisions since. A post nobody has
    changed has none. Rows outlive the post, so that one that is taken back from the bin has its history.
    """

    post = models.ForeignKey(
        "posts.Post", models.DO_NOTHING, db_constraint=False, related_name="revisions", verbose_name=_("post")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    run = models.ForeignKey(
        "posts.ImportRun", models.SET_NULL, null=True, blank=True, related_name="revisions", verbose_name=_("import run")
    )
    reason = models.TextField(_("reason"), blank=True)
    before = models.JSONField(_("before"))
    # field → digest of its value afterwards: whether anybody has changed it since, by whatever way.
    after = models.JSONField(default=dict)
    # model → primary key → slug and name of the rows that ``before`` refers to, should they be gone one day.
    names = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes = [models.Index(name="posts_revision_of_post", fields=["post", "-id"])]

    def __str__(self) -> str:
        return f"#{self.post_id} {self.made_at:%Y-%m-%d %H:%M}"


class BinnedPost(models.Model):
    """A deleted post, whole. Its primary key is the post's, which no other post ever gets."""

    id = models.BigIntegerField(primary_key=True)
    title = models.TextField(_("title"), help_text=_("in every language, one a line"))
    import_ref = models.CharField(_("import reference"), max_length=100, null=True, blank=True, db_index=True)
    deleted_at = models.DateTimeField(_("deleted at"), default=timezone.now)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("deleted by")
    )
    run = models.ForeignKey(
        "posts.ImportRun", models.SET_NULL, null=True, blank=True, related_name="binned", verbose_name=_("import run")
    )
    # As posts.services.snapshots has it …
    state = models.JSONField()
    names = models.JSONField(default=dict)
    # … and the rows that went with it, column by column: model → rows.
    rows = models.JSONField(default=dict)
    records = models.JSONField(default=list)  # the keys of the ImportRecords that told of it

    class Meta:
        ordering = ["-deleted_at", "-id"]
        default_permissions = ("view",)
        permissions = [("empty_bin", _("Can delete posts for good"))]
        verbose_name = _("post in the bin")
        verbose_name_plural = _("bin")

    def __str__(self) -> str:
        return self.title.partition("\n")[0] or f"#{self.pk}"
