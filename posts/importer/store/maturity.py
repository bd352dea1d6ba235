"""Each project's road through the maturity levels, from what its posts state. Part of the loader.

A post that announces a step dates it. A post that merely states a level is a source only if nothing earlier says so. Steps that
no post is a source of are the editors' own: they count, and stay.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from posts.importer.store import bulk
from posts.importer.store.row_log import RowLog
from posts.models import ImportRecord, ImportRun, PostProject
from posts.services.history import recording
from projects.levels import rank
from projects.models import MaturityChange, Project

CHANGE, STATEMENT = MaturityChange.Kind.CHANGE, MaturityChange.Kind.STATEMENT

Step = tuple[int, str, str, date]  # project, level, kind, day


@dataclass(frozen=True, slots=True)
class Claim:
    """What one post says of one project's level on its day."""

    link: int
    project: int
    level: str
    day: date
    change: int | None  # the step it is a source of today
    announces: bool


def derive(run: ImportRun | None = None) -> None:
    """Bring steps and levels to what the posts say. Writes differences only, and keeps what ``run`` has done thereby."""
    claims = _claims()
    steps = {row[0]: row[1:] for row in MaturityChange.objects.values_list("id", "project_id", "level", "kind", "date")}
    sourced = {claim.change for claim in claims if claim.change}
    own: dict[int, list[Step]] = defaultdict(list)
    for pk, step in steps.items():
        if pk not in sourced:
            own[step[0]].append(step)
    wanted = {claim.link: step for claim, step in road(claims, own)}
    by_step = {step: pk for pk, step in steps.items()}
    new = {step for step in wanted.values() if step and step not in by_step}
    unused = sourced - {by_step.get(step) for step in wanted.values() if step}
    changed = [
        claim.link
        for claim in claims
        if claim.change != (by_step.get(step) if (step := wanted[claim.link]) else None) or (step and step in new)
    ]
    posts = set(PostProject.objects.filter(pk__in=changed).values_list("post", flat=True))
    if run is not None:  # posts that this run has made, or another is just making, have nothing before it
        running = ImportRecord.objects.filter(run__status=ImportRun.Status.RUNNING)
        posts -= set(running.filter(outcome=ImportRecord.Outcome.CREATED).values_list("post", flat=True))
    with recording(posts, run=run, texts=False):
        for project, level, kind, day in sorted(new):
            row = MaturityChange.objects.create(project_id=project, level=level, kind=kind, date=day)
            by_step[project, level, kind, day] = row.pk
        bulk.update(PostProject, ("change",), [(by_step[step] if (step := wanted[link]) else None, link) for link in changed])
        MaturityChange.objects.filter(pk__in=unused, sources=None).delete()
        log = RowLog()
        _set_levels(log)
        if run is not None:
            log.write(run)


def _claims() -> list[Claim]:
    rows = PostProject.objects.exclude(level="").filter(post__published_at__isnull=False)
    rows = rows.order_by("post__published_at", "post__import_ref", "post_id", "project_id")
    fields = ("id", "project_id", "level", "post__published_at", "change_id", "change__kind")
    return [
        Claim(pk, project, level, published_at.date(), change, kind == CHANGE)
        for pk, project, level, published_at, change, kind in rows.values_list(*fields)
    ]


def road(claims: list[Claim], own: dict[int, list[Step]]) -> list[tuple[Claim, Step | None]]:
    """For each claim, oldest first, the step it is a source of: its announcement, or a level not known by then."""
    announced: dict[int, list[Step]] = defaultdict(list)
    for project, steps in own.items():
        announced[project] += steps
    for claim in claims:
        if claim.announces:
            announced[claim.project].append((claim.project, claim.level, CHANGE, claim.day))
    stated: dict[int, list[Step]] = defaultdict(list)
    found: list[tuple[Claim, Step | None]] = []
    for claim in claims:
        step = (claim.project, claim.level, CHANGE if claim.announces else STATEMENT, claim.day)
        if claim.announces:
            found.append((claim, step))
            continue
        earlier = [s for s in (*announced[claim.project], *stated[claim.project]) if s[3] <= claim.day]
        known = max(earlier, key=_rank, default=None)
        if known and known[1] == claim.level and known != step:
            found.append((claim, None))
        else:
            stated[claim.project].append(step)
            found.append((claim, step))
    return found


def _rank(step: Step) -> tuple:
    return rank(*step[1:])


def _set_levels(log: RowLog) -> None:
    latest: dict[int, Step] = {}
    for step in MaturityChange.objects.values_list("project_id", "level", "kind", "date"):
        latest[step[0]] = max(latest.get(step[0], step), step, key=_rank)
    for project in Project.objects.filter(pk__in=latest).only("id", "level"):
        level = latest[project.pk][1]
        if project.level != level:
            log.change(Project, [project.pk])
            Project.objects.filter(pk=project.pk).update(level=level)
