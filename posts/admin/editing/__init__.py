"""The form of a post as a place to write in: nobody overwrites anybody, and nothing that was typed is lost."""

from django.conf import settings
from django.contrib.admin.utils import unquote
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from posts.admin.editing import sharing, views
from posts.admin.editing.rows import RowsBelow
from posts.services.history import recording
from posts.services.unsaved import forget_unsaved, unsaved, writable

RESTORE = "unsaved"  # in the query: show what was typed and not saved


class Editing:
    """For PostAdmin."""

    def get_urls(self):
        def page(route: str, view, name: str):
            def of_this_admin(request, *args, **kwargs):
                return view(request, *args, admin=self, **kwargs)

            return path(route, self.admin_site.admin_view(of_this_admin), name=f"posts_post_{name}")

        upload = page("upload/", views.upload, "upload")
        return [
            path("upload/", _refusing_early(upload.callback), name=upload.name),
            page("preview/<str:language>/", views.preview, "preview"),
            page("links/", views.links, "links"),
            page("images/", views.images, "images"),
            page("keep/", views.keep, "keep_new"),
            page("<int:pk>/keep/", views.keep, "keep"),
            page("<int:pk>/share/", sharing.share, "share"),
            *super().get_urls(),
        ]

    def change_reason(self, request) -> str:
        """What the history says of a save."""
        return _("Edited")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What is saved goes into the history, and who saves the same post at the same moment waits for it."""
        post = self.get_object(request, unquote(object_id)) if object_id and request.method == "POST" else None
        if post is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recording([post.pk], by=request.user, reason=self.change_reason(request)):
            request.rows_below = RowsBelow(request, post, self.get_inline_instances(request, post))
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        kept = unsaved(request.user, obj) if request.method == "GET" and RESTORE in request.GET else None
        form.unsaved = {"loaded": kept.loaded, **kept.fields} if kept else {}
        form.rows = getattr(request, "rows_below", None)
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Rows as they were put together with those of somebody else."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        rows = getattr(request, "rows_below", None)
        return given | {"data": rows.data} if rows else given

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["has_file_field"] = True  # sent as it is, not with every character of a Chinese text as nine
        if writable(request.user, obj):
            restored = request.method == "GET" and RESTORE in request.GET
            context |= {
                "addresses": views.addresses(obj),
                "unsaved": None if restored or request.method == "POST" else unsaved(request.user, obj),
                "is_restored": restored,
                "languages": settings.LANGUAGES,
            }
            context["preview_links"] = sharing.shown_links(request, obj) if obj else []
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        forget_unsaved(request.user, form.instance if change else None)


def _refusing_early(view):
    """Before anything reads the form, its CSRF token included: ``view`` looks at that itself."""

    @csrf_exempt
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and views.is_far_too_large(request):
            return views.refuse_upload(request)
        return view(request, *args, **kwargs)

    return guarded
