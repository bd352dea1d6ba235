"""How a term is to be said in another language, where an editor has decided it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """One entry of the glossary. Names of people and projects need none: see :mod:`posts.services.glossary`."""

    source_language = models.CharField(_("language of the term"), max_length=10, choices=settings.LANGUAGES)
    term = models.CharField(_("term"), max_length=200)
    language = models.CharField(_("language of the approved form"), max_length=10, choices=settings.LANGUAGES)
    form = models.CharField(_("approved form"), max_length=200, blank=True)
    is_kept = models.BooleanField(_("do not translate"), default=False, help_text=_("The term stays as it is written."))
    note = models.TextField(_("note"), blank=True, help_text=_("When to use it, and what to avoid."))

    class Meta:
        ordering = ["source_language", "term"]
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        constraints = [
            models.UniqueConstraint(
                name="posts_term_once",
                fields=["source_language", "term", "language"],
                violation_error_message=_("The glossary has this term already."),
            ),
            models.CheckConstraint(name="posts_term_says_something", condition=Q(is_kept=True) | ~Q(form="")),
        ]

    def __str__(self) -> str:
        return f"{self.term} → {self.term if self.is_kept else self.form}"

    def clean(self):
        if self.language == self.source_language:
            raise ValidationError({"language": _("Choose another language than the term's own.")})
        if not self.is_kept and not self.form:
            raise ValidationError({"form": _("Write the approved form, or say that the term is not translated.")})
