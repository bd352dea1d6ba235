"""The page on which a post's texts take their steps, with the log of those they took; and the shortest of these on the form."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from posts.admin.parts.desk_page import desk_page
from posts.admin.parts.log import log_changed
from posts.admin.parts.side_by_side import LANGUAGE_NAMES
from posts.admin.translating import wording
from posts.admin.translating.sheet import open_sheet
from posts.models import Credit, Post, Translation
from posts.models.post import LANGUAGES
from posts.services import permissions, workflow
from posts.services.credits import credit, offered, person_of, reviewer_box
from posts.services.workflow import CannotStep
from posts.states import State, scheduled_for

STEPS_SHOWN = 100
NOTE_LENGTH = 2_000
ACCEPTED = (workflow.READY, workflow.PUBLISHED)


class StepForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    after = forms.ChoiceField(choices=Translation.Status)
    at = forms.DateTimeField(
        label=gettext_lazy("Publish at (UTC; empty: now)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    is_named = forms.BooleanField(required=False)  # as reviewer, by a step that accepts the text
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )


class TogetherForm(forms.Form):
    together = forms.MultipleChoiceField(choices=settings.LANGUAGES, required=False)


class Stepping:
    """For PostAdmin: ``<key>/workflow/``."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.workflow_view)
        return [path("<path:object_id>/workflow/", view, name="posts_post_workflow"), *super().get_urls()]

    def workflow_view(self, request, object_id):
        post = self.get_object(request, unquote(object_id))
        if post is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, post):
            raise PermissionDenied
        form = StepForm(request.POST if "after" in request.POST else None)
        if request.method == "POST":
            if self._done(request, post, form):
                return HttpResponseRedirect(reverse("admin:posts_post_workflow", args=[post.pk]))
        return self._workflow_page(request, post, form)

    def _done(self, request, post: Post, form: StepForm) -> bool:
        if "choose" in request.POST:
            return self._choose_together(request, post)
        if "credit" in request.POST:
            return self._credit(request, post, request.POST.get("language", ""), request.POST["credit"])
        return self._step_by(request, post, form)

    def _credit(self, request, post: Post, language: str, role: str) -> bool:
        named = credit(post, language, role, by=request.user)
        log_changed(request, [post], Credit._meta.verbose_name_plural)
        said = _("%(who)s is named as %(role)s.") % {"who": named.person, "role": named.get_role_display()}
        self.message_user(request, said, messages.SUCCESS)
        return True

    def _step_by(self, request, post: Post, form: StepForm) -> bool:
        if not form.is_valid():
            return False
        sent = form.cleaned_data
        accepts = sent["is_named"] and sent["after"] in ACCEPTED and reviewer_box(request.user, post, sent["language"])
        try:
            steps = workflow.step(
                post, sent["language"], sent["after"], by=request.user, note=sent["note"].strip(), at=sent["at"]
            )
        except CannotStep as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return True
        self.tell_of_steps(request, steps)
        if steps and accepts:
            self._credit(request, post, sent["language"], Credit.Role.REVIEWER)
        return True

    def _choose_together(self, request, post: Post) -> bool:
        form = TogetherForm(request.POST)
        if not form.is_valid():
            return False
        steps = workflow.publish_together(post, form.cleaned_data["together"], by=request.user)
        if steps:
            self.tell_of_steps(request, steps)
        else:
            self.message_user(request, _("What is published together was saved."), messages.SUCCESS)
        return True

    def _workflow_page(self, request, post: Post, form: StepForm) -> TemplateResponse:
        texts = {text.language: text for text in post.translations.defer("source_text", "body_html")}
        shown = [code for code in LANGUAGES if code in texts and permissions.may_see_text(request.user, post, code)]
        steps = post.steps.filter(language__in=shown).select_related("by")
        context = {
            "original": post,
            "title": _("Workflow"),
            "subtitle": str(post),
            "form": form,
            "texts": [
                {
                    "text": texts[code],
                    "name": LANGUAGE_NAMES[code],
                    "state": state_shown(post, texts[code]),
                    "offered": workflow.offered(request.user, post, code),
                    **self._named(request, post, code),
                    "checks": self._checks(request, post, texts[code]),
                    "screen": reverse("admin:posts_post_translate", args=[post.pk, code]),
                    "is_asked": form.is_bound and form.data.get("language") == code,
                }
                for code in shown
            ],
            "published": Translation.Status.PUBLISHED,
            "person": person_of(request.user),
            "may_publish": permissions.may_publish(request.user, post),
            "choices": [(code, LANGUAGE_NAMES[code], code in post.together) for code in shown],
            "together": [LANGUAGE_NAMES[code] for code in post.together if code in shown],
            "steps": steps[:STEPS_SHOWN],
        }
        return desk_page(self, request, "admin/posts/post/workflow.html", context)

    def _named(self, request, post: Post, language: str) -> dict[str, object]:
        """What somebody can be credited with now, and by the box beside the steps."""
        box = reviewer_box(request.user, post, language)
        roles = [role for role in offered(request.user, post, language) if not (box and role == Credit.Role.REVIEWER)]
        return {"review": box, "credits": [(role, Credit.Role(role).label) for role in roles]}

    def _checks(self, request, post: Post, text: Translation) -> list[wording.Group]:
        """What to look at in a translation before it is published, for whoever may mend it."""
        if text.is_source or text.status not in workflow.UNPUBLISHED:
            return []
        may_edit = permissions.may_edit(request.user, post, text.language)
        return wording.groups(open_sheet(post, text.language).findings) if may_edit else []

    # On the form

    @admin.display(description=gettext_lazy("state"))
    def states(self, post: Post) -> str:
        if post._state.adding:
            return str(Translation.Status.DRAFT.label)
        texts = {text.language: text for text in post.translations.all()}
        states = [(LANGUAGE_NAMES[code], state_shown(post, texts[code])) for code in LANGUAGES if code in texts]
        address = reverse("admin:posts_post_workflow", args=[post.pk])
        return format_html(
            '{} <a href="{}">{}</a>', format_html_join("", '<span class="state">{}: {}</span> ', states), address, _("Workflow")
        )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_send_to_review"] = add or self._sendable(request, obj)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def response_post_save_add(self, request, obj):
        self._send(request, obj)
        return super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        self._send(request, obj)
        return super().response_post_save_change(request, obj)

    def _send(self, request, post: Post) -> None:
        if "_send" in request.POST:
            self.tell_of_steps(request, workflow.send_to_review(Post.objects.filter(pk=post.pk), by=request.user))

    def _sendable(self, request, post: Post | None) -> bool:
        return post is not None and any(workflow.mine(request.user, post, text) for text in post.translations.all())


def state_shown(post: Post, text: Translation) -> str:
    if scheduled_for(text):
        return str(State.SCHEDULED.label)
    if text.status == Translation.Status.READY and text.language in post.together:
        return _("held until the other languages are ready")
    return text.get_status_display()
