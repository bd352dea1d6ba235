"""A project's level is that of its latest step."""

from collections.abc import Iterable
from datetime import date

from projects.models import Level, MaturityChange, Project

CLIMB = {level: number for number, level in enumerate(Level.values)}


def rank(level: str, kind: str, day: date) -> tuple:
    """Later counts more; of one day's steps, an announcement, then the higher level."""
    return day, kind == MaturityChange.Kind.CHANGE, CLIMB[level]


def level_at(steps: Iterable[tuple[str, str, date]], day: date) -> str:
    """The level known on ``day`` from levels, kinds and days of steps, or ""."""
    return max((step for step in steps if step[2] <= day), key=lambda step: rank(*step), default=("",))[0]


def set_level(project: Project) -> None:
    """Call after a step of the project's road was added, changed or deleted. Without a step there is no level."""
    steps = project.maturity_changes.values_list("level", "kind", "date")
    latest = max(steps, key=lambda step: rank(*step), default=("", "", None))
    Project.objects.filter(pk=project.pk).exclude(level=latest[0]).update(level=latest[0])
