"""The form of a post."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from posts.admin.editing.meanwhile import KeepsBoth
from posts.admin.parts.side_by_side import LANGUAGE_NAMES, row
from posts.models import Post
from posts.models.post import LANGUAGES
from posts.services import permissions
from posts.services.permissions import State, User
from posts.services.slugs import check_slugs, fill_slugs


class PostForm(KeepsBoth):
    user: User  # whose form it is: set by the admin

    reviewed = forms.BooleanField(label=gettext_lazy("Reviewed: clear these reasons"), required=False)

    def clean_published_at(self) -> datetime | None:
        """Only who publishes puts off what is public, or brings forward what is scheduled."""
        post, moment, now = self.instance, self.cleaned_data["published_at"], timezone.now()
        if post.status == Post.Status.PUBLISHED and not moment:
            raise ValidationError(_("A published post needs a date."))
        if post.status == Post.Status.PUBLISHED and not permissions.may_publish(self.user, post):
            before = self.initial["published_at"]
            if (moment > now) != (before > now):
                raise ValidationError(_("Whether the public sees the post is decided by who may publish: ask a publisher."))
        return moment

    def clean(self):
        """Addresses are filled and looked at here, so that the database's own words for a double are never shown."""
        super().clean()
        post = Post(
            pk=self.instance.pk, **{name: self._value(name) for field in ("title", "slug", "body") for name in row(field)}
        )
        self._keep_typed_slugs()
        fill_slugs(post)
        for field in self.fields.keys() & set(row("slug")) - set(self.errors):
            self.cleaned_data[field] = getattr(post, field) or ""
        try:
            check_slugs(post)
        except ValidationError as refused:
            for field in refused.error_dict.keys() & self.fields.keys() - set(self.errors):
                self.add_error(field, refused.error_dict[field])
        self._keep_public_texts()

    def _keep_typed_slugs(self) -> None:
        """A language without a text has no address: one that was just typed is not taken away without a word."""
        for code, title, body, slug in zip(LANGUAGES, row("title"), row("body"), row("slug"), strict=True):
            is_typed = slug in self.changed_data and self.cleaned_data.get(slug)
            if is_typed and not (self._value(title) or self._value(body) or {title, body} & set(self.errors)):
                said = _("There is no text in %(language)s yet: write a title or a body, or leave the slug empty.")
                self.add_error(slug, said % {"language": LANGUAGE_NAMES[code]})

    def _value(self, field: str) -> str | None:
        """What is sent, or where somebody may not edit it, what is stored."""
        return self.cleaned_data.get(field) if field in self.fields else getattr(self.instance, field)

    def _keep_public_texts(self) -> None:
        """A language leaves the public by being withdrawn, not by being emptied."""
        for code, title, body in zip(LANGUAGES, row("title"), row("body"), strict=True):
            emptied = title in self.fields and not (self._value(title) or self._value(body) or {title, body} & set(self.errors))
            if emptied and permissions.state_of(self.instance, code) == State.PUBLISHED:
                said = _("The text in %(language)s is published: withdraw it before you empty it.")
                self.add_error(title, said % {"language": LANGUAGE_NAMES[code]})
