"""Who made a post, in which role, under which title and for whom at the time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from posts.querysets import CreditQuerySet


class Credit(models.Model):
    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        INTERVIEWER = "interviewer", _("interviewer")
        INTERVIEWEE = "interviewee", _("interviewee")
        STUDENT = "student", _("student")
        MENTOR = "mentor", _("mentor")
        SPEAKER = "speaker", _("speaker")
        TRANSLATOR = "translator", _("translator")
        REVIEWER = "reviewer", _("reviewer")
        EDITOR = "editor", _("editor")

    # Of which language somebody is credited; other roles are of the post as a whole.
    OF_A_LANGUAGE = (Role.TRANSLATOR, Role.REVIEWER)

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="credits", verbose_name=_("post"))
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="credits", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "people.Organization", models.PROTECT, null=True, blank=True, related_name="credits", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.AUTHOR)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Of a translator or reviewer: which text of the post."),
    )
    title = models.CharField(_("title then"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = CreditQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.UniqueConstraint(
                name="posts_credit_person_role_once",
                fields=["post", "person", "role", "language"],
                condition=Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                name="posts_credit_organization_role_once",
                fields=["post", "organization", "role", "language"],
                condition=Q(person__isnull=True, organization__isnull=False),
            ),
            models.CheckConstraint(
                name="posts_credit_language_of_role", condition=Q(language="") | Q(role__in=["translator", "reviewer"])
            ),
            models.CheckConstraint(
                name="posts_credit_names_someone", condition=Q(person__isnull=False) | Q(organization__isnull=False)
            ),
            models.CheckConstraint(
                name="posts_credit_role_known",
                # Spelt out: a class body's comprehension does not see Role.
                condition=Q(
                    role__in="author interviewer interviewee student mentor speaker translator reviewer editor".split(),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.organization} ({self.get_role_display()})"

    def is_of(self, language: str) -> bool:
        """Whether it is shown with the text in ``language``: of the whole post, or of this text."""
        return self.language in ("", language)
