"""The one door from the admin to the importer: what editors start or ask of it stands here."""

from typing import Any

from posts.importer.store.compare import stored_fields
from posts.models import Post


def fields_of(post: Post) -> dict[str, Any]:
    """The post field by field, in the shape in which imports compare it: plain JSON, people and organizations by their keys."""
    return stored_fields(post)
