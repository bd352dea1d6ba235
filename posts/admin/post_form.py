"""The form of a post."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from posts.services.slugs import SLUGS, check_slugs, fill_slugs


class PostForm(forms.ModelForm):
    reviewed = forms.BooleanField(label=_("Reviewed: clear these reasons"), required=False)

    def _post_clean(self):
        """Addresses are looked at when the titles are in the post, and before the database's own words for a double."""
        super()._post_clean()
        if set(SLUGS.values()) <= set(self.fields):
            fill_slugs(self.instance)
            try:
                check_slugs(self.instance)
            except ValidationError as errors:
                self.add_error(None, errors)
