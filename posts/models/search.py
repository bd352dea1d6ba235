"""The search index: one row per post, language and part."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TokensField(models.Field):
    """What a database searches in, in its own form: ``tsvector`` on PostgreSQL, a text for FTS5 elsewhere.

    Holds strings ready for the database, made by :mod:`posts.search.index`; nothing of ours reads them back.
    """

    def db_type(self, connection) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"


class SearchDocument(models.Model):
    """The analysed tokens of one part of one language of a post; :mod:`posts.search.index` writes them.

    Migration 0002 gives the table what searches it: a GIN index on PostgreSQL; on SQLite an FTS5 table over ``title_tokens``
    and ``tokens``, kept by triggers. SQLite loses triggers when Django rebuilds a table: a migration that alters this model
    calls ``restore_search_index`` of 0002 at its end.
    """

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="search_documents", verbose_name=_("post"))
    language = models.CharField(_("language"), max_length=10)
    part = models.PositiveSmallIntegerField(_("part"), default=0)
    title_tokens = TokensField(blank=True)
    # On PostgreSQL with the title's tokens, weighted: there one column must hold whatever is looked for together.
    tokens = TokensField(blank=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [models.UniqueConstraint(name="posts_searchdocument_once", fields=["post", "language", "part"])]

    def __str__(self) -> str:
        return f"{self.post_id} {self.language} {self.part}"
