"""The form of a post as a place to write in: nobody overwrites anybody, and nothing that was typed is lost."""

from django.contrib.admin.utils import unquote
from django.utils.translation import gettext as _

from posts.services.history import recording


class Editing:
    """For PostAdmin."""

    def change_reason(self, request) -> str:
        """What the history says of a save."""
        return _("Edited")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What is saved goes into the history, and who saves the same post at the same moment waits for it."""
        post = self.get_object(request, unquote(object_id)) if object_id and request.method == "POST" else None
        if post is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recording([post.pk], by=request.user, reason=self.change_reason(request)):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        context["has_file_field"] = True  # sent as it is, not with every character of a Chinese text as nine
        return super().render_change_form(request, context, *args, **kwargs)
