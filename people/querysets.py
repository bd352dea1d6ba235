"""How people and organizations are looked up."""

from typing import Self

from django.db import models
from django.db.models import Q

from people import names


class NamedQuerySet(models.QuerySet):
    def known_as(self, name: str) -> Self:
        """Whoever goes by ``name`` in any spelling: own name or another one."""
        key = names.key(name)
        return self.filter(Q(key=key) | Q(other_names__key=key)).distinct()
