"""When a post last changed, as a reader would say."""

from datetime import datetime, timedelta

from posts.models import Post

# A run gives a post its final date at its end: until then it is still being loaded.
LOADING = timedelta(hours=1)


def revised(post: Post) -> datetime:
    """Its last edit; or when it appeared, if it has had none since. Loading an archive edits nothing it holds."""
    appeared = post.published_at or post.created_at  # a draft has not appeared yet
    is_as_loaded = post.import_ref and post.updated_at < post.created_at + LOADING
    return appeared if is_as_loaded else max(appeared, post.updated_at)
