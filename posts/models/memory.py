"""What was translated before, block by block."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.translating.stale import DIGEST_LENGTH


class MemoryUnit(models.Model):
    """A block of a source, and the block it became in a translation. Made of saved posts: nothing is lost with it."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="memory", verbose_name=_("post"))
    source_language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    source = models.TextField()
    target = models.TextField()
    digest = models.CharField(max_length=DIGEST_LENGTH)  # of what the source says
    # Of its first and last words: what is alike mostly begins or ends alike.
    opening = models.CharField(max_length=DIGEST_LENGTH)
    ending = models.CharField(max_length=DIGEST_LENGTH)
    # Taken from the texts as an import left them, and kept in step with them; what people saved stays.
    is_imported = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("translation memory")
        verbose_name_plural = _("translation memory")
        constraints = [models.UniqueConstraint(name="posts_memoryunit_once", fields=["post", "language", "digest"])]
        indexes = [
            models.Index(name="posts_memoryunit_same", fields=["language", "digest"]),
            models.Index(name="posts_memoryunit_opening", fields=["language", "opening"]),
            models.Index(name="posts_memoryunit_ending", fields=["language", "ending"]),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.language}: {self.source[:40]}"
