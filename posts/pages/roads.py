"""Each project's road through the maturity levels, as readers may know it: from published posts, and from editors.

A step that only drafts or scheduled posts state is left out. Where such a step was the first to say what a published post says,
the post is a step of its own.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from posts.models import Post, PostProject
from posts.serving.content_version import while_unchanged
from projects.levels import level_at, rank
from projects.models import Level, MaturityChange, Project

Sources = dict[tuple[str, str, date], list[int]]  # level, kind and day of a step → keys of the posts that state it


@dataclass(frozen=True, slots=True)
class Step:
    level: Level
    kind: MaturityChange.Kind
    date: date
    posts: tuple[int, ...]  # keys of the published posts it is known from; none for an editor's own


@dataclass(frozen=True, slots=True)
class Road:
    """A project's steps in the order of time."""

    steps: tuple[Step, ...] = ()

    @property
    def level(self) -> Level | None:
        """The level of today, if any is known."""
        return self.steps[-1].level if self.steps else None


def lead(projects: Iterable[Project]) -> list[Project]:
    """``projects``, each with its ``road``."""
    known, led = roads(), list(projects)
    for project in led:
        project.road = known.get(project.pk, Road())
    return led


@while_unchanged
def roads() -> dict[int, Road]:
    """By the keys of the projects that have one."""
    steps: dict[int, Sources] = defaultdict(dict)
    own = MaturityChange.objects.filter(sources=None).values_list("project_id", "level", "kind", "date")
    for project, level, kind, day in own:
        steps[project][level, kind, day] = []
    unlinked = []
    for project, post, stated, published_at, *step in _claims():
        level, kind, day = step
        if day:
            steps[project].setdefault((level, kind, day), []).append(post)
        else:
            unlinked.append((project, post, stated, published_at.date()))
    for project, post, level, day in unlinked:
        if level_at(steps[project], day) != level:
            steps[project][level, MaturityChange.Kind.STATEMENT, day] = [post]
    return {project: road(sources) for project, sources in steps.items()}


def road(sources: Sources) -> Road:
    return Road(
        tuple(
            Step(Level(level), MaturityChange.Kind(kind), day, tuple(sources[level, kind, day]))
            for level, kind, day in sorted(sources, key=lambda step: rank(*step))
        )
    )


def _claims() -> Iterable[tuple]:
    """What published posts say of projects' levels, oldest first, each with the step it is a source of."""
    public = PostProject.objects.filter(post__in=Post.objects.published().values("pk")).exclude(level="", change=None)
    return public.order_by("post__published_at", "post_id").values_list(
        "project_id", "post_id", "level", "post__published_at", "change__level", "change__kind", "change__date"
    )
