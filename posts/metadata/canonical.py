"""Where a text is at home: the address a search engine should show for it."""

from posts.models import Post
from posts.pages.phrases import is_web_address


def original(post: Post, language: str, source: str) -> str:
    """The address elsewhere at which this very text was first published, or "". A translation was first published here."""
    return post.syndicated_url if language == source and is_web_address(post.syndicated_url) else ""
