"""What a translator sends: fields of their own, and the body in as many as the screen had rows."""

from collections.abc import Mapping

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from posts.admin.parts.rendered import LONGEST_BODY
from posts.models.post import TITLE_LENGTH
from posts.services.translate import Loaded, Texts
from posts.translating.blocks import with_gaps_of
from posts.translating.merging import has_marks

BLOCK = "block-"


class TranslateForm(forms.Form):
    """``body`` comes whole, or as ``block-0``, ``block-1`` … in the order of the text."""

    title = forms.CharField(label=_("title"), max_length=TITLE_LENGTH, required=False)
    slug = forms.SlugField(label=_("slug"), max_length=200, required=False, allow_unicode=True)
    summary = forms.CharField(label=_("summary"), required=False)
    body = forms.CharField(label=_("body"), required=False, strip=False, max_length=LONGEST_BODY)
    loaded = forms.CharField(strip=False)
    follows = forms.BooleanField(required=False)
    asks_for_credit = forms.BooleanField(required=False)  # whether the page had the box
    is_named = forms.BooleanField(required=False)

    def __init__(self, data: Mapping[str, str]) -> None:
        whole = {name: data[name] for name in data if not name.startswith(BLOCK)}
        blocks = sorted(
            (int(name[len(BLOCK) :]), name) for name in data if name[len(BLOCK) :].isdecimal() and name.startswith(BLOCK)
        )
        self.blocks = [data[name].replace("\r\n", "\n").strip("\n") for _number, name in blocks]
        if blocks:
            whole["body"] = "\n\n".join(text for text in self.blocks if text.strip())
        super().__init__(whole)

    def clean_loaded(self) -> Loaded:
        try:
            return Loaded.unseal(self.cleaned_data["loaded"])
        except signing.BadSignature as broken:
            raise ValidationError(
                _("The page was changed on its way: open it again. Copy what you have written first.")
            ) from broken

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        if has_marks(body):
            raise ValidationError(_("Two versions stand below each other: keep one, and take the lines of marks out."))
        return body

    def clean(self) -> None:
        """Where nobody was asked, the credits stay as they are."""
        if not self.cleaned_data.get("asks_for_credit"):
            self.cleaned_data["is_named"] = None

    def texts(self) -> Texts:
        """Of a valid form; the blank lines between blocks that were left alone are as they were."""
        told = self.cleaned_data
        return Texts(told["title"], told["slug"], told["summary"], with_gaps_of(told["body"], told["loaded"].target.body))
