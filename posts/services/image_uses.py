"""Where uploaded pictures are shown, found in the texts themselves, so that it is always true; and who sees which."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from posts.models import BinnedPost, Image, Post, Revision, Translation, UnsavedText
from posts.services.permissions import User, sees_all, visible_to

FOLDER = "images"  # below MEDIA_ROOT
NAME = re.compile(rf"/({FOLDER}/[0-9a-f]{{32}}-\d{{1,5}}x\d{{1,5}}\.[a-z]+)")


@dataclass(slots=True)
class Uses:
    """``posts`` show the picture, by their keys; the others would again if something was taken back."""

    posts: set[int] = field(default_factory=set)
    in_bin: bool = False
    in_versions: bool = False
    in_unsaved: bool = False

    @property
    def is_used(self) -> bool:
        return bool(self.posts) or self.in_bin or self.in_versions or self.in_unsaved

    def kept(self) -> list[str]:
        """Where else, for reading."""
        said = {_("in the bin"): self.in_bin, _("in earlier versions"): self.in_versions, _("in unsaved text"): self.in_unsaved}
        return [where for where, is_there in said.items() if is_there]


def uses(images: Iterable[Image]) -> dict[str, Uses]:
    """By the names of the pictures, in a fixed number of queries; what they read grows with the texts that show pictures."""
    found = {image.name: Uses() for image in images}
    if not found:
        return found
    for post, name in _in_posts():
        if name in found:
            found[name].posts.add(post)
    for name in _in_values(BinnedPost, "state") & found.keys():
        found[name].in_bin = True
    for name in _in_values(Revision, "before") & found.keys():
        found[name].in_versions = True
    for name in _in_values(UnsavedText, "fields") & found.keys():
        found[name].in_unsaved = True
    return found


def visible_images(user: User) -> QuerySet[Image]:
    """Who does not work on all posts sees their own pictures, and those of the posts they see."""
    if sees_all(user):
        return Image.objects.all()
    seen = set(visible_to(user).order_by().values_list("pk", flat=True))
    names = {name for post, name in _in_posts() if post in seen}
    return Image.objects.filter(name__in=names) | Image.objects.filter(by=user.pk)


def titles(posts: Iterable[int], user: User) -> dict[int, str]:
    """Of those that somebody may see."""
    return {post.pk: str(post) for post in visible_to(user, Post.objects.filter(pk__in=posts)).for_linking()}


def _in_posts() -> Iterator[tuple[int, str]]:
    """A post and a picture that one of its texts shows."""
    rows = Translation.objects.filter(body_html__contains=f"/{FOLDER}/").order_by()
    for post, html in rows.values_list("post", "body_html").iterator():
        for name in NAME.findall(html):
            yield post, name


def _in_values(model, column: str) -> set[str]:
    rows = model.objects.annotate(as_text=Cast(column, TextField())).filter(as_text__contains=f"/{FOLDER}/").order_by()
    return {name for text in rows.values_list("as_text", flat=True).iterator() for name in NAME.findall(text)}
