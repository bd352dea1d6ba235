"""When a text that others are translated from came to say what it says: readers of an older translation are told."""

from collections import defaultdict
from collections.abc import Mapping

from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from posts.models import Post, Translation
from posts.models.post import LANGUAGES
from posts.services.rewriting import value_of
from posts.services.snapshots import TEXT, Snapshot, plain
from posts.texts import source_text
from posts.translating.stale import digest


def date_changes(before: Mapping[int, Snapshot], now: Mapping[int, Snapshot]) -> None:
    """Keep the moment with each translated source that says something else ``now``, there and in the database.

    A source that was brought back came with the moment it had then.
    """
    moment, changed = timezone.now(), defaultdict(list)
    for key, post in now.items():
        was, source = before[key], _source(post)
        name = f"changed_at:{source}"
        if not source or len(_languages(was) | _languages(post)) < 2 or was.get(name) != post[name]:
            continue
        if _differ(_whole(was, source), _whole(post, source)):
            post[name] = plain(moment)
            changed[source].append(key)
    for language, keys in changed.items():
        Translation.objects.filter(post__in=keys, language=language).update(changed_at=moment)


def forget_change(post: Post) -> None:
    """The last change of the source was a minor one: it came to say what it says when it did before."""
    source = post.translations.get(is_source=True)
    name = f"changed_at:{source.language}"
    if last := post.revisions.filter(before__has_key=name).first():
        post.translations.filter(pk=source.pk).update(changed_at=value_of(TEXT["changed_at"], last.before[name]))


def _languages(post: Snapshot) -> set[str]:
    return {code for code in LANGUAGES if f"is_source:{code}" in post}


def _source(post: Snapshot) -> str:
    return next((code for code in LANGUAGES if post.get(f"is_source:{code}")), "")


def _whole(post: Snapshot, language: str) -> str:
    return source_text(*(post.get(build_localized_fieldname(name, language)) or "" for name in ("title", "summary", "body")))


def _differ(old: str, new: str) -> bool:
    """Not where nothing was written before: that is a new text."""
    return bool(old) and old != new and digest(old) != digest(new)
