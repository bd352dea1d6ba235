"""People and organizations, each with the other names and addresses they are or were known by."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people import addresses, names
from people.querysets import NamedQuerySet


class Named(models.Model):
    """What a person and an organization share: a name per language, a slug, and a key to be found by."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)
    key = models.CharField(_("matching key"), max_length=200, db_index=True, editable=False)
    homepage = models.URLField(_("homepage"), blank=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.slug

    def save(self, *args, **kwargs):
        self.key = names.key(self.name_en or self.name_zh_hans or self.name)
        if update_fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*update_fields, "key"}
        super().save(*args, **kwargs)


class Person(Named):
    """Somebody credited on a post. A title or employer belongs to the credit: it is as it was then."""

    bio = models.TextField(_("biography"), blank=True)

    class Meta(Named.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def get_absolute_url(self) -> str:
        return addresses.path("people:person", self.slug)


class Organization(Named):
    """A company, university, foundation, or a project's team when it signs as one."""

    class Meta(Named.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")


class OtherName(models.Model):
    """Another spelling or a former address: imports find its owner by it, its old page redirects.

    A merge leaves one behind for what was merged away, so the next import does not make it again.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="other_names", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="other_names", verbose_name=_("organization")
    )
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(_("matching key"), max_length=200, db_index=True, editable=False)
    slug = models.SlugField(_("former slug"), max_length=200, blank=True, allow_unicode=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.CheckConstraint(
                name="people_othername_one_owner",
                condition=Q(person__isnull=False, organization__isnull=True)
                | Q(person__isnull=True, organization__isnull=False),
            ),
            models.UniqueConstraint(
                name="people_othername_person_key", fields=["person", "key"], condition=Q(person__isnull=False)
            ),
            models.UniqueConstraint(
                name="people_othername_organization_key",
                fields=["organization", "key"],
                condition=Q(organization__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.key = names.key(self.name)
        super().save(*args, **kwargs)


class NotTheSame(models.Model):
    """Two names that are alike, of which somebody said that they are two people, or two organizations: not suggested again.

    Names and not rows, as an import that is undone and run again makes new rows.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANIZATION = "organization", _("organization")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    one = models.CharField(_("matching key"), max_length=200)  # not behind the other in the alphabet
    other = models.CharField(_("matching key"), max_length=200)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("said by")
    )
    said_at = models.DateTimeField(_("said at"), auto_now_add=True)

    class Meta:
        ordering = ["-said_at", "-pk"]
        verbose_name = _("names that are not the same")
        verbose_name_plural = _("names that are not the same")
        constraints = [models.UniqueConstraint(name="people_notthesame_once", fields=["kind", "one", "other"])]

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"
