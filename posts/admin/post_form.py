"""The form of a post."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from posts.admin.side_by_side import row
from posts.models import Post
from posts.services.slugs import check_slugs, fill_slugs


class PostForm(forms.ModelForm):
    reviewed = forms.BooleanField(label=_("Reviewed: clear these reasons"), required=False)

    def clean(self):
        """Addresses are filled and looked at here, so that the database's own words for a double are never shown."""
        super().clean()
        fields = [field for name in ("title", "slug", "body") for field in row(name)]
        post = Post(pk=self.instance.pk, **{field: self.cleaned_data.get(field) for field in fields})
        fill_slugs(post)
        for field in set(row("slug")) - set(self.errors):
            self.cleaned_data[field] = getattr(post, field) or ""
        try:
            check_slugs(post)
        except ValidationError as refused:
            for field in refused.error_dict.keys() - set(self.errors):
                self.add_error(field, refused.error_dict[field])
