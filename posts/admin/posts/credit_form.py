"""What a form says before the database would refuse a credit."""

from django.forms import BaseInlineFormSet, ModelForm
from django.utils.translation import gettext as _

from posts.models import Credit


class CreditForm(ModelForm):
    def clean(self):
        super().clean()
        if not self.errors and not (self.cleaned_data.get("person") or self.cleaned_data.get("organization")):
            self.add_error("person", _("Name a person, an organization, or both."))
        if self.cleaned_data.get("language") and self.cleaned_data.get("role") not in Credit.OF_A_LANGUAGE:
            self.add_error("language", _("Only a translator or reviewer is credited for one language: leave it empty."))


class SingleCreditForm(CreditForm):
    """A credit away from the others of its post."""

    def clean(self):
        super().clean()
        if self.errors:
            return
        values = self.cleaned_data
        credit = Credit(pk=self.instance.pk, **{name: values[name] for name in DEED})
        others = Credit.objects.filter(post=credit.post, role=credit.role).exclude(pk=credit.pk)
        if any(deed(other) == deed(credit) for other in others):
            self.add_error("role", said_twice(credit))


class CreditFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            if form.errors or not (form.has_changed() or form.instance.pk) or self._should_delete_form(form):
                continue
            if deed(form.instance) in seen:
                form.add_error("role", said_twice(form.instance))
            seen.add(deed(form.instance))


DEED = ("post", "person", "organization", "role", "language")


def deed(credit: Credit) -> tuple:
    """What a post credits once: somebody, or an organization that stands for nobody, in a role."""
    return (credit.person_id, None if credit.person_id else credit.organization_id, credit.role, credit.language)


def said_twice(credit: Credit) -> str:
    return _("%(who)s is credited as %(role)s already: remove one of the two.") % {
        "who": credit.person or credit.organization,
        "role": credit.get_role_display(),
    }
