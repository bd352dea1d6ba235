"""Which fields of a post and its taxonomy exist once per language."""

from modeltranslation.translator import TranslationOptions, register

from posts.models import Category, Post, Series, Tag
from posts.models.post import TEXT_FIELDS


@register(Post)
class PostTranslation(TranslationOptions):
    fields = TEXT_FIELDS


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Series)
class SeriesTranslation(TranslationOptions):
    fields = ("name", "description")


@register(Tag)
class TagTranslation(TranslationOptions):
    fields = ("label",)
