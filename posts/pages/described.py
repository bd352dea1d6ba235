"""What readers may know a project is: not what only a draft or a scheduled post says of it.

An import takes a project's description from the post that states its level, whether that is published or not. An editor's own
stands in no post.
"""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from modeltranslation.utils import build_localized_fieldname

from posts import markdown
from posts.models import Post, PostProject
from posts.models.post import LANGUAGES
from posts.serving.content_version import while_unchanged
from projects.models import Project

DESCRIPTIONS = [build_localized_fieldname("description", code) for code in LANGUAGES]
BODIES = [build_localized_fieldname("body", code) for code in LANGUAGES]
BETWEEN_LETTERS = re.compile(r"[\W_]+")


def described(projects: Iterable[Project]) -> list[Project]:
    """``projects``, for reading only: without the descriptions that are not for readers yet."""
    hidden, shown = hidden_descriptions(), list(projects)
    for project in shown:
        for field in DESCRIPTIONS:
            if (project.pk, field) in hidden:
                setattr(project, field, "")
    return shown


@while_unchanged
def hidden_descriptions() -> frozenset[tuple[int, str]]:
    """Keys of projects and the fields of what only posts say that are not published."""
    public = Exists(Post.objects.published().order_by().filter(pk=OuterRef("post")))
    is_described = reduce(or_, (~Q((f"project__{field}", "")) & ~Q((f"project__{field}", None)) for field in DESCRIPTIONS))
    stating = PostProject.objects.exclude(level="").filter(is_described).order_by()
    hidden = set(_said(stating.exclude(public)))
    if hidden:
        hidden.difference_update(_said(stating.filter(public, project__in={project for project, _field in hidden})))
    return frozenset(hidden)


def _said(links) -> Iterable[tuple[int, str]]:
    """The descriptions that stand in a post of ``links``."""
    columns = [f"project__{field}" for field in DESCRIPTIONS] + [f"post__{field}" for field in BODIES]
    for project, *texts in links.values_list("project_id", *columns).iterator():
        bodies = [_letters(markdown.plain(body)) for body in texts[len(DESCRIPTIONS) :] if body]
        for field, description in zip(DESCRIPTIONS, texts, strict=False):
            if description and any(_letters(description) in body for body in bodies):
                yield project, field


def _letters(text: str) -> str:
    return BETWEEN_LETTERS.sub("", text)
