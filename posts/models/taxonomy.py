"""What posts are sorted by: the category of their listing, the series they run in, the topics they touch."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from people import addresses


class Category(models.Model):
    """What the listing filed a post under: Blog, Announcement …"""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name or self.slug


class Series(models.Model):
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return addresses.path("posts:series", self.slug)


class Tag(TagBase):
    """A topic. ``name`` is the same in every language (taggit matches by it); ``label`` is what readers see."""

    label = models.CharField(_("label"), max_length=100, blank=True)

    class Meta(TagBase.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.label or self.name

    def get_absolute_url(self) -> str:
        return addresses.path("posts:tag", self.slug)


class TaggedPost(ItemBase):
    content_object = models.ForeignKey("posts.Post", models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [models.UniqueConstraint(name="posts_taggedpost_once", fields=["content_object", "tag"])]
