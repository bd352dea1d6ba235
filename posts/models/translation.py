"""The state of one language of one post."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.querysets import TranslationQuerySet
from posts.translating.stale import DIGEST_LENGTH


class Translation(models.Model):
    """One language of a post: its rendered text, its state, and the source text it was made from.

    The source language has a row too (``is_source``). "Outdated" is computed, never stored: the source as published today says
    something else than ``source_text``; see :mod:`posts.states`.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        READY = "ready", _("ready to be published")  # reviewed; held until the languages it goes out with are
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="translations", verbose_name=_("post"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    is_source = models.BooleanField(_("is the source"), default=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    source_text = models.TextField(
        _("made from"), blank=True, help_text=_("The source's title, summary and body when this was made.")
    )
    # What the two texts say, as posts.translating.stale.digest tells it, so that a database can compare them. Kept where they
    # are written: of a source that has no translation ``text_digest`` may be empty, which is never compared.
    pin_digest = models.CharField(max_length=DIGEST_LENGTH, blank=True, default="", editable=False)
    text_digest = models.CharField(max_length=DIGEST_LENGTH, blank=True, default="", editable=False)  # of a source
    # When a translated source came to say what it says, if it did not appear so: see posts.services.text_changes.
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True, editable=False)
    body_html = models.TextField(_("rendered body"), blank=True, editable=False)
    length = models.PositiveIntegerField(
        _("length"), default=0, editable=False, help_text=_("Words, or characters where words are not spaced.")
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        ordering = ["post", "-is_source", "language"]
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        indexes = [
            models.Index(name="posts_translation_state", fields=["language", "status", "-published_at"]),
            # Whole, for the board and for all that asks which texts are public: so that no row with its long texts is read.
            models.Index(
                name="posts_translation_pins",
                fields=["language", "post", "is_source", "status", "pin_digest", "published_at"],
            ),
            models.Index(
                name="posts_translation_source",
                fields=["post", "is_source", "language", "status", "published_at", "text_digest", "length"],
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="posts_translation_once", fields=["post", "language"]),
            models.UniqueConstraint(name="posts_translation_one_source", fields=["post"], condition=Q(is_source=True)),
            models.CheckConstraint(
                name="posts_translation_status_known",
                condition=Q(status__in=["draft", "in_review", "ready", "published", "archived"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.language}: {self.get_status_display()}"

    @property
    def is_public(self) -> bool:
        """Whether the public may read it now, if it may see the post: what ``published()`` asks the database."""
        return self.status == self.Status.PUBLISHED and (self.published_at is None or self.published_at <= timezone.now())
