"""Which fields of a post and its taxonomy exist once per language."""

from modeltranslation.translator import TranslationOptions, register

from posts.models import Category, Post, Series, Tag


@register(Post)
class PostTranslation(TranslationOptions):
    fields = ("title", "slug", "summary", "body")


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Series)
class SeriesTranslation(TranslationOptions):
    fields = ("name", "description")


@register(Tag)
class TagTranslation(TranslationOptions):
    fields = ("label",)
