"""Which fields of a project exist once per language."""

from modeltranslation.translator import TranslationOptions, register

from projects.models import Project


@register(Project)
class ProjectTranslation(TranslationOptions):
    fields = ("name", "description")
