"""Where a text is at home: the address a search engine should show for it."""

from posts import reading
from posts.models import Post
from posts.templatetags.blog import is_web_address


def original(post: Post, language: str, source: str) -> str:
    """The address elsewhere at which this very text was first published, or "". A translation was first published here."""
    return post.syndicated_url if language == source and is_web_address(post.syndicated_url) else ""


def canonical(post: Post, text: reading.Reading) -> str:
    """The original elsewhere, where there is one; else the page here in the language that is shown, as a path."""
    return original(post, text.language, text.source) or reading.address(post, text.language)
