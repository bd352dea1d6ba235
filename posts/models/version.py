"""What tells that readers may see something new."""

from django.db import models


class ContentVersion(models.Model):
    """One row, whose ``token`` is another one after every transaction that changed what readers can see.

    See :mod:`posts.serving.content_version`. A migration that alters this table calls ``content_triggers.remove`` first.
    """

    token = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.token)
