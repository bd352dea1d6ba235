"""The search index: one row per post, language and part."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """The analysed tokens of one part of one language of a post.

    ``tokens`` is what :mod:`posts.search.analyze` makes of title, summary and body, separated by spaces. SQLite indexes it
    with FTS5, PostgreSQL with a ``tsvector`` column; see the migration that makes them.
    """

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="search_documents", verbose_name=_("post"))
    language = models.CharField(_("language"), max_length=10)
    part = models.PositiveSmallIntegerField(_("part"), default=0)
    title_tokens = models.TextField(blank=True)
    tokens = models.TextField(blank=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [models.UniqueConstraint(name="posts_searchdocument_once", fields=["post", "language", "part"])]

    def __str__(self) -> str:
        return f"{self.post_id} {self.language} {self.part}"
