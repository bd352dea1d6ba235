"""The form of whatever has a name once per language and one slug."""

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils.text import slugify
from django.utils.translation import gettext as _

from people import names
from posts.admin.parts.side_by_side import row


class NamedForm(ModelForm):
    """One of the names must be given; an empty slug is made of the first."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:  # not for those who may only look
            self.fields["slug"].required = False

    def clean(self):
        super().clean()
        given = [name for field in row("name") if (name := self.cleaned_data.get(field))]
        if not given:
            raise ValidationError(_("Give a name in at least one language."))
        if "slug" in self.errors:
            return
        slug = self.cleaned_data.get("slug") or self.slug_of(given[0])
        other = self._meta.model._default_manager.filter(slug=slug).exclude(pk=self.instance.pk).first()
        if not slug:
            self.add_error("slug", _("The name has no letter to make an address of: write a slug."))
        elif other is not None:
            self.add_error("slug", _("“%(slug)s” is the slug of “%(other)s”: choose another.") % {"slug": slug, "other": other})
        self.cleaned_data["slug"] = slug

    def slug_of(self, name: str) -> str:
        field = self._meta.model._meta.get_field("slug")
        slug = names.slug(name) if field.allow_unicode else slugify(name)
        return slug[: field.max_length].strip("-")
