"""The projects the foundation hosts or hosted, and each one's road through the maturity levels."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people import addresses


class Level(models.TextChoices):
    """The foundation's maturity levels, in the order a project climbs them."""

    SANDBOX = "sandbox", _("Sandbox")
    INCUBATING = "incubating", _("Incubating")
    GRADUATED = "graduated", _("Graduated")
    ARCHIVED = "archived", _("Archived")


class Project(models.Model):
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True, db_index=True)
    homepage = models.URLField(_("homepage"), blank=True)
    repository = models.URLField(_("repository"), blank=True)
    # The latest change's level, kept beside it so that lists need no join.
    level = models.CharField(_("maturity level"), max_length=20, choices=Level, blank=True, db_index=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(name="projects_project_level_known", condition=Q(level__in=["", *Level.values])),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return addresses.path("projects:project", self.slug)


class MaturityChange(models.Model):
    """One step of a project's road, dated by the post that states it.

    ``kind`` tells a vote or announcement ("moved to incubating") from a text that merely states the level as of its day.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", _("change announced")
        STATEMENT = "statement", _("level stated")

    project = models.ForeignKey(Project, models.CASCADE, related_name="maturity_changes", verbose_name=_("project"))
    level = models.CharField(_("level"), max_length=20, choices=Level)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.CHANGE)
    date = models.DateField(_("date"))

    class Meta:
        ordering = ["project", "date"]
        verbose_name = _("maturity change")
        verbose_name_plural = _("maturity changes")
        constraints = [
            models.UniqueConstraint(name="projects_maturitychange_once", fields=["project", "level", "kind", "date"]),
            models.CheckConstraint(name="projects_maturitychange_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(name="projects_maturitychange_kind_known", condition=Q(kind__in=["change", "statement"])),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} → {self.level} ({self.date})"
