"""A step of a project's road goes with the last post that states it: left behind, it would count as an editor's own."""

from posts.models import PostProject
from projects.levels import set_level
from projects.models import MaturityChange


def forget_step(instance: PostProject, **_kwargs: object) -> None:
    """Receives ``post_delete``: posts are deleted by the admin, by undoing an import and by whoever comes next."""
    for step in MaturityChange.objects.filter(pk=instance.change_id, sources=None).select_related("project"):
        step.delete()
        set_level(step.project)
