"""Which fields of people and organizations exist once per language."""

from modeltranslation.translator import TranslationOptions, register

from people.models import Organization, Person


@register(Person)
class PersonTranslation(TranslationOptions):
    fields = ("name", "bio")


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    fields = ("name",)
