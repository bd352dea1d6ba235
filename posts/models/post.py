"""The post, what it is about, and the addresses it had before."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from taggit.managers import TaggableManager

from posts.models.taxonomy import TaggedPost
from posts.querysets import PostQuerySet
from projects.models import Level

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
LANGUAGE_NAMES = dict(settings.LANGUAGES)  # by code, in the page's language
TEXT_FIELDS = ("title", "slug", "summary", "body")  # a column each per language
SLUG_FIELDS = tuple(build_localized_fieldname("slug", code) for code in LANGUAGES)
TITLE_LENGTH = 2_500  # characters; the longest title an import takes


class Post(models.Model):
    """One post in one or more languages.

    ``title``, ``slug``, ``summary`` and ``body`` (Markdown) exist once per language; the rendered HTML and the state of each
    language live on its :class:`Translation`.
    """

    class Status(models.TextChoices):
        """What its languages make of it: see :mod:`posts.services.workflow`."""

        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")

    class DateBasis(models.TextChoices):
        """How ``published_at`` is known."""

        STATED = "stated", _("stated in the archive")
        INFERRED = "inferred", _("inferred")
        GIVEN = "given", _("given by an editor")

    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    slug = models.SlugField(_("slug"), max_length=200, blank=True, allow_unicode=True, db_index=False)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("body"), blank=True, help_text=_("Markdown"))

    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    date_basis = models.CharField(_("date known by"), max_length=20, choices=DateBasis, default=DateBasis.GIVEN)
    date_min = models.DateField(_("not before"), null=True, blank=True)
    date_max = models.DateField(_("not after"), null=True, blank=True)

    # Languages that are published together, as soon as all of them are ready. Empty: each by itself.
    together = models.JSONField(_("published together"), default=list, blank=True)
    # Who began it at the desk. NULL: an import did.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("owner"),
    )

    series = models.ForeignKey(
        "posts.Series", models.SET_NULL, null=True, blank=True, related_name="posts", verbose_name=_("series")
    )
    categories = models.ManyToManyField("posts.Category", blank=True, related_name="posts", verbose_name=_("categories"))
    projects = models.ManyToManyField(
        "projects.Project", through="posts.PostProject", related_name="posts", verbose_name=_("projects")
    )
    tags = TaggableManager(through=TaggedPost, blank=True, verbose_name=_("tags"))

    syndicated_from = models.CharField(_("first published by"), max_length=300, blank=True)
    syndicated_url = models.URLField(_("address of the original"), max_length=500, blank=True)

    # Why an editor should look: a list of sentences. Empty when nobody needs to.
    review = models.JSONField(_("to review"), default=list, blank=True)
    needs_review = models.BooleanField(_("flagged for review"), default=False, editable=False)
    # What an import knows the post by, whatever happens to its title or slug. NULL for a post written here.
    import_ref = models.CharField(_("import reference"), max_length=100, null=True, blank=True, unique=True, editable=False)

    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        permissions = [
            ("publish_post", _("Can publish, schedule, archive and withdraw posts")),
            ("translate_post", _("Can translate posts into own languages")),
        ]
        indexes = [
            models.Index(name="posts_post_public", fields=["status", "-published_at", "-id"]),
            models.Index(name="posts_post_newest", fields=["-published_at", "-id"]),
            models.Index(name="posts_post_series", fields=["series", "-published_at"]),
            # Of every slug: the unique ones below leave out the empty, so that SQLite does not look a given slug up in them.
            *(models.Index(name=f"posts_post_{field}", fields=[field]) for field in SLUG_FIELDS),
            models.Index(name="posts_post_review", fields=["needs_review"], condition=Q(needs_review=True)),
        ]
        constraints = [
            models.CheckConstraint(name="posts_post_status_known", condition=Q(status__in=["draft", "published", "archived"])),
            models.CheckConstraint(name="posts_post_basis_known", condition=Q(date_basis__in=["stated", "inferred", "given"])),
            models.CheckConstraint(
                name="posts_post_published_has_date", condition=~Q(status="published") | Q(published_at__isnull=False)
            ),
            models.CheckConstraint(
                name="posts_post_bounds_ordered",
                condition=Q(date_min__isnull=True) | Q(date_max__isnull=True) | Q(date_min__lte=F("date_max")),
            ),
            *(
                models.UniqueConstraint(name=f"posts_post_{field}_once", fields=[field], condition=~Q(**{field: ""}))
                for field in SLUG_FIELDS
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug or f"#{self.pk}"

    def save(self, *args, **kwargs):
        self.needs_review = bool(self.review)
        if update_fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*update_fields, "needs_review", "updated_at"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("posts:post", args=[self.slug])

    def clean(self):
        if not any(getattr(self, build_localized_fieldname("title", code)) for code in LANGUAGES):
            raise ValidationError(_("A post needs a title in at least one language."))
        if self.status == self.Status.PUBLISHED and not self.published_at:
            raise ValidationError({"published_at": _("A published post needs a date.")})

    def languages(self) -> list[str]:
        """The languages the post has a text in, in the order of the settings."""
        return [code for code in LANGUAGES if getattr(self, build_localized_fieldname("slug", code))]


class PostProject(models.Model):
    """A post and a project it is about or mentions; and the maturity level it states of it, if any."""

    class Relation(models.TextChoices):
        ABOUT = "about", _("about")
        MENTIONS = "mentions", _("mentions")

    post = models.ForeignKey(Post, models.CASCADE, related_name="project_links", verbose_name=_("post"))
    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="post_links", verbose_name=_("project"))
    relation = models.CharField(_("relation"), max_length=20, choices=Relation, default=Relation.ABOUT)
    level = models.CharField(_("level stated"), max_length=20, choices=Level, blank=True)
    change = models.ForeignKey(
        "projects.MaturityChange",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("maturity change"),
    )

    class Meta:
        ordering = ["relation", "project"]
        verbose_name = _("project of a post")
        verbose_name_plural = _("projects of a post")
        constraints = [
            models.UniqueConstraint(name="posts_postproject_once", fields=["post", "project"]),
            models.CheckConstraint(name="posts_postproject_relation_known", condition=Q(relation__in=["about", "mentions"])),
            models.CheckConstraint(name="posts_postproject_level_known", condition=Q(level__in=["", *Level.values])),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.relation} {self.project_id}"


class LegacyPath(models.Model):
    """An address the post had before; it redirects permanently."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="legacy_paths", verbose_name=_("post"))
    path = models.CharField(_("path"), max_length=500, unique=True, help_text=_("with its slashes: /blog/2018/09/25/slug/"))

    class Meta:
        ordering = ["path"]
        verbose_name = _("legacy path")
        verbose_name_plural = _("legacy paths")

    def __str__(self) -> str:
        return self.path
