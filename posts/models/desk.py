"""Who works at the desk: in which languages, and whom the public knows them as."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskLanguage(models.Model):
    """A language somebody translates into."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_languages", verbose_name=_("member of the staff")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)

    class Meta:
        ordering = ["user", "language"]
        verbose_name = _("own language")
        verbose_name_plural = _("own languages")
        constraints = [models.UniqueConstraint(name="posts_desklanguage_once", fields=["user", "language"])]

    def __str__(self) -> str:
        return self.get_language_display()


class DeskPerson(models.Model):
    """The person that somebody of the staff is credited as."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_person", verbose_name=_("member of the staff")
    )
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", verbose_name=_("person"))

    class Meta:
        verbose_name = _("credited as")
        verbose_name_plural = _("credited as")

    def __str__(self) -> str:
        return str(self.person)
