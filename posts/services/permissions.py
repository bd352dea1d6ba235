"""Who may do what at the desk: the one place that every screen, action, preview and lookup asks.

Django's permissions say what somebody may do at all (:mod:`posts.services.roles` gives them to roles); here they meet the post,
its owner, and the state of each of its languages. docs/desk.md has the table for readers.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from posts.models import Post, Translation
from posts.models.post import LANGUAGES
from posts.querysets import PostQuerySet

User = AbstractBaseUser | AnonymousUser
State = Translation.Status

# In which states whoever wrote a text may go on writing. What was approved is what goes out; a translator keeps what is
# public in step with its source.
OPEN_TO_AUTHORS = frozenset({State.DRAFT, State.IN_REVIEW})
OPEN_TO_TRANSLATORS = frozenset({State.DRAFT, State.IN_REVIEW, State.PUBLISHED})


def has(user: User, permission: str) -> bool:
    """Whether a member of the staff has ``permission`` ("posts.change_post")."""
    return user.is_active and user.is_staff and user.has_perm(permission)


def own_languages(user: User) -> frozenset[str]:
    """Into which somebody translates. Looked up once for each instance of the user: once a request."""
    if not hasattr(user, "_own_languages"):
        rows = user.desk_languages.values_list("language", flat=True) if user.pk else ()
        user._own_languages = frozenset(rows)
    return user._own_languages


# Seeing


def visible_to(user: User, posts: PostQuerySet | None = None) -> PostQuerySet:
    """Those of ``posts`` (all) that somebody sees at the desk and in previews.

    Editors and translators see all. Others of the staff who may look at posts see what is public, and their own.
    """
    posts = Post.objects.all() if posts is None else posts
    if sees_all(user):
        return posts
    if not has(user, "posts.view_post"):
        return posts.none()
    return posts.filter(Q(pk__in=Post.objects.published().order_by().values("pk")) | Q(owner=user.pk))


def may_see(user: User, post: Post) -> bool:
    """The post with all of its languages, drafts included, where it is one's own or one works on all posts."""
    if sees_all(user):
        return True
    return has(user, "posts.view_post") and (owns(user, post) or Post.objects.published().filter(pk=post.pk).exists())


def may_see_text(user: User, post: Post, language: str) -> bool:
    """One language of a post that somebody may see: of others' posts, who does not work on all sees what is public."""
    return sees_all(user) or owns(user, post) or state_of(post, language) == State.PUBLISHED


def sees_all(user: User) -> bool:
    return any(has(user, f"posts.{verb}_post") for verb in ("change", "translate", "publish"))


def owns(user: User, post: Post) -> bool:
    return user.pk is not None and post.owner_id == user.pk


# Writing


def may_create(user: User) -> bool:
    return has(user, "posts.add_post")


def may_edit(user: User, post: Post, language: str) -> bool:
    """The text of ``post`` in ``language``: title, slug, summary and body. A post not saved yet is its author's."""
    if has(user, "posts.change_post"):
        return True
    state = state_of(post, language)
    if is_author(user, post) and state in OPEN_TO_AUTHORS:
        return True
    return translates(user, post, language) and state in OPEN_TO_TRANSLATORS


def may_edit_post(user: User, post: Post) -> bool:
    """What is not text: credits, projects, tags, series, origin."""
    return has(user, "posts.change_post") or (is_author(user, post) and is_unfinished(post))


def may_write(user: User, post: Post, language: str) -> bool:
    """Whether the text is somebody's work in whatever state: who may send it to review, and take it back."""
    return has(user, "posts.change_post") or is_author(user, post) or translates(user, post, language)


def may_import(user: User) -> bool:
    """Who may let the importer make posts: of a corrected entry, or anew of what is stored."""
    return has(user, "posts.change_quarantinedentry") and has(user, "posts.change_post")


def may_review(user: User, post: Post | None = None, language: str = "") -> bool:
    """Approve a text, or send it back; and clear what an import flagged."""
    return has(user, "posts.change_post")


def may_publish(user: User, post: Post | None = None, language: str = "") -> bool:
    """Publish, schedule, withdraw and archive; choose which languages go out together; move the date of what is public."""
    return has(user, "posts.publish_post")


def may_decide(user: User, post: Post, field: str) -> bool:
    """Between what people wrote in ``field`` and what an import found in the archive."""
    moves_the_public = field in ("date", "status") or field.startswith("status:")
    return has(user, "posts.change_post") and (not moves_the_public or may_publish(user, post))


def may_restore(user: User, post: Post) -> bool:
    """Take a post back to an earlier version, in all of its languages. Who may see it is left as it is."""
    return has(user, "posts.change_post")


def may_merge(user: User, kind: str) -> bool:
    """Make one "person" or "organization" of several: their credits on any post move, each with a version to go back to."""
    return has(user, f"people.change_{kind}") and has(user, "posts.change_post")


def may_undo_imports(user: User) -> bool:
    return has(user, "posts.undo_importrun")


def may_delete(user: User, post: Post | None = None) -> bool:
    return has(user, "posts.delete_post")


def editable_languages(user: User, post: Post) -> tuple[str, ...]:
    """In the order of the settings."""
    return tuple(language for language in LANGUAGES if may_edit(user, post, language))


def is_author(user: User, post: Post) -> bool:
    """Somebody who may begin posts, and has begun this one or is about to."""
    return may_create(user) and (post.pk is None or owns(user, post))


def translates(user: User, post: Post, language: str) -> bool:
    """Into an own language, which the source is not."""
    return (
        post.pk is not None
        and has(user, "posts.translate_post")
        and language in own_languages(user)
        and language != source_of(post)
    )


def translates_some(user: User, language: str) -> bool:
    """Whether there are posts that somebody who works on all may bring into ``language``."""
    return has(user, "posts.change_post") or (has(user, "posts.translate_post") and language in own_languages(user))


# What is asked about a post


def state_of(post: Post, language: str) -> str:
    """Of one language; what nobody has begun is a draft."""
    return next((text.status for text in _texts(post) if text.language == language), State.DRAFT)


def source_of(post: Post) -> str:
    """The language the post was written in: that of its source's row, or of the first text."""
    return next((text.language for text in _texts(post) if text.is_source), next(iter(post.languages()), ""))


def is_unfinished(post: Post) -> bool:
    """No language of it is approved, published or archived."""
    return all(text.status in OPEN_TO_AUTHORS for text in _texts(post))


def _texts(post: Post) -> list[Translation]:
    return list(post.translations.all()) if post.pk else []
